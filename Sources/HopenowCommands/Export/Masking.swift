import CaseModel
import JournalStore
import Merge

/// Takes other persons out of what one person is given about herself.
///
/// Where a record names another person she becomes `other-person-1`, and so on. Her alias, legal name,
/// phone, as it was written, and code are masked in free text as well, as whole words, case and accents ignored. What a text
/// says about her in other words is not found: somebody has to read it.
struct Masking {
  private let subject: RecordID
  private let persons: Set<RecordID>
  private var numbers: [RecordID: Int] = [:]
  /// The names of others that may stand in the texts, by their first word: the longest first.
  private var names: [String: [[String]]] = [:]

  /// Looks up whom there is to mask in the records that a person is given, all of them.
  init(for subject: RecordID, in histories: [[HistoricRevision]], _ journal: Journal) throws {
    self.subject = subject
    let revisions = histories.flatMap(\.self)
    var persons = Set<RecordID>()
    var words = Set<String>()
    var own = Set<[String]>()
    for revision in revisions {
      for (key, answer) in revision.revision.answers {
        guard case .record(let id)? = answer, id != subject else { continue }
        let field = Kind.named(revision.revision.kind)?.field(key.name)
        let isPerson = try field?.type == .record(kind: "person") || journal.person(id) != nil
        if isPerson { persons.insert(id) }
      }
      for (name, text) in revision.texts {
        let parts = Self.words(of: text)
        for part in parts { words.insert(part.folded) }
        if revision.revision.record == subject, ["alias", "legal-name"].contains(name) {
          own.insert(parts.map(\.folded))
        }
      }
    }
    self.persons = persons
    for (place, person) in persons.sorted().enumerated() { numbers[person] = place + 1 }
    var found = Set<[String]>()
    try journal.forEachName(ofOthersThan: subject) { name in
      let name = Self.words(of: name).map(\.folded)
      // Of the many names only those can stand in the texts all of whose words do.
      guard let last = name.last, !own.contains(name),
        name.dropLast().allSatisfy(words.contains),
        words.contains(last) || words.contains(last + "s")
      else { return }
      found.insert(name)
    }
    names = Dictionary(grouping: found) { $0[0] }.mapValues { $0.sorted { $0.count > $1.count } }
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

  /// A text with others' names and codes masked.
  func masked(_ text: String) -> String {
    let words = Self.words(of: text)
    var masked = ""
    var end = text.startIndex
    var place = 0
    while place < words.count {
      guard
        let count = lengthOfName(at: place, in: words) ?? lengthOfCode(at: place, in: words, text)
      else {
        place += 1
        continue
      }
      masked += text[end..<words[place].range.lowerBound] + Self.mask
      end = words[place + count - 1].range.upperBound
      place += count
    }
    return masked + text[end...]
  }

  private static let mask = "[other person]"

  private func lengthOfName(at place: Int, in words: [Word]) -> Int? {
    // The genitive ends a name in Danish, without an apostrophe.
    let first = words[place].folded
    let candidates =
      (names[first] ?? []) + (first.hasSuffix("s") ? names[String(first.dropLast())] ?? [] : [])
    return candidates.first { name in
      guard place + name.count <= words.count, let last = name.last else { return false }
      let found = words[place..<place + name.count].map(\.folded)
      return found.dropLast().elementsEqual(name.dropLast())
        && (found.last == last || found.last == last + "s")
    }?.count
  }

  /// A code such as HN-4F7K-2QXM is three words; one's own stays.
  private func lengthOfCode(at place: Int, in words: [Word], _ text: String) -> Int? {
    guard words[place].folded == "hn", place + 3 <= words.count else { return nil }
    let code = text[words[place].range.lowerBound..<words[place + 2].range.upperBound]
    guard code.count == 12, PersonCode.ids(beginningWith: String(code)) != nil,
      !PersonCode.isWhole(String(code), of: subject)
    else { return nil }
    return 3
  }

  private struct Word {
    var range: Range<String.Index>
    var folded: String
  }

  private static func words(of text: String) -> [Word] {
    var words: [Word] = []
    var place = text.startIndex
    while let start = text[place...].firstIndex(where: { $0.isLetter || $0.isNumber }) {
      let end = text[start...].firstIndex { !$0.isLetter && !$0.isNumber } ?? text.endIndex
      words.append(Word(range: start..<end, folded: Journal.folded(String(text[start..<end]))))
      place = end
    }
    return words
  }
}
