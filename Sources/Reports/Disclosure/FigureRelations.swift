import CaseModel
import JournalStore

/// What holds between the figures of a report whatever was recorded, as `Docs/Disclosure.md` lists
/// it.
struct FigureRelations {
  private(set) var publication = Publication()
  /// Where each count is in the publication, figure by figure.
  private(set) var places: [[Int]] = []
  private let figures: [Figures.Figure]
  private let report: Report
  private let columns: [Column]
  private let isOfUnaskedGender: Bool
  private let firstYear: Int?
  private var figureOf: [Key: Int] = [:]

  private struct Key: Hashable {
    var measure: Measure
    var kind: Int?
    var columns: [Int]
  }

  init(of all: Figures) {
    figures = all.figures
    report = all.report
    columns = all.counter.columns
    isOfUnaskedGender = all.isOfUnaskedGender
    firstYear = all.firstOfYears
    for (number, figure) in figures.enumerated() {
      let weight = weight(of: figure)
      places.append(figure.counts.map { publication.add($0, weight: weight) })
      figureOf[Key(measure: figure.measure, kind: figure.kind, columns: figure.columns)] = number
    }
    for number in figures.indices {
      addSums(number)
      addOverlaps(number)
      addInclusions(number)
      addPersons(number)
      addPeopleMet(number)
    }
    addAnswers()
    if report.kinds.count > 1 { addWholeReport() }
  }

  /// Totals are dearest, then margins and kinds: everything else is read with them.
  private func weight(of figure: Figures.Figure) -> Int {
    if figure.columns.isEmpty { return 20 }
    if figure.columns.map({ columns[$0].dimension.source }) == [.kind] { return 4 }
    return [1, 4, 8][figure.width - figure.columns.count]
  }

  // MARK: Finding cells

  private func figure(_ measure: Measure, _ kind: Int?, _ columns: [Int]) -> Int? {
    figureOf[Key(measure: measure, kind: kind, columns: columns)]
  }

  /// The place of the count under these codes, by column; nil if there is no such row.
  private func place(_ figure: Int, _ codes: [Int: String]) -> Int? {
    var index = 0
    for (column, axis) in zip(figures[figure].columns, figures[figure].axes) {
      guard let code = codes[column],
        let row = axis.codes.firstIndex(where: { $0.stored == code })
      else { return nil }
      index = index * axis.codes.count + row
    }
    return places[figure][index]
  }

  /// The codes of each count of a figure, by column.
  private func codes(_ figure: Int) -> [[Int: String]] {
    zip(figures[figure].columns, figures[figure].axes).reduce([[:]]) { rows, axis in
      rows.flatMap { row in
        axis.1.codes.map { code in
          var row = row
          row[axis.0] = code.stored
          return row
        }
      }
    }
  }

  /// The whole of which a breakdown without columns is made: of one kind where the report is about
  /// several, its row.
  private func whole(_ measure: Measure, _ kind: Int?) -> [Int] {
    if let total = figure(measure, kind, []) { return places[total] }
    guard let kind, let byKind = columns.firstIndex(where: { $0.dimension.source == .kind }),
      let figure = figure(measure, nil, [byKind])
    else { return [] }
    return place(figure, [byKind: report.kinds[kind].name]).map { [$0] } ?? []
  }

  /// The count of a margin: of a figure's columns only some, under the codes of a row.
  private func margin(_ number: Int, _ some: [Int], _ codes: [Int: String]) -> [Int] {
    let (measure, kind) = (figures[number].measure, figures[number].kind)
    if some.isEmpty { return whole(measure, kind) }
    return figure(measure, kind, some).flatMap { place($0, codes) }.map { [$0] } ?? []
  }

  // MARK: One measure

  /// Parts that add up, column by column.
  private mutating func addSums(_ number: Int) {
    let figure = figures[number]
    for (turn, column) in figure.columns.enumerated()
    where !figure.overlapping.contains(column) {
      let others = figure.columns.filter { $0 != column }
      let axis = figure.axes[turn]
      // Who said no to being counted is no part of the whole.
      let parts = axis.codes.filter { $0 != Dimension.excluded }
      for codes in rows(of: number, without: column) {
        let whole = margin(number, others, codes)
        guard !whole.isEmpty else { continue }
        publication.equal(
          whole,
          parts.compactMap { code in
            place(number, codes.merging([column: code.stored]) { _, new in new })
          })
      }
    }
  }

  /// The codes of a figure's rows, but for one column.
  private func rows(of number: Int, without column: Int) -> [[Int: String]] {
    zip(figures[number].columns, figures[number].axes).filter { $0.0 != column }
      .reduce([[:]]) { rows, axis in
        rows.flatMap { row in
          axis.1.codes.map { row.merging([axis.0: $0.stored]) { _, new in new } }
        }
      }
  }

