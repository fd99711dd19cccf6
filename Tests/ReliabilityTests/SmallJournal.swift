import CaseModel
import Foundation
import GRDB
import Merge
import SealedSQLite
import TestSupport

@testable import HopenowCommands
@testable import JournalStore

/// A journal of some seventy pages, in which a test damages one thing after the other.
struct SmallJournal {
  let folder = TemporaryFolder()
  var path: String { folder.file("journal.hopenow") }
  let whole: Data
  /// An older state of the same file.
  let older: Data
  /// What whoever opens it is shown.
  let shown: Shown

  /// Everything that a person can be shown of a journal.
  struct Shown: Equatable {
    var records: [RecordView]
    var members: [String?]
    var digest: [UInt8]

    init(_ journal: Journal) throws {
      records = try journal.records(RecordQuery(kinds: Kind.all.map(\.name)))
      members = try journal.members().map(\.name)
      digest = try journal.digest()
    }
  }

  /// What came of opening a damaged file and showing all of it.
  enum Outcome: Hashable {
    /// Refused, with this exit status.
    case refused(ExitStatus)
    /// Exactly what was there before.
    case original
    /// Something else, which `check` finds, or this machine on opening.
    case found
    /// Something else, and nobody says so.
    case unnoticed
  }

  init(seed: UInt64 = 1) throws {
    let path = folder.file("journal.hopenow")
    do {
      let journal = try Journal.temporary(in: folder, seed: seed)
      let person = try journal.write([.person("Red Hat", gender: "Feminine", citizenship: ["NG"])])
      try journal.write([.contact(met: 3, note: "one", persons: person)])
    }
    older = try Data(contentsOf: URL(filePath: path))
    do {
      let journal = try Journal.open(in: folder, seed: seed + 100)
      for number in 1...12 {
        try journal.write([
          .contact(
            on: 20_261_000 + number, met: Int64(number), note: String(repeating: "n", count: 400))
        ])
      }
    }
    whole = try Data(contentsOf: URL(filePath: path))
    shown = try Shown(Journal.open(in: folder))
  }

  func put(_ data: Data) throws { try data.write(to: URL(filePath: path)) }

  func page(_ number: Int) -> Range<Int> { 8192 + (number - 1) * 4096..<8192 + number * 4096 }
  var pages: ClosedRange<Int> { 1...(whole.count - 8192) / 4096 }

  /// Opens the file as it now lies there.
  func outcome() throws -> Outcome {
    do {
      let journal = try Journal.open(in: folder)
      if !journal.notices.isEmpty { return .found }
      if try Shown(journal) == shown { return .original }
      return try journal.check().isSound ? .unnoticed : .found
    } catch {
      return .refused(UserFacing(error).status)
    }
  }

  /// The outcome with other bytes in the file.
  func outcome(_ change: (inout Data) -> Void) throws -> Outcome {
    var data = whole
    change(&data)
    try put(data)
    return try outcome()
  }
}
