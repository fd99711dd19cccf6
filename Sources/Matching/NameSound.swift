/// How a word of a name sounds, so that its transliterations come out alike.
///
/// The usual keys (Soundex, Metaphone, NYSIIS) are made for names in English. Those here come from
/// West Africa, Eastern Europe, Asia and the Arab countries, and are written down by ear by somebody
/// who speaks Danish. What one alphabet or language writes in one way and another in a second becomes
/// one: `Yuliia`, `Julia` and `Iulia`; `Mohamed` and `Muhammad`, but for a vowel; `Aleksandra` and
/// `Alexandra`; `Phuong` and `Fuong`; `Osaze` and `Osase`.
///
/// Words come folded: lower case, no accents, `ø` as `o` (so `š` is an `s` and `ț` a `t` already).
enum NameSound {
  /// The sound of a folded word, in bytes; of a word with other than Latin and Cyrillic letters the
  /// word itself.
  static func of(_ word: String) -> [UInt8] {
    var letters: [UInt8] = [begin]
    for scalar in word.unicodeScalars {
      if scalar.isASCII {
        letters.append(UInt8(scalar.value))
      } else if let latin = cyrillic[scalar] {
        letters.append(contentsOf: latin.utf8)
      } else {
        return Array(word.utf8)
      }
    }
    letters.append(end)
    return reduced(rewritten(letters))
  }

  private static let begin = UInt8(ascii: "^")
  private static let end = UInt8(ascii: "$")

  /// What stands for what; the longest that fits goes first.
  ///
  /// `^` is the beginning of a word, `$` its end. In what comes out `c` is the sound of *ch*, `j` that of *j* or *y*; vowels are still to be reduced.
  private static let rules: [(of: String, is: String)] = [
    // Digraphs of one sound, by the languages that write them.
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("rh", "r"), ("wh", "v"), ("gh", "g"),
    ("kh", "h"), ("sh", "s"), ("sch", "s"), ("shch", "s"), ("szcz", "s"), ("sz", "s"), ("hs", "s"),
    ("ch", "c"), ("tch", "c"), ("tsch", "c"), ("cz", "c"), ("chr", "kr"), ("ck", "k"),
    ("cq", "k"), ("qu", "k"), ("dj", "J"), ("dzh", "J"), ("dz", "J"), ("zh", "j"),
    ("ts", "t"), ("tz", "t"), ("gb", "b"), ("kp", "p"), ("x", "ks"), ("^x", "^s"), ("ng$", "n$"),
    ("^ng", "^n"), ("^gn", "^n"),
    // Letters of several sounds.
    ("c", "k"), ("ce", "si"), ("ci", "si"), ("cy", "si"), ("q", "k"), ("z", "s"), ("w", "v"),
    ("v$", "f$"), ("w$", "f$"), ("ff$", "f$"),
    // A glide at the beginning: Yulia, Julia, Iulia; Yelena, Jelena, Elena.
    ("^y", "^j"), ("^ia", "^ja"), ("^io", "^jo"), ("^iu", "^ju"), ("^yi", "^i"), ("^ye", "^e"),
    ("^je", "^e"), ("^ie", "^e"),
    // A glide between vowels: Mariya, Marija, Maria.
    ("iya", "ia"), ("ija", "ia"), ("iye", "ie"), ("ije", "ie"), ("iyo", "io"), ("ijo", "io"),
    ("eya", "ea"), ("eja", "ea"), ("aya", "aia"), ("aja", "aia"), ("oya", "oia"), ("oja", "oia"),
    ("iy", "i"), ("ij$", "i$"), ("yj$", "i$"),
    // Vowels that are written with two letters.
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("aa", "a"), ("ae", "e"), ("oe", "o"), ("ue", "u"),
    ("ei", "ai"), ("ey", "ai"), ("ay", "ai"),
  ]

  private static let rulesByFirst: [UInt8: [(of: [UInt8], is: [UInt8])]] = Dictionary(
    grouping: rules.map { (of: Array($0.of.utf8), is: Array($0.is.utf8)) }, by: { $0.of[0] }
  ).mapValues { $0.sorted { $0.of.count > $1.of.count } }

  /// Puts the rules to use from left to right, each letter once; the two marks are taken off.
  private static func rewritten(_ letters: [UInt8]) -> [UInt8] {
    var sound: [UInt8] = []
    var place = 0
    while place < letters.count {
      let rest = letters[place...]
      guard let rule = rulesByFirst[letters[place]]?.first(where: { rest.starts(with: $0.of) })
      else {
        sound.append(letters[place])
        place += 1
        continue
      }
      // The last letter of a word, or the first, may still be part of the next rule.
      var replacement = rule.is[...]
      place += rule.of.count
      if rule.of.count > 1, rule.of.last == end {
        place -= 1
        replacement = replacement.dropLast()
      }
      sound.append(contentsOf: replacement)
    }
    return sound.filter { $0 != begin && $0 != end }
  }

  /// Three vowels instead of six, no letter twice in a row, no `h` that isn't before a vowel.
  private static func reduced(_ sound: [UInt8]) -> [UInt8] {
    var reduced: [UInt8] = []
    for (place, letter) in sound.enumerated() {
      let plain: UInt8 =
        switch letter {
        case UInt8(ascii: "e"), UInt8(ascii: "y"): UInt8(ascii: "i")
        case UInt8(ascii: "o"): UInt8(ascii: "u")
        default: letter
        }
      if plain == UInt8(ascii: "h"), place + 1 == sound.count || !isVowel(sound[place + 1]) {
        continue
      }
      if reduced.last != plain { reduced.append(plain) }
    }
    return reduced
  }

  private static func isVowel(_ letter: UInt8) -> Bool { "aeiouy".utf8.contains(letter) }

  /// Cyrillic letters as Russian, Ukrainian, Bulgarian and Serbian passports write them.
  private static let cyrillic: [Unicode.Scalar: String] = [
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ђ": "dj",
    "ј": "j", "љ": "l", "њ": "n", "ћ": "ch", "џ": "dj",
  ]
}