  /// Parts of which somebody or something can be under several: each is at most the whole, and the
  /// whole at most all of them.
  private mutating func addOverlaps(_ number: Int) {
    let figure = figures[number]
    guard figure.isInner, !figure.overlapping.isEmpty else { return }
    let adding = figure.columns.filter { !figure.overlapping.contains($0) }
    var rows: [[Int: String]: [(codes: [Int: String], place: Int)]] = [:]
    var order: [[Int: String]] = []
    for (codes, place) in zip(codes(number), places[number]) {
      let row = codes.filter { adding.contains($0.key) }
      if rows[row] == nil { order.append(row) }
      rows[row, default: []].append((codes, place))
    }
    for (turn, row) in order.enumerated() {
      let whole = margin(number, adding, row)
      let parts = (rows[row] ?? []).filter { publication.counts[$0.place] > 0 }
      guard !whole.isEmpty, !parts.isEmpty else { continue }
      if figure.classes.isEmpty {
        let alone = parts.filter { part in
          figure.alone.contains { part.codes[$0.key] == $0.value }
        }
        addOverlap(parts.map(\.place), alone: alone.map(\.place), in: whole)
      } else {
        addClasses(figure.classes, at: turn, parts, in: whole)
      }
    }
  }

  private mutating func addOverlap(_ parts: [Int], alone: [Int], in whole: [Int]) {
    let others = parts.filter { !alone.contains($0) }
    for part in others { publication.atLeast(whole, alone + [part]) }
    if others.isEmpty { publication.atLeast(whole, alone) }
    publication.atLeast(parts, whole)
  }

  /// The whole is made of classes that nobody prints, and each of these of parts that overlap.
  private mutating func addClasses(
    _ classes: [Figures.OverlapClass], at row: Int,
    _ parts: [(codes: [Int: String], place: Int)], in whole: [Int]
  ) {
    var all: [Int] = []
    for one in classes {
      let inIt = parts.filter { part in
        one.pattern.allSatisfy { (part.codes[$0.key] == $0.value.alone) == $0.value.isAlone }
      }.map(\.place)
      guard !inIt.isEmpty else { continue }
      if inIt.count == 1 {
        all += inIt
        continue
      }
      let known = publication.addUnprinted(one.counts[row])
      all.append(known)
      addOverlap(inIt, alone: [], in: [known])
    }
    publication.equal(whole, all)
  }

  /// A code that includes all others: a stage that everybody has reached, and what later ones take.
  private mutating func addInclusions(_ number: Int) {
    let figure = figures[number]
    guard
      let column = figure.columns.first(where: { columns[$0].dimension.including != nil }),
      let including = columns[column].dimension.including
    else { return }
    for codes in rows(of: number, without: column) {
      func stage(_ stage: Stage) -> [Int] {
        place(number, codes.merging([column: stage.rawValue]) { _, new in new }).map { [$0] } ?? []
      }
      for other in Stage.allCases where other.rawValue != including {
        publication.atLeast(stage(.contacted), stage(other))
      }
      publication.atLeast(stage(.engaged), stage(.screened))
      publication.atLeast(stage(.screened) + stage(.supported), stage(.engaged))
      if figure.overlapping == [column] {
        let others = figure.columns.filter { $0 != column }
        publication.equal(margin(number, others, codes), stage(.contacted))
      }
    }
    guard figure.overlapping.count > 1, figure.columns == figure.overlapping else { return }
    publication.atLeast(
      zip(codes(number), places[number]).filter { $0.0[column] == including }.map(\.1),
      margin(number, [], [:]))
  }

  // MARK: Between measures

  /// The kind of all that is under a row's codes, if it is one.
  private func kind(of figure: Figures.Figure, _ codes: [Int: String]) -> Kind? {
    if report.kinds.count == 1 { return report.kinds[0] }
    if let kind = figure.kind { return report.kinds[kind] }
    return codes.lazy.filter { columns[$0.key].dimension.source == .kind }
      .first.flatMap { Kind.named($0.value) }
  }

  /// Where each record has one person, there are never more persons than records; neither under some
  /// codes, nor of those who are never under them: each of these has a record elsewhere.
  private mutating func addPersons(_ number: Int) {
    let figure = figures[number]
    guard figure.measure == .persons,
      let times = self.figure(.times, figure.kind, figure.columns)
    else { return }
    for (codes, persons) in zip(codes(number), places[number]) {
      guard kind(of: figure, codes)?.isOwned == true, let count = place(times, codes) else {
        continue
      }
      if hasAgeOfRecords(figure, codes) { publication.atLeast([count], [persons]) }
      addElsewhere(number, persons, times, count, codes)
    }
  }

