import Foundation
import TestSupport
import Testing

/// What a person reads is Danish where her locale is; what is stored and printed for machines isn't.
@Suite struct DanishTests {
  let folder = TemporaryFolder()
  let program: Program
  let key = ["--journal", "j.hopenow", "--key-file", "j.key"]

  init() throws {
    var program = Program(in: folder)
    program.environment["LANG"] = "da_DK.UTF-8"
    self.program = program
    try Data(count: 32).write(to: URL(filePath: folder.file("j.key")))
    #expect(chmod(folder.file("j.key"), 0o600) == 0)
    #expect(try program.run(["init", "--worker", "Worker Å"] + key).status == 0)
  }

  @Test func `an evening in Danish is stored in the same codes`() throws {
    var program = program
    let contact = try TerminalSession(program, ["contact"] + key)
    #expect(contact.waits(for: "Enter lader et spørgsmål stå åbent"))
    #expect(contact.waits(for: "Hvornår skete det? [i dag] "))
    contact.type("?\r")
    #expect(contact.waits(for: "i går 23:30\r\n"), "'when' has no unknown")
    contact.type("i går 23.30\r")
    #expect(contact.waits(for: "I hvilke omgivelser? "))
    contact.type("?\r")
    #expect(contact.waits(for: "prison (Fængsel)"))
    #expect(contact.waits(for: "ukendt, vil ikke svare"))
    contact.type("fæ\r")
    #expect(contact.waits(for: "mødte du? "))
    contact.type("vil ikke svare\r")
    #expect(contact.waits(for: "talte du med? "))
    contact.type("\r")
    #expect(contact.waits(for: "egen side? "))
    contact.type("Rød Hue\r")
    #expect(contact.waits(for: "Skal der laves en ny side? [j/N] "))
    contact.type("j\r")
    #expect(contact.waits(for: "tom linje afslutter"))
    contact.type("\r")
    #expect(contact.waits(for: "m spørger om mere: "))
    contact.type("\r")
    #expect(contact.ends() == 0)

    let list = ["list", "--kind", "contact", "--format", "csv"] + key
    let danish = try program.run(list).output
    program.environment["LANG"] = "C.UTF-8"
    #expect(try program.run(list).output == danish)
    #expect(danish.contains(",contact,2026-11-01T23:30,HN-"))
    #expect(danish.contains(",prison,,refused,"))
  }

