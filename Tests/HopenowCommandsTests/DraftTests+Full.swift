import Foundation
import TestSupport
import Testing

/// Where the journal can't be written: a tracer lets the kernel say so.
extension DraftTests {
  @Suite(.enabled(if: LeakTests.hasTracer, "needs strace")) struct FailedSaveTests {
    let tests: DraftTests

    init() throws { tests = try DraftTests() }

    /// Runs a command whose calls of a sort fail, of all files or of those named.
    static func failing(_ calls: String, with error: String, on paths: String...) -> [String] {
      ["/usr/bin/strace", "-f", "-qq", "-o", "/dev/null"]
        + paths.flatMap { ["-P", $0] }
        + ["-e", "trace=\(calls)", "-e", "inject=\(calls):error=\(error)"]
    }

    /// The disk is full as soon as something is to be written in the journal.
    func full() -> [String] {
      Self.failing("pwrite64", with: "ENOSPC", on: tests.folder.file("j.hopenow-journal"))
    }

    @Test func `a full disk after the last answer keeps everything, and the next contact saves it`()
      throws
    {
      let before = try Data(contentsOf: URL(filePath: tests.folder.file("j.hopenow")))
      let first = try tests.session("contact", prefix: full())
      tests.answer(
        first, DraftTests.contact + [("", "Canary umbrella.\r"), ("> ", "\r")] + DraftTests.saves)
      #expect(first.ends() == 15)
      #expect(first.screen.contains("There is no space left for"))
      #expect(first.screen.contains("What you typed is kept; 'hopenow contact' takes it up."))
      #expect(try Data(contentsOf: URL(filePath: tests.folder.file("j.hopenow"))) == before)
      #expect(tests.drafts.count == 1)
      let next = try tests.session("contact")
      tests.answer(next, [(DraftTests.offer, "\r"), ("Canary umbrella.", "")] + DraftTests.saves)
      #expect(next.ends() == 0)
      #expect(try tests.note() == "Canary umbrella.")
      #expect(tests.drafts.isEmpty)
    }

    @Test func `a journal that became read-only keeps it, too`() throws {
      let prefix = Self.failing(
        "openat", with: "EROFS", on: tests.folder.file("j.hopenow-journal"))
      let first = try tests.session("contact", prefix: prefix)
      tests.answer(
        first, DraftTests.contact + [("", "Canary.\r"), ("> ", "\r")] + DraftTests.saves)
      #expect(first.ends() == 15)
      #expect(first.screen.contains("can not be written; nothing changed."))
      #expect(tests.drafts.count == 1)
    }

    @Test func `where this machine's folder can't be written it lies beside the journal`() throws {
      // A file where the folder should be.
      let state = tests.folder.file(".local/state/hopenow")
      try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
      try Data().write(to: URL(filePath: state + "/drafts"))
      try tests.interruptedContact()
      #expect(tests.drafts.count == 1 && tests.drafts[0].hasPrefix(".hopenow-draft-"))
      let next = try tests.session("contact")
      tests.answer(
        next,
        [(DraftTests.offer, "\r"), ("> She said th", "at.\r"), ("> ", "\r")] + DraftTests.saves)
      #expect(next.ends() == 0)
      #expect(tests.drafts.isEmpty)
    }

    @Test func `what can't be kept anywhere stands whole on the screen, and nowhere else`() throws {
      let note = "Canary " + String(repeating: "word ", count: 100) + "end."
      let first = try tests.session(
        "contact", prefix: Self.failing("rename,renameat,renameat2", with: "ENOSPC"))
      tests.answer(
        first,
        DraftTests.contact + [("", "\u{1b}[200~\(note)\u{1b}[201~\r"), ("> ", "Half a\u{3}")])
      #expect(first.ends() == 130)
      #expect(first.screen.contains("Error: Interrupted.\r\n"))
      #expect(first.screen.contains("What you typed could not be kept; it stands above."))
      let screen = first.screen.replacing("\r\n", with: "\n")
      #expect(screen.contains("  met      14\n"))
      #expect(screen.contains(note + "\n") && screen.contains("Half a …"))
      #expect(tests.drafts.isEmpty)
    }

    @Test func `given by options it is kept, and a script that tries again leaves none`() throws {
      let fields = "setting: street\nperson: unknown\n\nCanary umbrella.\n"
      let arguments = ["contact", "--fields", "-"] + tests.key
      for _ in 0..<2 {
        let failed = try tests.program.run(arguments, input: fields, prefix: full())
        #expect(failed.status == 15 && failed.output.isEmpty)
        #expect(failed.errors.contains("'hopenow contact' on a terminal takes it up"))
        #expect(!failed.errors.contains("Canary"))
        #expect(tests.drafts.count == 1)
      }
      let other = try tests.program.run(
        ["contact", "--fields", "-", "--new-person", "Red Hat"] + tests.key, input: fields,
        prefix: full())
      #expect(other.status == 15 && tests.drafts.count == 2)
      // Wrong input is in the hands of whoever gave it.
      let wrong = try tests.program.run(arguments, input: "setting: nowhere\n\nCanary.\n")
      #expect(wrong.status == 64 && tests.drafts.count == 2)
      let again = try tests.program.run(arguments, input: fields)
      #expect(again.status == 0 && again.errors.isEmpty && tests.drafts.count == 1)
      let last = try tests.session("contact")
      tests.answer(last, [(DraftTests.offer, "\r"), ("Red Hat", "")])
      for _ in 0..<9 where !last.screen.contains("m asks more: ") {
        #expect(last.waits(for: " "))
        last.type("\r")
      }
      #expect(last.ends() == 0)
      #expect(tests.drafts.isEmpty)
      #expect(try tests.records("person").count == 1 && tests.records("contact").count == 2)
    }

    @Test func `a change given by options is kept for the edit of that record`() throws {
      let id = try tests.run("contact", "--met", "14").output.trimmingCharacters(in: .newlines)
      let failed = try tests.program.run(
        ["edit", id, "--met", "15", "--note", "-"] + tests.key, input: "Canary.", prefix: full())
      #expect(failed.status == 15 && failed.errors.contains("'hopenow edit \(id)' on a terminal"))
      let next = try tests.session("edit", id)
      tests.answer(next, [(DraftTests.offer, "\r"), ("met   15", ""), ("Which field? ", "\r")])
      #expect(next.ends() == 0)
      #expect(try tests.note() == "Canary.")
      #expect(tests.drafts.isEmpty)
    }

    @Test func `answers of an interview that couldn't be saved are kept, and taken up by the next`()
      throws
    {
      #expect(try tests.run("person", "--alias", "Red Hat").status == 0)
      let made = try tests.run("screen", "--person", "Red Hat", "--forms", "ForcedLabour")
      let id = made.output.trimmingCharacters(in: .newlines)
      let first = try tests.session("screen", "--resume", id, prefix: full())
      tests.answer(
        first, [("[1] ", "\r"), ("y/n/u/r", "y\r"), ("y/n/u/r", "n\r"), ("y/n/u/r", "q\r")])
      #expect(first.ends() == 15)
      #expect(first.screen.contains("What you typed is kept; 'hopenow screen' takes it up."))
      let next = try tests.session("screen", "--person", "Red Hat")
      tests.answer(next, [(DraftTests.offer, "\r"), ("1/65 ", ""), ("y/n/u/r", "q\r")])
      #expect(next.ends() == 0)
      let answers = try #require(tests.records("screen").first?["answers"] as? [String: Any])
      #expect(
        answers["indicator"] as? [String: String]
          == ["deceived-about-job": "yes", "deceived-about-wages": "no"])
      #expect(tests.drafts.isEmpty)
    }

