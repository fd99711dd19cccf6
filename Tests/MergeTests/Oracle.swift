import CaseModel
import Merge

/// What a reader sees of a record.
struct Shown: Equatable {
  struct Field: Equatable {
    var value: Value
    var losers: [Value]
    var everything: Set<Value> { Set([value] + losers) }
  }
  var existence: Existence
  var fields: [FieldKey: Field]
  var heads: [RevisionID]
  var isParallel: Bool
  var isMissingChange: Bool
  var firstAuthor: AuthorKey
  var lastAuthor: AuthorKey
}

extension Shown {
  init(_ view: RecordView) {
    self.init(
      existence: view.existence,
      fields: view.fields.mapValues {
        Field(value: $0.shown.value, losers: $0.losers.map(\.value))
      },
      heads: view.heads, isParallel: view.isParallel, isMissingChange: view.isMissingChange,
      firstAuthor: view.firstAuthor, lastAuthor: view.lastAuthor)
  }

  /// What stands, whatever is shown of it.
  var standing: [FieldKey: Set<Value>] { fields.mapValues(\.everything) }
}

/// What a record should show, worked out by the words of the law and in another way than the code
/// under test: sets of ancestors by recursion over parents, and everything compared with everything.
struct Oracle {
  let shown: Shown?

  init(_ held: [HistoricRevision]) {
    // Both branches of a fork may have brought the same revision: the later stamp counts.
    let byID = Dictionary(held.map { ($0.id, $0) }) { one, other in
      var later = one.stamp > other.stamp ? one : other
      later.texts = one.texts.merging(other.texts) { text, _ in text }
      return later
    }
    let revisions = Array(byID.values)
    var ancestors: [RevisionID: Set<RevisionID>] = [:]
    func find(_ id: RevisionID) -> Set<RevisionID> {
      if let known = ancestors[id] { return known }
      let parents = (byID[id]?.revision.parents ?? []).filter { byID[$0] != nil }
      let found = parents.reduce(into: Set(parents)) { $0.formUnion(find($1)) }
      ancestors[id] = found
      return found
    }
    let accepted = revisions.filter(\.isAccepted)
    func newest(_ writes: [HistoricRevision]) -> [HistoricRevision] {
      writes.filter { write in !writes.contains { find($0.id).contains(write.id) } }
    }
    guard !accepted.isEmpty else {
      shown = nil
      return
    }
    var fields: [FieldKey: Shown.Field] = [:]
    var standing: [FieldKey: [HistoricRevision]] = [:]
    for key in Set(accepted.flatMap(\.keys)) {
      let writes = newest(accepted.filter { $0.keys.contains(key) }).sorted(by: Self.isGreater)
      standing[key] = writes
      let protective = writes.first {
        key.name == "contact-safety" && $0.said(key) == .answer(.code("not-safe"))
      }
      // Words withheld here and at hand there are known by the commitment to them.
      let values = writes.map { write in
        writes.first {
          $0.texts[key.name] != nil && $0.revision.words[key.name] == write.revision.words[key.name]
        }?.said(key) ?? write.said(key)
      }
      let value = protective?.said(key) ?? values[0]
      fields[key] = Shown.Field(value: value, losers: values.filter { $0 != value })
    }
    let heads = newest(accepted)
    let operations = Set(heads.map(\.revision.operation))
    let existence: Existence =
      operations == [.put] ? .here : operations == [.delete] ? .gone : .disputed
    let someHeadHasSeenAll = heads.contains { head in
      standing.values.allSatisfy { writes in
        writes.contains { $0.id == head.id || find(head.id).contains($0.id) }
      }
    }
    let oldest = accepted.filter { revision in
      !accepted.contains { find(revision.id).contains($0.id) }
    }
    let first = oldest.min { one, other in
      one.stamp.clockIsGood == other.stamp.clockIsGood
        ? (one.stamp.wallMilliseconds, one.revision.author, one.id)
          < (other.stamp.wallMilliseconds, other.revision.author, other.id)
        : one.stamp.clockIsGood
    }
    shown = Shown(
      existence: existence, fields: fields, heads: heads.map(\.id).sorted(),
      isParallel: heads.count > 1 && existence != .disputed && !someHeadHasSeenAll
        && fields.values.allSatisfy { $0.losers.isEmpty },
      isMissingChange: revisions.contains { $0.revision.parents.contains { byID[$0] == nil } },
      firstAuthor: first!.revision.author,
      lastAuthor: heads.sorted(by: Self.isGreater)[0].revision.author)
  }

  /// The order of what is shown: clock good, wall time, author, revision id.
  private static func isGreater(_ one: HistoricRevision, _ other: HistoricRevision) -> Bool {
    if one.stamp.clockIsGood != other.stamp.clockIsGood { return one.stamp.clockIsGood }
    if one.stamp.wallMilliseconds != other.stamp.wallMilliseconds {
      return one.stamp.wallMilliseconds > other.stamp.wallMilliseconds
    }
    if one.revision.author != other.revision.author {
      return one.revision.author > other.revision.author
    }
    return one.id > other.id
  }
}
