import CaseModel
import Merge

/// Why a record wants something done by a day.
public enum Deadline: String, Sendable, CaseIterable {
  /// Something is to be followed up.
  case followUp = "follow-up"
  /// The next visit of a series is due.
  case visit
  /// A referral should have been answered.
  case answer
  /// The last day to apply for an extension of a reflection period.
  case applying = "extension"
  /// A reflection period ends.
  case reflection
  /// A consent runs out.
  case consent
  /// What is known of a person has been kept as long as the team keeps it.
  case retention
}

extension RecordView {
  /// What the record, seen by itself, wants done, and by which day; nil if nobody named one.
  ///
  /// For an answer it is the day on which the referral was sent: how long answers may take is a
  /// setting. A later record can make one void: a visit that was paid, a consent asked again.
  var deadlines: [(Deadline, CivilDate?)] {
    var found: [(Deadline, CivilDate?)] = []
    if hasOpenFollowUp { found.append((.followUp, day("follow-up-on"))) }
    switch kind {
    case "visit":
      if let next = day("next") { found.append((.visit, next)) }
    case "consent":
      if let until = day("until"), answer("answer") == .code("given") {
        found.append((.consent, until))
      }
    case "refer": found += referralDeadlines
    default: break
    }
    return found
  }

  private var referralDeadlines: [(Deadline, CivilDate?)] {
    let state = try? referralDates.state()
    var found: [(Deadline, CivilDate?)] = []
    if state == .sent { found.append((.answer, day("on"))) }
    if state == .sent || state == .accepted, let from = day("reflection-from") {
      let period = ReflectionPeriod(
        from: from, extensionApplied: day("extension-applied"),
        extendedUntil: day("extended-until"))
      if let apply = period.lastDayToApply { found.append((.applying, apply)) }
      found.append((.reflection, period.lastDay))
    }
    return found
  }
}
