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
  /// Whether different fields were changed side by side and joined without a conflict.
  public let isParallel: Bool
  /// Whether a change that one of the authors had seen isn't here.
  public let isMissingChange: Bool
  /// When its first revision was written, by the author's clock.
  public let firstWritten: Entry.Stamp
  /// When its newest head was written, by the author's clock.
  public let lastWritten: Entry.Stamp
  /// Who wrote the first revision.
  public let firstAuthor: AuthorKey
  /// Who wrote the newest head.
  public let lastAuthor: AuthorKey

  /// Works out a record's view; nil if no revision is accepted.
  ///
  /// Time grows with the number of revisions and of their parents, once for every 64 fields that several
  /// of them write.
  ///
  /// - Parameters:
  ///   - revisions: Every stored revision of one record, in any order.
  ///   - kind: The record's kind, for what its fields protect; nil if this version doesn't know it.
  public init?(of revisions: [HistoricRevision], kind: Kind?) {
    if revisions.count == 1, let only = revisions.first {
      guard only.isAccepted else { return nil }
      self.init(ofOnly: only)
    } else {
      self.init(ofSeveral: Self.withoutRepetition(revisions), kind: kind)
    }
  }

  /// The case of nearly every record, for which nothing has to be compared.
  private init(ofOnly only: HistoricRevision) {
    let revision = only.revision
    record = revision.record
    kind = revision.kind
    owner = revision.owner
    seed = revision.seed
    existence = revision.operation == .put ? .here : .gone
    heads = [only.id]
    isParallel = false
    isMissingChange = !revision.parents.isEmpty
    firstWritten = only.stamp
    lastWritten = only.stamp
    firstAuthor = revision.author
    lastAuthor = revision.author

    var fields = [FieldKey: FieldView](
      minimumCapacity: revision.answers.count + revision.words.count)
    func show(_ value: Value, under key: FieldKey) {
      let standing = StandingValue(
        value: value, revision: only.id, author: revision.author, stamp: only.stamp)
      fields[key] = FieldView(standing: [standing], protective: nil)
    }
    for (name, commitment) in revision.words {
      show(only.value(ofWords: name, commitment: commitment), under: FieldKey(name))
    }
    for (key, answer) in revision.answers { show(answer.map(Value.answer) ?? .cleared, under: key) }
    self.fields = fields
  }

  private init?(ofSeveral revisions: [HistoricRevision], kind: Kind?) {
    let accepted = revisions.indices.filter { revisions[$0].isAccepted }
    guard let some = accepted.first else { return nil }
    let ancestry = Ancestry(revisions)
    record = revisions[some].revision.record
    self.kind = revisions[some].revision.kind
    owner = revisions[some].revision.owner
    seed = revisions[some].revision.seed
    isMissingChange = ancestry.isMissingChange

    let writers = Self.writers(of: revisions, among: accepted)
    let keys = Array(writers.keys)
    // Existence is a field that every revision writes: its standing writes are the heads.
    var standing = ancestry.newest(of: keys.map { writers[$0] ?? [] } + [accepted])
    let heads = standing.removeLast()
    self.heads = heads.map { revisions[$0].id }.sorted()
    let operations = Set(heads.map { revisions[$0].revision.operation })
    existence =
      operations == [.put] ? .here : operations == [.delete] ? .gone : .disputed

    var fields: [FieldKey: FieldView] = [:]
    fields.reserveCapacity(keys.count)
    for (key, places) in zip(keys, standing) {
      fields[key] = FieldView(
        standing: Self.standingValues(places.map { revisions[$0] }, of: key),
        protective: places.count > 1 ? kind?.field(key.name)?.protective : nil)
    }
    self.fields = fields
    // Nothing was joined if the author of one head had seen every field as it now is.
    isParallel =
      heads.count > 1 && existence != .disputed && !fields.values.contains { $0.isConflict }
      && !ancestry.hasOne(of: heads, thatHasSeenAll: standing)

    // Ancestry says who was first and last; clocks only choose between those side by side.
    let first = ancestry.oldest(of: accepted).map { revisions[$0] }
      .min { $0.isWrittenBefore($1) }
    firstWritten = first?.stamp ?? revisions[some].stamp
    firstAuthor = first?.revision.author ?? revisions[some].revision.author
    let last = heads.map { revisions[$0] }
      .max { ($0.stamp, $0.revision.author, $0.id) < ($1.stamp, $1.revision.author, $1.id) }
    lastWritten = last?.stamp ?? firstWritten
    lastAuthor = last?.revision.author ?? firstAuthor
  }

  /// The revisions, each id once.
  ///
  /// A header doesn't hold the time. So the two branches of a fork can bring the very same revision
  /// in two entries; which of their stamps counts must not depend on the order of arrival.
  private static func withoutRepetition(_ revisions: [HistoricRevision]) -> [HistoricRevision] {
    var seen = Set<RevisionID>(minimumCapacity: revisions.count)
    for revision in revisions { seen.insert(revision.id) }
    guard seen.count < revisions.count else { return revisions }
    return Dictionary(grouping: revisions, by: \.id).values.compactMap { same in
      guard var one = same.max(by: { $0.stamp < $1.stamp }) else { return nil }
      one.isAccepted = same.contains(where: \.isAccepted)
      for other in same { one.texts.merge(other.texts) { max($0, $1) } }
      return one
    }
  }

  /// For each field, the places of the revisions that write it.
  private static func writers(
    of revisions: [HistoricRevision], among accepted: [Int]
  ) -> [FieldKey: [Int]] {
    var writers: [FieldKey: [Int]] = [:]
    for place in accepted {
      let revision = revisions[place].revision
      for key in revision.answers.keys { writers[key, default: []].append(place) }
      for name in revision.words.keys where revision.answers[FieldKey(name)] == nil {
        writers[FieldKey(name), default: []].append(place)
      }
    }
    return writers
  }

  private static func standingValues(
    _ revisions: [HistoricRevision], of key: FieldKey
  ) -> [StandingValue] {
    var standing = revisions.map { revision in
      StandingValue(
        value: revision.value(of: key), revision: revision.id,
        author: revision.revision.author, stamp: revision.stamp)
    }
    // Words withheld from one revision and at hand in another are the same if their commitments are.
    let isWithheld = standing.map { if case .withheld = $0.value { true } else { false } }
    guard standing.count > 1, isWithheld.contains(true), isWithheld.contains(false) else {
      return standing
    }
    var texts: [Revision.Commitment: String] = [:]
    for revision in revisions {
      guard let commitment = revision.revision.words[key.name] ?? nil,
        let text = revision.texts[key.name]
      else { continue }
      texts[commitment] = text
    }
    for place in standing.indices {
      if case .withheld(let commitment) = standing[place].value, let text = texts[commitment] {
        standing[place].value = .words(text)
      }
    }
    return standing
  }
}

