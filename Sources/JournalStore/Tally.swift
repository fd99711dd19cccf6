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

/// The code for a question that nobody asked.
public let notAskedCode = "not-asked"

/// What is known of a period beside its events, of which there may be more than memory should hold:
/// they come a ``TallyPiece`` at a time.
public struct Tally: Sendable {
  /// What was asked.
  public let query: TallyQuery
  /// ``Journal/stateDigest()`` of the state that was read.
  public internal(set) var stateDigest: [UInt8] = []
  /// Whether it holds everybody known, and no events.
  public internal(set) var isCaseload = false
  /// The persons who took part in the events so far, or who are known.
  public internal(set) var persons: PersonTallies
  /// The numbers of codes, by field of an event (its kind, then the field) or of a person.
  public internal(set) var numbers: [TallyField: CodeNumbers] = [:]
  /// What the team calls the entries of its lists, by list and code.
  public internal(set) var labels: [TeamList: [String: String]] = [:]

  init(_ query: TallyQuery) {
    self.query = query
    persons = PersonTallies(query.personFields.count)
  }
}

/// Some events of one kind, as reports count them: several linked records are one event.
public struct TallyPiece: Sendable {
  /// Which of the query's kinds they are of.
  public let kind: Int
  /// The days on which they happened, as ``CivilDate/number``.
  public internal(set) var days: [Int32] = []
  /// The answers to the fields that were wanted of the kind, in the query's order.
  public internal(set) var codes: [PackedCodes]
  /// The numbers, amounts and days (as ``CivilDate/number``) of the same fields; nil for those with
  /// codes, and where nobody answered.
  public internal(set) var numbers: [PackedNumbers]
  /// Who took part, by place in ``Tally/persons``, an event's together and each once.
  public internal(set) var persons: [Int32] = []
  /// Where the persons of an event begin, and after the last one the end.
  public internal(set) var personStarts: [Int32] = [0]
  /// Head-counts by the number of the person's field `gender`, where they were wanted: by event,
  /// where there are any.
  public internal(set) var heads: [Int: [(gender: Int, count: Int)]] = [:]

  init(kind: Int, fields: Int) {
    self.kind = kind
    codes = Array(repeating: PackedCodes(), count: fields)
    numbers = Array(repeating: PackedNumbers(), count: fields)
  }

  /// How many events there are.
  public var count: Int { days.count }

  /// Where in ``persons`` those of an event are.
  public func personPlaces(of event: Int) -> Range<Int> {
    Int(personStarts[event])..<Int(personStarts[event + 1])
  }
}

/// What is known of persons, as reports count them: several linked pages are one.
public struct PersonTallies: Sendable {
  /// How many there are.
  public internal(set) var count = 0
  /// The answers to the fields that were wanted, in the query's order.
  public internal(set) var codes: [PackedCodes]
  /// The numbers of the same fields.
  public internal(set) var numbers: [PackedNumbers]
  /// What each said to being counted.
  public internal(set) var consents: [StatisticsConsent] = []
  /// Whether each was in an event that counts, or would if she hadn't said no.
  public internal(set) var tookPart: [Bool] = []
  /// Whether no record names her before the period, where that was wanted.
  public internal(set) var isNew: [Bool] = []
  /// The last day on which anything happened with each, of a caseload, as ``CivilDate/number``.
  public internal(set) var lastDays = PackedNumbers()

  init(_ fields: Int) {
    codes = Array(repeating: PackedCodes(), count: fields)
    numbers = Array(repeating: PackedNumbers(), count: fields)
  }
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
