import ArgumentParser
import CaseModel
import JournalStore
import Merge

struct ShowCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a record with everything in it.",
    discussion: """
      Example: hopenow show HN-4F7K, or hopenow show "Red Hat" --history
      A person's page begins with how she may be reached and what may not be done; then what is to \
      be followed up, the last note and when she was first met, her answers, and her records, the \
      newest first. 'hopenow edit ID --followed-up today' closes what was to be followed up.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "A person's code or alias, or the beginning of a record's id.")
  var record: String

  @Option(help: "Of a person's records the newest so many; 0 for all.")
  var limit: Int = 20

  @Flag(help: "Show every change, who made it and when.")
  var history = false

  @Option(
    help: ArgumentHelp(
      "The table of a screening that was made with one of your own.", valueName: "file"),
    completion: .file())
  var indicators: String?

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("'--limit' takes 0 or more.") }
  }

  func run(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    let id = try journal.record(matching: record)
    guard let view = try journal.view(of: id) else { throw JournalError.noRecord }
    let own = try indicators.map(IndicatorTable.read(from:))
    let changes = history ? try journal.history(of: id) : []
    let file =
      view.kind == "person"
      ? PersonFileText(
        file: try journal.file(of: id, limit: limit > 0 ? limit : nil),
        text: RecordText(journal, danish: world.isDanish, today: world.today.date),
        isDanish: world.isDanish) : nil
    switch format {
    case .text: try printText(view, changes, own, file, journal, world)
    case .json:
      let clock = try journal.referralClock(today: world.today.date)
      var value: [String: JSONValue] = [
        "schema": .string("hopenow/show/1"), "record": view.json(clock),
      ]
      if view.kind == "screen" {
        value["explanation"] = try journal.explanation(of: view, by: own)?.json(of: view) ?? .null
      }
      if let file { value["file"] = .object(file.json(clock)) }
      if history { value["history"] = .array(changes.map { $0.json() }) }
      world.output.print(whole: JSONValue.object(value).text)
    case .csv: throw CommandError.noSuchFormat("CSV")
    }
  }

  private func printText(
    _ view: RecordView, _ changes: [HistoricRevision], _ own: IndicatorTable?,
    _ file: PersonFileText?, _ journal: Journal, _ world: World
  ) throws {
    let text = RecordText(journal, danish: world.isDanish, today: world.today.date)
    let kind = Kind.named(view.kind)
    let output = world.output
    let title = kind.map { world.isDanish ? $0.labels.da : $0.labels.en } ?? view.kind
    output.print("\(title) \(view.shortCode)")
    for line in view.protectionLines(danish: world.isDanish) { output.print(line) }
    if view.existence == .gone { output.print(world.isDanish ? "Slettet." : "Deleted.") }
    for line in file?.beginning ?? [] { output.print(line) }
    let lines = text.lines(view)
    let width = lines.map { $0.label.columns }.max() ?? 0
    for line in lines {
      let parts = line.text.split(separator: "\n", omittingEmptySubsequences: false)
      output.print("  \(line.label.padded(to: width))  \(parts.first ?? "")")
      for part in parts.dropFirst() {
        output.print("  \(String(repeating: " ", count: width))  \(part)")
      }
    }
    if view.kind == "screen" {
      for line in try journal.explanationLines(of: view, by: own, danish: world.isDanish) {
        output.print(line)
      }
    }
    if view.kind == Kind.person.name {
      let consents = try journal.consents(of: view.record)
      for line in ConsentText(text, danish: world.isDanish).lines(consents, on: world.today.date) {
        output.print(line)
      }
    }
    for line in conflictLines(view, text, journal, world) { output.print(line) }
    if view.isMissingChange {
      output.print(
        world.isDanish
          ? "En ændring mangler: flet den journal, den blev skrevet i."
          : "A change is missing: merge the journal that it was written in.")
    }
    for line in file?.records ?? [] { output.print(line) }
    guard !changes.isEmpty else { return }
    output.print()
    for change in changes {
      output.print(change.line(text, worker: try journal.workerName(change.revision.author)))
    }
  }
}

/// Every field that has several standing values, with who wrote which when.
func conflictLines(
  _ view: RecordView, _ text: RecordText, _ journal: Journal, _ world: World
) -> [String] {
  let kind = Kind.named(view.kind)
  return view.fields.filter(\.value.isConflict).sorted { $0.key < $1.key }.flatMap { key, field in
    [
      world.isDanish
        ? "Konflikt i \(key.shown): flere har skrevet uden at se hinanden."
        : "Conflict in \(key.shown): several wrote without seeing each other."
    ]
      + ([field.shown] + field.losers).enumerated().map { place, standing in
        let worker = (try? journal.workerName(standing.author)) ?? nil
        return
          "  \(place == 0 ? world.says("shown", danish: "vises") : world.says("beside", danish: "ved siden af")) "
          + standing.text(text, kind?.field(key.name))
          + " — \(worker?.harmless() ?? "?"), \(UTC.text(standing.stamp.wallMilliseconds))"
      }
  }
}

extension FieldKey {
  /// The field's stored name, and the code if it is one of several.
  fileprivate var shown: String {
    guard case .code(let code)? = try? Answer(encoded: element) else { return name }
    return "\(name) \(code)"
  }
}

extension StandingValue {
  /// What was written, as text.
  func text(_ text: RecordText, _ field: Field?) -> String {
    switch value {
    case .answer(let answer): text.text(answer, field)
    case .words(let words): "“\(words.harmless())”"
    case .withheld: text.says(Labels(en: "(words not here)", da: "(teksten er ikke her)"))
    case .cleared: text.says(Labels(en: "(cleared)", da: "(ryddet)"))
    }
  }
}

extension HistoricRevision {
  /// A change in a line: when, who, what.
  func line(_ text: RecordText, worker: String?) -> String {
    let kind = Kind.named(revision.kind)
    var parts: [String] = []
    if revision.operation == .delete {
      parts.append(text.says(Labels(en: "deleted", da: "slettet")))
    }
    for (key, answer) in revision.answers.sorted(by: { $0.key < $1.key }) {
      let field = kind?.field(key.name)
      if field?.type.isByCode == true, let code = try? Answer(encoded: key.element) {
        parts.append(
          "\(key.name) \(text.text(code, field)) = \(answer.map { text.text($0, field) } ?? "–")")
      } else if key.element.isEmpty {
        parts.append("\(key.name) = \(answer.map { text.text($0, field) } ?? "–")")
      } else if let element = try? Answer(encoded: key.element) {
        parts.append("\(key.name) \(answer == nil ? "−" : "+")\(text.text(element, field))")
      }
    }
    for name in revision.words.keys.sorted() {
      parts.append("\(name) = \(texts[name].map { "“\($0.harmless())”" } ?? "–")")
    }
    let waiting =
      isAccepted ? "" : text.says(Labels(en: " (waiting for your yes)", da: " (venter på dit ja)"))
    return "\(UTC.text(stamp.wallMilliseconds))  \(worker?.harmless() ?? "?")\(waiting): "
      + parts.joined(separator: "; ")
  }

  /// A change as scripts read it.
  func json() -> JSONValue {
    .object([
      "revision": .string(id.description), "author": .string(revision.author.description),
      "written": .number(stamp.wallMilliseconds), "clockIsGood": .bool(stamp.clockIsGood),
      "accepted": .bool(isAccepted),
      "operation": .string(revision.operation == .put ? "put" : "delete"),
      "fields": .array(
        Set(revision.answers.keys.map(\.name) + revision.words.keys).sorted().map { .string($0) }),
    ])
  }
}

/// Instants as text, in UTC: the only zone that is the same for everybody in the team.
enum UTC {
  /// `2026-10-31 22:30Z`.
  static func text(_ milliseconds: Int64) -> String {
    let minutes = Int((milliseconds >= 0 ? milliseconds : milliseconds - 59_999) / 60_000)
    let day = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
    guard let date = CivilDate(dayNumber: day) else { return "?" }
    return "\(date) \(clock(minutes - day * 1440))Z"
  }
}
