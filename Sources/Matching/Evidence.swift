/// What speaks for or against two records being about the same.
///
/// It never holds what was written, only how the two compare: so a list may show it.
public enum Evidence: Hashable, Sendable {
  /// Their names are alike.
  case names(NameSorts, NameLikeness)
  /// They have a phone number in common.
  case samePhone
  /// Two phone numbers differ in a digit.
  case nearPhone
  /// They are citizens of the same country.
  case sameCitizenship
  /// They were born in years that lie so far apart, or may.
  case birthYears(apart: Int)
  /// They have the same gender.
  case sameGender
  /// Both were met with the same third person, never with each other.
  case sameCompanions
  /// Both were met at the same place.
  case samePlace
  /// Both were met at the same place on the same day, by two workers who each named one of them.
  case sameNight
  /// The two meetings were at the same place.
  case atSamePlace
  /// The two meetings have the same setting or type.
  case sameSetting
  /// The two meetings began at about the same time.
  case sameTime
  /// As many people were met, or nearly.
  case sameHeadCount
  /// The same person took part.
  case samePersons
  /// One worker names the other as a colleague who was there.
  case colleagueNamed
  /// Both have an alias, and these aren't alike.
  case differentAliases
  /// Both have a legal name, and these aren't alike.
  case differentLegalNames
  /// They are citizens of different countries.
  case differentCitizenships
  /// They were born in years that lie too far apart for a mistake.
  case birthYearsFarApart
  /// They have different genders.
  case differentGenders
  /// The two meetings were at different places.
  case atDifferentPlaces
  /// The two meetings have different settings or types.
  case differentSettings
  /// The two meetings began hours apart.
  case differentTimes
  /// Quite other numbers of people were met.
  case differentHeadCounts
  /// Different persons took part.
  case differentPersons

  /// Whether it speaks for the two being about the same.
  public var isFor: Bool {
    switch self {
    case .names, .samePhone, .nearPhone, .sameCitizenship, .birthYears, .sameGender,
      .sameCompanions, .samePlace, .sameNight, .atSamePlace, .sameSetting, .sameTime,
      .sameHeadCount, .samePersons, .colleagueNamed:
      true
    case .differentAliases, .differentLegalNames, .differentCitizenships, .birthYearsFarApart,
      .differentGenders, .atDifferentPlaces, .differentSettings, .differentTimes,
      .differentHeadCounts, .differentPersons:
      false
    }
  }
}

/// Which sorts of name were compared.
public enum NameSorts: Hashable, Sendable {
  /// An alias of each.
  case aliases
  /// A legal name of each.
  case legalNames
  /// An alias of one and a legal name of the other.
  case aliasAndLegalName
}

/// How alike two names are, from the most on.
public enum NameLikeness: Int, Comparable, Hashable, Sendable {
  /// Letter by letter.
  case same
  /// They sound alike: another transliteration, other doubled letters.
  case inSound
  /// A letter or two are wrong, missing or swapped.
  case inSpelling
  /// One is a part of the other.
  case inPart

  /// Orders by likeness, the most alike first.
  public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
