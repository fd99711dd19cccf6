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
  func share(
    _ name: String, _ contents: ParcelContents = .everything, in new: String? = nil
  ) throws -> String {
    let path = folder.file(name)
    if let new {
      try FileManager.default.createDirectory(
        atPath: folder.file(new), withIntermediateDirectories: false)
    }
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

  /// What an erasure of the person says of what was made before it.
  func erased(_ journal: Journal) throws -> MadeFilesOfErased? {
    #expect(try journal.erase(person, reason: "own-request") == .erased)
    return journal.notices.lazy.compactMap { notice in
      if case .madeBeforeErasure(let made) = notice { made } else { nil }
    }.last
  }

  @Test func `parcels from before an erasure lay there with whom it erased`() throws {
    try eraseAnother(journal)
    let parcels = try [
      share("one"), share("stick/two", .persons([person])),
      share("three", .colleague(colleague.author)),
    ]
    let others = try [share("team", .team), share("card", .card)]
    #expect(try journal.removeParcelsOfErased().isEmpty)
    #expect((parcels + others).allSatisfy(isThere) && journal.notices.isEmpty)

    let made = try #require(try erased(journal))
    #expect(!parcels.contains(where: isThere) && others.allSatisfy(isThere))
    #expect(made.removed.map(\.path) == parcels.sorted())
    #expect(try made.left.isEmpty && made.notFound.isEmpty && notes() == 0)
    let after = try share("four")
    #expect(try journal.removeParcelsOfErased().isEmpty && isThere(after))
  }

  @Test func `what lies at the place of a parcel and isn't it stays`() throws {
    let parcel = try share("one")
    let other = try share("two", .team)
    try FileManager.default.removeItem(atPath: parcel)
    try FileManager.default.moveItem(atPath: other, toPath: parcel)
    let replaced = try share("three")
    try Data("something else".utf8).write(to: URL(filePath: replaced))
    let made = try #require(try erased(journal))
    #expect(made.notFound.map(\.path) == [parcel, replaced] && made.removed.isEmpty)
    #expect(isThere(parcel) && isThere(replaced))
  }

  @Test func `a parcel on a stick that isn't there was forgotten, where its folder stays`() throws {
    let parcel = try share("stick/one")
    try FileManager.default.moveItem(atPath: parcel, toPath: folder.file("carried away"))
    #expect(try erased(journal)?.notFound.map(\.path) == [parcel])
    #expect(try journal.removeParcelsOfErased().notFound.map(\.path) == [parcel])
    try FileManager.default.moveItem(atPath: folder.file("carried away"), toPath: parcel)
    #expect(try journal.removeParcelsOfErased().removed.map(\.path) == [parcel])
    #expect(try !isThere(parcel) && notes() == 0)
  }

  @Test func `a parcel is found through links`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.file("stick/deep"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: "stick/deep")
    try share("link/../one")
    try share("renamed/three", in: "renamed")
    try FileManager.default.moveItem(
      atPath: folder.file("renamed"), toPath: folder.file("stick/renamed"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("renamed"), withDestinationPath: "stick/renamed")
    let moved = try share("two")
    try FileManager.default.moveItem(atPath: moved, toPath: folder.file("stick/two"))
    try FileManager.default.createSymbolicLink(atPath: moved, withDestinationPath: "stick/two")
    #expect(try erased(journal)?.removed.count == 3)
    for name in ["one", "two", "renamed/three"] { #expect(!isThere(folder.file("stick/" + name))) }
    #expect(try notes() == 0)
  }

  @Test func `a parcel whose making was killed kept whom an erasure erased`() throws {
    let parcel = try share("stick/one")
    // No process has that number.
    try FileManager.default.moveItem(
      atPath: parcel, toPath: folder.file("stick/.one.\(pid_t.max).making"))
    #expect(try erased(journal)?.removed.map(\.path) == [parcel])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("stick")).isEmpty)
  }

  @Test func `what is erased while a parcel is made isn't in it`() throws {
    var times = 0
    let path = folder.file("one")
    try journal.makingRemembered(at: path, isJournal: false) { making, begun in
      times += 1
      _ = try journal.writeParcel(
        making, at: path, .everything, for: [.colleague(colleague.author.bytes)], begun)
      if times == 1 { _ = try journal.erase(person, reason: "other") }
    }
    #expect(try times == 2 && notes() == 1 && journal.removeParcelsOfErased().isEmpty)
    let parcel = try ForeignJournal(at: path, key: colleague.readingKey, scratchFolder: nil)
    _ = try colleague.merge([parcel], newAuthors: .accept)
    #expect(try colleague.view(of: person) == nil)
  }

  @Test func `a parcel that could not be made is not looked for`() throws {
    #expect(throws: JournalError.self) { try share("no/such/folder") }
    try journal.write([.person("Green Hat")])
    #expect(throws: (any Error).self) {
      try journal.writeParcel(
        at: folder.file("one"), .everything, for: [SlotHolder](repeating: .anyone, count: 17))
    }
    #expect(throws: CancellationError.self) {
      try journal.makingRemembered(at: folder.file("one"), isJournal: false) { making, begun in
        _ = try journal.writeParcel(making, at: making, .everything, for: [.anyone], begun)
        throw CancellationError()
      }
    }
    #expect(try notes() == 0)
  }

  @Test func `a journal for a trip that came back and was removed was told of for ever`() throws {
    let trip = folder.file("trip.hopenow")
    _ = try journal.makeTravelJournal(at: trip, about: [person], secret: .test())
    let source = try ForeignJournal(at: trip, key: journal.readingKey, scratchFolder: nil)
    _ = try journal.merge([source], newAuthors: .holdBack)
    // Merged, it may hold whoever is erased all the same.
    #expect(try erased(journal)?.left.map(\.path) == [trip])
    try FileManager.default.removeItem(atPath: trip)
    #expect(try journal.removeParcelsOfErased().isEmpty && notes() == 0)
  }

  @Test func `a journal for a trip is told and not removed, since somebody writes in it`() throws {
    let trip = folder.file("trip.hopenow")
    _ = try journal.makeTravelJournal(at: trip, about: [person], secret: .test())
    let made = try #require(try erased(journal))
    #expect(made.left.map(\.path) == [trip] && made.left.allSatisfy(\.isJournal) && isThere(trip))
    let travelling = try Journal.open("trip.hopenow", in: folder, seed: 5)
    let slot = try travelling.file.slot(openedBy: .test())
    let rotated = try travelling.rotate(keeping: [slot]).journal
    #expect(try rotated.erase(person, reason: "other") == .erased)
    // A look into its own file would end the locks on it.
    #expect(try rotated.removeParcelsOfErased().isEmpty)
    #expect(try journal.removeParcelsOfErased().notFound.map(\.path) == [trip])
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
    #expect(!isThere(parcel))
    let told = rotated.notices.contains { notice in
      if case .madeBeforeErasure(let made) = notice {
        made.removed.map(\.path) == [parcel]
      } else {
        false
      }
    }
    #expect(told)
  }

  @Test func `a folder of this machine's that can't be written keeps nobody from sharing`() throws {
    try Data().write(to: URL(filePath: folder.file("state/made")))
    let parcel = try share("one")
    _ = try journal.erase(person, reason: "other")
    #expect(isThere(parcel))
  }
}
