import CaseModel

/// Who descends from whom among the revisions of one record.
///
/// Ids are hashes over parents, so there are no cycles; but a file may name parents that aren't
/// there, or that belong to another record. Those are left out, and remembered as missing.
struct Ancestry {
  /// Whether some revision names a parent that isn't among them.
  private(set) var isMissingChange = false
  /// For each revision, the bits of all revisions that it descends from.
  private var ancestors: [[UInt64]]

  init(_ revisions: [HistoricRevision]) {
    let count = revisions.count
    let width = (count + 63) / 64
    ancestors = Array(repeating: [], count: count)
    guard count > 1 else {
      ancestors = Array(repeating: [0], count: count)
      isMissingChange = revisions.first.map { !$0.revision.parents.isEmpty } ?? false
      return
    }
    var places: [RevisionID: Int] = [:]
    for (place, revision) in revisions.enumerated() { places[revision.id] = place }
    var parents: [[Int]] = []
    parents.reserveCapacity(count)
    for revision in revisions {
      let known = revision.revision.parents.compactMap { places[$0] }
      if known.count < revision.revision.parents.count { isMissingChange = true }
      parents.append(known)
    }

    // Depth first with a stack of our own: a record may have thousands of revisions in a row.
    var stack: [(place: Int, next: Int)] = []
    for start in 0..<count where ancestors[start].isEmpty {
      stack.append((start, 0))
      while let (place, next) = stack.last {
        if next < parents[place].count {
          stack[stack.count - 1].next += 1
          if ancestors[parents[place][next]].isEmpty { stack.append((parents[place][next], 0)) }
        } else {
          var bits = [UInt64](repeating: 0, count: width)
          for parent in parents[place] {
            bits[parent / 64] |= 1 << UInt64(parent % 64)
            for word in 0..<width { bits[word] |= ancestors[parent][word] }
          }
          ancestors[place] = bits
          stack.removeLast()
        }
      }
    }
  }

  /// Whether the revision at one place descends from the one at another.
  func descends(_ place: Int, from other: Int) -> Bool {
    ancestors[place][other / 64] & (1 << UInt64(other % 64)) != 0
  }

  /// Of some places, those from which no other of them descends.
  func maximal(_ places: [Int]) -> [Int] {
    guard places.count > 1 else { return places }
    return places.filter { place in
      !places.contains { $0 != place && descends($0, from: place) }
    }
  }
}