    @Test func `no word of a draft is written anywhere but on the terminal`() throws {
      let trace = tests.folder.file("trace")
      let first = try tests.session(
        "contact",
        prefix: [
          "/usr/bin/strace", "-f", "-qq", "-y", "-s", "65536", "-o", trace, "-e",
          "trace=openat,open,creat,rename,renameat,renameat2,write,pwrite64,pwritev,writev,sendto",
        ])
      tests.answer(
        first,
        [
          ("[today] ", "\r"), ("setting? ", "str\r"), ("meet? ", "\r"), ("with? ", "\r"),
          ("own? ", "Canary Coat\r"), ("new page? ", "y\r"), ("> ", "canary-umbrella\r"),
          ("> ", "canary-half\u{3}"),
        ])
      #expect(first.ends() == 130)
      #expect(tests.drafts.count == 1)
      let canaries = ["canary-umbrella", "Canary Coat", "canary-half", "street"]
      var written = 0
      for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
      where !line.contains("</dev/tty>") && !line.contains("</dev/pts/") {
        if line.contains("/drafts/.hopenow-draft-") { written += 1 }
        for canary in canaries { #expect(!line.contains(canary), "\(line.prefix(200))") }
      }
      #expect(written >= 3, "made, written and moved")
      for file in FileManager.default.enumerator(atPath: tests.folder.path)!
      where file as? String != "trace" {
        guard let path = file as? String,
          let data = try? Data(contentsOf: URL(filePath: tests.folder.file(path)))
        else { continue }
        for canary in canaries { #expect(data.range(of: Data(canary.utf8)) == nil, "\(path)") }
      }
    }
  }
}