  @Test func `errors were in English, those of a whole sheet too`() throws {
    #expect(try program.run(["person", "--alias", "Rød Hue"] + key).status == 0)
    try "Nr;Navn\n1;Blå Hue\n".write(
      toFile: folder.file("sheet.csv"), atomically: false, encoding: .utf8)
    try "alias;gender\nBlå Hue;x\nGrøn;y\n".write(
      toFile: folder.file("bad.csv"), atomically: false, encoding: .utf8)
    for (command, status, message) in [
      (
        ["import", "sheet.csv", "--kind", "person"], 64,
        "Overskriften i kolonne 1 nævner intet felt."
      ),
      (
        ["import", "bad.csv", "--kind", "person"], 64,
        "Der er 2 ting galt i arket; intet er skrevet."
      ),
      (["import", "none.csv", "--kind", "person"], 16, "Der er ingen fil at læse i \"none.csv\"."),
      (["show", "Grøn"], 16, "Det findes ikke (post)."),
      (["list", "--place", "Nowhere"], 16, "Det findes ikke (sted)."),
      (["contact", "--met", "x"], 64, "'met' tager et helt tal fra 0 til 10000."),
      (["contact", "--met", "1", "--spoken", "2"], 14, "'spoken' kan ikke være flere end 'met'"),
      (["person", "--alias", "Rød Hue"], 14, "hedder allerede sådan"),
      (["key", "remove", "1", "--yes"], 14, "Det er journalens eneste nøgle"),
      (["report", "--period", "never"], 64, "Det er ikke en periode."),
    ] as [([String], Int32, String)] {
      let result = try program.run(command + key)
      #expect(result.status == status, "\(command)")
      #expect(
        result.errors.contains("Fejl: ") && result.errors.contains(message), "\(result.errors)")
      #expect(!result.errors.contains("Error: ") && !result.errors.contains("Hint: "))
    }
  }

  @Test func `making, checking and merging journals spoke English`() throws {
    let made = try TerminalSession(program, ["init", "--small-machine", "--journal", "ny.hopenow"])
    for (question, answer) in [
      ("Dit navn, som dine kolleger kender det: ", "Worker Ø"),
      ("En adgangssætning til dig: ", ""), ("Enter tager den, eller skriv din egen: ", "kort"),
    ] {
      #expect(made.waits(for: question))
      if !question.contains("til dig") { made.type(answer + "\r") }
    }
    #expect(made.waits(for: "Den adgangssætning er for let at gætte"))
    #expect(made.waits(for: "skriv din egen: "))
    made.type("\u{3}")
    #expect(made.waits(for: "Fejl: Afbrudt; intet er ændret."))
    #expect(made.ends() == 130)

    let other = ["--journal", "b.hopenow", "--key-file", "j.key"]
    #expect(try program.run(["init", "--worker", "Worker B"] + other).status == 0)
    #expect(try program.run(["person", "--alias", "Rød Hue"] + other).status == 0)
    let merge = try TerminalSession(program, ["merge", "b.hopenow"] + key)
    #expect(merge.waits(for: "Ikke med i jeres team endnu"))
    #expect(merge.waits(for: "Skal det, de har skrevet, tælle med? Nej lader det vente. [j/N] "))
    merge.type("j\r")
    #expect(merge.waits(for: "Worker B (b.hopenow): 2 nye, 0 kendte"))
    #expect(merge.waits(for: "Tæller nu med i teamet: Worker B"))
    #expect(merge.waits(for: "Poster: "))
    #expect(merge.waits(for: "Skal det flettes? [j/N] "))
    merge.type("j\r")
    #expect(merge.ends() == 0)
    #expect(try program.run(["merge", "b.hopenow"] + key).output.hasSuffix("Intet nyt.\n"))
    for (name, journal) in [("Blå", key), ("Grøn", other)] {
      #expect(try program.run(["edit", "Rød Hue", "--alias", name] + journal).status == 0)
    }
    #expect(try program.run(["merge", "b.hopenow"] + key).status == 3)
    let conflicts = try program.run(["conflicts"] + key).output
    #expect(conflicts.contains("Konflikt i alias") && conflicts.contains("Z, vises: “"))
    #expect(conflicts.contains("(dig), ") && conflicts.contains("→ hopenow conflicts --resolve"))
    #expect(try program.run(["check"] + key).output.hasSuffix("Alt er, som det blev skrevet.\n"))
    #expect(try program.run(["undo"] + key).output.hasSuffix(": som før\n"))
    #expect(try program.run(["key", "list"] + key.prefix(2)).output.contains("nøglefil  lavet 20"))
    let unlock = try TerminalSession(program, ["list", "--journal", "b.hopenow"])
    #expect(unlock.waits(for: "Adgangssætning til b.hopenow: "))
    unlock.type("\u{3}")
    #expect(unlock.waits(for: "Fejl: Afbrudt; intet er ændret."))
    #expect(unlock.ends() == 130)
  }

  @Test func `no to 'delete' was called an interruption, and asked in English`() throws {
    #expect(try program.run(["person", "--alias", "Rød Hue"] + key).status == 0)
    let bytes = try Data(contentsOf: URL(filePath: folder.file("j.hopenow")))
    for (answer, status, told) in [("n", 0, "Intet blev slettet."), ("\u{3}", Int32(130), "")] {
      let session = try TerminalSession(program, ["delete", "Rød Hue"] + key)
      #expect(session.waits(for: "Skal den slettes? [j/N] "))
      session.type(answer + "\r")
      if !told.isEmpty { #expect(session.waits(for: told)) }
      #expect(session.ends() == status)
      #expect(try Data(contentsOf: URL(filePath: folder.file("j.hopenow"))) == bytes)
    }
    let session = try TerminalSession(program, ["delete", "Rød Hue"] + key)
    #expect(session.waits(for: "[j/N] "))
    session.type("j\r")
    #expect(session.ends() == 0)
    #expect(try program.run(["show", "Rød Hue"] + key).status == 16)
  }
}
