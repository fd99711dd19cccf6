import CaseModel
import Foundation
import Merge
import SealedSQLite
import TestSupport
import Testing

@testable import JournalStore

/// An erasure finds the parcels that were made on this machine.
@Suite struct MadeFileTests {
  let folder = TemporaryFolder()
  let journal: Journal
  let colleague: Journal
  let person: RecordID

  init() throws {
    journal = try Journal.temporary("a.hopenow", in: folder, seed: 1)
    colleague = try Journal.temporary("b.hopenow", in: folder, seed: 2)
    person = try journal.write([.person("Red Hat")])[0]
    try FileManager.default.createDirectory(
      atPath: folder.file("stick"), withIntermediateDirectories: false)
  }

  @discardableResult
  func share(_ name: String, _ contents: ParcelContents = .everything) throws -> String {
    let path = folder.file(name)
    _ = try journal.writeParcel(at: path, contents, for: [.colleague(colleague.author.bytes)])
    return path
  }

  func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  func notes() throws -> Int {
    let folder = folder.file("state/made")
    guard isThere(folder) else { return 0 }
    return try FileManager.default.contentsOfDirectory(atPath: folder).count
  }

  /// Erases somebody of whom no test speaks.
  func eraseAnother(_ journal: Journal) throws {
    let other = try journal.write([.person("Blue Hat")])[0]
    #expect(try journal.erase(other, reason: "other") == .erased)
  }

  @Test func `parcels from before an erasure lay there with whom it erased`() throws {
    try eraseAnother(journal)
    let parcels = try [
      share("one"), share("stick/two", .persons([person])),
      share("three", .colleague(colleague.author)),
    ]
    let others = try [share("team", .team), share("card", .card)]
    try journal.removeParcelsOfErased()
    #expect((parcels + others).allSatisfy(isThere) && journal.notices.isEmpty)

    #expect(try journal.erase(person, reason: "own-request") == .erased)
    #expect(!parcels.contains(where: isThere) && others.allSatisfy(isThere))
    #expect(journal.notices == [.parcelsRemoved(parcels.sorted())])
    #expect(try notes() == 0)
    let after = try share("four")
    try journal.removeParcelsOfErased()
    #expect(try isThere(after) && journal.madeFilesOfErased().isEmpty)
  }

  @Test func `what lies at the place of a parcel and isn't it stays`() throws {
    let parcel = try share("one")
    let other = try share("two", .team)
    try FileManager.default.removeItem(atPath: parcel)
    try FileManager.default.moveItem(atPath: other, toPath: parcel)
    let replaced = try share("three")
    try Data("something else".utf8).write(to: URL(filePath: replaced))
    _ = try journal.erase(person, reason: "other")
    #expect(isThere(parcel) && isThere(replaced) && journal.notices.isEmpty)
    #expect(try journal.madeFilesOfErased().isEmpty && notes() == 0)
  }

  @Test func `a parcel on a stick that isn't there is told, and removed when it is`() throws {
    let parcel = try share("stick/one")
    try FileManager.default.moveItem(
      atPath: folder.file("stick"), toPath: folder.file("carried away"))
    _ = try journal.erase(person, reason: "other")
    #expect(try journal.madeFilesOfErased().map(\.path) == [parcel] && journal.notices.isEmpty)
    try FileManager.default.moveItem(
      atPath: folder.file("carried away"), toPath: folder.file("stick"))
    try journal.removeParcelsOfErased()
    #expect(journal.notices == [.parcelsRemoved([parcel])])
    #expect(try !isThere(parcel) && journal.madeFilesOfErased().isEmpty && notes() == 0)
  }

  @Test func `a journal for a trip is told and not removed, since somebody writes in it`() throws {
    let trip = folder.file("trip.hopenow")
    _ = try journal.makeTravelJournal(at: trip, about: [person], secret: .test())
    _ = try journal.erase(person, reason: "other")
    let told = try journal.madeFilesOfErased()
    #expect(told.map(\.path) == [trip] && told.allSatisfy(\.isJournal) && isThere(trip))
    do {
      // Its own file isn't looked at: that would end the locks on it.
      let travelling = try Journal.open("trip.hopenow", in: folder, seed: 5)
      _ = try travelling.erase(person, reason: "other")
      #expect(try travelling.madeFilesOfErased().isEmpty)
    }
    try FileManager.default.removeItem(atPath: trip)
    #expect(try journal.madeFilesOfErased().isEmpty && notes() == 0)
  }

  @Test func `an erasure that a merge brings removes them too, whatever key the journal has now`()
    throws
  {
    try EraseTests.join(colleague.author, journal)
    try EraseTests.join(colleague.author, colleague)
    let parcel = try share("one")
    let rotated = try journal.rotate(keeping: [journal.file.slot(openedBy: .test())]).journal
    func copy(_ name: String) throws -> ForeignJournal {
      let path = folder.file("copy of \(name)")
      try FileManager.default.copyItem(atPath: folder.file(name), toPath: path)
      return try ForeignJournal(at: path, secret: .test(), scratchFolder: nil)
    }
    _ = try colleague.addMember(rotated.author, name: "Worker A", isSupervisor: false)
    _ = try colleague.merge([copy("a.hopenow")], newAuthors: .holdBack)
    #expect(try colleague.erase(person, reason: "other") == .erased)
    #expect(colleague.notices.isEmpty && isThere(parcel))
    let source = try copy("b.hopenow")
    let expected = try rotated.merge([source], newAuthors: .holdBack, dryRun: true)
    #expect(expected.erasures == 1 && isThere(parcel))
    _ = try rotated.merge([source], newAuthors: .holdBack)
    #expect(!isThere(parcel) && rotated.notices.contains(.parcelsRemoved([parcel])))
  }

  @Test func `a folder of this machine's that can't be written keeps nobody from sharing`() throws {
    try Data().write(to: URL(filePath: folder.file("state/made")))
    let parcel = try share("one")
    _ = try journal.erase(person, reason: "other")
    #expect(isThere(parcel))
  }
}
