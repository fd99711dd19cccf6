import Foundation
import Synchronization

/// Finds terms in all words of a journal, in one pass over the table that holds them.
///
/// One thread reads and opens pages, another one compares: the file may be open only once in a process,
/// and each of the two takes about as long as the other.
final class WordsScan: Sendable {
  /// Some texts one after the other, each of a revision.
  private struct Batch: Sendable {
    static let length = 1 << 16
    var bytes: [UInt8] = []
    var texts: [(revision: Int64, end: Int)] = []

    init() {
      bytes.reserveCapacity(Self.length)
      texts.reserveCapacity(Self.length / 64)
    }
  }

  private struct Matching {
    var words = PlainWords()
    /// For each term, the revisions in whose words it was found.
    var found: [RowSet]
  }

  private let needles: [Needle]
  private let matching: Mutex<Matching>
  private let queue = DispatchQueue(label: "hopenow.search")
  /// Room for so many batches that wait.
  private let room = DispatchSemaphore(value: 4)

  private init(_ needles: [Needle], lastRevision: Int64) {
    self.needles = needles
    matching = Mutex(Matching(found: needles.map { _ in RowSet(upTo: lastRevision) }))
  }

  /// For each needle, the revisions of which some words have it, superseded and held back ones too.
  ///
  /// - Parameters:
  ///   - needles: Terms as ``PlainWords`` has them.
  ///   - lastRevision: The greatest row of a revision.
  ///   - rows: A statement whose rows are a revision and a text, started.
  /// - Returns: The rows of revisions.
  /// - Throws: SQLite's errors, and ``RecordFault/wrongType``.
  static func revisions(
    with needles: [Needle], lastRevision: Int64, rows: RowStatement
  ) throws -> [RowSet] {
    let scan = WordsScan(needles, lastRevision: lastRevision)
    defer { scan.queue.sync {} }
    var batch = Batch()
    while try rows.next() {
      let revision = try rows.integer(0)
      try rows.withText(1) { batch.bytes.append(contentsOf: $0) }
      batch.texts.append((revision, batch.bytes.count))
      if batch.bytes.count >= Batch.length {
        scan.match(batch)
        batch = Batch()
      }
    }
    scan.match(batch)
    return scan.queue.sync { scan.matching.withLock { $0.found } }
  }

  private func match(_ batch: Batch) {
    room.wait()
    queue.async {
      self.matching.withLock { self.match(batch, &$0) }
      self.room.signal()
    }
  }

  private func match(_ batch: Batch, _ matching: inout Matching) {
    batch.bytes.withUnsafeBytes { bytes in
      var start = 0
      for (revision, end) in batch.texts {
        matching.words.read(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        for (place, needle) in needles.enumerated() where matching.words.contain(needle) {
          matching.found[place].insert(revision)
        }
        start = end
      }
    }
  }
}
