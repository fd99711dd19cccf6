public import CaseModel
public import JournalStore

/// What somebody wants to know.
public struct ReportRequest: Sendable {
  /// The report.
  public var report: Report
  /// The days that count, by when things happened.
  public var period: Period
  /// What it is broken down by in place of the usual, by stored name; at most three fields.
  public var by: [String] = []
  /// What is counted only: a field and a code, as somebody typed them.
  public var filters: [(field: String, code: String)] = []
  /// The last day whose entries count; nil for all.
  public var asOf: CivilDate?
  /// Whether true counts stay that could point at somebody.
  public var isInternal = false
  /// The program's version, for the record.
  public var version: String

  /// Asks for a report as it usually is.
  public init(_ report: Report, period: Period, version: String) {
    self.report = report
    self.period = period
    self.version = version
  }
}

/// Why a report can't be made as it was asked for.
public enum ReportError: Error, Equatable {
  /// There is no such field, or several begin so; all that there are, or those.
  case noField(typed: String, fields: [String])
  /// More than three fields, or one twice.
  case tooManyFields
  /// Two fields that no record has both of.
  case neverTogether(String, String)
  /// There is no such code, or several begin so; all that there are, or those.
  case noCode(field: String, codes: [String])
  /// A table would have more rows than anybody reads.
  case tooManyRows
}

extension ReportRequest {
  /// Counts.
  ///
  /// - Throws: ``ReportError``, ``JournalError``.
  public func table(from journal: Journal) throws -> Table {
    var (figures, origin) = try figures(from: journal)
    if !isInternal { figures.hide(atLeast: origin.k) }
    return Table(origin: origin, blocks: figures.blocks)
  }

  /// Every count, true.
  func figures(from journal: Journal) throws -> (Figures, ReportOrigin) {
    let available = report.dimensions(in: period.days)
    let chosen = try by.map { try dimension($0, of: available) }
    guard Set(chosen).count == chosen.count, chosen.count <= 3 else {
      throw ReportError.tooManyFields
    }
    let conditions = try filters.map { try dimension($0.field, of: available) }
    let breakdowns =
      chosen.isEmpty
      ? usualBreakdowns(of: available)
      : [Report.Breakdown(fields: chosen.map { available[$0].name })]
    try checkTogether((chosen + conditions).map { available[$0] })

    let used = Set(breakdowns.flatMap(\.fields) + conditions.map { available[$0].name })
    var dimensions = available.filter { used.contains($0.name) }
    dimensions.append(.statistics)
    let query = query(for: dimensions)
    var figures = Figures(report, counter: Counter(dimensions, of: query))
    try figures.want(
      breakdowns, isUsual: chosen.isEmpty,
      conditions: conditions.compactMap { figures.column(available[$0].name) })
    var shown: [ReportFilter] = []
    let digest = try journal.tally(query) { reader in
      // Which entries a list has, and how far the team came with somebody, is known at the end.
      let mustLook = conditions.contains {
        available[$0].list != nil || available[$0].source == .stage
      }
      if mustLook, !report.isCaseload { try figures.look(reader) }
      var found: [Condition] = []
      for (filter, condition) in zip(filters, conditions) {
        guard let place = figures.column(available[condition].name) else { continue }
        let column = figures.counter.columns[place]
        let code = try column.code(matching: filter.code, labels: reader.tally.labels)
        found.append(Condition(column: place, code: code.stored))
        shown.append(
          ReportFilter(field: column.dimension.name, title: column.dimension.title, code: code))
      }
      try figures.count(reader, found)
      return reader.tally.stateDigest
    }

    let settings = try journal.settings()
    var origin = ReportOrigin(
      report: report.name, title: report.title, summary: report.summary, period: period,
      k: settings.k, isInternal: isInternal, isDemo: journal.isDemo,
      stateDigest: digest.map { hexadecimal($0) }.joined(), version: version)
    origin.by = chosen.map { available[$0].name }
    origin.filters = shown
    origin.asOf = asOf
    if let asOf { origin.erasuresSince = try journal.erasureCount(after: asOf) }
    return (figures, origin)
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return text.count == 1 ? "0" + text : text
  }

  private func dimension(_ typed: String, of available: [Dimension]) throws -> Int {
    let typed = Vocabulary.plain(typed)
    if let exact = available.firstIndex(where: { $0.name == typed }) { return exact }
    let near = available.indices.filter { available[$0].name.hasPrefix(typed) && !typed.isEmpty }
    guard near.count == 1 else {
      throw ReportError.noField(
        typed: typed, fields: near.isEmpty ? available.map(\.name) : near.map { available[$0].name }
      )
    }
    return near[0]
  }

