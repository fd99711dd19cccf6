public import CaseModel

/// What was in conflict for whoever made a change, and no longer is since then.
public struct Settlement: Equatable, Sendable {
  /// The fields, and elements of fields, in the order of their names.
  public var fields: [FieldKey]
  /// Whether it was deleted by one and changed by another.
  public var isAboutExistence: Bool
}

extension RecordView {
  /// The longest history in which ``settlements(in:kind:)`` looks.
  static let settlementLimit = 500

  /// What each change of a record settled; changes that settled nothing aren't in it.
  ///
  /// Each change is compared with a view of all that its author had seen, which takes the square of
  /// their number: so nothing is told of a record with more than ``settlementLimit`` changes.
  public static func settlements(
    in history: [HistoricRevision], kind: Kind?
  ) -> [RevisionID: Settlement] {
    // Whoever has only ever seen one newest change was in no conflict.
    guard history.count <= settlementLimit,
      history.contains(where: { $0.revision.parents.count > 1 })
    else { return [:] }
    let parents = Dictionary(
      history.map { ($0.id, $0.revision.parents) }, uniquingKeysWith: { one, _ in one })
    var settlements: [RevisionID: Settlement] = [:]
    for change in history where change.isAccepted && settlements[change.id] == nil {
      var seen = Set<RevisionID>()
      var open = change.revision.parents
      while let id = open.popLast() {
        if seen.insert(id).inserted { open += parents[id] ?? [] }
      }
      guard let before = RecordView(of: history.filter { seen.contains($0.id) }, kind: kind) else {
        continue
      }
      let settlement = Settlement(
        fields: change.keys.filter { before.fields[$0]?.isConflict ?? false },
        isAboutExistence: before.existence == .disputed)
      if !settlement.fields.isEmpty || settlement.isAboutExistence {
        settlements[change.id] = settlement
      }
    }
    return settlements
  }
}

extension HistoricRevision {
  /// The fields, and elements of fields, that it writes, in the order of their names.
  fileprivate var keys: [FieldKey] {
    Set(revision.answers.keys).union(revision.words.keys.map { FieldKey($0) }).sorted()
  }
}
