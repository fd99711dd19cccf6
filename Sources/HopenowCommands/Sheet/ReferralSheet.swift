import CaseModel
import JournalStore
import Merge

/// One page that goes to an organisation with a referral.
///
/// It is put together from what may go out, part by part; nothing else ever gets near it. What isn't
/// covered has no heading and no gap that would hint at it. What the person said may not be done, and
/// that it isn't safe to get in touch, is always there: it protects her.
struct ReferralSheet {
  /// A line: what it is, and what it says.
  typealias Line = (label: String, text: String)

  /// Lines under a heading.
  struct Section {
    var title: String
    var lines: [Line]
  }

  let isDanish: Bool
  /// What the page is.
  let title: String
  /// What comes before anything else, each with a heading of its own.
  let protection: [Section]
  /// Everything else that has something to say, in order.
  let sections: [Section]

  /// Puts a referral's page together.
  ///
  /// - Parameters:
  ///   - view: The referral.
  ///   - allowance: What may go out.
  ///   - journal: Where everything else stands.
  ///   - danish: Whether the page is in Danish.
  /// - Throws: ``JournalError``.
  init(of view: RecordView, _ allowance: SheetAllowance, from journal: Journal, danish: Bool) throws
  {
    isDanish = danish
    let writer = try SheetWriter(view, journal, danish: danish)
    title = writer.title
    protection = writer.protection
    let about = try SharedPart.allCases.filter(allowance.parts.contains).map(writer.section)
    sections = ([writer.request] + about + [writer.contact, writer.basis(allowance)])
      .filter { !$0.lines.isEmpty }
  }
}

/// What may go out with a referral, and why.
enum SheetAllowance {
  /// What the person's consent covers.
  case consent(ConsentStatement, to: ConsentUse, on: CivilDate)
  /// What the worker names, without consent and for a reason that is on record.
  case override(Set<SharedPart>)

  /// The parts.
  var parts: Set<SharedPart> {
    switch self {
    case .consent(let statement, _, _): Set(statement.covers.compactMap(SharedPart.init(rawValue:)))
    case .override(let parts): parts
    }
  }

  /// Finds what may go out with a referral on a day.
  ///
  /// A consent that holds that day decides, whatever the referral was once based on.
  ///
  /// - Throws: ``CommandError/noConsentToday``, ``CommandError/consentDecides``.
  init(
    for view: RecordView, including parts: Set<SharedPart>, on day: CivilDate, in journal: Journal
  ) throws {
    if let person = view.owner, case .record(let organisation)? = view.answer("to") {
      let use = ConsentUse.share(with: organisation)
      if let consent = try journal.consents(of: person).holding(for: use, on: day),
        consent.allows(on: day)
      {
        guard parts.isEmpty else { throw CommandError.consentDecides }
        self = .consent(consent, to: use, on: day)
        return
      }
    }
    guard view.answer("basis") == .code("override") else { throw CommandError.noConsentToday }
    self = .override(parts)
  }
}
