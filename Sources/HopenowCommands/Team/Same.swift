import ArgumentParser
import CaseModel
import JournalStore
import Matching
import Merge

struct SameCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "same", abstract: "Find what was written down twice, and link it.",
    discussion: """
      Example: hopenow same, then hopenow same HN-4F7K HN-9ZBE
      Without records it proposes pairs of persons and of meetings, the likeliest first, with what \
      speaks for and against each; --resolve asks of one after the other. With two it links them: nothing of either is changed, reports count \
      them once, and --not or --forget takes the link back. What somebody has said --not of is never \
      proposed again, to anybody.
      """)

  @OptionGroup var journal: JournalOptions

  @Argument(help: "Two records of one kind: codes or aliases of persons, or beginnings of ids.")
  var records: [String] = []

  @Flag(name: .customLong("not"), help: "Say that the two are different.")
  var areDifferent = false

  @Flag(help: "Take back what was said of the two.")
  var forget = false

  @Flag(help: "Ask of each pair that is proposed what it is, on a terminal.")
  var resolve = false

  @Option(help: "The likeliest so many proposals; 0 for all. Else 20.")
  var limit: Int?

  @Option(help: "Of the proposals: text or json.")
  var format: TextOrJSON?

  func validate() throws {
    guard [0, 2].contains(records.count) else {
      throw ValidationError("Name two records, or none to see what is proposed.")
    }
    guard records.isEmpty || limit == nil && format == nil && !resolve else {
      throw ValidationError(
        "'--resolve', '--limit' and '--format' go with proposals, not with two records.")
    }
    guard !resolve || format != .json else {
      throw ValidationError("'--format json' is for the list: it doesn't go with '--resolve'.")
    }
    guard !(areDifferent && forget), !records.isEmpty || !(areDifferent || forget) else {
      throw ValidationError("Name two records, with '--not' or '--forget', not both.")
    }
    guard limit ?? 0 >= 0 else { throw ValidationError("'--limit' takes 0 or more.") }
  }

  func run(in world: World) throws {
    if resolve { return try settle(in: world) }
    if records.isEmpty { return try propose(in: world) }
    let journal = try journal.open(in: world)
    let notices = journal.notices
    let one = try linkable(records[0], in: journal)
    let other = try linkable(records[1], in: journal)
    guard one.record != other.record else { throw CommandError.cannotLink(.oneself) }
    guard one.kind == other.kind else { throw CommandError.cannotLink(.differentKinds) }
    let said = try journal.sameness(of: one.record, and: other.record)
    if forget {
      guard said != nil, let id = Draft.link(one.record, other.record, isSame: true).id,
        let link = try journal.view(of: id)
      else { throw CommandError.nothingSaid }
      var draft = Draft.delete(id, kind: .same, owner: nil)
      draft.seen = link.heads
      try journal.write([draft])
    } else {
      // Over others is as good; but what was said of the two themselves is replaced.
      let isLinked = try said == nil && journal.areLinked(one.record, other.record)
      let isNews = said == nil ? areDifferent || !isLinked : said == areDifferent
      // Where colleagues disagree about it, saying it again settles that.
      let link = try Draft.link(one.record, other.record, isSame: true).id.flatMap(
        journal.view(of:))
      if isNews || link?.needsAttention == true {
        try journal.write([.link(one.record, other.record, isSame: !areDifferent)])
      } else {
        world.output.remark(
          world.says(
            "That is said already; nothing was written.",
            danish: "Det er sagt allerede; intet blev skrevet."))
      }
    }
    let text = SameText(journal, in: world)
    world.output.print(text.sentence(one, other, isSame: forget ? nil : !areDifferent))
    for contradiction in try journal.linkContradictions(of: one.record) {
      world.output.remark(text.line(contradiction))
    }
    world.tellNew(journal, before: notices)
  }

  /// A record that is there, of a kind that is counted.
  private func linkable(_ typed: String, in journal: Journal) throws -> RecordView {
    guard let view = try journal.view(of: journal.record(matching: typed)), view.existence != .gone
    else { throw JournalError.noRecord }
    guard let kind = Kind.named(view.kind) else { throw JournalError.needsNewerHopenow }
    guard kind == .person || kind.isEvent else { throw CommandError.cannotLink(.notCounted) }
    return view
  }

  /// Asks of one proposal after the other, and writes each answer at once.
  private func settle(in world: World) throws {
    guard let terminal = world.terminal else {
      throw ValidationError(
        "'--resolve' asks, and there is no terminal: name two records, with '--not' if they differ."
      )
    }
    let journal = try journal.open(in: world)
    let notices = journal.notices
    let (proposals, isCut) = try proposals(of: journal, in: world)
    let text = SameText(journal, in: world)
    var (linked, apart) = (0, 0)
    defer {
      world.output.print(
        world.says(
          "The same: \(linked). Different: \(apart).",
          danish: "De samme: \(linked). Forskellige: \(apart)."))
      world.tellNew(journal, before: notices)
    }
    for proposal in proposals {
      let (one, other) = (proposal.pair.one, proposal.pair.other)
      // An answer before may have said it.
      if try journal.areLinked(one, other) { continue }
      terminal.show(
        text.lines(proposal).joined(separator: "\n").harmless(keepingLines: true) + "\n")
      switch try answer(at: terminal, in: world) {
      case .end: return
      case .later: continue
      case .same:
        linked += 1
        try journal.write([.link(one, other, isSame: true)])
        for contradiction in try journal.linkContradictions(of: one) {
          world.output.remark(text.line(contradiction))
        }
      case .different:
        apart += 1
        try journal.write([.link(one, other, isSame: false)])
      }
    }
    tellMore(isCut, in: world)
  }

  private enum Decision { case same, different, later, end }

  private func answer(at terminal: Terminal, in world: World) throws -> Decision {
    let question = world.says(
      "y the same, n different, Enter leaves it, q ends: ",
      danish: "j de samme, n forskellige, Enter lader det være, q slutter: ")
    while let typed = try terminal.readLine(question)?.trimmed.lowercased() {
      switch typed {
      case "": return .later
      case "y", "yes", "j", "ja": return .same
      case "n", "no", "nej": return .different
      case "q", "quit": return .end
      default: continue
      }
    }
    return .end
  }

  private func proposals(
    of journal: Journal, in world: World
  ) throws -> (proposals: [SameProposal], isCut: Bool) {
    let limit = limit ?? 20
    return try Progress.following(journal, in: world) {
      try journal.sameProposals(limit: limit > 0 ? limit : nil)
    }
  }

  private func tellMore(_ isCut: Bool, in world: World) {
    guard isCut else { return }
    world.output.remark(
      world.says(
        "There are more: --limit 0 shows all.", danish: "Der er flere: --limit 0 viser alle."))
  }

  private func propose(in world: World) throws {
    let journal = try journal.openToRead(in: world)
    let (proposals, isCut) = try proposals(of: journal, in: world)
    let contradictions = try journal.linkContradictions()
    let text = SameText(journal, in: world)
    guard format != .json else {
      let value = JSONValue.object([
        "schema": .string("hopenow/same/1"), "more": .bool(isCut),
        "proposals": .array(proposals.map { $0.json }),
        "contradictions": .array(contradictions.map { $0.json }),
      ])
      return world.output.print(whole: value.text)
    }
    for proposal in proposals {
      for line in text.lines(proposal) { world.output.print(line) }
    }
    if !contradictions.isEmpty {
      world.output.print(
        world.says(
          "Linked, but something speaks against it", danish: "Koblet, men noget taler imod"))
      for contradiction in contradictions { world.output.print("  " + text.line(contradiction)) }
    }
    guard world.output.isTerminal else { return }
    if proposals.isEmpty {
      world.output.remark(world.says("Nothing to propose.", danish: "Intet at foreslå."))
    } else {
      world.output.remark(
        world.says(
          "'hopenow same --resolve' asks of each; 'hopenow same A B' links two, '--not A B' keeps them apart.",
          danish:
            "'hopenow same --resolve' spørger om hvert par; 'hopenow same A B' kobler to, '--not A B' holder dem adskilt."
        ))
    }
    tellMore(isCut, in: world)
  }
}
