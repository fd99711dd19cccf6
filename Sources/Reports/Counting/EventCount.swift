import CaseModel
import JournalStore

/// A count of events, or of people at them by head, as far as it has come.
struct EventCount {
  let measure: Measure
  let uses: [Use]
  /// The only kind that is counted, by place in the query; nil for all.
  let kind: Int?
  private var cells: CellCounts
  private var turn = 0

  init(_ measure: Measure, by uses: [Use], kind: Int?) {
    self.measure = measure
    self.uses = uses
    self.kind = kind
    cells = CellCounts(columns: uses.count)
  }

  /// Each event once under each code.
  mutating func addTimes(_ passing: Passing, _ piece: TallyPiece, _ columns: [Column]) {
    guard let first = uses.first else { return cells.add(passing.events.count, to: 0) }
    let ofPersons = uses.indices.filter { columns[uses[$0].column].dimension.isOfPersons }
    if uses.count == 1, first.alone == nil, ofPersons.isEmpty {
      return addTimes(passing, columns[first.column])
    }
    var (ofEvent, keys): ([Int], [Int]) = ([], [])
    for (place, event) in passing.events.enumerated() {
      CellKey.find(&ofEvent, ofEvent: event, uses, columns)
      turn += 1
      guard !ofPersons.isEmpty else {
        for key in ofEvent { cells.add(in: turn, to: key) }
        continue
      }
      let persons = passing.persons(at: place)
      let year = Int(piece.days[event]) / 10_000
      // Where nobody has a page, that is a code too.
      for person in persons.isEmpty ? [-1] : persons {
        keys.removeAll(keepingCapacity: true)
        keys += ofEvent
        for use in ofPersons {
          let codes =
            person < 0
            ? .one(Column.notNamed) : columns[uses[use].column].codes(ofPerson: person, in: year)
          CellKey.spread(&keys, codes, uses[use], CellKey.stride(use))
        }
        for key in keys { cells.add(in: turn, to: key) }
      }
    }
  }

  /// Most tables are by one field of what happened.
  private mutating func addTimes(_ passing: Passing, _ column: Column) {
    guard column.applies else { return }
    for event in passing.events {
      let code = column.ofEvents.codes[event]
      if code >= 0 {
        cells.add(1, to: Int(code))
      } else if code < -1 {
        for number in column.ofEvents.list(code) { cells.add(1, to: number) }
      }
    }
  }

  /// Everybody met at contacts, of whom most have no page.
  mutating func addHeads(_ heads: [Head], _ piece: TallyPiece, _ columns: [Column]) {
    let ofPersons = uses.indices.filter { columns[uses[$0].column].dimension.isOfPersons }
    var event = -1
    var (ofEvent, keys): ([Int], [Int]) = ([], [])
    for head in heads {
      if head.event != event {
        event = head.event
        CellKey.find(&ofEvent, ofEvent: event, uses, columns)
      }
      guard !ofPersons.isEmpty else {
        for key in ofEvent { cells.add(head.count, to: key) }
        continue
      }
      keys.removeAll(keepingCapacity: true)
      keys += ofEvent
      for use in ofPersons {
        let year = Int(piece.days[event]) / 10_000
        CellKey.spread(
          &keys, columns[uses[use].column].codes(of: head, in: year), uses[use],
          CellKey.stride(use))
      }
      for key in keys { cells.add(head.count, to: key) }
    }
  }

  /// Those who took part, by head.
  mutating func add(_ participants: PackedNumbers, _ passing: Passing, _ columns: [Column]) {
    var keys: [Int] = []
    for event in passing.happened {
      guard let count = participants[event] else { continue }
      CellKey.find(&keys, ofEvent: event, uses, columns)
      for key in keys { cells.add(count, to: key) }
    }
  }

  /// The counts, in their places.
  func counts(_ layout: CellLayout) -> [Int] {
    var counts = [Int](repeating: 0, count: layout.size)
    for (number, count) in cells.counts.enumerated() where count != 0 {
      counts[layout.place(of: cells.key(number))] += count
    }
    return counts
  }
}

extension CellKey {
  /// The cells of an event, as far as they follow from what happened.
  static func find(_ keys: inout [Int], ofEvent event: Int, _ uses: [Use], _ columns: [Column]) {
    keys.removeAll(keepingCapacity: true)
    keys.append(0)
    for (place, use) in uses.enumerated() where !columns[use.column].dimension.isOfPersons {
      spread(&keys, columns[use.column].codes(ofEvent: event), use, stride(place))
    }
  }
}

/// Where the counts of a breakdown are, once all codes are known.
struct CellLayout {
  private(set) var strides: [Int]
  /// How many counts there are.
  private(set) var size = 1

  init(_ uses: [Use], _ columns: [Column]) {
    strides = uses.map { _ in 0 }
    for (place, use) in uses.enumerated().reversed() {
      strides[place] = size
      size *= use.alone == nil ? columns[use.column].size : 2
    }
  }

  /// The place of a cell, by its key.
  func place(of key: Int) -> Int {
    strides.indices.reduce(0) { $0 + CellKey.number(key, $1) * strides[$1] }
  }
}
