import CaseModel
import Foundation
import TestSupport
import Testing

/// No referral without consent, or a reason on record; and what becomes of it.
@Suite struct ReferralTests {
  let folder = TemporaryFolder()
  var program: Program
  let key = ["--journal", "j.hopenow", "--key-file", "j.key"]

  init() throws {
    program = Program(in: folder)
    program.environment["HOPENOW_TODAY"] = "2026-11-02T01:30"
    try Data(count: 32).write(to: URL(filePath: folder.file("j.key")))
    #expect(chmod(folder.file("j.key"), 0o600) == 0)
    #expect(try program.run(["init", "--worker", "Worker A"] + key).status == 0)
    #expect(
      try program.run(
        ["person", "--fields", "-"] + key, input: "alias: Red Hat\nresidence: eu\n"
      ).status == 0)
  }

  func run(_ line: String, input: String = "") throws -> Program.Result {
    try program.run(line.split(separator: " ").map(String.init) + key, input: input)
  }

  func consent(_ answer: String, on day: String, to: String? = "Clinic") throws {
    let to = to.map { "--to \($0) " } ?? ""
    let made = try run(
      "consent --person Red --purpose share \(to)--answer \(answer) --on \(day) --how oral")
    #expect(made.status == 0 && made.errors.isEmpty)
  }

  var bytes: Data { get throws { try Data(contentsOf: URL(filePath: folder.file("j.hopenow"))) } }

  func basis(of id: String) throws -> String? {
    let shown = try run("show \(id) --format json").output
    return shown.firstMatch(of: /"basis": "(\w+)"/).map { String($0.1) }
  }

  @Test func `without consent a referral is refused, and nothing changes`() throws {
    let before = try bytes
    for line in [
      "refer --person Red --to Clinic", "refer --person Red --group health",
      "refer --person Red --to unknown", "refer --new-person Canary --to Clinic",
    ] {
      let refused = try run(line)
      #expect(refused.status == 14 && refused.output.isEmpty, "\(line)")
      #expect(refused.errors.contains("--override REASON"))
      // What somebody typed is in no error.
      for word in ["Red", "Clinic", "Canary"] { #expect(!refused.errors.contains(word)) }
    }
    let spaces = try program.run(
      ["refer", "--person", "Red", "--to", "Clinic", "--override", "  "] + key)
    #expect(spaces.status == 14)
    #expect(try bytes == before)
  }

  @Test func `what she had said to a colleague didn't decide, on a page linked to hers`() throws {
    #expect(try run("person --alias Blue").status == 0)
    #expect(
      try run("consent --person Blue --purpose share --to Clinic --answer given --on 2026-10-10")
        .status == 0)
    #expect(try run("refer --person Red --to Clinic").status == 14)
    #expect(try run("same Red Blue").status == 0)
    #expect(try run("show Red").output.contains("Share with Clinic: given 2026-10-10"))
    #expect(try run("refer --person Red --to Clinic").status == 0)
    try consent("withdrawn", on: "2026-10-20")
    #expect(try run("refer --person Blue --to Clinic").status == 14)
    #expect(try run("same --forget Red Blue").status == 0)
    #expect(try run("refer --person Blue --to Clinic").status == 0)
    #expect(try run("refer --person Red --to Clinic").status == 14)
  }

  @Test func `what she had said by the day of the referral decides`() throws {
    try consent("given", on: "2026-10-10")
    try consent("withdrawn", on: "2026-10-20")
    #expect(try run("refer --person Red --to Clinic --on 2026-10-09").status == 14)
    let made = try run("refer --person Red --to Clinic --on 2026-10-19")
    #expect(made.status == 0 && made.errors.isEmpty)
    #expect(try basis(of: made.output.trimmed) == "consent")
    #expect(try run("refer --person Red --to Clinic --on 2026-10-20").status == 14)
    #expect(try run("refer --person Red --to Clinic").status == 14)
    // Not to another organisation, and to nobody if she names nobody.
    try consent("given", on: "2026-10-30", to: nil)
    #expect(try run("refer --person Red --to Shelter --on 2026-10-31").status == 14)
    try consent("given", on: "2026-10-31")
    #expect(try run("refer --person Red --to Clinic").status == 0)
    #expect(
      try run("consent --person Red --purpose share --to Clinic --answer given --until 2026-11-01")
        .status == 0)
    #expect(try run("refer --person Red --to Clinic").status == 14)
  }

  @Test func `a referral without consent is on record with its reason, and counted`() throws {
    let made = try program.run(
      ["refer", "--person", "Red", "--to", "Clinic", "--on", "2026-10-20", "--override", "-"] + key,
      input: "In danger that night.\n")
    #expect(made.status == 0 && made.errors.isEmpty)
    #expect(try basis(of: made.output.trimmed) == "override")
    #expect(try run("show \(made.output.trimmed)").output.contains("In danger that night."))
    try consent("given", on: "2026-10-21")
    #expect(try run("refer --person Red --to Clinic --on 2026-10-22").status == 0)
    let month = try run("report --period 2026-10 --internal --format csv").output
    #expect(month.contains("times,refer-basis,consent,1,0\n"))
    #expect(month.contains("times,refer-basis,override,1,0\n"))
  }

  @Test func `what a referral was based on is nobody's to type`() throws {
    try consent("given", on: "2026-10-10")
    let lines = try run(
      "refer --fields -", input: "person: Red\nto: Shelter\nbasis: consent\n")
    #expect(lines.status == 64 && lines.errors.hasPrefix("Error: Line 3: 'basis' can not be typed"))
    let made = try run("refer --person Red --to Clinic")
    let id = made.output.trimmed
    #expect(try run("edit \(id) --basis override").status == 64)
    #expect(try run("edit \(id) --clear basis").status == 64)
    #expect(try run("edit \(id) --fields -", input: "basis: override\n").status == 64)
    #expect(try basis(of: id) == "consent")
  }

  @Test func `a change asks again only if it goes to somebody else, or has another reason`() throws
  {
    try consent("given", on: "2026-10-10")
    let id = try run("refer --person Red --to Clinic --on 2026-10-12").output.trimmed
    try consent("withdrawn", on: "2026-10-11")
    // She took it back since; what was sent was sent.
    #expect(try run("edit \(id) --accepted 2026-10-13").status == 0)
    #expect(try run("edit \(id) --to Clinic --group health").status == 0)
    #expect(try basis(of: id) == "consent")
    let before = try bytes
    #expect(try run("edit \(id) --to Shelter").status == 14)
    #expect(try run("edit \(id) --clear to").status == 14)
    #expect(try bytes == before)
    #expect(try run("edit \(id) --to Shelter --override danger").status == 0)
    #expect(try basis(of: id) == "override")
    // The reason can't go without a consent that takes its place.
    #expect(try run("edit \(id) --clear override").status == 14)
    try consent("given", on: "2026-10-12", to: "Shelter")
    #expect(try run("edit \(id) --clear override").status == 0)
    #expect(try basis(of: id) == "consent")
  }

  @Test func `a merge brings referrals without consent`() throws {
    #expect(try run("refer --person Red --to Clinic --override danger").status == 0)
    let other = ["--journal", "k.hopenow", "--key-file", "j.key"]
    #expect(try program.run(["init", "--worker", "Worker B"] + other).status == 0)
    let merge = try program.run(["merge", "j.hopenow", "--trust-new"] + other)
    #expect(merge.status == 0)
    #expect(try program.run(["list", "--kind", "refer"] + other).output.contains("Clinic"))
  }

  @Test func `how a referral stands is shown, and when its answer is overdue`() throws {
    try consent("given", on: "2026-10-01")
    let late = try run("refer --person Red --to Clinic --on 2026-10-18").output.trimmed
    let due = try run("refer --person Red --to Clinic --on 2026-10-19").output.trimmed
    #expect(try run("show \(late)").output.contains("sent, overdue"))
    #expect(try !run("show \(due)").output.contains("overdue"))
    let list = try run("list --kind refer").output
    #expect(list.contains("Clinic · sent, overdue\n") && list.contains("Clinic · sent\n"))
    let json = try run("list --kind refer --format json").output
    #expect(json.contains("\"overdue\": true,") && json.contains("\"overdue\": false,"))
    #expect(json.contains("\"state\": \"sent\""))
    // The team may wait longer.
    #expect(try run("edit settings --overdue-days 15").status == 0)
    #expect(try !run("show \(late)").output.contains("overdue"))
    #expect(try run("edit settings --overdue-days 3").status == 0)
    #expect(try run("show \(due)").output.contains("sent, overdue"))

    #expect(
      try run("edit \(due) --rejected 2026-10-20 --barrier no-residence,waiting-list").status == 0)
    #expect(try run("show \(due) --format json").output.contains("\"state\": \"rejected\""))
    var danish = program
    danish.environment["LANG"] = "da_DK.UTF-8"
    #expect(try danish.run(["show", late] + key).output.contains("sendt, svar forsinket"))
    #expect(try danish.run(["list", "--kind", "refer"] + key).output.contains("afvist"))
  }

  @Test func `what holds stands on her page, a line each`() throws {
    try consent("given", on: "2026-10-01")
    try consent("refused", on: "2026-10-02", to: "Police")
    try consent("given", on: "2026-10-03", to: nil)
    #expect(
      try run(
        "consent --person Red --purpose statistics --answer given --on 2026-10-04 --until 2026-10-05"
      ).status == 0)
    #expect(
      try run(
        "consent --person Red --purpose share --to Clinic --answer given --on 2026-10-05 --covers name,contact --how written --until 2026-12-31"
      ).status == 0)
    let shown = try run("show Red").output
    for line in [
      "Share with Clinic: given 2026-10-05, in writing, until 2026-12-31: Legal name; Phone and safe contact\n",
      "Share with Police: refused 2026-10-02, orally\n",
      "Share with an organisation: given 2026-10-03, orally (names no organisation, so no referral)\n",
      "Count in statistics: given 2026-10-04, ran out 2026-10-05\n",
    ] {
      #expect(shown.contains(line), "\(shown)")
    }
    #expect(shown.split(separator: "\n").count { $0.contains("Share with Clinic") } == 1)
  }

  @Test func `a referral that goes elsewhere than the right of residence proposes is marked`()
    throws
  {
    let id = try run(
      "refer --person Red --to Service --group immigration-service --purpose identification --override danger"
    ).output.trimmed
    #expect(
      try run("show \(id)").output.contains(
        "route     Centre against Human Trafficking is proposed (EU citizen)"))
    for (residence, isMarked) in [("none", false), ("asylum", false), ("permit", true)] {
      #expect(try run("edit Red --residence \(residence)").status == 0)
      #expect(try run("show \(id)").output.contains("route ") == isMarked)
    }
    #expect(try run("edit Red --residence unknown").status == 0)
    #expect(try !run("show \(id)").output.contains("route "))
  }

  // MARK: The page to hand over

  @Test func `the page goes to standard output, and changes nothing`() throws {
    #expect(
      try run("edit Red --fields -", input: "legal-name: Canary Name\nphone: 555-canary\n").status
        == 0)
    #expect(
      try run(
        "consent --person Red --purpose share --to Clinic --answer given --how written --covers name --on 2026-10-18"
      ).status == 0)
    let id = try run("refer --person Red --to Clinic --purpose health --on 2026-10-20").output
      .trimmed
    let before = try bytes
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    let page = try run("refer --sheet \(id)")
    #expect(page.status == 0 && page.errors.isEmpty)
    #expect(page.output.contains("Canary Name") && !page.output.contains("555-canary"))
    #expect(page.output.contains("Share with Clinic: given 2026-10-18, in writing"))
    let html = try run("refer --sheet \(id) --format html --language da")
    #expect(html.output.hasPrefix("<!DOCTYPE html>\n<html lang=\"da\">"))
    #expect(html.output.contains("Henvisning, fortrolig") && html.output.contains("Canary Name"))
    #expect(try run("refer --sheet \(id) --format html --language da").output == html.output)
    #expect(try bytes == before)
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == files)

    try consent("withdrawn", on: "2026-10-21")
    let refused = try run("refer --sheet \(id)")
    #expect(refused.status == 14 && refused.output.isEmpty)
    #expect(!refused.errors.contains("Clinic") && !refused.errors.contains("Canary"))
    #expect(try run("refer --sheet \(id) --include name").status == 14)
    #expect(try run("edit \(id) --override danger").status == 0)
    let bare = try run("refer --sheet \(id)")
    #expect(bare.status == 0 && !bare.output.contains("Canary Name"))
    #expect(bare.output.contains("without the person's consent. Why is on record at HopeNow."))
    #expect(!bare.output.contains("danger"))
    let named = try run("refer --sheet \(id) --include name --include contact").output
    #expect(named.contains("Canary Name") && named.contains("555-canary"))
  }

  @Test func `a page is printed or a referral recorded, not both`() throws {
    let id = try run("refer --person Red --to Clinic --override danger").output.trimmed
    for line in [
      "refer --sheet \(id) --person Red", "refer --person Red --include name --override danger",
      "refer --person Red --override danger --format html", "refer --sheet \(id) --fields -",
      "refer --sheet \(id) --include alias", "refer --sheet \(id) --format csv",
    ] { #expect(try run(line).status == 64, "\(line)") }
    let contact = try run("contact --setting street").output.trimmed
    #expect(try run("refer --sheet \(contact)").status == 16)
    #expect(try run("delete \(id) --yes").status == 0)
    #expect(try run("refer --sheet \(id)").status == 16)
  }

  // MARK: On a terminal

  func session(_ arguments: [String]) throws -> TerminalSession {
    try TerminalSession(program, arguments + key)
  }

  @Test func `on a terminal the consent that is lacking is recorded there and then`() throws {
    let refer = try session(["refer"])
    #expect(refer.waits(for: "Who? "))
    refer.type("Red\r")
    #expect(refer.waits(for: "When was it sent? [today] "))
    refer.type("\r")
    #expect(refer.waits(for: "For which purpose? "))
    refer.type("ident\r")
    #expect(
      refer.waits(for: "Proposed: Centre against Human Trafficking (EU citizen). You decide."))
    #expect(refer.waits(for: "To which organisation? "))
    refer.type("CMM\r")
    #expect(refer.waits(for: "There is no consent to share with CMM."))
    #expect(refer.waits(for: "Enter stops: "))
    refer.type("c\r")
    #expect(refer.waits(for: "When was it said? [2026-11-02] "))
    refer.type("\r")
    #expect(refer.waits(for: "What was explained beforehand? "))
    refer.type("all\r")
    #expect(refer.waits(for: "What did the person say? "))
    refer.type("refused\r")
    #expect(refer.waits(for: "Orally or in writing? "))
    refer.type("oral\r")
    // She said no: that is on record too, and no referral is made by it.
    #expect(refer.waits(for: "Share with CMM: refused 2026-11-02, orally"))
    #expect(refer.waits(for: "Enter stops: "))
    refer.type("c\r")
    #expect(refer.waits(for: "When was it said? "))
    refer.type("today 1:00\r")
    #expect(refer.waits(for: "beforehand? "))
    refer.type("\r")
    #expect(refer.waits(for: "say? "))
    refer.type("given\r")
    #expect(refer.waits(for: "in writing? "))
    refer.type("\r")
    #expect(refer.waits(for: "may be shared? "))
    refer.type("personal,residence\r")
    #expect(refer.waits(for: "if not for good? "))
    refer.type("\r")
    // On the same day without a time the refusal protects her.
    #expect(refer.waits(for: "Share with CMM: refused 2026-11-02"))
    #expect(refer.waits(for: "Enter stops: "))
    refer.type("\r")
    #expect(refer.waits(for: "What the person said is on record; the referral isn't."))
    #expect(refer.ends() == 14)
    let list = try run("list").output
    #expect(list.split(separator: "\n").count == 2 && !list.contains("refer "))
    #expect(try run("show Red").output.contains("Share with CMM: refused 2026-11-02, orally\n"))
  }

  @Test func `whoever stops where consent is lacking has changed nothing`() throws {
    let before = try bytes
    let refer = try session(["refer", "--person", "Red", "--to", "CMM"])
    #expect(refer.waits(for: "Enter stops: "))
    refer.type("\r")
    #expect(refer.waits(for: "nothing changed"))
    #expect(refer.ends() == 14)
    #expect(try bytes == before)
  }

  @Test func `a consent and its referral are one command`() throws {
    let refer = try session(["refer", "--person", "Red", "--to", "CMM"])
    #expect(refer.waits(for: "Enter stops: "))
    refer.type("c\r")
    #expect(refer.waits(for: "said? [2026-11-02] "))
    refer.type("\r")
    #expect(refer.waits(for: "beforehand? "))
    refer.type("\r")
    #expect(refer.waits(for: "say? "))
    refer.type("given\r")
    #expect(refer.waits(for: "in writing? "))
    refer.type("written\r")
    #expect(refer.waits(for: "may be shared? "))
    refer.type("?\r")
    #expect(refer.waits(for: "history (Dates of contacts and visits), all"))
    #expect(refer.waits(for: "may be shared? "))
    refer.type("residence\r")
    #expect(refer.waits(for: "if not for good? "))
    refer.type("\r")
    #expect(refer.ends() == 0)
    let list = try run("list").output
    #expect(list.contains("consent") && list.contains("CMM · sent\n"))
    #expect(try run("undo").status == 0)
    #expect(try run("list").output.isEmpty)
  }

  @Test func `the residence that nobody knows is said, and a reason is asked for`() throws {
    #expect(try run("edit Red --residence unknown").status == 0)
    let refer = try session(["refer"])
    #expect(refer.waits(for: "Who? "))
    refer.type("Red\r")
    #expect(refer.waits(for: "[today] "))
    refer.type("\r")
    #expect(refer.waits(for: "For which purpose? "))
    refer.type("ident\r")
    #expect(refer.waits(for: "The right of residence isn't known."))
    #expect(refer.waits(for: "To which organisation? "))
    refer.type("\r")
    #expect(refer.waits(for: "Without an organisation there is no consent"))
    #expect(refer.waits(for: "Enter stops: "))
    refer.type("r\r")
    #expect(refer.waits(for: "Why without consent? "))
    refer.type("In danger.\r")
    #expect(refer.waits(for: "What sort of organisation? "))
    refer.type("\r")
    #expect(refer.waits(for: "What is asked for? "))
    refer.type("\r")
    #expect(refer.waits(for: "> "))
    refer.type("\r")
    #expect(refer.waits(for: "m asks more: "))
    refer.type("\r")
    #expect(refer.ends() == 0)
    #expect(try run("list --kind refer").output.contains("Identification · sent"))
  }

  @Test func `an answer is told in a word, and what belongs to it is asked`() throws {
    try consent("given", on: "2026-10-01")
    let id = try run(
      "refer --person Red --to Clinic --purpose identification --on 2026-10-12"
    ).output.trimmed
    let answer = try session(["edit", id])
    #expect(answer.waits(for: "sent, overdue"))
    #expect(answer.waits(for: "Now accepted, rejected, withdrawn? "))
    answer.type("acc\r")
    #expect(answer.waits(for: "Accepted on which day? "))
    answer.type("2026-10-11\r")
    #expect(answer.waits(for: "can not lie before"))
    #expect(answer.waits(for: "Accepted on which day? "))
    answer.type("2026-10-20\r")
    #expect(answer.waits(for: "Reflection period from which day? "))
    answer.type("2026-10-20\r")
    #expect(answer.waits(for: "Which field? "))
    answer.type("\r")
    #expect(answer.ends() == 0)

    let done = try session(["edit", id])
    #expect(done.waits(for: "Now done, withdrawn? "))
    done.type("done\r")
    #expect(done.waits(for: "Done on which day? "))
    done.type("2026-10-31\r")
    #expect(done.waits(for: "What was assessed? "))
    done.type("NotA\r")
    #expect(done.waits(for: "Who assessed it? "))
    done.type("NonPolice\r")
    #expect(done.waits(for: "Assessed on which day? "))
    done.type("2026-10-30\r")
    #expect(done.waits(for: "Which field? "))
    done.type("\r")
    #expect(done.ends() == 0)
    let json = try run("show \(id) --format json").output
    for answer in [
      "\"state\": \"done\"", "\"outcome\": \"NotAVictimOfTrafficking\"",
      "\"decided-by\": \"NonPoliceGovernmentalOrganization\"", "\"decided-on\": \"2026-10-30\"",
      "\"reflection-from\": \"2026-10-20\"",
    ] { #expect(json.contains(answer)) }

    let over = try session(["edit", id])
    #expect(over.waits(for: "done\r\n"))
    #expect(over.waits(for: "Which field? "))
    over.type("\r")
    #expect(over.ends() == 0)
    #expect(!over.screen.contains("Now "))
  }
}
