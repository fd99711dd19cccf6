import CaseModel
import Testing

@Suite struct AgeTests {
  @Test func `a year of birth gives a band, or what lies between two`() {
    let day = CivilDate(number: 20_261_031)!
    for (year, band) in [
      (2026, "0-8"), (2018, "0-8"), (2017, "8-9"), (2016, "9-17"), (2009, "9-17"), (2008, "17-18"),
      (2007, "18-20"), (2005, "20-21"), (1997, "27-29"), (1978, "47-48"), (1977, "48-plus"),
      (1930, "48-plus"), (2027, nil),
    ] as [(Int, String?)] {
      #expect(Age.band(bornIn: year, on: day) == band, "born in \(year)")
    }
  }

  @Test func `every band that can be found is declared, in the order of ages`() {
    let declared = Age.bands.map(\.stored)
    #expect(declared.first == "0-8" && declared.last == "48-plus" && declared.count == 17)
    let day = CivilDate(number: 20_261_031)!
    let found = (1900...2026).reversed().compactMap { Age.band(bornIn: $0, on: day) }
    let places = found.map { declared.firstIndex(of: $0) ?? -1 }
    #expect(places == places.sorted() && !places.contains(-1))
  }

  @Test func `a band says which ages it has, the oldest one up to 99`() {
    #expect(Age.ages(ofBand: "18-20") == 18...20)
    #expect(Age.ages(ofBand: "48-plus") == 48...99)
    #expect(Age.ages(ofBand: "unknown") == nil)
    #expect(Vocabulary.ageBand.codes.allSatisfy { Age.ages(ofBand: $0.stored) != nil })
  }
}
