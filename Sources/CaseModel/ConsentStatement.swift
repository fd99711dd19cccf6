/// What a person answers to a use of what is known about her, from the least protective on.
public enum ConsentAnswer: Int, Comparable, Sendable {
  /// Yes.
  case given
  /// Nobody knows, or it was written by a newer hopenow.
  case unclear
  /// No.
  case refused
  /// Not any more.
  case withdrawn

  /// Reads a stored code; every answer but a plain yes protects.
  public init(_ answer: Answer?) {
    switch answer {
    case .code("given"): self = .given
    case .code("refused"): self = .refused
    case .code("withdrawn"): self = .withdrawn
    default: self = .unclear
    }
  }

  /// Orders by how much an answer protects the person.
  public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

  /// What a person reads, in the middle of a line.
  public var labels: Labels {
    switch self {
    case .given: Labels(en: "given", da: "givet")
    case .unclear: Labels(en: "unknown", da: "ukendt")
    case .refused: Labels(en: "refused", da: "afslået")
    case .withdrawn: Labels(en: "withdrawn", da: "trukket tilbage")
    }
  }
}

/// One use of what is known about a person, to which she can say yes or no.
public struct ConsentUse: Hashable, Sendable {
  /// The stored code of the purpose.
  public var purpose: String
  /// The organisation to share with; nil for every other purpose.
  public var organisation: RecordID?

  /// Names a use.
  public init(_ purpose: String, organisation: RecordID? = nil) {
    self.purpose = purpose
    self.organisation = organisation
  }

  /// To be counted in statistics that others see.
  public static let statistics = ConsentUse("statistics")

  /// To hand parts of what is known over to an organisation.
  public static func share(with organisation: RecordID) -> ConsentUse {
    ConsentUse("share", organisation: organisation)
  }
}

/// What a person said on one day, as one record of kind `consent` has it.
public struct ConsentStatement: Equatable, Sendable {
  /// The record.
  public var record: RecordID
  /// The stored codes of what it was said to; more than one only while that is in conflict.
  public var purposes: Set<String>
  /// The one organisation that was named; nil if none was.
  public var organisation: RecordID?
  /// What was said.
  public var answer: ConsentAnswer
  /// The day on which it was said; nil if nobody knows.
  public var on: CivilDate?
  /// The minute of that day, 0 to 1439, if it is known.
  public var minute: Int?
  /// The last day on which a consent holds; nil if it has no end.
  public var until: CivilDate?
  /// The stored codes of the parts that may be shared.
  public var covers: Set<String>
  /// The stored code of how it was said; nil if nobody has written that.
  public var how: String?
  /// When it was written down, by the author's clock.
  public var written: Entry.Stamp

  /// Puts a statement together.
  public init(
    record: RecordID, purposes: Set<String>, organisation: RecordID?, answer: ConsentAnswer,
    on: CivilDate?, minute: Int?, until: CivilDate?, covers: Set<String>, how: String?,
    written: Entry.Stamp
  ) {
    self.record = record
    self.purposes = purposes
    self.organisation = organisation
    self.answer = answer
    self.on = on
    self.minute = minute
    self.until = until
    self.covers = covers
    self.how = how
    self.written = written
  }

  /// Whether it allows the use that it is about on a day: a consent that hasn't run out.
  public func allows(on day: CivilDate) -> Bool {
    answer == .given && until.map { day <= $0 } ?? true
  }

  /// Whether it says anything about a use.
  ///
  /// A yes is about exactly what was named: one to share that names no organisation is about none.
  /// Anything else, where it names no organisation, is about all of them.
  public func isAbout(_ use: ConsentUse) -> Bool {
    guard answer == .given ? purposes == [use.purpose] : purposes.contains(use.purpose) else {
      return false
    }
    guard let wanted = use.organisation else { return true }
    return answer == .given ? organisation == wanted : (organisation ?? wanted) == wanted
  }

  /// Whether it was said after another, as far as anybody can tell.
  ///
  /// On one day that takes the time of both; without a day nothing is before or after anything.
  fileprivate func isSaid(after other: ConsentStatement) -> Bool {
    guard let on, let otherDay = other.on else { return false }
    guard on == otherDay else { return on > otherDay }
    guard let minute, let otherMinute = other.minute else { return false }
    return minute > otherMinute
  }

  /// Of those after which nothing was said: the most protective, then the newest, then the one
  /// written last.
  fileprivate func counts(before other: ConsentStatement) -> Bool {
    if answer != other.answer { return answer > other.answer }
    let (mine, others) = (on?.number ?? 0, other.on?.number ?? 0)
    if mine != others { return mine > others }
    if minute != other.minute { return minute ?? -1 > other.minute ?? -1 }
    return (written, record) > (other.written, other.record)
  }
}

extension Sequence<ConsentStatement> {
  /// The statement that holds on a day for a use; nil if the person was never asked.
  ///
  /// It is the newest by the day on which it was said. Where nobody can tell which of several came
  /// last, the one that protects most holds. What was said later than `day` makes no difference: a
  /// withdrawal ends a consent, it doesn't undo what was done with it. The order of the statements
  /// makes none either.
  public func holding(for use: ConsentUse, on day: CivilDate) -> ConsentStatement? {
    let said = filter { statement in
      statement.isAbout(use) && statement.on.map { $0 <= day } ?? true
    }
    return
      said
      .filter { one in !said.contains { $0.isSaid(after: one) } }
      .max { $1.counts(before: $0) }
  }
}
