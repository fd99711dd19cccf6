import CaseModel
import Reports
import Testing

@testable import HopenowCommands

@Suite struct ReportWordsTests {
  let english = ReportWords(isDanish: false)
  let danish = ReportWords(isDanish: true)
  let today = CivilDate(number: 20_261_102)!

  @Test(arguments: [
    (0, "0", "0"), (999, "999", "999"), (1000, "1,000", "1.000"), (12_345, "12,345", "12.345"),
    (1_000_000, "1,000,000", "1.000.000"), (-1234, "−1,234", "−1.234"),
  ])
  func `a number is written as in the language`(number: Int, english: String, danish: String) {
    #expect(self.english.number(number) == english)
    #expect(self.danish.number(number) == danish)
  }

  @Test(arguments: [
    ("2026-10", "October 2026", "oktober 2026"),
    ("2026-Q3", "3rd quarter of 2026", "3. kvartal 2026"),
    ("2026", "2026", "2026"), ("2026-04..2026-06", "2nd quarter of 2026", "2. kvartal 2026"),
    ("2026-04..2026-05", "April–May 2026", "april–maj 2026"),
    ("2025-04..2026-03", "April 2025–March 2026", "april 2025–marts 2026"),
    ("2026-10-31", "31 October 2026", "31. oktober 2026"),
    ("2026-10-05..2026-10-09", "5–9 October 2026", "5.–9. oktober 2026"),
    ("2026-09-28..2026-10-03", "28 September–3 October 2026", "28. september–3. oktober 2026"),
    (
      "2025-12-28..2026-01-03", "28 December 2025–3 January 2026",
      "28. december 2025–3. januar 2026"
    ),
    ("2024-02", "February 2024", "februar 2024"),
    ("2025-01..2026-12", "January 2025–December 2026", "januar 2025–december 2026"),
  ])
  func `a period is said in words`(typed: String, english: String, danish: String) throws {
    let days = try #require(Period(typed, today: today)).days
    #expect(self.english.period(days) == english)
    #expect(self.danish.period(days) == danish)
  }

  @Test func `a share is rounded, never to nothing of something or to all of less`() throws {
    func share(_ part: Int, _ whole: Int) throws -> String {
      english.share(try #require(Share(.count(part), of: .count(whole))))
    }
    #expect(try share(48, 73) == "66%")
    #expect(try share(1, 3) == "33%" && share(2, 3) == "67%" && share(1, 200) == "1%")
    #expect(try share(1, 201) == "<1%" && share(0, 201) == "0%")
    #expect(try share(999, 1000) == ">99%" && share(1000, 1000) == "100%")
    #expect(danish.share(try #require(Share(.count(1), of: .count(2)))) == "50\u{a0}%")
    #expect(Share(.hidden, of: .count(9)) == nil && Share(.count(5), of: .hidden) == nil)
    #expect(Share(.count(5), of: .absent) == nil && Share(.count(0), of: .count(0)) == nil)
  }

  @Test func `money is in hundredths, a hidden figure is a dot`() {
    #expect(english.figure(.count(1_234_550), of: .amount) == "12,345.50")
    #expect(danish.figure(.count(1_234_505), of: .amount) == "12.345,05")
    for measure in Measure.allCases { #expect(english.figure(.hidden, of: measure) == "•") }
  }

  @Test func `the marks at the side of a chart are round and not many`() {
    for largest in Array(0...300) + [999, 1000, 1001, 123_456, 9_999_999] {
      let axis = ValueAxis(largest: largest)
      #expect(axis.top >= max(1, largest) && axis.top <= max(4, largest * 3))
      #expect((2...5).contains(axis.marks.count) && axis.marks.last == axis.top)
      let step = String(axis.marks[1])
      #expect("125".contains(step.prefix(1)) && step.dropFirst().allSatisfy { $0 == "0" })
    }
  }
}
