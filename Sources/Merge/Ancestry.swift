import CaseModel

/// Who descends from whom among the revisions of one record.
///
/// Nobody's ancestors are listed: that would take the square of the number of revisions, and a
/// hostile file can bring many. Marks are passed along the parents instead, 64 sets of revisions at
/// a time, so that time and memory stay in proportion to the revisions and their parents.
struct Ancestry {
  /// Whether some revision names a parent that isn't among them.
  private(set) var isMissingChange = false
  /// For each revision, the places of those parents that are there.
  private var parents: [[Int]] = []
  /// All places, each after its parents.
  private var order: [Int] = []

  init(_ revisions: [HistoricRevision]) {
    guard revisions.count > 1 else {
      isMissingChange = revisions.contains { !$0.revision.parents.isEmpty }
      parents = revisions.map { _ in [] }
      order = Array(revisions.indices)
      return
    }
    var places: [RevisionID: Int] = [:]
    places.reserveCapacity(revisions.count)
    for (place, revision) in revisions.enumerated() { places[revision.id] = place }
    parents.reserveCapacity(revisions.count)
    for revision in revisions {
      let known = revision.revision.parents.compactMap { places[$0] }
      // Of another record, not arrived yet, or made up: it makes no difference here.
      if known.count < revision.revision.parents.count { isMissingChange = true }
      parents.append(known)
    }
    putInOrder()
  }

  private mutating func putInOrder() {
    if parents.indices.allSatisfy({ place in parents[place].allSatisfy { $0 < place } }) {
      order = Array(parents.indices)  // as a journal hands them out
      return
    }
    // Depth first with a stack of our own: a record may have thousands of revisions in a row.
    var rank = [Int?](repeating: nil, count: parents.count)
    var isOpen = [Bool](repeating: false, count: parents.count)
    var isCyclic = false
    var stack: [(place: Int, next: Int)] = []
    order.reserveCapacity(parents.count)
    for start in parents.indices where rank[start] == nil {
      isOpen[start] = true
      stack.append((start, 0))
      while let (place, next) = stack.last {
        guard next < parents[place].count else {
          rank[place] = order.count
          order.append(place)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let parent = parents[place][next]
        if !isOpen[parent] {
          isOpen[parent] = true
          stack.append((parent, 0))
        } else if rank[parent] == nil {
          isCyclic = true
        }
      }
    }
    guard isCyclic else { return }
    // Hashes rule it out, so it is a caller's mistake; every field must still have a standing value.
    isMissingChange = true
    for (place, ofPlace) in parents.enumerated() {
      parents[place] = ofPlace.filter { (rank[$0] ?? 0) < (rank[place] ?? 0) }
    }
  }

  /// Of each group of places, those from which no other of the same group descends.
  func newest(of groups: [[Int]]) -> [[Int]] {
    var newest = groups
    let contested = groups.indices.filter { groups[$0].count > 1 }
    for block in blocks(of: contested) {
      let marks = marks(for: block.map { groups[$0] })
      var descended = [UInt64](repeating: 0, count: parents.count)
      for place in order.reversed() {
        let passedOn = descended[place] | marks[place]
        for parent in parents[place] { descended[parent] |= passedOn }
      }
      for (bit, group) in block.enumerated() {
        newest[group] = groups[group].filter { descended[$0] & 1 << UInt64(bit) == 0 }
      }
    }
    return newest
  }

  /// Of some places, those that descend from no other of them.
  func oldest(of places: [Int]) -> [Int] {
    guard places.count > 1 else { return places }
    let marks = marks(for: [places])
    let seen = seen(marks)
    return places.filter { place in !parents[place].contains { seen[$0] != 0 } }
  }

  /// Whether one of some places is, or descends from, a member of every group.
  func hasOne(of places: [Int], thatHasSeenAll groups: [[Int]]) -> Bool {
    var candidates = places
    for block in blocks(of: Array(groups.indices)) where !candidates.isEmpty {
      let seen = seen(marks(for: block.map { groups[$0] }))
      let all = UInt64.max >> UInt64(64 - block.count)
      candidates.removeAll { seen[$0] != all }
    }
    return !candidates.isEmpty
  }

  private func seen(_ marks: [UInt64]) -> [UInt64] {
    var seen = marks
    for place in order {
      for parent in parents[place] { seen[place] |= seen[parent] }
    }
    return seen
  }

  private func marks(for groups: [[Int]]) -> [UInt64] {
    var marks = [UInt64](repeating: 0, count: parents.count)
    for (bit, group) in groups.enumerated() {
      for place in group { marks[place] |= 1 << UInt64(bit) }
    }
    return marks
  }

  private func blocks(of groups: [Int]) -> [ArraySlice<Int>] {
    stride(from: 0, to: groups.count, by: 64).map { groups[$0..<min($0 + 64, groups.count)] }
  }
}
