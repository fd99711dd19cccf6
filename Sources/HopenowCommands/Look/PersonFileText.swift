import CaseModel
import JournalStore
import Merge

/// What `show` says of a person's records, for a person and for scripts.
struct PersonFileText {
  let file: PersonFile
  let text: RecordText
  let isDanish: Bool

  private func says(_ english: String, _ danish: String) -> String { isDanish ? danish : english }

  /// What is still to be followed up, the last note, and the stages: what stands before the answers.
  var beginning: [String] {
    var lines = file.followUps.map { followUp in
      let due = followUp.due?.description ?? says("no day", "ingen dag")
      let words = followUp.words.map { ": " + $0.inOneLine } ?? ""
      return says("Follow up", "Følg op") + " \(due)\(words) (\(name(followUp.record)))"
    }
    if let view = file.lastNote, let note = view.words("note") {
      let day = view.answer("on").map { text.text($0, nil) } ?? ""
      lines.append(
        says("Last note", "Seneste notat") + " \(day) (\(name(view))): \(note.inOneLine)")
    }
    let stages = Stage.allCases.compactMap { stage in
      file.stages[stage].map { "\(isDanish ? stage.labels.da : stage.labels.en) \($0)" }
    }
    if !stages.isEmpty { lines.append(stages.joined(separator: " · ").capitalizingFirst) }
    return lines
  }

  /// Every record, the newest first, and how many more there are.
  var records: [String] {
    guard file.count > 0 else { return [] }
    var lines = [says("Records", "Optegnelser") + " \(file.count)"]
    lines += Output.lines(ofRows: file.records.reversed().map(text.row)).map { "  " + $0 }
    if file.count > file.records.count {
      lines.append(
        "  "
          + says(
            "… and \(file.count - file.records.count) more: --limit 0 shows all",
            "… og \(file.count - file.records.count) til: --limit 0 viser alle"))
    }
    return lines
  }

  /// A record by its kind and what to type to see it.
  private func name(_ view: RecordView) -> String { "\(view.kind) \(view.shortCode)" }

  /// The same for scripts.
  func json(_ clock: ReferralClock) -> [String: JSONValue] {
    [
      "count": .number(Int64(file.count)),
      "followUps": .array(
        file.followUps.map { followUp in
          .object([
            "record": .string(followUp.record.record.description),
            "kind": .string(followUp.record.kind),
            "due": followUp.due.map { .string($0.description) } ?? .null,
            "words": followUp.words.map { .string($0) } ?? .null,
          ])
        }),
      "lastNote": file.lastNote.map { .string($0.record.description) } ?? .null,
      "records": .array(file.records.reversed().map { $0.json(clock) }),
      "stages": .object(
        [String: JSONValue](
          uniqueKeysWithValues: file.stages.map {
            ($0.key.rawValue, .string($0.value.description))
          })),
    ]
  }
}

extension String {
  fileprivate var capitalizingFirst: String { prefix(1).uppercased() + dropFirst() }
}
