import CaseModel
import JournalStore
import Merge

extension RecordForm {
  /// Proposes, before an organisation is chosen, who identifies a person with her right of residence.
  func proposeRoute(at terminal: Terminal) throws {
    guard answer(to: "purpose") == .code("identification"), let person = draft.owner else { return }
    let residence = try journal.view(of: person)?.answer("residence")
    terminal.show(Self.routeProposal(residence, danish: world.isDanish) + "\n")
  }

  private static func routeProposal(_ residence: Answer?, danish: Bool) -> String {
    guard let route = IdentificationRoute(residence: residence), case .code(let code)? = residence,
      let label = Vocabulary.residence.label(of: code)
    else {
      return danish
        ? "Opholdsgrundlaget kendes ikke. Ved lovligt ophold identificerer Center mod Menneskehandel, uden lovligt ophold eller ved asyl Udlændingestyrelsen."
        : "The right of residence isn't known. With a lawful stay the Centre against Human Trafficking identifies, without one or with an asylum case the Immigration Service."
    }
    return danish
      ? "Forslag: \(route.labels.da) (\(label.da)). Du bestemmer."
      : "Proposed: \(route.labels.en) (\(label.en)). You decide."
  }
}

extension RecordText {
  /// Says that a referral for identification goes elsewhere than the person's right of residence
  /// proposes; nil if it doesn't, or nobody can tell.
  func differingRoute(of view: RecordView) -> String? {
    guard view.kind == Kind.refer.name, view.answer("purpose") == .code("identification"),
      let residence = view.owner.flatMap({ answer("residence", of: $0) }),
      let route = IdentificationRoute(residence: residence),
      case .code(let group)? = group(of: view),
      group != route.rawValue
    else { return nil }
    let reason = text(residence, Kind.person.field("residence"))
    return says(
      Labels(
        en: "\(route.labels.en) is proposed (\(reason))",
        da: "\(route.labels.da) foreslås (\(reason))"))
  }

  /// The sort of organisation that a referral goes to: its own answer, or the organisation's.
  private func group(of view: RecordView) -> Answer? {
    if let group = view.answer("group") { return group }
    guard case .record(let organisation)? = view.answer("to") else { return nil }
    return answer("group", of: organisation)
  }
}
