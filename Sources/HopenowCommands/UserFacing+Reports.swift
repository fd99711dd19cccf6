import Reports

extension UserFacing {
  init(_ error: ReportError) {
    switch error {
    case .noField(let typed, let fields):
      self.init(
        "A report has no field \"\(typed)\", or several.",
        "It can be: \(fields.joined(separator: ", ")).", .usage)
    case .tooManyFields:
      self.init(
        "A report is broken down by one, two or three different fields.",
        "Write --by gender,citizenship.", .usage)
    case .neverTogether(let one, let other):
      self.init(
        "No record has both \(one) and \(other).", "Take fields of one kind of record.", .usage)
    case .noCode(let field, let codes):
      self.init(
        "\(field) has no such code, or several.", "It can be: \(codes.joined(separator: ", ")).",
        .usage)
    case .tooManyRows:
      self.init("That table would have over a million rows.", "Take fewer fields.", .usage)
    }
  }
}
