public import CaseModel
import GRDB
import Merge

/// What the team has settled for all its journals; what it hasn't settled is as it comes.
///
/// A number outside the range that its question takes, which a record from elsewhere may hold, counts
/// as the nearest one inside.
public struct TeamSettings: Equatable, Sendable {
  /// How many persons a count that is shown to others stands for at least: 5 to 100.
  ///
  /// While several values stand side by side, the greatest holds.
  public var k = 5
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
    settings.k = view.numbers(setting: "k").compactMap(\.self).max() ?? settings.k
    let days = view.numbers(setting: "overdue-days").first ?? nil
    settings.overdueDays = days ?? settings.overdueDays
    settings.retentionMonths = view.numbers(setting: "retention-months").first ?? nil
    return settings
  }

  /// What decides, by the team's settings, whether an answer is overdue on a day.
  public func referralClock(today: CivilDate) throws -> ReferralClock {
    ReferralClock(today: today, overdueDays: try settings().overdueDays)
  }
}

extension RecordView {
  /// What stands in a number of the settings, the one shown first: each inside its range, nil for
  /// what is no number.
  fileprivate func numbers(setting name: String) -> [Int?] {
    guard case .number(let range)? = Kind.settings.field(name)?.type,
      let field = fields[FieldKey(name)]
    else { return [] }
    return field.standing.map { standing in
      guard case .answer(.number(let number)) = standing.value else { return nil }
      return Int(min(max(number, range.lowerBound), range.upperBound))
    }
  }
}
