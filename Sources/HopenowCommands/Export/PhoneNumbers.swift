/// Phone numbers, found in a text however their digits are grouped, with a country's code or without.
struct PhoneNumbers {
  /// The fewest digits that are taken for a phone number, or for the end of one.
  private static let fewest = 5
  private static let fewestOfEnd = 6
  /// So many of the last digits tell numbers apart; before them stand codes that come and go.
  private static let telling = 8

  /// Whole numbers, by what of their end is looked for.
  private var numbers: [[UInt8]: [[UInt8]]] = [:]
  private var known = Set<[UInt8]>()

  /// Adds every number that stands in a text.
  ///
  /// Where that is a sentence, which says other things too, `16.00-18.00` is no number, and neither is
  /// a day.
  mutating func add(_ text: String, isSentence: Bool) {
    let runs = Self.runs(of: text, joining: isSentence ? Self.isSpacing : Self.isGrouping)
    for run in runs where run.digits.count >= Self.fewest {
      let number = run.digits.map(\.value)
      guard known.insert(number).inserted else { continue }
      let least = min(Self.fewestOfEnd, number.count)
      for count in least...max(least, min(Self.telling, number.count)) {
        numbers[Array(number.suffix(count)), default: []].append(number)
      }
    }
  }

  /// Takes away whatever ends like a number that stands in a text.
  mutating func remove(_ text: String) {
    for run in Self.runs(of: text) where run.digits.count >= Self.fewest {
      let end = run.digits.suffix(Self.telling).map(\.value)
      known = known.filter { !$0.suffix(Self.telling).elementsEqual(end) }
    }
    numbers = numbers.mapValues { $0.filter(known.contains) }.filter { !$0.value.isEmpty }
  }

  /// Where the numbers stand in a text, with the codes before them.
  func ranges(in text: String) -> [Range<String.Index>] {
    guard !numbers.isEmpty else { return [] }
    return Self.runs(of: text).flatMap { ranges(in: $0, of: text) }
  }

  private func ranges(in run: Run, of text: String) -> [Range<String.Index>] {
    let digits = run.digits
    var found: [Range<String.Index>] = []
    var end = digits.count
    while end >= Self.fewest {
      guard digits[end - 1].endsGroup, let start = start(ofNumberBefore: end, in: digits) else {
        end -= 1
        continue
      }
      var place = digits[start].place
      if place > text.startIndex, text[text.index(before: place)] == "+" {
        place = text.index(before: place)
      }
      found.append(place..<text.index(after: digits[end - 1].place))
      end = start
    }
    return found
  }

  /// The first digit of a number that ends before `end`; the longest end that fits decides.
  private func start(ofNumberBefore end: Int, in digits: [Digit]) -> Int? {
    for count in (Self.fewest...Self.telling).reversed() where count <= end {
      let start = end - count
      guard let whole = numbers[digits[start..<end].map(\.value)] else { continue }
      let starts = whole.map { number in
        var (start, left) = (start, number.count - count)
        while start > 0, left > 0, digits[start - 1].value == number[left - 1] {
          (start, left) = (start - 1, left - 1)
        }
        // Zeros before it, and whatever is written together with it.
        while start > 0, !digits[start].beginsGroup { start -= 1 }
        return start
      }
      // A short end must be a number by itself, not the end of a longer one.
      if count < Self.telling, !digits[start].beginsGroup { continue }
      return starts.min()
    }
    return nil
  }

  private struct Digit {
    var value: UInt8
    var place: String.Index
    var beginsGroup: Bool
    var endsGroup = false
  }

  /// Digits with nothing between them but what groups a number.
  private struct Run {
    var digits: [Digit] = []
  }

  private static func runs(
    of text: String, joining joins: (Character) -> Bool = isGrouping
  ) -> [Run] {
    var runs: [Run] = []
    var run = Run()
    var gap = 0
    for place in text.indices {
      let character = text[place]
      if let value = character.wholeNumberValue, (0...9).contains(value), character.isNumber {
        if gap > 3 {
          runs.append(run)
          run = Run()
        }
        let begins = gap > 0 || run.digits.isEmpty
        if begins, !run.digits.isEmpty { run.digits[run.digits.count - 1].endsGroup = true }
        run.digits.append(Digit(value: UInt8(value), place: place, beginsGroup: begins))
        gap = 0
      } else if !run.digits.isEmpty {
        gap += joins(character) ? 1 : 4
      }
    }
    runs.append(run)
    return runs.filter { !$0.digits.isEmpty }.map { run in
      var run = run
      run.digits[run.digits.count - 1].endsGroup = true
      return run
    }
  }

  private static func isSpacing(_ character: Character) -> Bool {
    character.unicodeScalars.first?.properties.generalCategory == .spaceSeparator
      || "()+".contains(character)
  }

  private static func isGrouping(_ character: Character) -> Bool {
    switch character.unicodeScalars.first?.properties.generalCategory {
    case .spaceSeparator, .dashPunctuation, .openPunctuation, .closePunctuation: true
    default: "./+".contains(character)
    }
  }
}
