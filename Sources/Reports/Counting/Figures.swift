import CaseModel
import JournalStore

/// The counts of a report, and how they hang together.
struct Figures {
  /// One measure by some columns, every count true.
  struct Figure {
    var measure: Measure
    /// The only kind that is counted, by place in the query; nil for all.
    var kind: Int?
    /// The columns, in order.
    var columns: [Int]
    /// Those of which somebody or something can be under several codes.
    var overlapping: [Int]
    /// Of those, by column, the code under which only those are who are under no other.
    var alone: [Int: String]
    var axes: [Axis] = []
    var counts: [Int] = []
    /// Whether it isn't a margin of another one.
    var isInner: Bool
    /// How many fields the breakdown has of which it is part.
    var width: Int
    /// Of an inner one with several overlapping columns: what nobody prints, but everybody knows
    /// to be there.
    var classes: [OverlapClass] = []

    /// Whether there are such classes.
    var hasClasses: Bool { isInner && overlapping.count > 1 && !alone.isEmpty }
  }

  /// Those who are told apart by being under codes that exclude all others.
  struct OverlapClass {
    /// By column, the code that excludes others, and whether they are under that one.
    var pattern: [Int: (alone: String, isAlone: Bool)]
    /// How many there are, by the codes of the columns that add up, as their axes have them.
    var counts: [Int]
  }

  let report: Report
  private(set) var counter: Counter
  private(set) var figures: [Figure] = []
  private(set) var hidden: [[Bool]] = []
  /// The money given, by currency; nil where it isn't shown.
  private var money: Block?
  private var wantsMoney = false
  /// Whether only heads are counted whose gender nobody asked: those who are named may be elsewhere.
  private(set) var isOfUnaskedGender = false
  /// The first of several years in which persons may have several ages; nil of one year, or one age.
  private(set) var firstOfYears: Int?

  init(_ report: Report, counter: Counter) {
    self.report = report
    self.counter = counter
  }

  // MARK: What is wanted

  /// Says which figures there will be, measure by measure; nobody asked for the usual breakdowns.
  ///
  /// Conditions are the columns of which only one code is counted.
  mutating func want(
    _ breakdowns: [Report.Breakdown], isUsual: Bool, conditions: [Int]
  ) throws {
    let isByPersons = conditions.contains { counter.columns[$0].dimension.isOfPersons }
    let kindOfAll = conditions.compactMap { kind(of: [$0]) }.first
    var kindOfPersons: Int?
    for measure in report.measures where measure != .amount {
      let uses = breakdowns.filter { $0.measures?.contains(measure) ?? true }
        .map { $0.fields.compactMap(column) }
        .filter { applies(measure, to: $0, isByPersons: isByPersons, kindOfAll) }
      if isUsual {
        guard applies(measure, to: [], isByPersons: isByPersons, kindOfAll) else { continue }
      } else if uses.isEmpty {
        continue
      }
      // A breakdown by a field of one kind is about that kind only.
      let kind = isUsual ? kindOfAll : uses.compactMap { self.kind(of: $0) }.first ?? kindOfAll
      if measure == .persons { kindOfPersons = kind }
      want(measure, by: [], of: [], kind: kind)
      for columns in uses {
        let kind = isUsual ? self.kind(of: columns) ?? kindOfAll : kind
        let overlapping = columns.filter { !addsUp(measure, $0, kind) }
        for some in Self.subsets(of: columns) {
          // What overlaps is taken together: less would say more than its parts can be held to.
          let inIt = overlapping.count(where: some.contains)
          guard inIt == 0 || inIt == overlapping.count else { continue }
          want(measure, by: some, of: columns, kind: kind)
        }
      }
    }
    if report.measures.contains(.persons), let statistics = column("statistics") {
      want(.persons, by: [statistics], of: [statistics], kind: kindOfPersons)
    }
    if report.measures.contains(.amount), isUsual, let currency = column("currency") {
      wantsMoney = true
      counter.want(.amount, by: [Use(currency)], kind: nil)
    }
  }

  private mutating func want(_ measure: Measure, by columns: [Int], of all: [Int], kind: Int?) {
    guard
      !figures.contains(where: {
        ($0.measure, $0.kind, $0.columns) == (measure, kind, columns) && !columns.isEmpty
      })
    else { return }
    let overlapping = columns.filter { !addsUp(measure, $0, kind) }
    let figure = Figure(
      measure: measure, kind: kind, columns: columns, overlapping: overlapping,
      alone: overlapping.reduce(into: [:]) { $0[$1] = alone(measure, $1, kind) },
      isInner: columns.count == all.count, width: all.count)
    counter.want(measure, by: columns.map { Use($0) }, kind: kind)
    // Its axes have the codes that occur.
    for column in columns { counter.want(measure, by: [Use(column)], kind: kind) }
    if figure.hasClasses { counter.want(measure, by: usesOfClasses(of: figure), kind: kind) }
    figures.append(figure)
  }