extension HistoricRevision {
  /// The order of first writing: by a good clock before by a bad one, then the earlier.
  fileprivate func isWrittenBefore(_ other: HistoricRevision) -> Bool {
    if stamp != other.stamp { return stamp.isOlder(than: other.stamp) }
    return (revision.author, id) < (other.revision.author, other.id)
  }

  /// What the revision, which writes the field, says about it.
  func value(of key: FieldKey) -> Value {
    if let answer = revision.answers[key] { return answer.map(Value.answer) ?? .cleared }
    return value(ofWords: key.name, commitment: revision.words[key.name] ?? nil)
  }

  fileprivate func value(ofWords name: String, commitment: Revision.Commitment?) -> Value {
    guard let commitment else { return .cleared }
    return texts[name].map(Value.words) ?? .withheld(commitment)
  }
}

extension RecordView {
  /// The answer to a field that takes one; nil if it wasn't asked.
  public func answer(_ name: String) -> Answer? {
    guard case .answer(let answer) = fields[FieldKey(name)]?.shown.value else { return nil }
    return answer
  }

  /// The day that answers a field; nil if no day does.
  public func day(_ name: String) -> CivilDate? {
    if case .date(let day, _)? = answer(name) { day } else { nil }
  }

  /// The answers to a field that takes several, in the order of their bytes.
  public func answers(_ name: String) -> [Answer] {
    fields.filter { $0.key.name == name && !$0.key.element.isEmpty }
      .sorted { $0.key < $1.key }
      .compactMap { if case .answer(let answer) = $0.value.shown.value { answer } else { nil } }
  }

  /// The numbers of a field of counts, by stored code.
  public func counts(_ name: String) -> [String: Int64] {
    answersByCode(name).compactMapValues {
      if case .number(let number) = $0 { number } else { nil }
    }
  }

  /// The answers of a field that is one sub-field per code (``FieldType/isByCode``), by that code.
  public func answersByCode(_ name: String) -> [String: Answer] {
    var answers: [String: Answer] = [:]
    for (key, field) in fields where key.name == name {
      guard case .answer(let answer) = field.shown.value,
        case .code(let code) = try? Answer(encoded: key.element)
      else { continue }
      answers[code] = answer
    }
    return answers
  }

  /// What stands in a words field: several texts if it is in conflict, the one shown first.
  public func standingWords(_ name: String) -> [String] {
    guard let field = fields[FieldKey(name)] else { return [] }
    return field.standing.compactMap {
      if case .words(let text) = $0.value { text } else { nil }
    }
  }

  /// The words of a field; nil if there are none or they aren't at hand.
  public func words(_ name: String) -> String? {
    guard case .words(let text) = fields[FieldKey(name)]?.shown.value else { return nil }
    return text
  }
}
