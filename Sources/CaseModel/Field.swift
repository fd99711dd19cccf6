/// A text in the languages that hopenow speaks.
public struct Labels: Hashable, Sendable {
  /// English.
  public let en: String
  /// Danish.
  public let da: String

  /// Says the same in both languages.
  public init(en: String, da: String) {
    self.en = en
    self.da = da
  }
}

/// One answer that a coded field can have.
public struct Code: Hashable, Sendable {
  /// What is stored and printed by machine formats, for ever.
  public let stored: String
  /// What a person reads.
  public let labels: Labels

  /// Declares a code.
  public init(_ stored: String, en: String, da: String) {
    self.stored = stored
    labels = Labels(en: en, da: da)
  }
}

/// The list of codes that a field's answer is taken from.
///
/// `unknown` and `refused` are not in any list: every field takes them.
public struct Vocabulary: Hashable, Sendable {
  /// The list's stored name.
  public let name: String
  /// The codes, in the order in which people see them and reports print them.
  public let codes: [Code]
  /// Whether `all` names every code of it, in a field that takes several.
  public let isChecklist: Bool

  /// Declares a list.
  public init(_ name: String, checklist: Bool = false, _ codes: [Code]) {
    self.name = name
    self.codes = codes
    isChecklist = checklist
  }
}

/// A list that the team makes itself; its entries are records of kind `list-entry`.
public enum TeamList: String, Hashable, Sendable, CaseIterable {
  /// Where people are met.
  case place
  /// Whom people are referred to, or accompanied to.
  case organisation
  /// What the work is paid from.
  case project
}

/// What sort of answer a field takes.
public enum FieldType: Hashable, Sendable {
  /// A code of a vocabulary.
  case code(Vocabulary)
  /// A civil date; with the time of day if `time` is true and it is known.
  case date(time: Bool)
  /// A civil date that lies ahead: without a year it is the next such day.
  case dueDate
  /// A whole number within a range.
  case number(ClosedRange<Int64>)
  /// An amount of money in minor units, hundredths of the currency that another field names.
  case amount
  /// A number for each code of a vocabulary: stored as one sub-field per code.
  case counts(by: Vocabulary)
  /// Yes or no for each indicator of a table: stored as one sub-field per indicator, by its code.
  case indicators
  /// A record of the kind with this stored name; of any kind if there is none.
  case record(kind: String?)
  /// An entry of one of the team's lists.
  case list(TeamList)
  /// A stored name that hopenow itself makes, such as that of a place.
  case name
  /// Bytes that only hopenow itself writes, such as a public key.
  case bytes
  /// Free text, and anything that names or reaches a person.
  case words
}

extension FieldType {
  /// The list that coded answers are taken from; nil for other types.
  public var vocabulary: Vocabulary? {
    switch self {
    case .code(let vocabulary), .counts(by: let vocabulary): vocabulary
    default: nil
    }
  }

  /// Whether it is one sub-field per code, each with an answer of its own.
  public var isByCode: Bool {
    switch self {
    case .counts, .indicators: true
    default: false
    }
  }
}

/// One question of a kind: its stored name, what it takes and how it is asked.
public struct Field: Hashable, Sendable {
  /// Stored for ever; also the option's name, the column's and the CSV header's.
  public let name: String
  /// What sort of answer it takes.
  public let type: FieldType
  /// Whether it can have several answers at once.
  public let isMany: Bool
  /// Whether a record can't be written without it.
  public let isRequired: Bool
  /// Whether it is asked at once on a terminal, rather than after `m` for more.
  public let isFirst: Bool
  /// Whether `report monthly` has a row for each of its codes.
  public let isCounted: Bool
  /// Whether hopenow itself answers it, by a rule, and nobody types it.
  public let isAutomatic: Bool
  /// The answers to other fields, by stored name and code, without which it isn't asked.
  public let askedIf: [String: String]
  /// The answer that is shown whenever it is one of several in conflict, whatever the clocks.
  public let protective: Answer?
  /// The question as a person reads it.
  public let question: Labels

  /// Declares a field.
  public init(
    _ name: String, _ type: FieldType, many: Bool = false, required: Bool = false,
    first: Bool = false, counted: Bool = false, automatic: Bool = false,
    askedIf: [String: String] = [:], protective: Answer? = nil, en: String, da: String
  ) {
    self.name = name
    self.type = type
    isMany = many
    isRequired = required
    isFirst = first
    isCounted = counted
    isAutomatic = automatic
    self.askedIf = askedIf
    self.protective = protective
    question = Labels(en: en, da: da)
  }
}
