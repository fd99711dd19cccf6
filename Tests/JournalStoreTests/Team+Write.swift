import CaseModel
import GRDB
import Merge
import TestSupport

@testable import JournalStore

extension Team {
  func write(at install: Install) throws {
    let journal = install.journal
    install.known = nil
    let known = try journal.records(RecordQuery(kinds: ["person", "contact"]))
      .sorted { Self.order($0) < Self.order($1) }
    if known.isEmpty || chance.once(in: 6) { return try writeNew(journal, known) }
    if isTeam, chance.once(in: 5) { return try erase(chance.pick(known), in: journal) }
    let several = chance.once(in: 5) ? 2 : 1
    let drafts = try known.shuffled(using: &chance).prefix(several).map { try change($0) }
    try journal.write(drafts + link(known))
    guard chance.once(in: 4) else { return }
    // A note that nobody ever gets: only the commitment to it is passed on.
    try journal.write { db in
      try db.execute(
        sql: """
          DELETE FROM words WHERE field = 'note' AND revision = (SELECT max(id) FROM revision)
          """)
    }
  }

  /// The same for two installs that hold the same, whenever they got it.
  private static func order(_ view: RecordView) -> (Int, RecordID) {
    guard case .date(let day, _) = view.answer("on") else { return (0, view.record) }
    return (day.number, view.record)
  }

  private func writeNew(_ journal: Journal, _ known: [RecordView]) throws {
    let owned = known.first { $0.kind == "person" }.map {
      Draft(.visit, owner: $0.record, words: ["note": "a visit"])
    }
    let alias = "Red \(chance.pick(["Hat", "Coat", "Bag"]))"
    try journal.write(
      [
        .person(alias, gender: "Feminine", citizenship: ["NG"]),
        .contact(
          on: 20_261_000 + 1 + chance.below(30), met: Int64(chance.below(20)), note: "a note",
          persons: known.filter { $0.kind == "person" }.prefix(1).map(\.record)),
        // Two who type the same place make one record.
        journal.newListEntry(.place, label: chance.pick(["Old Harbour", "Invented Square"])),
      ] + (isTeam ? [owned].compactMap(\.self) : []))
  }

  /// Erases a record, or asks a supervisor to; or does as a supervisor would, without being one.
  private func erase(_ view: RecordView, in journal: Journal) throws {
    met.insert(journal.isSupervisor ? .erased : .askedToErase)
    if chance.once(in: 3) {
      try journal.write([.erase(view.record, reason: "other")])
    } else {
      _ = try journal.erase(view.record, reason: "own-request")
    }
  }

  /// Sometimes, that two records are about the same, or different after all.
  private func link(_ known: [RecordView]) -> [Draft] {
    let alike = known.filter { $0.kind == known[0].kind }.shuffled(using: &linking)
    guard alike.count > 1, linking.once(in: 3) else { return [] }
    return [.link(alike[0].record, alike[1].record, isSame: !linking.once(in: 4))]
  }

  private func change(_ view: RecordView) throws -> Draft {
    let kind = Kind.test(view.kind)
    if chance.once(in: 6) { return .delete(view.record, kind: kind, owner: view.owner) }
    var draft = Draft(kind, record: view.record)
    if view.kind == "contact" {
      draft.set("setting", to: .code(chance.pick(["street", "church", "park"])))
      draft.words.updateValue(chance.pick(["one", "two", nil]), forKey: "note")
      return draft
    }
    switch chance.below(3) {
    case 0: draft.set("gender", to: .code(chance.pick(["Feminine", "Masculine", "unknown"])))
    case 1: draft.set("contact-safety", to: .code(chance.pick(["safe", "not-safe"])))
    default: draft.words.updateValue(chance.pick(["Blue Hat", nil]), forKey: "alias")
    }
    let country = Answer.code(chance.pick(["NG", "GH", "UG"]))
    if chance.once(in: 3) {
      draft.remove(country, from: "citizenship")
    } else {
      draft.add(country, to: "citizenship")
    }
    return draft
  }

  func undo(at install: Install) throws {
    install.known = nil
    do {
      _ = try install.journal.undo()
    } catch JournalError.nothingToUndo, JournalError.cannotUndo, JournalError.cannotUndoErasure {}
  }
}