  /// Some of the columns, first one, then two, then all, in order.
  private static func subsets(of columns: [Int]) -> [[Int]] {
    let all = (1..<(1 << columns.count)).map { bits in
      columns.indices.filter { bits >> $0 & 1 == 1 }
    }
    return all.sorted { ($0.count, $0.description) < ($1.count, $1.description) }
      .map { $0.map { columns[$0] } }
  }

  func column(_ name: String) -> Int? {
    counter.columns.firstIndex { $0.dimension.name == name }
  }

  /// The only kind that has all of these columns, by place in the query; nil if all have.
  private func kind(of columns: [Int]) -> Int? {
    columns.lazy.compactMap { counter.columns[$0].dimension.kind }.first
      .flatMap { name in report.kinds.firstIndex { $0.name == name } }
  }

  private func applies(
    _ measure: Measure, to columns: [Int], isByPersons: Bool, _ kindOfAll: Int?
  ) -> Bool {
    let kind = kind(of: columns) ?? kindOfAll
    switch measure {
    case .times, .persons: return true
    case .met: return kind.map { report.kinds[$0].name == Kind.contact.name } ?? true
    case .participants:
      return !isByPersons && !columns.contains { counter.columns[$0].dimension.isOfPersons }
    case .amount: return false
    }
  }

  /// Whether every record that is counted belongs to one person.
  private func isOwned(_ kind: Int?) -> Bool {
    kind.map { report.kinds[$0].isOwned } ?? report.kinds.allSatisfy(\.isOwned)
  }

  /// Whether the counts by a column add up to the whole.
  private func addsUp(_ measure: Measure, _ column: Int, _ kind: Int?) -> Bool {
    let dimension = counter.columns[column].dimension
    if dimension.isMany { return false }
    switch measure {
    case .times: return !dimension.isOfPersons || isOwned(kind)
    case .met, .participants: return true
    case .persons, .amount: return dimension.isOfPersons
    }
  }

  /// The code of a column under which only those are who are under no other.
  private func alone(_ measure: Measure, _ column: Int, _ kind: Int?) -> String? {
    let dimension = counter.columns[column].dimension
    switch measure {
    case .times where dimension.isOfPersons && !isOwned(kind): return Dimension.notNamed.stored
    case .persons where !dimension.isOfPersons: return nil
    default: return dimension.isAsked ? notAskedCode : nil
    }
  }

  // MARK: Counting

  /// Counts every figure, by what is read.
  mutating func count(_ reader: TallyReader, _ conditions: [Condition]) throws {
    counter.setConditions(conditions)
    isOfUnaskedGender = conditions.contains {
      counter.columns[$0.column].dimension.source == .person("gender") && $0.code == notAskedCode
    }
    let days = reader.tally.query.days
    let isOneAge = conditions.contains {
      [.age, .month].contains(counter.columns[$0.column].dimension.source)
    }
    firstOfYears =
      isOneAge || days.lowerBound.year == days.upperBound.year ? nil : days.lowerBound.year
    if report.isCaseload {
      try reader.readEverybody()
    } else {
      try reader.readEvents { piece, tally in counter.add(piece, tally) }
    }
    counter.finish(reader.tally)
    let isTooMuch = figures.contains { figure in
      figure.isInner && counter.size(of: figure.columns.map { Use($0) }) > 1 << 20
    }
    if isTooMuch { throw ReportError.tooManyRows }
    for place in figures.indices { fill(place) }
    hidden = figures.map { $0.counts.map { _ in false } }
    if wantsMoney { money = countMoney() }
  }

  /// Takes note of the codes that occur, and of nothing else.
  mutating func look(_ reader: TallyReader) throws {
    try reader.readEvents { piece, tally in counter.look(at: piece, tally) }
  }

  private mutating func fill(_ place: Int) {
    var figure = figures[place]
    let columns = figure.columns
    let counts = counter.count(figure.measure, by: columns.map { Use($0) }, kind: figure.kind)
    figure.axes =
      columns.count == 1
      ? [axis(figure, columns[0], counts: counts)] : columns.map { axis(figure, $0) }
    figure.counts = ordered(counts, columns, figure.axes)
    if columns.map({ counter.columns[$0].dimension.source }) == [.statistics] {
      figure.counts[3] = counter.excluded
    }
    if figure.hasClasses { figure.classes = classes(of: figure) }
    figures[place] = figure
  }

