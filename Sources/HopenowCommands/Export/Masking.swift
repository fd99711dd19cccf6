import CaseModel
import JournalStore
import Merge

/// Takes other persons out of what one person is given about herself.
///
/// Where a record names another person she becomes `other-person-1`, and so on. In free text these are
/// masked, whatever the case, accents and punctuation: the alias, the legal name and each word of it
/// that stands out (``TextWord/isDistinct``), phone numbers that reach her, and whatever is written
/// like a person's code or the beginning of one. What is the person's own stays. What a text says of
/// others in other words is not found (`Docs/Security.md`): somebody has to read it.
struct Masking {
  private let subject: RecordID
  private let persons: Set<RecordID>
  private var numbers: [RecordID: Int] = [:]
  /// The names that may stand in the texts, by their first word: the longest first.
  private var names: [String: [Name]] = [:]
  private var phones = PhoneNumbers()

  /// What somebody is called.
  private struct Name: Hashable {
    var words: [String]
    /// Whether it is one word of several.
    var isPart = false
    var isOwn = false
  }

  /// Looks up whom there is to mask in the records that a person is given, all of them.
  init(for subject: RecordID, in histories: [[HistoricRevision]], _ journal: Journal) throws {
    self.subject = subject
    let revisions = histories.flatMap(\.self)
    var persons = Set<RecordID>()
    var words = Set<String>()
    var own: [(field: String, text: String)] = []
    for revision in revisions {
      for (key, answer) in revision.revision.answers {
        guard case .record(let id)? = answer, id != subject else { continue }
        let field = Kind.named(revision.revision.kind)?.field(key.name)
        let isPerson = try field?.type == .record(kind: "person") || journal.person(id) != nil
        if isPerson { persons.insert(id) }
        // A place may be somebody's home, and called so.
        guard case .list? = field?.type, let label = try journal.listEntry(id)?.label else {
          continue
        }
        for word in TextWord.all(of: label) { words.insert(word.folded) }
      }
      for (name, text) in revision.texts {
        for word in TextWord.all(of: text) { words.insert(word.folded) }
        if revision.revision.record == subject { own.append((name, text)) }
      }
    }
    self.persons = persons
    for (place, person) in persons.sorted().enumerated() { numbers[person] = place + 1 }
    var found = Set<Name>()
    try journal.forEachHandle(ofOthersThan: subject) { field, text in
      if Self.isNaming(field) {
        // Of the many names only those can stand in the texts all of whose words do.
        found.formUnion(Self.names(of: text, in: field).filter { Self.canStand($0, among: words) })
      } else {
        phones.add(text, isSentence: field != "phone")
      }
    }
    for (field, text) in own {
      if Self.isNaming(field) {
        for name in Self.names(of: text, in: field) {
          found.remove(Name(words: name.words, isPart: true))
          guard !name.isPart else { continue }
          found.remove(Name(words: name.words))
          found.insert(Name(words: name.words, isOwn: true))
        }
      } else if field == "phone" {
        phones.remove(text)
      }
    }
    names = Dictionary(grouping: found) { $0.words[0] }.mapValues { names in
      names.sorted { ($0.words.count, $0.isOwn ? 1 : 0) > ($1.words.count, $1.isOwn ? 1 : 0) }
    }
  }

  private static func isNaming(_ field: String) -> Bool { ["alias", "legal-name"].contains(field) }

  /// A name whole, with its symbols and without; of a legal name each word too.
  private static func names(of text: String, in field: String) -> [Name] {
    let words = TextWord.all(of: text)
    let plain = words.filter { $0.folded.contains(where: \.isLetterOrNumber) }
    var names = [words, plain].map { Name(words: $0.map(\.folded)) }
    if field == "legal-name" {
      for part in text.split(whereSeparator: \.isWhitespace) { names += parts(String(part)) }
    }
    return names.filter { !$0.words.isEmpty }
  }

  /// What stands between two spaces of a legal name: its words, or all of it in a script without
  /// capitals.
  private static func parts(_ text: String) -> [Name] {
    let words = TextWord.all(of: text)
    guard words.allSatisfy(\.isRun) else {
      return words.count > 1 ? [Name(words: words.map(\.folded))] : []
    }
    return words.filter { $0.isDistinct && $0.folded.count > 1 }
      .map { Name(words: [$0.folded], isPart: true) }
  }

  private static func canStand(_ name: Name, among words: Set<String>) -> Bool {
    guard let last = name.words.last else { return false }
    return name.words.dropLast().allSatisfy(words.contains)
      && (words.contains(last) || words.contains(last + "s"))
  }

