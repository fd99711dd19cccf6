public import CaseModel
import Foundation

/// A change of one record, as a command wants it written.
public struct Draft: Sendable {
  /// The record to change; nil makes a new one.
  public var record: RecordID?
  /// The kind's stored name.
  public var kind: String
  /// The person whom a new record of an owned kind belongs to.
  public var owner: RecordID?
  /// Put or delete.
  public var operation: Revision.Operation
  /// The coded answers to write; nil clears.
  public var answers: [FieldKey: Answer?]
  /// The words to write; nil clears.
  ///
  /// They are brought into NFC when written.
  public var words: [String: String?]
  /// The 16 bytes that a new record's id is hashed from; nil takes random ones.
  public var seed: [UInt8]?
  /// The record's newest revisions that whoever makes the change has seen; nil takes those that
  /// there are when it is written.
  ///
  /// What is written meanwhile, at another terminal, stands beside the change.
  public var seen: [RevisionID]?

  /// Makes a draft of a put.
  public init(
    _ kind: Kind, record: RecordID? = nil, owner: RecordID? = nil,
    answers: [FieldKey: Answer?] = [:], words: [String: String?] = [:], seed: [UInt8]? = nil
  ) {
    self.record = record
    self.kind = kind.name
    self.owner = owner
    operation = .put
    self.answers = answers
    self.words = words
    self.seed = seed
  }

  /// Makes a draft of a record that another register has under an id of its own.
  ///
  /// The record's id follows from kind, owner, the register's name and that id: whoever imports the
  /// same sheet makes the same records.
  ///
  /// - Warning: Nothing secret is hashed in. Whoever sees a record's id, or a person's code, and
  ///   can guess the other register's ids finds out which one it was: an id that names somebody
  ///   elsewhere, such as a CPR number, must not be used.
  public init(_ kind: Kind, owner: RecordID? = nil, externalID: String, of register: String) {
    let key = Array(Self.stored(register).utf8) + [0] + Array(Self.stored(externalID).utf8)
    self.init(kind, owner: owner, seed: RecordID.seed(ofNaturalKey: key))
  }

  /// Makes a draft of a delete.
  public static func delete(_ record: RecordID, kind: Kind, owner: RecordID?) -> Draft {
    var draft = Draft(kind, record: record, owner: owner)
    draft.operation = .delete
    return draft
  }

  /// Makes a draft that says of two records of one kind whether they are about the same; a later one
  /// about the two replaces it.
  public static func link(_ one: RecordID, _ other: RecordID, isSame: Bool) -> Draft {
    let (smaller, greater) = (min(one, other), max(one, other))
    var draft = Draft(.same, seed: RecordID.seed(ofLink: smaller, greater))
    draft.set("one", to: .record(smaller))
    draft.set("other", to: .record(greater))
    draft.set("value", to: .code(isSame ? "same" : "different"))
    return draft
  }

  /// Makes a draft that erases a record with whatever belongs to it, if a supervisor writes it, or
  /// asks a supervisor to.
  ///
  /// - Warning: What is erased is gone for good, here and wherever this is merged.
  public static func erase(_ record: RecordID, reason: String, isRequest: Bool = false) -> Draft {
    let mark = record.mark
    var draft = Draft(.erase, seed: RecordID.seed(ofNaturalKey: mark.bytes))
    draft.set("target", to: .bytes(mark.bytes))
    draft.set("act", to: .code(isRequest ? "request" : "erase"))
    draft.set("reason", to: .code(reason))
    return draft
  }

  /// Words as they are stored: in NFC.
  public static func stored(_ words: String) -> String {
    // Below U+0300 nothing composes: so it is with all that most people here write.
    words.utf8.allSatisfy { $0 < 0xcc } ? words : words.precomposedStringWithCanonicalMapping
  }

  /// The id that the record has, or will have when the draft, which has a seed, is written.
  public var id: RecordID? {
    record ?? seed.map { .derived(kind: kind, owner: owner, seed: $0) }
  }

  /// Sets the one answer of a field; nil clears it.
  public mutating func set(_ name: String, to answer: Answer?) {
    answers.updateValue(answer, forKey: FieldKey(name))
  }

  /// Adds an answer to a field that takes several.
  public mutating func add(_ answer: Answer, to name: String) {
    answers.updateValue(answer, forKey: FieldKey(name, element: answer.encoded))
  }

  /// Takes an answer of a field that takes several away.
  public mutating func remove(_ answer: Answer, from name: String) {
    answers.updateValue(nil, forKey: FieldKey(name, element: answer.encoded))
  }

  /// Sets the number for one code of a field of counts; nil clears it.
  public mutating func set(_ name: String, for code: String, to number: Int64?) {
    set(name, for: code, to: number.map(Answer.number))
  }

  /// Sets the answer for one code of a field that is one sub-field per code; nil clears it.
  public mutating func set(_ name: String, for code: String, to answer: Answer?) {
    answers.updateValue(answer, forKey: FieldKey(name, element: Answer.code(code).encoded))
  }
}