  private func axis(_ figure: Figure, _ column: Int, counts: [Int]? = nil) -> Axis {
    let (measure, kind) = (figure.measure, figure.kind)
    let dimension = counter.columns[column].dimension
    var axis = counter.columns[column].axis(
      counts ?? counter.count(measure, by: [Use(column)], kind: kind),
      namedOnly: measure != .times || isOwned(kind) || !dimension.isOfPersons,
      labels: counter.labels)
    if measure == .met, dimension.source == .kind {
      axis.codes.removeAll { $0.stored != Kind.contact.name }
    }
    return axis
  }

  /// Counts by number as counts by the codes of axes.
  private func ordered(_ counts: [Int], _ columns: [Int], _ axes: [Axis]) -> [Int] {
    var places: [Int?] = [0]
    for (column, axis) in zip(columns, axes) {
      let size = counter.columns[column].size
      let numbers = axis.codes.map { counter.columns[column].number(of: $0.stored) }
      places = places.flatMap { place in
        numbers.map { number in place.flatMap { place in number.map { place * size + $0 } } }
      }
    }
    // A code that never occurs counts nothing.
    return places.map { $0.map { counts[$0] } ?? 0 }
  }

  /// The columns by which ``OverlapClass`` is counted: those that add up, then those that overlap.
  private func usesOfClasses(of figure: Figure) -> [Use] {
    figure.columns.filter { !figure.overlapping.contains($0) }.map { Use($0) }
      + figure.overlapping.compactMap { column in
        figure.alone[column].map {
          Use(column, alone: counter.columns[column].number(of: $0))
        }
      }
  }

  private func classes(of figure: Figure) -> [OverlapClass] {
    let adding = figure.columns.filter { !figure.overlapping.contains($0) }
    let axes = adding.map { axis(figure, $0) }
    let folded = figure.overlapping.filter { figure.alone[$0] != nil }
    let counts = counter.count(
      figure.measure, by: usesOfClasses(of: figure), kind: figure.kind)
    let patterns = 1 << folded.count
    return (0..<patterns).map { pattern in
      let places = (0..<(counts.count / patterns)).map { counts[$0 * patterns + pattern] }
      var isAlone: [Int: (alone: String, isAlone: Bool)] = [:]
      for (turn, column) in folded.reversed().enumerated() {
        if let code = figure.alone[column] { isAlone[column] = (code, pattern >> turn & 1 == 0) }
      }
      return OverlapClass(pattern: isAlone, counts: ordered(places, adding, axes))
    }
  }

  // MARK: Money

  /// The sums by currency: which may be shown is for ``hide(atLeast:)``.
  private func countMoney() -> Block? {
    guard let column = column("currency"),
      let figure = figures.first(where: { $0.measure == .times && $0.columns == [column] })
    else { return nil }
    return Block(
      .amount, by: figure.axes, counts: figure.axes[0].codes.map { money(in: $0.stored).sum })
  }

  /// The sum of a currency, and of that what the one person had who had most.
  private func money(in currency: String) -> (sum: Int, most: Int, persons: Int) {
    let number = column("currency").flatMap { counter.columns[$0].number(of: currency) }
    let given = number.flatMap { counter.money[$0] } ?? [:]
    return (given.values.reduce(0, +), given.values.max() ?? 0, given.count)
  }

  // MARK: Hiding

  /// Hides what could point at somebody.
  mutating func hide(atLeast k: Int) {
    let relations = FigureRelations(of: self)
    let isHidden = relations.publication.hidden(atLeast: k)
    for (figure, places) in relations.places.enumerated() {
      hidden[figure] = places.map { isHidden[$0] }
    }
    hideMoney(atLeast: k)
  }

  /// A sum is shown if enough persons had a part in it, their number and that of the records are
  /// shown, and nobody had more than half.
  private mutating func hideMoney(atLeast k: Int) {
    guard let block = money, let currency = column("currency") else { return }
    let counted = figures.indices.filter { figures[$0].columns == [currency] }
    for (place, code) in block.axes[0].codes.enumerated() where block.counts[place] != 0 {
      let (sum, most, persons) = money(in: code.stored)
      let isShown = counted.allSatisfy { figure in
        let row = figures[figure].axes[0].codes.firstIndex { $0.stored == code.stored }
        return row.map { !hidden[figure][$0] } ?? false
      }
      if !isShown || persons < k || most * 2 > sum { money?.counts[place] = nil }
    }
  }

  /// The figures as they are shown.
  var blocks: [Block] {
    var blocks = zip(figures, hidden).map { figure, hidden in
      Block(
        figure.measure, by: figure.axes,
        counts: zip(figure.counts, hidden).map { $1 ? nil : $0 },
        addsUp: figure.overlapping.isEmpty)
    }
    // Money comes last, before what was said to being counted.
    if let money {
      let last = blocks.lastIndex { $0.axes.first?.name == "statistics" } ?? blocks.endIndex
      blocks.insert(money, at: last)
    }
    return blocks
  }
}
