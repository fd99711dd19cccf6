public import CaseModel

/// What a report reads of a journal.
public struct TallyQuery: Sendable {
  /// The kinds of which events are read.
  public var kinds: [Kind]
  /// The days on which they happened.
  public var days: ClosedRange<CivilDate>
  /// The fields of events that are wanted, by kind, each by stored name.
  public var eventFields: [String: [String]] = [:]
  /// The fields of persons that are wanted, by stored name.
  public var personFields: [String] = []
  /// Whether head-counts by gender are wanted.
  public var wantsHeads = false
  /// Whether it is wanted who had no earlier record.
  public var wantsArrival = false
  /// Only what was written up to this day; nil for all.
  public var asOf: CivilDate?

  /// Asks for the events of some kinds on some days.
  public init(kinds: [Kind], days: ClosedRange<CivilDate>) {
    self.kinds = kinds
    self.days = days
  }
}

/// The codes that were answered, numbered by ``CodeNumbers``.
public enum CodeSet: Hashable, Sendable {
  /// The field isn't one of this kind.
  case inapplicable
  /// One code; nobody answered is a code too.
  case one(Int)
  /// Several, each once.
  case several([Int])
}

/// Numbers for the codes of one field, so that counting compares no texts.
public struct CodeNumbers: Sendable {
  /// The codes by number.
  public private(set) var codes: [String] = []
  private var numbers: [String: Int] = [:]

  /// Begins with these codes.
  public init(_ codes: [String] = []) {
    for code in codes { _ = self[code] }
  }

  /// The number of a code, a new one if need be.
  public subscript(code: String) -> Int {
    mutating get {
      if let known = numbers[code] { return known }
      numbers[code] = codes.count
      codes.append(code)
      return codes.count - 1
    }
  }

  /// The number of a code that has been seen.
  public func number(of code: String) -> Int? { numbers[code] }
}

/// The code for a question that nobody asked.
public let notAskedCode = "not-asked"

/// An event, as reports count it: several linked records are one.
public struct EventTally: Sendable {
  /// Which of the query's kinds it is of.
  public var kind: Int
  /// The day on which it happened.
  public var on: CivilDate
  /// The answers to the fields that were wanted of its kind, in the query's order; of a field
  /// without codes ``CodeSet/inapplicable``.
  public var codes: [CodeSet]
  /// The numbers, amounts and days (as ``CivilDate/number``) of the same fields; nil for those
  /// with codes, and where nobody answered.
  public var numbers: [Int?]
  /// Who took part, by place in ``Tally/persons``, each once.
  public var persons: [Int] = []
  /// Head-counts by the gender's stored code, where they were wanted.
  public var heads: [String: Int] = [:]
}

/// A person, as reports count her: several linked pages are one.
public struct PersonTally: Sendable {
  /// The answers to the fields that were wanted, in the query's order.
  public var codes: [CodeSet]
  /// The numbers of the same fields.
  public var numbers: [Int?]
  /// What she said to being counted.
  public var consent = StatisticsConsent.notAsked
  /// Whether no record names her before the period; nil if that wasn't wanted.
  public var isNew: Bool?
  /// The last day on which anything happened with her, of a caseload.
  public var lastOn: CivilDate?
}

/// What a period holds.
public struct Tally: Sendable {
  /// What was asked.
  public var query: TallyQuery
  /// ``Journal/stateDigest()`` of the state that was read.
  public var stateDigest: [UInt8] = []
  /// Whether it holds everybody known, and no events.
  public var isCaseload = false
  /// The events, in no order that means anything.
  public var events: [EventTally] = []
  /// The persons who took part in them, or who are known.
  public var persons: [PersonTally] = []
  /// How many took part in the events and aren't counted, by what they said.
  public var excluded = 0
  /// The numbers of codes, by field of an event (its kind, then the field) or of a person.
  public var numbers: [TallyField: CodeNumbers] = [:]
  /// What the team calls the entries of its lists, by list and code.
  public var labels: [TeamList: [String: String]] = [:]
}

/// A field of events of one kind, or of persons.
public struct TallyField: Hashable, Sendable {
  /// The stored name of the kind.
  public var kind: String
  /// The stored name of the field.
  public var field: String

  /// Names a field.
  public init(_ kind: String, _ field: String) {
    self.kind = kind
    self.field = field
  }
}
