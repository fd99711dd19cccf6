/// A line that somebody types, and where the cursor stands in it.
struct LineBeingEdited {
  private(set) var characters: [Character] = []
  private(set) var cursor = 0

  /// Begins with a text, and the cursor behind it.
  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }

  mutating func insert(_ text: String) {
    guard cursor > 0 else { return replace(0..<0, with: text) }
    // An accent or the rest of an emoji may come after what it belongs to.
    replace(cursor - 1..<cursor, with: String(characters[cursor - 1]) + text)
  }

  private mutating func replace(_ range: Range<Int>, with text: String) {
    let new = Array(text)
    characters.replaceSubrange(range, with: new)
    cursor += new.count - range.count
  }

  mutating func erase() {
    guard cursor > 0 else { return }
    cursor -= 1
    characters.remove(at: cursor)
  }

  mutating func eraseNext() {
    if cursor < characters.count { characters.remove(at: cursor) }
  }

  mutating func eraseWord() {
    while cursor > 0, characters[cursor - 1].isWhitespace { erase() }
    while cursor > 0, !characters[cursor - 1].isWhitespace { erase() }
  }

  mutating func move(by steps: Int) {
    cursor = min(max(0, cursor + steps), characters.count)
  }

  mutating func moveHome() { cursor = 0 }

  mutating func moveEnd() { cursor = characters.count }

  /// As much of the line around the cursor as fits into so many columns: before the cursor, behind
  /// it.
  func window(columns: Int) -> (before: String, behind: String) {
    var room = columns
    var start = cursor
    var end = cursor
    while start > 0, case let width = Self.shown(characters[start - 1]).columns, width <= room {
      room -= width
      start -= 1
    }
    while end < characters.count, case let width = Self.shown(characters[end]).columns,
      width <= room
    {
      room -= width
      end += 1
    }
    return (
      characters[start..<cursor].map(Self.shown).joined(),
      characters[cursor..<end].map(Self.shown).joined()
    )
  }

  private static func shown(_ character: Character) -> String { String(character).harmless() }
}
