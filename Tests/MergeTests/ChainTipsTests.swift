import CaseModel
import Merge
import Testing

@Suite struct ChainTipsTests {
  @Test func `with nothing new no more than tips is asked for`() throws {
    var writer = Writer(1)
    for value in ["a", "b", "c"] { writer.write(gender: value) }
    let ours = Index(writer.history)
    let theirs = Index(writer.history)
    #expect(try ours.missing(from: theirs).isEmpty)
    #expect(ours.asked == ["tips"] && theirs.asked == ["tips"])
  }

  @Test func `of a chain that grew no more is asked for than its new end`() throws {
    var writer = Writer(1)
    for value in ["a", "b", "c", "d"] { writer.write(gender: value) }
    let old = writer.history
    writer.write(gender: "e")
    writer.write(gender: "f")
    let theirs = Index(writer.history)
    #expect(try Index(old).missing(from: theirs) == Array(writer.written.suffix(2)))
    #expect(theirs.asked == ["tips", "previous", "previous"])
  }

  @Test func `what is found comes after what is before it`() throws {
    var writer = Writer(1)
    writer.write(gender: "a")
    let old = writer.history
    for value in ["b", "c"] { writer.write(gender: value) }
    var fork = writer
    for value in ["d", "e"] { writer.write(gender: value) }
    for value in ["f", "g", "h"] { fork.write(gender: value) }
    let found = old.missing(from: writer.history.merging(fork.history))
    #expect(found.count == 7)
    for (place, id) in found.enumerated() {
      guard let previous = writer.history.merging(fork.history).previous(of: id) else { continue }
      #expect(old.contains(previous) || found[..<place].contains(previous))
    }
  }

  @Test func `a circle in a foreign index ends`() throws {
    var writer = Writer(1)
    writer.write(gender: "a")
    let old = writer.history
    writer.write(gender: "b")
    writer.write(gender: "c")
    let lying = Index(writer.history)
    lying.lies = [writer.written[1]: writer.written[2]]
    #expect(try Set(Index(old).missing(from: lying)) == Set(writer.written[1...]))
  }

  @Test func `what goes wrong in an index comes out as it is`() {
    var writer = Writer(1)
    writer.write(gender: "a")
    let broken = Index(writer.history)
    broken.isBroken = true
    #expect(throws: Index.Broken.self) { try Index(History()).missing(from: broken) }
  }
}

/// A history that notes what it is asked, as a store that reads from disk would feel it.
private final class Index: EntryIndex {
  struct Broken: Error {}
  private let history: History
  var asked: [String] = []
  var isBroken = false
  /// Entries of which another one is said to be before them.
  var lies: [EntryID: EntryID] = [:]

  init(_ history: History) { self.history = history }

  private func note(_ question: String) throws(Broken) {
    if isBroken { throw Broken() }
    asked.append(question)
  }

  func tips() throws(Broken) -> ChainTips {
    try note("tips")
    return history.tips()
  }

  func contains(_ entry: EntryID) throws(Broken) -> Bool {
    try note("contains")
    return history.contains(entry)
  }

  func previous(of entry: EntryID) throws(Broken) -> EntryID? {
    try note("previous")
    return lies[entry] ?? history.previous(of: entry)
  }

  func entries(of chain: Chain) throws(Broken) -> [EntryID] {
    try note("entries")
    return history.entries(of: chain)
  }

  func incompleteEntries(of chain: Chain) throws(Broken) -> Set<EntryID> {
    try note("incomplete")
    return history.incompleteEntries(of: chain)
  }
}
