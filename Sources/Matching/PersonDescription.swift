public import CaseModel

/// What is known of a person that can tell whether two pages are about the same one.
///
/// Pages that are linked already are one description, with all that stands on any of them.
public struct PersonDescription: Sendable {
  /// The page, or the one that stands for several.
  public var record: RecordID
  /// Aliases, folded: lower case, without accents.
  public var aliases: [String] = []
  /// Legal names, folded.
  public var legalNames: [String] = []
  /// Stored codes of genders; an answer that is none left out.
  public var genders: Set<String> = []
  /// Stored codes of countries; an answer that is none left out.
  public var citizenships: Set<String> = []
  /// The years in which she may have been born: one if she said so, some by a band of ages.
  public var birthYears: [ClosedRange<Int>] = []
  /// What stands in the field for phones.
  public var phones: [String] = []

  /// Describes somebody of whom nothing is known yet.
  public init(_ record: RecordID) { self.record = record }
}

/// A record that names persons: who was met when, where and by whom.
///
/// Places and writers are any numbers that are the same for the same one.
public struct Encounter: Sendable {
  /// The numbers of the persons, as ``PersonMatcher/add(_:)-(PersonDescription)`` gave them.
  public var persons: [Int]
  /// The day, as ``CivilDate/dayNumber``.
  public var day: Int?
  /// Where.
  public var place: Int64?
  /// The only worker who has written in the record.
  public var writer: Int64?

  /// Puts all of it together.
  public init(persons: [Int], day: Int?, place: Int64?, writer: Int64?) {
    self.persons = persons
    self.day = day
    self.place = place
    self.writer = writer
  }
}

/// The names in a field of words: usually one, but `Red Hat (Blessing)` and `Joy / Gioia` are two.
enum Names {
  /// The names in a folded text, each as its words.
  static func of(_ text: String) -> [[String]] {
    text.split { "/;()[]|=\"".contains($0) }.flatMap { part in
      part.split(whereSeparator: \.isWhitespace).split { or.contains(String($0)) }.map { name in
        name.flatMap { $0.split { "-,._–".contains($0) } }
          .map { String($0.filter { $0.isLetter || $0.isNumber }) }
          .filter { !$0.isEmpty && !saysNothing.contains($0) }
      }
    }.filter { !$0.isEmpty }.map(joiningParticles)
  }

  /// `El Idrissi` is written `Elidrissi` as often.
  private static func joiningParticles(_ words: [String]) -> [String] {
    var joined: [String] = []
    var before = ""
    for (place, word) in words.enumerated() {
      if particles.contains(word), place + 1 < words.count {
        before += word
      } else {
        joined.append(before + word)
        before = ""
      }
    }
    return joined
  }

  private static let particles: Set<String> = [
    "el", "al", "ben", "bin", "ibn", "bint", "abd", "abdel", "abdul", "ould", "ait", "de", "da",
    "di",
    "del", "dos", "van", "von", "mc", "st",
  ]

  private static let or: Set<String> = ["aka", "alias", "eller", "or", "kaldet", "called", "også"]

  /// Words that stand where nobody knows a name, or go with any: English and Danish.
  private static let saysNothing: Set<String> = [
    "unknown", "ukendt", "anonymous", "anonym", "nn", "noname", "unnamed", "no", "name", "ingen",
    "navn", "none", "person", "client", "klient", "borger", "woman", "kvinde", "girl", "pige",
    "lady", "dame", "man", "mand", "boy", "dreng", "guy", "fyr", "the", "den", "from", "fra",
    "with", "med", "and", "og", "mr", "mrs", "ms", "miss", "hr", "fru", "froken", "new", "ny",
  ]
}

/// The phone numbers in a field of words, by the digits that tell them apart.
enum Phones {
  /// The last eight digits of each number: a country's code before them comes and goes.
  static func of(_ text: String) -> [[UInt8]] {
    var numbers: [[UInt8]] = [[]]
    for character in text {
      if let digit = character.wholeNumberValue, (0...9).contains(digit) {
        numbers[numbers.count - 1].append(UInt8(digit))
      } else if !" -.()+".contains(character) {
        numbers.append([])
      } else if character == "+", !numbers[numbers.count - 1].isEmpty {
        numbers.append([])
      }
    }
    return numbers.filter { $0.count >= fewest }.map { Array($0.suffix(8)) }
  }

  /// The fewest digits that are taken for a number.
  private static let fewest = 6
}
