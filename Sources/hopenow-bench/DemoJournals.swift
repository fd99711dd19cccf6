import Glibc

/// Journals of many records, made by `hopenow demo` and kept for the next run.
///
/// Ten workers write the same number of records each, and the first one merges the others'. A
/// month has the same number of records in each journal, so that a bigger one is an older one.
struct DemoJournals {
  /// A folder with the journals of a team, all opened by one key file.
  struct Team {
    let folder: String
    let records: Int
    var keyFile: String { folder + "/demo.key" }
    /// A worker's journal, from 1 on; the first has everybody's records.
    func journal(_ worker: Int) -> String { "\(folder)/worker-\(worker).hopenow" }
  }

  static let workers = 10
  /// Goes up when `hopenow demo` writes something else, so that no older journal is measured.
  private static let edition = 2

  let folder: String
  let hopenow: String
  let launcher: Launcher
  let recordsPerMonth: Int

  /// A team whose first journal has so many records.
  func team(records: Int) throws -> Team {
    try made(
      "\(records)-records-\(recordsPerMonth)-a-month", workers: Self.workers,
      each: records / Self.workers,
      months: records / recordsPerMonth, records: records)
  }

  /// A team with so many journals besides the first one, of so many records each.
  func team(journals: Int, each records: Int) throws -> Team {
    try made(
      "\(journals)-journals-of-\(records)", workers: journals + 1, each: records,
      months: max(1, records * journals / recordsPerMonth), records: records * (journals + 1))
  }

  private func made(
    _ name: String, workers: Int, each: Int, months: Int, records: Int
  ) throws -> Team {
    let path = "\(folder)/\(name)-edition-\(Self.edition)"
    guard access(path, F_OK) != 0 else { return Team(folder: path, records: records) }
    say("making \(records) records in \(path)")
    // A folder with the right name is a whole one.
    let unfinished = path + ".new"
    try launcher.run(["/bin/rm", "-rf", unfinished])
    try launcher.run([
      hopenow, "demo", "--folder", unfinished, "--workers", String(workers), "--months",
      String(months), "--records", String(each),
    ])
    guard rename(unfinished, path) == 0 else { throw BenchError.noFolder(path) }
    return Team(folder: path, records: records)
  }
}

/// Tells whoever waits what is being done.
func say(_ text: String) {
  let line = text + "\n"
  _ = write(2, line, line.utf8.count)
}
