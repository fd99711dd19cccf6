extension Kind {
  /// A referral to a service or an authority; `on` is the day it was sent.
  ///
  /// How it stands follows from its dates: ``ReferralState``. Whether it was made by the person's
  /// consent is settled when it is written, and recorded in `basis`.
  public static let refer = Kind(
    "refer", en: "Referral", da: "Henvisning", owned: true, event: true,
    fields: Field.beginning(en: "When was it sent?", da: "Hvornår blev den sendt?") + [
      Field(
        "purpose", .code(.referralPurpose), first: true, counted: true, en: "For which purpose?",
        da: "Med hvilket formål?"),
      Field(
        "to", .list(.organisation), first: true, en: "To which organisation?",
        da: "Til hvilken organisation?"),
      Field(
        "group", .code(.organisationGroup), first: true, counted: true,
        en: "What sort of organisation?", da: "Hvilken slags organisation?"),
      Field("reason", .words, first: true, en: "What is asked for?", da: "Hvad bedes der om?"),
      Field(
        "basis", .code(.referralBasis), counted: true, automatic: true,
        en: "With the person's consent, or without it for a reason?",
        da: "Med personens samtykke, eller uden af en grund?"),
      Field(
        "override", .words, en: "Why without consent?", da: "Hvorfor uden samtykke?"),
      Field(
        "accepted", .date(time: false), en: "Accepted on which day?", da: "Accepteret hvilken dag?"),
      Field(
        "rejected", .date(time: false), en: "Rejected on which day?", da: "Afvist hvilken dag?"),
      Field(
        "barrier", .code(.barrier), many: true, counted: true, en: "What stood in the way?",
        da: "Hvad stod i vejen?"),
      Field("done", .date(time: false), en: "Done on which day?", da: "Afsluttet hvilken dag?"),
      Field(
        "withdrawn", .date(time: false), en: "Withdrawn on which day?",
        da: "Trukket tilbage hvilken dag?"),
      Field(
        "withdrawn-because", .words, en: "Why was it withdrawn?",
        da: "Hvorfor blev den trukket tilbage?"),
      Field(
        "outcome", .code(.traffickingStatus), counted: true, askedIf: identification,
        en: "What was assessed?",
        da: "Hvad blev vurderet?"),
      Field(
        "decided-by", .code(.decidedBy), askedIf: identification, en: "Who assessed it?",
        da: "Hvem vurderede det?"),
      Field(
        "decided-on", .date(time: false), askedIf: identification, en: "Assessed on which day?",
        da: "Vurderet hvilken dag?"),
      Field(
        "reflection-from", .date(time: false), askedIf: identification,
        en: "Reflection period from which day?",
        da: "Refleksionsperiode fra hvilken dag?"),
      Field(
        "extension-applied", .date(time: false), askedIf: identification,
        en: "Extension applied for on which day?",
        da: "Forlængelse søgt hvilken dag?"),
      Field(
        "extended-until", .dueDate, askedIf: identification,
        en: "Extended until which day?",
        da: "Forlænget til hvilken dag?"),
    ] + Field.ending)

  private static let identification = ["purpose": "identification"]
}

/// How a referral stands.
public enum ReferralState: String, CaseIterable, Sendable {
  /// Sent, and no answer yet.
  case sent
  /// The organisation said yes.
  case accepted
  /// The organisation said no.
  case rejected
  /// It was accepted and is over.
  case done
  /// It was taken back before it was over.
  case withdrawn

  /// What a person reads, in the middle of a line.
  public var labels: Labels {
    switch self {
    case .sent: Labels(en: "sent", da: "sendt")
    case .accepted: Labels(en: "accepted", da: "accepteret")
    case .rejected: Labels(en: "rejected", da: "afvist")
    case .done: Labels(en: "done", da: "afsluttet")
    case .withdrawn: Labels(en: "withdrawn", da: "trukket tilbage")
    }
  }
}

/// Why a referral's dates can't all be true, by the stored names of two fields.
public enum ReferralError: Error, Equatable {
  /// Both were given, and only one of them can be.
  case both(String, String)
  /// The first was given without the second, which comes before it.
  case without(String, String)
  /// The first lies before the second.
  case before(String, String)
}

/// The dates of a referral.
public struct ReferralDates: Equatable, Sendable {
  /// The days of `on`, `accepted`, `rejected`, `done` and `withdrawn`, as far as they are known.
  public var days: [String: CivilDate]

  /// The stored names of the fields that hold them.
  public static let fields = ["on", "accepted", "rejected", "done", "withdrawn"]

  /// Takes the days by the stored names of their fields.
  public init(_ days: [String: CivilDate]) {
    self.days = days
  }

  /// sent → accepted | rejected; accepted → done; sent or accepted → withdrawn.
  ///
  /// - Throws: ``ReferralError`` for an order that can't be.
  public func state() throws(ReferralError) -> ReferralState {
    for (one, other) in [
      ("accepted", "rejected"), ("rejected", "done"), ("rejected", "withdrawn"),
      ("done", "withdrawn"),
    ] where days[one] != nil && days[other] != nil { throw .both(other, one) }
    if days["done"] != nil, days["accepted"] == nil { throw .without("done", "accepted") }
    for (later, earlier) in [
      ("accepted", "on"), ("rejected", "on"), ("done", "accepted"), ("withdrawn", "on"),
      ("withdrawn", "accepted"),
    ] {
      if let one = days[later], let other = days[earlier], one < other {
        throw .before(later, earlier)
      }
    }
    if days["withdrawn"] != nil { return .withdrawn }
    if days["done"] != nil { return .done }
    if days["rejected"] != nil { return .rejected }
    return days["accepted"] != nil ? .accepted : .sent
  }
}
