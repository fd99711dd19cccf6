import CaseModel
import Foundation
import GRDB
import Glibc
import SealedSQLite
import Sealing
import TestSupport

@testable import JournalStore

/// The built program in a folder with two workers' journals that one key file opens.
struct RealCommands {
  let folder: TemporaryFolder
  var program: Program

  /// - Parameter colleagues: How many journals there are besides `a.hopenow`.
  init(colleagues: [String] = ["b"]) throws {
    folder = TemporaryFolder()
    program = Program(in: folder)
    let key = URL(filePath: folder.file("test.key"))
    try Data(repeating: 7, count: 32).write(to: key)
    chmod(key.path, 0o600)
    for (place, name) in (["a"] + colleagues).enumerated() {
      let journal = try Journal.create(
        at: folder.file("\(name).hopenow"), worker: "Worker \(name)", secret: .test(),
        in: .test(seed: UInt64(place), stateFolder: state))
      try journal.write([.person("Red Hat \(name)", gender: "Feminine", citizenship: ["NG"])])
      for met in 1...3 { try journal.write([.contact(met: Int64(met), note: "first \(met)")]) }
    }
  }

  /// Where the program remembers what it knows of journals.
  var state: String { folder.file(".local/state/hopenow") }

  func path(_ name: String) -> String { folder.file("\(name).hopenow") }

  /// The arguments that a command takes besides its own.
  func arguments(_ words: [String], on name: String = "a") -> [String] {
    words + ["--journal", "\(name).hopenow", "--key-file", "test.key"]
  }

  func run(_ words: [String], on name: String = "a") throws -> Program.Result {
    try program.run(arguments(words, on: name))
  }

  /// The record that a command named by the beginning of its id.
  func record(_ id: String, in journal: Journal) throws -> RecordID? {
    let bytes = try journal.read { db in
      try Data.fetchOne(
        db, sql: "SELECT uuid FROM record WHERE hex(uuid) LIKE ?",
        arguments: [id.uppercased() + "%"])
    }
    return bytes.flatMap { RecordID($0) }
  }

  /// Opens a journal in this process, as the next command would.
  func open(_ name: String = "a") throws -> Journal {
    try LockedJournal(at: path(name), mode: .readWrite).unlock(
      .test(), in: .test(seed: 99, stateFolder: state))
  }
}