  private func usualBreakdowns(of available: [Dimension]) -> [Report.Breakdown] {
    report.breakdowns.filter { breakdown in
      // One month needs no row of its own.
      breakdown.fields != ["month"]
        || available.contains { $0.name == "month" && $0.declared.count > 1 }
    }
  }

  /// Two fields of different kinds: no record has both.
  private func checkTogether(_ dimensions: [Dimension]) throws {
    let ofKinds = dimensions.filter { $0.kind != nil }
    for other in ofKinds.dropFirst() where other.kind != ofKinds[0].kind {
      throw ReportError.neverTogether(ofKinds[0].name, other.name)
    }
  }

  private func query(for dimensions: [Dimension]) -> TallyQuery {
    var query = TallyQuery(kinds: report.kinds, days: period.days)
    query.asOf = asOf
    func want(_ field: String, of kinds: [Kind]) {
      for kind in kinds where kind.field(field) != nil {
        if !query.eventFields[kind.name, default: []].contains(field) {
          query.eventFields[kind.name, default: []].append(field)
        }
      }
    }
    // A person's gender is that of a head.
    var ofPersons: Set<String> = report.measures.contains(.met) ? ["gender"] : []
    for dimension in dimensions {
      switch dimension.source {
      case .event(let kind, let field):
        want(field, of: report.kinds.filter { kind == nil || kind == $0.name })
      case .person(let field): ofPersons.insert(field)
      case .age: ofPersons.formUnion(["birth-year", "age-band"])
      case .state: for field in ReferralDates.fields { want(field, of: [.refer]) }
      case .answer: for field in ["accepted", "rejected"] { want(field, of: [.refer]) }
      case .arrival: query.wantsArrival = true
      case .kind, .month, .stage, .lastContact, .statistics: break
      }
    }
    if report.measures.contains(.met) {
      want("met", of: [.contact])
      query.wantsHeads = true
    }
    if report.measures.contains(.participants) { want("participants", of: [.activity]) }
    if report.measures.contains(.amount) {
      for field in ["amount", "currency"] { want(field, of: [.support]) }
    }
    if report.isCaseload { ofPersons.insert("case-status") }
    query.personFields = ofPersons.sorted()
    return query
  }
}

extension Report.Breakdown {
  init(fields: [String]) { self.fields = fields }
}

extension Column {
  /// The code that somebody typed.
  func code(matching typed: String, labels: [TeamList: [String: String]]) throws -> Code {
    var codes = dimension.declared + dimension.others
    let labels = dimension.list.flatMap { labels[$0] } ?? [:]
    if dimension.list != nil {
      let special = Set(Dimension.special.map(\.stored) + [Dimension.notNamed.stored])
      codes += numbers.codes.filter { !special.contains($0) }.sorted()
        .map { Code($0, en: labels[$0] ?? $0, da: labels[$0] ?? $0) }
    }
    if dimension.isOfPersons { codes.append(Dimension.notNamed) }
    let special = dimension.isAsked ? Dimension.special : []
    let vocabulary = Vocabulary(dimension.name, codes + special)
    do {
      let stored = try vocabulary.code(matching: typed, field: dimension.name)
      return vocabulary.codes.first { $0.stored == stored } ?? Code(stored, en: stored, da: stored)
    } catch AnswerError.ambiguous(_, let candidates) {
      throw ReportError.noCode(field: dimension.name, codes: candidates)
    } catch {
      throw ReportError.noCode(field: dimension.name, codes: vocabulary.codes.map(\.stored))
    }
  }

  /// The rows of a table: all codes that were declared, then others that have a count (by number in
  /// `counts`), then what was not answered, and last, unless `namedOnly`, records that name nobody.
  func axis(_ counts: [Int], namedOnly: Bool, labels: [TeamList: [String: String]]) -> Axis {
    let special = dimension.isAsked ? Dimension.special : []
    let known = Set(
      dimension.declared.map(\.stored) + special.map(\.stored)
        + [notAskedCode, Dimension.notNamed.stored])
    let words = dimension.list.flatMap { labels[$0] } ?? [:]
    let occurring = numbers.codes.indices
      .filter { !known.contains(numbers.codes[$0]) && counts[$0] > 0 }
      .map { numbers.codes[$0] }.sorted()
      .map { stored in
        dimension.others.first { $0.stored == stored }
          ?? Code(stored, en: words[stored] ?? stored, da: words[stored] ?? stored)
      }
    return Axis(
      name: dimension.name, title: dimension.title,
      codes: dimension.declared + occurring + special + (namedOnly ? [] : [Dimension.notNamed]))
  }
}
