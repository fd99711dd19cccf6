public import CaseModel

/// Whether a record is there.
public enum Existence: Hashable, Sendable {
  /// It is.
  case here
  /// It was deleted by somebody who had seen all of it.
  case gone
  /// It was deleted by somebody while somebody else changed it: it is shown, and flagged.
  case disputed
}

/// A record as it stands now, worked out from its revisions alone.
///
/// A field's *standing values* are its writes that no other write of it descends from. What a later
/// edit replaces is thus decided by what its author had seen. Clocks only choose which of several
/// standing values is shown; the others stay listed until an edit that has seen them all writes the
/// field. The result doesn't depend on the order in which revisions came in.
public struct RecordView: Equatable, Sendable {
  /// The record.
  public let record: RecordID
  /// Its kind's stored name.
  public let kind: String
  /// The person whom it belongs to, for kinds that are owned.
  public let owner: RecordID?
  /// What its id was hashed from.
  public let seed: [UInt8]
  /// Whether it is there.
  public let existence: Existence
  /// Every field that was ever written; words stand under a key without an element.
  public let fields: [FieldKey: FieldView]
  /// The newest accepted revisions: what a new one names as its parents.
  public let heads: [RevisionID]
  /// Whether changes made side by side were joined without a conflict.
  public let isParallel: Bool
  /// Whether a change that others have seen isn't here.
  public let isMissingChange: Bool
  /// When it was first written, by its authors' clocks.
  public let firstWritten: Entry.Stamp
  /// When it was last written, by its authors' clocks.
  public let lastWritten: Entry.Stamp
  /// Who first wrote it.
  public let firstAuthor: AuthorKey
  /// Who last wrote it.
  public let lastAuthor: AuthorKey

  /// Works out a record's view; nil if no revision is accepted.
  ///
  /// - Parameters:
  ///   - revisions: Every stored revision of one record, in any order.
  ///   - kind: The record's kind, for what its fields protect; nil if this version doesn't know it.
  public init?(of revisions: [HistoricRevision], kind: Kind?) {
    let accepted = revisions.indices.filter { revisions[$0].isAccepted }
    guard let some = accepted.first else { return nil }
    let ancestry = Ancestry(revisions)
    record = revisions[some].revision.record
    self.kind = revisions[some].revision.kind
    owner = revisions[some].revision.owner
    seed = revisions[some].revision.seed
    isMissingChange = ancestry.isMissingChange

    let heads = ancestry.maximal(accepted)
    self.heads = heads.map { revisions[$0].id }.sorted()
    let operations = Set(heads.map { revisions[$0].revision.operation })
    existence =
      operations == [.put] ? .here : operations == [.delete] ? .gone : .disputed

    fields = Self.fields(revisions, accepted: accepted, ancestry: ancestry, kind: kind)
    isParallel =
      heads.count > 1 && existence != .disputed
      && !fields.values.contains { $0.isConflict }

    let ordered = accepted.map { revisions[$0] }.sorted {
      ($0.stamp, $0.id) < ($1.stamp, $1.id)
    }
    firstWritten = ordered[0].stamp
    firstAuthor = ordered[0].revision.author
    lastWritten = ordered[ordered.count - 1].stamp
    lastAuthor = ordered[ordered.count - 1].revision.author
  }

  private static func fields(
    _ revisions: [HistoricRevision], accepted: [Int], ancestry: Ancestry, kind: Kind?
  ) -> [FieldKey: FieldView] {
    var writers: [FieldKey: [Int]] = [:]
    for place in accepted {
      for key in revisions[place].revision.answers.keys { writers[key, default: []].append(place) }
      for name in revisions[place].revision.words.keys {
        writers[FieldKey(name), default: []].append(place)
      }
    }
    return writers.reduce(into: [:]) { fields, write in
      let (key, places) = write
      let standing = ancestry.maximal(places).map { place in
        StandingValue(
          value: revisions[place].value(of: key), revision: revisions[place].id,
          author: revisions[place].revision.author, stamp: revisions[place].stamp)
      }
      fields[key] = FieldView(
        standing: standing, protective: kind?.field(key.name)?.protective)
    }
  }
}

extension HistoricRevision {
  /// What the revision, which writes the field, says about it.
  func value(of key: FieldKey) -> Value {
    if let answer = revision.answers[key] { return answer.map(Value.answer) ?? .cleared }
    guard let commitment = revision.words[key.name] ?? nil else { return .cleared }
    return texts[key.name].map(Value.words) ?? .withheld(commitment)
  }
}

extension RecordView {
  /// The answer to a field that takes one; nil if it wasn't asked.
  public func answer(_ name: String) -> Answer? {
    guard case .answer(let answer) = fields[FieldKey(name)]?.shown.value else { return nil }
    return answer
  }

  /// The answers to a field that takes several, in the order of their bytes.
  public func answers(_ name: String) -> [Answer] {
    fields.filter { $0.key.name == name && !$0.key.element.isEmpty }
      .sorted { $0.key < $1.key }
      .compactMap { if case .answer(let answer) = $0.value.shown.value { answer } else { nil } }
  }

  /// The numbers of a field of counts, by stored code.
  public func counts(_ name: String) -> [String: Int64] {
    var counts: [String: Int64] = [:]
    for (key, field) in fields where key.name == name {
      guard case .answer(.number(let number)) = field.shown.value,
        case .code(let code) = try? Answer(encoded: key.element)
      else { continue }
      counts[code] = number
    }
    return counts
  }

  /// The words of a field; nil if there are none or they aren't at hand.
  public func words(_ name: String) -> String? {
    guard case .words(let text) = fields[FieldKey(name)]?.shown.value else { return nil }
    return text
  }
}
