import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// What is withheld may still come, what is erased never: the two look alike in an entry.
@Suite struct ErasureParcelTests {
  let parcels = ParcelTests()
  var folder: TemporaryFolder { parcels.folder }

  /// How many revisions are withheld, of which nothing says that they are erased.
  func lacking(_ journal: Journal) throws -> Int {
    try journal.read {
      try Int.fetchOne(
        $0,
        sql: """
          SELECT count(*) FROM revision WHERE length(header) = 32
            AND record NOT IN (\(Erasures.aliasRows))
          """)
    } ?? 0
  }

  func copy(_ journal: Journal, as name: String) throws -> ForeignJournal {
    try FileManager.default.copyItem(atPath: journal.path, toPath: folder.file(name))
    return try ForeignJournal(at: folder.file(name), secret: .test(), scratchFolder: nil)
  }

  @Test func `parcels from before and after an erasure, in any order, leave what the journal has`()
    throws
  {
    for seed in UInt64(1)...12 {
      let (source, persons) = try parcels.journal("source-\(seed)", seed: seed, steps: 25)
      var random = Seeded(seed)
      let plain = try Journal.temporary("plain-\(seed)", in: folder, seed: 100)
      let receiver = try Journal.temporary("receiver-\(seed)", in: folder, seed: 100)
      for journal in [plain, receiver] { try EraseTests.join(source.author, journal) }
      let erased = persons.shuffled(using: &random).prefix(2)
      var names: [String] = []
      for number in 0..<6 {
        if number == 3 {
          for person in erased { _ = try source.erase(person, reason: "own-request") }
        }
        let name = "parcel-\(seed)-\(number)"
        let chosen = persons.filter { _ in Bool.random(using: &random) }
        _ = try source.writeParcel(
          at: folder.file("made"), number == 5 ? .everything : .persons(chosen),
          withoutWords: number == 1, for: [plain, receiver].map { .colleague($0.author.bytes) })
        // Where it was made the erasure would remove it.
        try FileManager.default.moveItem(
          atPath: folder.file("made"), toPath: folder.file(name))
        names.append(name)
      }
      for name in (names + names).shuffled(using: &random) {
        _ = try receiver.merge([parcels.parcel(name, receiver)], newAuthors: .holdBack)
        let again = try receiver.merge([parcels.parcel(name, receiver)], newAuthors: .holdBack)
        #expect(again.isEmpty, "seed \(seed)")
        let check = try receiver.check()
        #expect(check.faults.isEmpty && check.derivedIsRight == true, "seed \(seed)")
      }
      _ = try plain.merge([parcels.parcel(names[5], plain)], newAuthors: .holdBack)
      #expect(try receiver.shown() == plain.shown(), "seed \(seed)")
      #expect(try receiver.shown() == source.shown(), "seed \(seed)")
      for person in erased { #expect(try receiver.history(of: person).isEmpty, "seed \(seed)") }
      for journal in [receiver, plain, source] {
        #expect(try lacking(journal) == 0, "seed \(seed)")
        #expect(try journal.check().missingWords == 0, "seed \(seed)")
        try journal.rebuild()
        #expect(try lacking(journal) == 0, "seed \(seed)")
        for person in erased {
          #expect(
            try PlainPages(of: journal.path).holding(person.mark.alias.bytes).isEmpty == false)
        }
      }
    }
  }

  @Test func `what a parcel withheld isn't wanted any more once it is erased`() throws {
    let source = try Journal.temporary("s", in: folder, seed: 1)
    let persons = try source.write([.person("canary coat"), .person("Blue Hat")])
    let visit = EraseTests.visit(persons[0], note: "canary umbrella")
    try source.write([visit, .contact(persons: [persons[1]])])
    let receiver = try Journal.temporary("r", in: folder, seed: 2)
    try EraseTests.join(source.author, receiver)
    let holder = SlotHolder.colleague(receiver.author.bytes)
    _ = try source.writeParcel(at: folder.file("p"), .persons([persons[1]]), for: [holder])
    let old = try copy(source, as: "old")
    _ = try receiver.merge([parcels.parcel("p", receiver)], newAuthors: .holdBack)
    #expect(try lacking(receiver) == 2)
    _ = try source.erase(persons[0], reason: "other")
    _ = try source.writeParcel(at: folder.file("team"), .team, for: [holder])
    let report = try receiver.merge([parcels.parcel("team", receiver)], newAuthors: .holdBack)
    #expect(report.erasures == 0)
    // Of her page it is known that it is erased; of the visit, only whoever offers it shows that.
    #expect(try lacking(receiver) == 1)
    #expect(try receiver.merge([old], newAuthors: .holdBack).recordsErased == 0)
    #expect(try lacking(receiver) == 0)
    #expect(try receiver.merge([old], newAuthors: .holdBack).isEmpty)
    #expect(try receiver.check().isSound)
    #expect(try PlainPages(of: receiver.path).holding("canary".utf8).isEmpty)
  }

  @Test
  func `an erasure from after a supervisor's last entry that counts brings back what others have`()
    throws
  {
    let root = try Journal.temporary("root", in: folder, seed: 1)
    let other = try Journal.temporary("o", in: folder, seed: 2)
    let person = try root.write([.person("Red Hat")])[0]
    let contact = try root.write([.contact(persons: [person])])[0]
    try EraseTests.member(other.author, role: "supervisor", in: root)
    try EraseTests.join(root.author, other)
    _ = try other.merge([copy(root, as: "1")], newAuthors: .holdBack)
    _ = try root.merge([copy(other, as: "2")], newAuthors: .holdBack)
    // Removed by the root, who hasn't heard of what she erases at the same time.
    try root.removeMember(other.author)
    #expect(try other.erase(person, reason: "other") == .erased)
    #expect(try other.view(of: contact)?.persons == [])
    _ = try root.merge([copy(other, as: "3")], newAuthors: .holdBack)
    #expect(try root.view(of: person)?.words("alias") == "Red Hat")
    let report = try other.merge([copy(root, as: "4")], newAuthors: .holdBack)
    #expect(report.recordsErased == 0)
    #expect(try other.view(of: person)?.words("alias") == "Red Hat")
    #expect(try other.view(of: contact)?.persons == [person])
    #expect(try other.merge([copy(root, as: "5")], newAuthors: .holdBack).isEmpty)
    for journal in [root, other] {
      #expect(try journal.check().isSound)
      #expect(try lacking(journal) == 0)
    }
  }
}
