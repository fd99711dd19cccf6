import Glibc

/// How much each agreement and disagreement counts, in bits.
///
/// This is probabilistic record linkage as Fellegi and Sunter set it out (1969): of each way in which a
/// field can compare there is *m*, how often it is seen between two descriptions of one person, and
/// *u*, how often between two persons; it counts log₂(m/u), and what all fields say is added up. That is
/// right if fields err independently, which they nearly do; what hangs together (places,
/// companions) has a limit in common.
///
/// *m* is set here, since no journal has enough pairs to learn from. *u* follows from the journal: a
/// name, a country, a place that many have counts little. ``population`` stands for the world outside,
/// so that in a journal of ten persons not every name is a rare one.
enum Weights {
  static func bits(_ m: Double, _ u: Double) -> Double { log2(m / u) }
  static func power(ofTwo bits: Double) -> Double { exp2(bits) }

  /// So many imagined persons, each with a name of her own, are added to the journal's.
  static let population = 100.0
  /// Where no country is known, so much of all is taken for the persons of one.
  static let shareOfCountry = 0.25
  /// Of codes, places and companions there are fewer than of names: a tenth of that many persons are
  /// added, of whom so many have the same.
  static let morePersons = 1.0

  /// Before anything is compared: of the pairs among so many persons, how many are the same.
  ///
  /// One person in ten is taken to be written down twice.
  static func prior(of count: Int) -> Double { log2(min(0.05, 0.2 / Double(max(1, count)))) }

  /// From one in five on a pair is worth a look: of what is proposed four in five are then right.
  static let least = log2(0.2 / 0.8)

  // MARK: Names

  /// How often a part of the same person's name is written alike to each degree; the rest, a
  /// twentieth, is quite another name.
  static let sameSpelling = 0.55
  static let sameSound = 0.22
  static let nearSound = 0.14
  static let shortForm = 0.04

  /// For each part of both names that is like no part of the other.
  static let otherPart = -4.0
  /// For each part that only one of the names has.
  static let missingPart = -0.4
  /// Nothing of two aliases is alike: many are called differently by different workers.
  static let otherAlias = -2.5
  /// Nothing of two legal names is alike.
  static let otherLegalName = -4.5
  /// A name counts no more than this above what would single out one person of all.
  static let mostOfName = 6.0

  // MARK: Codes and numbers

  /// Where names are alike: they tell it already.
  static let sameGenderAndName = 0.1
  static let mostOfGender = 3.0
  static let otherGender = -3.7
  /// Somebody whom one worker has down as trans and another not.
  static let otherGenderButTrans = -0.5
  static let otherCitizenship = -3.5

  /// Below it, what differs is told as speaking against a pair.
  static let against = -1.0

  /// By how many years the years of birth differ.
  static func birthYears(apart: Int) -> Double {
    switch apart {
    case 0: 4.0
    case 1: 1.6
    case 2: 0.9
    case 3: -0.1
    case 4...5: -1.3
    case 6...8: -3.3
    default: -6.6
    }
  }

  /// A band of ages says less.
  static func ageBands(apart: Int) -> Double {
    switch apart {
    case 0: 1.0
    case 1...2: 0.0
    case 3...5: -1.3
    default: -3.3
    }
  }

  /// By how many digits the only numbers differ: by none, by one.
  ///
  /// A number is shared by others now and then (a flat, a boss): the more have it the less it says.
  static func samePhone(persons: Int, of count: Int) -> Double {
    log2(7 * Double(count) / Double(max(1, (persons - 1) * (persons - 1))))
  }
  static let nearPhone = 5.0

  // MARK: What happened

  /// The third person, the place and the night together count no more than this.
  static let mostOfEncounters = 6.0
}
