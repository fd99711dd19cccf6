import CaseModel
import JournalStore
import Matching
import Merge

/// Says which records may be the same, and why, for a person.
///
/// Of a person only code and alias are shown; of names only how they compare.
struct SameText {
  private let journal: Journal
  private let text: RecordText
  private let world: World

  init(_ journal: Journal, in world: World) {
    self.journal = journal
    self.world = world
    text = RecordText(journal, danish: world.isDanish)
  }

  /// A proposal in three or four lines: the two, and what speaks for and against them.
  func lines(_ proposal: SameProposal) -> [String] {
    let score = "\(proposal.pair.score) %"
    let names = namesInOrder(
      (proposal.pair.one, proposal.linkedToOne), (proposal.pair.other, proposal.linkedToOther),
      kind: proposal.kind)
    var lines = [
      score + "  " + names.0, String(repeating: " ", count: score.count + 2) + names.1,
    ]
    let margin = String(repeating: " ", count: score.count + 4)
    guard !proposal.isGuarded else {
      lines.append(
        margin
          + world.says(
            "why isn't for a list: 'hopenow show' has what is known",
            danish: "hvorfor er ikke til en liste: 'hopenow show' har det, der vides"))
      return lines
    }
    let said = { (isFor: Bool) in
      proposal.pair.evidence.filter { $0.isFor == isFor }
        .map { $0.label(danish: world.isDanish) }.joined(separator: ", ")
    }
    lines.append(margin + said(true))
    if proposal.pair.evidence.contains(where: { !$0.isFor }) {
      lines.append(margin + world.says("but: ", danish: "men: ") + said(false))
    }
    return lines
  }

  /// What holds of two records after something was said of them.
  func sentence(_ one: RecordView, _ other: RecordView, isSame: Bool?) -> String {
    let names = (name(one.record, kind: one.kind), name(other.record, kind: other.kind))
    return switch isSame {
    case true?:
      world.says(
        "\(names.0) and \(names.1) are the same.", danish: "\(names.0) og \(names.1) er de samme.")
    case false?:
      world.says(
        "\(names.0) and \(names.1) are different.",
        danish: "\(names.0) og \(names.1) er forskellige.")
    case nil:
      world.says(
        "Nothing is said of \(names.0) and \(names.1) any more.",
        danish: "Der er ikke længere sagt noget om \(names.0) og \(names.1).")
    }
  }

  /// A contradiction in a line.
  func line(_ contradiction: LinkContradiction) -> String {
    let names = namesInOrder(
      (contradiction.one, []), (contradiction.other, []), kind: contradiction.kind)
    guard !contradiction.isGuarded else {
      return "\(names.0) – \(names.1): "
        + world.says(
          "linked; 'hopenow show' has what is known",
          danish: "koblet; 'hopenow show' har det, der vides")
    }
    let reason =
      switch contradiction.reason {
      case .saidToBeDifferent:
        world.says(
          "said to be different, but linked over others",
          danish: "sagt at være forskellige, men koblet over andre")
      case .gender:
        world.says("linked, with different genders", danish: "koblet, med forskelligt køn")
      case .birthYear:
        world.says(
          "linked, with different years of birth", danish: "koblet, med forskellige fødselsår")
      case .day: world.says("linked, on different days", danish: "koblet, på forskellige dage")
      }
    return "\(names.0) – \(names.1): " + reason
  }

  /// The names of two, each with what is linked to it behind.
  ///
  /// What was written down first comes first: ids say nothing to a person.
  private func namesInOrder(
    _ one: (record: RecordID, linked: [RecordID]), _ other: (record: RecordID, linked: [RecordID]),
    kind: String
  ) -> (String, String) {
    func time(_ record: RecordID) -> Int64 {
      ((try? journal.view(of: record)) ?? nil)?.firstWritten.wallMilliseconds ?? 0
    }
    func names(_ one: (record: RecordID, linked: [RecordID])) -> String {
      ([one.record] + one.linked).map { name($0, kind: kind) }.joined(separator: " = ")
    }
    let both = (names(one), names(other))
    return time(one.record) <= time(other.record) ? both : (both.1, both.0)
  }

  private func name(_ record: RecordID, kind: String) -> String {
    guard kind != Kind.person.name else { return text.name(record) }
    guard let view = try? journal.view(of: record) else { return record.short }
    return text.row(view).filter { !$0.isEmpty }.joined(separator: "  ")
  }
}

extension SameProposal {
  /// The proposal as scripts read it.
  var json: JSONValue {
    func codes(_ isFor: Bool) -> JSONValue {
      .array(
        isGuarded ? [] : pair.evidence.filter { $0.isFor == isFor }.map { .string($0.code) })
    }
    return .object([
      "kind": .string(kind), "one": .string(pair.one.description),
      "other": .string(pair.other.description),
      "linkedToOne": .array(linkedToOne.map { .string($0.description) }),
      "linkedToOther": .array(linkedToOther.map { .string($0.description) }),
      "score": .number(Int64(pair.score)),
      "guarded": .bool(isGuarded), "for": codes(true), "against": codes(false),
    ])
  }
}

extension LinkContradiction {
  /// The contradiction as scripts read it.
  var json: JSONValue {
    .object([
      "kind": .string(kind), "one": .string(one.description),
      "other": .string(other.description), "reason": isGuarded ? .null : .string(reason.rawValue),
    ])
  }
}
