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
  var format: TextOrJSON = .text

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
        "linked": .array(
          try journal.views(linkedTo: id).filter { $0.existence != .gone }
            .map { .string($0.record.description) }),
      ]
      if view.kind == "screen" {
        value["explanation"] = try journal.explanation(of: view, by: own)?.json(of: view) ?? .null
      }
      if let file { value["file"] = .object(file.json(clock)) }
      if history {
        let settlements = RecordView.settlements(in: changes, kind: Kind.named(view.kind))
        value["history"] = .array(changes.map { $0.json(settlements[$0.id]) })
      }
      world.output.print(whole: JSONValue.object(value).text)
    }
  }

  /// What is linked to it as the same, and how such a person may be reached: it holds for her here too.
  private func linkedLines(
    _ view: RecordView, _ text: RecordText, _ journal: Journal, _ world: World
  ) throws -> [String] {
    try journal.views(linkedTo: view.record).flatMap { other in
      let name =
        other.kind == Kind.person.name
        ? text.name(other.record) : "\(other.kind) \(other.shortCode)"
      let mark = other.existence == .gone ? world.says(" (deleted)", danish: " (slettet)") : ""
      return [world.says("Linked as the same: ", danish: "Koblet som den samme: ") + name + mark]
        + other.protectionLines(danish: world.isDanish).map { "  " + $0 }
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
    for line in try linkedLines(view, text, journal, world) { output.print(line) }
    for line in file?.beginning ?? [] { output.print(line) }
    let lines = text.lines(view)
    let width = lines.map { $0.label.columns }.max() ?? 0
    for line in lines {
      let parts = line.text.split(separator: "\n", omittingEmptySubsequences: false)
      output.print("  \(line.label.padded(to: width))  \(parts.first ?? "")")
      for part in parts.dropFirst() {
        let margin = part.isEmpty ? "" : String(repeating: " ", count: width + 4)
        output.print(margin + part)
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
    for line in view.conflicts.flatMap({ $0.lines(text) }) { output.print(line) }
    if view.isMissingChange {
      output.print(
        world.isDanish
          ? "En ændring mangler: flet den journal, den blev skrevet i."
          : "A change is missing: merge the journal that it was written in.")
    }
    for line in file?.records ?? [] { output.print(line) }
    guard !changes.isEmpty else { return }
    output.print()
    let settlements = RecordView.settlements(in: changes, kind: kind)
    for change in changes {
      let worker = try journal.workerName(change.revision.author)
      output.print(change.line(text, worker: worker, settlements[change.id]))
    }
  }
}

extension HistoricRevision {
  /// A change in a line: when, who, what, and which conflicts it settled.
  func line(_ text: RecordText, worker: String?, _ settlement: Settlement?) -> String {
    let kind = Kind.named(revision.kind)
    var parts: [String] = []
    if settlement?.isAboutExistence == true, revision.operation == .put {
      parts.append(text.says(Labels(en: "kept", da: "beholdt")))
    }
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
      let words = texts[name].map {
        "“\($0.inOneLine)”"
      }
      parts.append("\(name) = \(words ?? "–")")
    }
    let waiting =
      isAccepted
      ? ""
      : text.says(Labels(en: " (waiting for a supervisor's yes)", da: " (venter på en leders ja)"))
    return "\(UTC.text(stamp.wallMilliseconds))  \(worker?.harmless() ?? "?")\(waiting): "
      + parts.joined(separator: "; ") + (settlement.map { settled($0, kind, text) } ?? "")
  }

  private func settled(_ settlement: Settlement, _ kind: Kind?, _ text: RecordText) -> String {
    let names = settlement.fields.map { $0.name(in: kind) }.joined(separator: ", ")
    let settles = text.says(Labels(en: "settles", da: "afgør"))
    return names.isEmpty ? "" : " [\(settles) \(names)]"
  }

  /// A change as scripts read it; with the conflicts that it settled, if any.
  func json(_ settlement: Settlement? = nil) -> JSONValue {
    var object: [String: JSONValue] = [
      "revision": .string(id.description), "author": .string(revision.author.description),
      "written": .number(stamp.wallMilliseconds), "clockIsGood": .bool(stamp.clockIsGood),
      "accepted": .bool(isAccepted),
      "operation": .string(revision.operation == .put ? "put" : "delete"),
      "fields": .array(
        Set(revision.answers.keys.map(\.name) + revision.words.keys).sorted().map { .string($0) }),
    ]
    if let settlement {
      let names =
        Set(settlement.fields.map(\.name)).sorted()
        + (settlement.isAboutExistence ? ["existence"] : [])
      object["settled"] = .array(names.map { .string($0) })
    }
    return .object(object)
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