  /// A change with others masked.
  func masked(_ change: HistoricRevision) -> HistoricRevision {
    var masked = change
    masked.texts = change.texts.mapValues { self.masked($0) }
    var answers: [FieldKey: Answer?] = [:]
    for (key, answer) in change.revision.answers {
      let element = try? Answer(encoded: key.element)
      let key = element.map { FieldKey(key.name, element: self.masked($0).encoded) } ?? key
      answers.updateValue(answer.map { self.masked($0) }, forKey: key)
    }
    masked.revision.answers = answers
    return masked
  }

  private func masked(_ answer: Answer) -> Answer {
    guard case .record(let id) = answer, let number = numbers[id] else { return answer }
    return .code("other-person-\(number)")
  }

  /// A text with others' names, codes and phone numbers masked.
  func masked(_ text: String) -> String {
    var masked = ""
    var end = text.startIndex
    let ranges = (phones.ranges(in: text) + rangesOfNames(in: text))
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    for range in ranges {
      if range.lowerBound >= end { masked += text[end..<range.lowerBound] + Self.mask }
      end = max(end, range.upperBound)
    }
    return masked + text[end...]
  }

  private static let mask = "[other person]"

  private func rangesOfNames(in text: String) -> [Range<String.Index>] {
    let words = TextWord.all(of: text)
    var ranges: [Range<String.Index>] = []
    var place = 0
    while place < words.count {
      let name = name(at: place, in: words)
      let count = name?.words.count ?? lengthOfCode(at: place, in: words, text)
      if let count, name?.isOwn != true {
        ranges.append(words[place].range.lowerBound..<words[place + count - 1].range.upperBound)
      }
      place += count ?? 1
    }
    return ranges
  }

  private func name(at place: Int, in words: [TextWord]) -> Name? {
    // The genitive ends a name in Danish, without an apostrophe.
    let first = words[place].folded
    let candidates =
      (names[first] ?? []) + (first.hasSuffix("s") ? names[String(first.dropLast())] ?? [] : [])
    return candidates.first { name in
      guard place + name.words.count <= words.count, let last = name.words.last,
        !name.isPart || words[place].isDistinct
      else { return false }
      let found = words[place..<place + name.words.count].map(\.folded)
      return found.dropLast().elementsEqual(name.words.dropLast())
        && (found.last == last || found.last == last + "s")
    }
  }

  /// How many words a code such as HN-4F7K-2QXM takes, or the beginning of one; one's own is none.
  private func lengthOfCode(at place: Int, in words: [TextWord], _ text: String) -> Int? {
    guard words[place].folded.hasPrefix("hn") else { return nil }
    let lengths = (1...3).filter { place + $0 <= words.count }.filter { count in
      let parts = words[place..<place + count].map(\.range)
      return zip(parts, parts.dropFirst()).allSatisfy { one, next in
        Self.joins(text[one.upperBound..<next.lowerBound], text[next])
      } && Self.isCode(parts, in: text)
    }
    let isOwn = lengths.contains { count in
      let end = words[place + count - 1].range.upperBound
      let code = text[words[place].range.lowerBound..<end].filter(\.isLetterOrNumber)
      return [code, code.lowercased().hasSuffix("s") ? String(code.dropLast()) : code].contains {
        PersonCode.ids(beginningWith: $0)?.contains(subject) == true
      }
    }
    return isOwn ? nil : lengths.last
  }

  /// Whether what stands between two words joins them to a code: a hyphen, or a space before what
  /// isn't a word of a sentence.
  private static func joins(_ gap: Substring, _ next: Substring) -> Bool {
    guard gap.count == 1, let sign = gap.unicodeScalars.first else { return false }
    switch sign.properties.generalCategory {
    case .dashPunctuation: return true
    case .spaceSeparator:
      return next.contains(where: \.isNumber) || !next.contains(where: \.isLowercase)
    default: return false
    }
  }

  /// Whether words can be a code or the beginning of one, with a mistyped check character too.
  private static func isCode(_ parts: [Range<String.Index>], in text: String) -> Bool {
    var code = parts.map { text[$0] }.joined().uppercased()
    if code.count == 11, code.hasSuffix("S") { code.removeLast() }
    return (3...10).contains(code.count)
      && PersonCode.ids(beginningWith: String(code.prefix(9))) != nil
  }
}

extension Character {
  fileprivate var isLetterOrNumber: Bool { isLetter || isNumber }
}
