import CaseModel
import JournalStore
import Merge

/// Goes through a table's questions at a terminal, one by one, and saves what was answered.
///
/// It is saved whenever a dimension is over and however the interview ends: by the last question, by
/// `q`, by ^C, by a terminal that is closed. Only a machine that goes off loses what was answered
/// since the dimension began.
struct Interview {
  /// What somebody says to one question.
  enum Reply: Equatable {
    /// The answer.
    case answer(Answer)
    /// Go on without an answer.
    case leave
    /// Back to the question before.
    case back
    /// On to the next dimension.
    case skip
    /// Go on another day.
    case stop
    /// Explain.
    case help

    /// Reads what was typed, in either language; nil if it is none of these.
    init?(_ typed: String) {
      switch typed.trimmed.lowercased() {
      case "": self = .leave
      case "y", "yes", "j", "ja": self = .answer(.yes)
      case "n", "no", "nej": self = .answer(.no)
      case "u", "unknown", "ukendt": self = .answer(.unknown)
      case "r", "refused", "v", "vil ikke svare": self = .answer(.refused)
      case "b": self = .back
      case "s": self = .skip
      case "q": self = .stop
      case "?": self = .help
      default: return nil
      }
    }
  }

  let table: IndicatorTable
  let world: World
  let terminal: Terminal
  private var answers: [String: Answer]
  private var unsaved: [String: Answer] = [:]

  /// Prepares to ask what has no answer yet.
  init(
    by table: IndicatorTable, after answers: [String: Answer], at terminal: Terminal,
    in world: World
  ) {
    self.table = table
    self.answers = answers
    self.terminal = terminal
    self.world = world
  }

  /// Asks every question that has no answer yet.
  ///
  /// - Parameter save: Saves answers by code: those given since it was last called.
  /// - Throws: ``CommandError/interrupted`` for ^C, when everything is saved; what `save` throws.
  mutating func ask(saving save: ([String: Answer]) throws -> Void) throws {
    let open = table.indicators.filter { answers[$0.code] == nil }
    guard !open.isEmpty else { return }
    terminal.show(
      keys + "\n"
        + (table.isDraft
          ? world.says(
            "DRAFT: the weights of this table are not verified.\n",
            danish: "UDKAST: vægtene i denne liste er ikke efterprøvet.\n") : ""))
    do {
      try TerminalMode.endingByThrowing { try ask(open, save) }
    } catch CommandError.interrupted {
      try end(save)
      throw CommandError.interrupted
    }
    try end(save)
  }

  private mutating func ask(
    _ open: [Indicator], _ save: ([String: Answer]) throws -> Void
  ) throws {
    var place = 0
    var shown: Dimension?
    while place < open.count {
      let indicator = open[place]
      if indicator.dimension != shown {
        trySaving(save)
        shown = indicator.dimension
        let labels = indicator.dimension.labels
        terminal.show(
          "\(indicator.dimension.rawValue)/6 \(world.says(labels.en, danish: labels.da))\n")
      }
      switch try reply(to: indicator, number: place + 1, of: open.count) {
      case .answer(let answer):
        answers[indicator.code] = answer
        unsaved[indicator.code] = answer
        place += 1
      case .leave: place += 1
      case .back: place = max(0, place - 1)
      case .skip:
        place = open[place...].firstIndex { $0.dimension != indicator.dimension } ?? open.count
      case .stop: return
      case .help: explain(indicator)
      }
    }
  }

  private func reply(to indicator: Indicator, number: Int, of count: Int) throws -> Reply {
    let labels = indicator.question
    let question = world.says(labels.en, danish: labels.da).harmless()
    terminal.show("\(number)/\(count) \(question)\n")
    let choices = world.says("y/n/u/r", danish: "j/n/u/v")
    while true {
      let given = answers[indicator.code].map { " [\(letter($0))]" } ?? ""
      // The end of input is the end of the interview, too.
      guard let typed = try terminal.readLine("  \(choices)\(given) ") else { return .stop }
      if let reply = Reply(typed) { return reply }
      terminal.show(keys + "\n")
    }
  }

  private func letter(_ answer: Answer) -> String {
    switch answer {
    case .yes: world.says("y", danish: "j")
    case .no: "n"
    case .unknown: "u"
    case .refused: world.says("r", danish: "v")
    default: "…"
    }
  }

  private var keys: String {
    world.says(
      "y yes · n no · u unknown · r refused · Enter not asked · b back · s next part · q stop, go on another day · ? explains",
      danish:
        "j ja · n nej · u ukendt · v vil ikke svare · Enter ikke spurgt · b tilbage · s næste del · q stop, fortsæt en anden dag · ? forklarer"
    )
  }

  private func explain(_ indicator: Indicator) {
    let dimension = indicator.dimension.labels
    terminal.show(
      "\(indicator.code) · \(world.says(dimension.en, danish: dimension.da)) · "
        + indicator.weight.label(danish: world.isDanish) + "\n" + keys + "\n"
        + world.says(
          "Ask in your own words. Unknown: the person doesn't know. Refused: the person doesn't want to say. Not asked: it is asked another day.\n",
          danish:
            "Spørg med dine egne ord. Ukendt: personen ved det ikke. Vil ikke svare: personen ønsker ikke at sige det. Ikke spurgt: det bliver spurgt en anden dag.\n"
        ))
  }

  /// Saves; what can't be saved now is tried again later.
  private mutating func trySaving(_ save: ([String: Answer]) throws -> Void) {
    guard !unsaved.isEmpty else { return }
    do {
      try save(unsaved)
      unsaved = [:]
    } catch {
      terminal.show(
        (UserFacing(error, danish: world.isDanish).message ?? "")
          + world.says(" It is tried again.\n", danish: " Det bliver forsøgt igen.\n"))
    }
  }

  /// Saves for the last time; what can't be saved is shown, to be typed again.
  private mutating func end(_ save: ([String: Answer]) throws -> Void) throws {
    guard !unsaved.isEmpty else { return }
    do {
      try save(unsaved)
      unsaved = [:]
    } catch {
      let lost = unsaved.sorted { $0.key < $1.key }.map { code, answer in
        "\(code)=\(answer.plain)"
      }
      terminal.show(
        world.says("Not saved: ", danish: "Ikke gemt: ") + lost.joined(separator: ",") + "\n")
      throw error
    }
  }
}

extension Indicator.Weight {
  /// What a person reads.
  func label(danish: Bool) -> String {
    switch self {
    case .strong: danish ? "stærk" : "strong"
    case .medium: danish ? "middel" : "medium"
    case .weak: danish ? "svag" : "weak"
    }
  }
}
