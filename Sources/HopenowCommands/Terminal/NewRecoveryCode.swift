import Sealing

extension RecoveryCode {
  /// The code as it is written down.
  var text: String { groups.joined(separator: "-") }
}

extension Terminal {
  /// Shows a new recovery code, this once, and asks its last group back.
  ///
  /// - Returns: The code when it is surely on paper; nil if the person doesn't want one.
  func newRecoveryCode(in world: World) throws -> RecoveryCode? {
    let code = try RecoveryCode.random()
    show(
      world.says(
        "A recovery code, for the day the passphrase is forgotten. It is shown this once: write it on\npaper, and keep the paper away from the laptop.\n",
        danish:
          "En genopretningskode til den dag, adgangssætningen er glemt. Den vises kun denne gang: skriv den\nned på papir, og gem papiret væk fra computeren.\n"
      ) + "\n  \(code.text)\n\n")
    let question = world.says(
      "Its last group, or Enter for no code: ",
      danish: "Dens sidste gruppe, eller Enter for ingen: ")
    while let typed = try readLine(question), !typed.isEmpty {
      if code.endsWith(typed) { return code }
      show(
        world.says(
          "That is not its last group.\n", danish: "Det er ikke dens sidste gruppe.\n"))
    }
    return nil
  }
}
