import ArgumentParser
import JournalStore
import SealedSQLite
import Sealing

struct KeyRecoveryCommand: HopenowCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery", abstract: "Make a recovery code, to be kept on paper.",
    discussion: """
      Example: hopenow key recovery
      The code opens the journal when the passphrase is forgotten: type it where the passphrase is \
      asked for. It is shown once, and takes the place of the code before. Whoever has the paper and \
      the file can read everything: keep them apart.
      """)

  @OptionGroup var journal: JournalOptions

  @Flag(help: "Print the code on standard output, for a script, and don't ask it back.")
  var print = false

  @Flag(help: "Don't ask whether it may take the place of the code before.")
  var yes = false

  func run(in world: World) throws {
    guard print || world.terminal != nil else { throw CommandError.codeNeedsTerminal }
    let journal = try journal.open(in: world)
    if let old = journal.slots.first(where: { $0.type == .recoveryCode }), !yes {
      guard let terminal = world.terminal else { throw CommandError.keysWouldGo([old.number]) }
      let question = world.says(
        "The recovery code of \(old.day) will open the journal no longer. Go on?",
        danish: "Genopretningskoden fra \(old.day) vil ikke åbne journalen mere. Skal den afløses?")
      guard try terminal.confirm(question, danish: world.isDanish) else {
        return world.tellNothingChanged()
      }
    }
    guard let code = try code(in: world) else { return world.tellNothingChanged() }
    let number = try journal.addKey(.recoveryCode(code)).number
    guard world.terminal != nil else { return }
    world.output.remark(
      world.says(
        "Key \(number) is the recovery code. A copy of the file from before still opens with the code it had.",
        danish:
          "Nøgle \(number) er genopretningskoden. En kopi af filen fra før åbnes stadig med den kode, den havde."
      ))
  }

  /// A new code that whoever asked for it has.
  private func code(in world: World) throws -> RecoveryCode? {
    guard print else { return try world.terminal?.newRecoveryCode(in: world) }
    let code = try RecoveryCode.random()
    world.output.print(code.text)
    // Before the journal has it: a code that nobody got must not take the place of another.
    try world.output.flush()
    return code
  }
}
