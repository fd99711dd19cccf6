import JournalStore

/// A line that counts, on a terminal, once something takes longer than half a second.
final class Progress {
  private let terminal: Terminal?
  private let begun = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?

  init(_ world: World) {
    terminal = world.terminal
  }

  /// Shows how much is done, a few times a second at most.
  func show(_ done: Int) {
    guard let terminal, ContinuousClock.now - begun > .milliseconds(500) else { return }
    if let lastShown, ContinuousClock.now - lastShown < .milliseconds(200) { return }
    lastShown = ContinuousClock.now
    terminal.show("\r\u{1b}[K\(done) …")
  }

  deinit {
    if lastShown != nil { terminal?.show("\r\u{1b}[K") }
  }

  /// Runs work on a journal and shows how it goes on.
  static func following<Result>(
    _ journal: Journal, in world: World, _ work: () throws -> Result
  ) rethrows -> Result {
    let progress = Progress(world)
    journal.progress = { progress.show($0) }
    defer { journal.progress = nil }
    return try work()
  }
}
