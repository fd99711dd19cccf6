import CaseModel

extension CodeSet {
  /// Adds a code; an answer takes the place of none.
  mutating func insert(_ code: Int) {
    switch self {
    case .inapplicable, .one(0): self = .one(code)
    case .one(let other) where other != code: self = .several([other, code].sorted())
    case .several(let others) where !others.contains(code):
      self = .several((others + [code]).sorted())
    default: break
    }
  }
}

extension EventTally {
  /// Takes from another that is linked with it what it doesn't say itself.
  mutating func join(_ other: EventTally, _ fields: [Field]) {
    for (place, field) in fields.enumerated() {
      if numbers[place] == nil || field.name == "met" || field.name == "participants" {
        numbers[place] = [numbers[place], other.numbers[place]].compactMap(\.self).max()
      }
      switch (codes[place], other.codes[place]) {
      case (.inapplicable, let theirs), (.one(0), let theirs): codes[place] = theirs
      case (_, .one(let theirs)) where field.isMany && theirs != 0: codes[place].insert(theirs)
      case (_, .several(let theirs)) where field.isMany:
        for code in theirs { codes[place].insert(code) }
      default: break
      }
    }
    for person in other.persons where !persons.contains(person) { persons.append(person) }
    heads.merge(other.heads, uniquingKeysWith: max)
  }
}
