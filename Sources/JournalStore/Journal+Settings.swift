public import CaseModel
import GRDB
import Merge

/// What the team has settled for all its journals; what it hasn't settled is as it comes.
public struct TeamSettings: Equatable, Sendable {
  /// After how many days a referral that nobody answered is overdue.
  public var overdueDays = 14
  /// How many months after the last record what is known of a person is kept; nil if nobody has said.
  public var retentionMonths: Int?
}

extension RecordID {
  /// The one record of the team's settings.
  public static let settings = RecordID.derived(
    kind: Kind.settings.name, owner: nil, seed: RecordID.seed(ofNaturalKey: []))
}

extension Journal {
  /// The team's settings as they stand.
  public func settings() throws -> TeamSettings {
    var settings = TeamSettings()
    guard let view = try view(of: .settings), view.existence != .gone else { return settings }
    func number(_ name: String) -> Int? {
      if case .number(let number) = view.answer(name) { Int(number) } else { nil }
    }
    settings.overdueDays = number("overdue-days") ?? settings.overdueDays
    settings.retentionMonths = number("retention-months")
    return settings
  }

  /// What decides, by the team's settings, whether an answer is overdue on a day.
  public func referralClock(today: CivilDate) throws -> ReferralClock {
    ReferralClock(today: today, overdueDays: try settings().overdueDays)
  }
}