  /// Whether persons under a row's codes are as old there as in the records that brought them there:
  /// over several years a person is counted by her age in the first of them, and her later records by
  /// what it is then.
  private func hasAgeOfRecords(_ figure: Figures.Figure, _ codes: [Int: String]) -> Bool {
    let dimensions = figure.columns.map { columns[$0].dimension }
    guard let firstYear, dimensions.contains(where: { $0.source == .age }),
      dimensions.contains(where: { !$0.isOfPersons })
    else { return true }
    return codes.contains { column, code in
      columns[column].dimension.source == .month && code.hasPrefix("\(firstYear)-")
    }
  }

  /// Whoever is in a whole and not under a row's codes is in it elsewhere: once more each.
  private mutating func addElsewhere(
    _ number: Int, _ persons: Int, _ other: Int, _ count: Int, _ codes: [Int: String]
  ) {
    let figure = figures[number]
    guard report.kinds.count == 1 || figure.kind != nil else { return }
    let adding = figure.columns.filter { !figure.overlapping.contains($0) }
    let (everybody, every) = (margin(number, adding, codes), margin(other, adding, codes))
    guard !everybody.isEmpty, !every.isEmpty else { return }
    publication.atLeast(every + [persons], everybody + [count])
  }

  /// Everybody who is named at a contact is among the people met there.
  private mutating func addPeopleMet(_ number: Int) {
    let figure = figures[number]
    guard figure.measure != .met, let people = self.figure(.met, figure.kind, figure.columns) else {
      return
    }
    for (codes, count) in zip(codes(number), places[number]) {
      guard kind(of: figure, codes) == .contact, let met = place(people, codes) else { continue }
      // A head-count by gender can be of those named whose gender nobody asked.
      let isOfUnasked =
        isOfUnaskedGender
        || codes.contains { column, code in
          columns[column].dimension.source == .person("gender") && code == notAskedCode
        }
      if isOfUnasked { continue }
      let isByPersons = figure.columns.contains { columns[$0].dimension.isOfPersons }
      let isByGender = figure.columns.contains {
        columns[$0].dimension.source == .person("gender")
      }
      if figure.measure == .persons || isByPersons {
        if figure.measure == .times || hasAgeOfRecords(figure, codes) {
          publication.atLeast([met], [count])
        }
        // Who is met only elsewhere was met there.
        if figure.measure == .persons, !isByGender {
          addElsewhere(number, count, people, met, codes)
        }
      } else if let unnamed = unnamed(codes, figure) {
        publication.atLeast([met, unnamed], [count])
      }
    }
  }

  /// The records under some codes in which nobody has a page, where they are printed.
  private func unnamed(_ codes: [Int: String], _ figure: Figures.Figure) -> Int? {
    for (number, other) in figures.enumerated()
    where other.measure == .times && other.kind == figure.kind {
      let more = other.columns.filter { !figure.columns.contains($0) }
      guard !more.isEmpty, other.columns.count == figure.columns.count + more.count,
        more.allSatisfy({ columns[$0].dimension.isOfPersons })
      else { continue }
      var row = codes
      for column in more { row[column] = Dimension.notNamed.stored }
      if let place = place(number, row) { return place }
    }
    return nil
  }

  // MARK: What only some reports have

  /// A referral that stands as sent has no answer; one that was accepted or rejected has one.
  private mutating func addAnswers() {
    guard let state = columns.firstIndex(where: { $0.dimension.source == .state }),
      let answer = columns.firstIndex(where: { $0.dimension.source == .answer })
    else { return }
    for measure in [Measure.times, .persons] {
      guard let states = figure(measure, nil, [state]), let answers = figure(measure, nil, [answer])
      else { continue }
      let none = place(answers, [answer: "none"]).map { [$0] } ?? []
      func standing(_ codes: [String]) -> [Int] { codes.compactMap { place(states, [state: $0]) } }
      publication.atLeast(none, standing(["sent"]))
      publication.atLeast(standing(["sent", "withdrawn", "unclear"]), none)
    }
  }

  private mutating func addWholeReport() {
    var rows: [Measure: [String: [(code: String, place: Int)]]] = [:]
    for (figure, places) in zip(figures, places) where figure.axes.count == 1 {
      rows[figure.measure, default: [:]][figure.axes[0].name] = Array(
        zip(figure.axes[0].codes.map(\.stored), places))
    }
    for measure in Measure.allCases {
      rows[measure, default: [:]][""] = whole(measure, nil).map { ("", $0) }
    }
    guard !whole(.times, nil).isEmpty else { return }
    let ofPersons = columns.map(\.dimension).filter { $0.isOfPersons && $0.source != .statistics }
    WholeReportRelations(
      rows, kinds: report.kinds, personFields: ofPersons.map(\.name),
      isOfUnaskedGender: isOfUnaskedGender
    ).add(to: &publication)
  }
}
