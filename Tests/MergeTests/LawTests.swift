import CaseModel
import Merge
import TestSupport
import Testing

@Suite struct LawTests {
  /// In four parts, so that the long form keeps four cores busy.
  @Test(arguments: 0..<4)
  func `the laws hold on random histories`(part: Int) {
    let count = LongForm.count(short: 2000, long: 100_000)
    let seeds = stride(from: UInt64(part), to: UInt64(count), by: 4)
    let broken = Laws(rules: Rules()).firstBroken(in: seeds)
    #expect(broken == nil, "history \(broken?.seed ?? 0) breaks law \(broken?.law.rawValue ?? "")")
  }

  /// A suite that didn't find these would prove nothing about ours.
  @Test(arguments: WrongRules.allCases)
  func `a deliberately wrong merge is found, by the law that forbids it`(wrong: WrongRules) {
    let found = Laws(rules: wrong.rules).firstBroken(wrong.law, in: 0..<5000)
    #expect(found != nil, "\(wrong) passes for right")
    if let found { print("\(wrong): history \(found.seed) breaks law \(found.law.rawValue)") }
  }
}
