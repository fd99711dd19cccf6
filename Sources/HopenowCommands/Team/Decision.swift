import CaseModel

/// Which of the values that stand in a field holds.
struct Decision: Equatable {
  enum Choice: Equatable {
    /// The one with this number in the list, from 1.
    case number(Int)
    /// One's own, of two.
    case mine
    /// The other one, of two.
    case theirs
    /// All of them as one text.
    case both
    /// The record is here.
    case keep
    /// The record is gone.
    case delete
  }

  /// The field's name as it is listed, or its beginning; `existence` for the record itself.
  let field: String
  let choice: Choice

  var isDelete: Bool { choice == .delete }

  /// Reads `alias=2`; nil if it says nothing of the kind.
  init?(_ typed: String) {
    guard let sign = typed.lastIndex(of: "=") else { return nil }
    field = typed[..<sign].trimmed.lowercased()
    let value = typed[typed.index(after: sign)...].trimmed.lowercased()
    let isExistence = field == "existence"
    switch value {
    case "keep" where isExistence: choice = .keep
    case "delete" where isExistence: choice = .delete
    case _ where isExistence || field.isEmpty: return nil
    case "mine": choice = .mine
    case "theirs": choice = .theirs
    case "both": choice = .both
    default:
      guard let number = Int(value) else { return nil }
      choice = .number(number)
    }
  }
}
