import CaseModel
import JournalStore

/// A word of a text, as names are looked for in it.
///
/// That is a run of letters and digits; but a character of a script without capitals, and a symbol,
/// is a word by itself. So what is written without spaces, such as Thai or emoji, is found within a
/// line, and a particle that is written together with a name hides it from nobody.
struct TextWord {
  /// Where it stands.
  let range: Range<String.Index>
  /// Case and accents ignored.
  let folded: String
  /// Whether it is a run of letters, rather than a character by itself.
  let isRun: Bool
  /// Whether it stands out in a text: it begins with a capital, or has four letters.
  let isDistinct: Bool

  private init(_ range: Range<String.Index>, in text: String, isRun: Bool) {
    self.range = range
    folded = Journal.folded(String(text[range]))
    self.isRun = isRun
    isDistinct = text[range.lowerBound].isUppercase || text[range].count >= 4
  }

  /// The words of a text, in order.
  static func all(of text: String) -> [TextWord] {
    var words: [TextWord] = []
    var start: String.Index?
    func endRun(at end: String.Index) {
      if let begin = start { words.append(TextWord(begin..<end, in: text, isRun: true)) }
      start = nil
    }
    for place in text.indices {
      switch Class(text[place]) {
      case .run: start = start ?? place
      case .alone:
        endRun(at: place)
        words.append(TextWord(place..<text.index(after: place), in: text, isRun: false))
      case .between: endRun(at: place)
      }
    }
    endRun(at: text.endIndex)
    return words
  }

  private enum Class {
    case run, alone, between

    init(_ character: Character) {
      switch character.unicodeScalars.first?.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .decimalNumber,
        .letterNumber, .otherNumber:
        // A digit that is drawn in a box, such as 1️⃣, is a symbol.
        self = character.unicodeScalars.contains { $0 == "\u{20e3}" } ? .alone : .run
      case .otherLetter, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
        .privateUse, .unassigned:
        self = .alone
      default: self = .between
      }
    }
  }
}
