import CaseModel
import JournalStore
import Merge

extension RecordForm {
  /// Says how a referral stands and asks what became of it: the steps that are open to it, and then
  /// what belongs to the one that was taken.
  mutating func askOutcome(at terminal: Terminal) throws {
    guard let original else { return }
    let text = RecordText(journal, danish: world.isDanish, today: world.today.date)
    guard let standing = text.standing(of: original) else { return }
    terminal.show(text.says(standing.labels) + "\n")
    let steps = standing.state?.next ?? []
    guard !steps.isEmpty else { return }
    let words = steps.map { text.says($0.labels) }.joined(separator: ", ")
    let question = world.says(
      "Now \(words)? (Enter for other fields) ", danish: "Nu \(words)? (Enter for andre felter) ")
    while let typed = try terminal.readLine(question)?.trimmed.lowercased(), !typed.isEmpty {
      let chosen = steps.filter { step in
        [step.rawValue, step.labels.en, step.labels.da].contains { $0.hasPrefix(typed) }
      }
      guard chosen.count == 1, let step = chosen.first else { continue }
      for name in step.fields {
        if let field = kind.field(name), isAsked(field) { try askAgain(field, at: terminal) }
      }
      return
    }
  }
}

extension ReferralState {
  /// The steps that are open to a referral that stands so.
  fileprivate var next: [ReferralState] {
    switch self {
    case .sent: [.accepted, .rejected, .withdrawn]
    case .accepted: [.done, .withdrawn]
    case .rejected, .done, .withdrawn: []
    }
  }

  /// The stored names of the fields that say when the step was taken, and what belongs to it.
  fileprivate var fields: [String] {
    switch self {
    case .sent: []
    case .accepted: ["accepted", "reflection-from"]
    case .rejected: ["rejected", "barrier"]
    case .done: ["done", "outcome", "decided-by", "decided-on"]
    case .withdrawn: ["withdrawn", "withdrawn-because", "barrier"]
    }
  }
}
