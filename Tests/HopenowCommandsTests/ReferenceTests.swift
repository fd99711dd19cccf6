import CaseModel
import Foundation
import HopenowCommands
import TestSupport
import Testing

/// What is generated stays what the code says; `RECORD_SNAPSHOTS=1 swift test` writes it anew.
@Suite struct ReferenceTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let program = Program(in: TemporaryFolder())

  func expect(_ path: String, toHold text: String) throws {
    let url = Self.root.appending(path: path)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let isFresh = (try? String(contentsOf: url, encoding: .utf8)) == text
    #expect(isFresh, "\(path) is stale: run RECORD_SNAPSHOTS=1 swift test --filter ReferenceTests")
  }

  @Test(arguments: [("bash", "hopenow.bash"), ("zsh", "_hopenow"), ("fish", "hopenow.fish")])
  func `completions are those of the commands`(shell: String, file: String) throws {
    let result = try program.run(["--generate-completion-script", shell])
    #expect(result.status == 0 && !result.output.isEmpty)
    try expect("completions/\(file)", toHold: result.output)
  }

  @Test func `the reference is that of the kinds and commands`() throws {
    try expect("Docs/Reference.md", toHold: reference())
  }

  /// The options that every recording command has besides its kind's fields.
  static let common: Set<String> = [
    "journal", "passphrase-fd", "key-file", "fields", "help", "version", "new-person",
    // Of a person alone: that another one has the alias.
    "same-alias",
    // Of a screening alone: which record to go on with, and a table's file.
    "resume", "indicators",
    // Of a referral alone: the page to hand over.
    "sheet", "include", "format", "language",
  ]

  @Test(arguments: [
    "contact", "person", "screen", "session", "refer", "visit", "activity", "support", "consent",
  ])
  func `a command's options are its kind's fields`(kind: String) throws {
    let help = try program.run([kind, "--help"]).output
    let options = Set(help.matches(of: /\n  (?:-h, )?--([a-z-]+)/).map { String($0.1) })
    let declared = try #require(Kind.named(kind))
    let fields =
      declared.fields.filter { !$0.isAutomatic }.map(\.name) + (declared.isOwned ? ["person"] : [])
    #expect(options.subtracting(Self.common) == Set(fields))
  }

  private func reference() throws -> String {
    var text = """
      # Reference

      Generated from the code by `RECORD_SNAPSHOTS=1 swift test --filter ReferenceTests`.

      ## Commands


      """
    let commands = [
      "contact", "screen", "session", "refer", "visit", "activity", "support", "person", "consent",
      "list", "show", "search", "agenda", "report", "edit",
      "undo", "delete", "erase", "merge", "conflicts", "same", "share", "team create", "team card",
      "team join", "team add", "team remove", "team list", "init", "unlock", "lock", "key add",
      "key list", "key remove", "key recovery", "key rotate", "check", "import", "export", "demo",
    ]
    for command in commands {
      let help = try program.run(command.split(separator: " ").map(String.init) + ["--help"])
      #expect(help.status == 0, "\(command)")
      text += "### hopenow \(command)\n\n```\n\(help.output.trimmed)\n```\n\n"
    }
    text += "## Exit statuses\n\n| status | meaning |\n| --- | --- |\n"
    for status in ExitStatus.allCases { text += "| \(status.rawValue) | \(status.meaning) |\n" }
    text += """

      64 means that what was typed can be no argument, whatever the journal holds: an option, a code, a
      kind, a column or a command that there isn't, something that is no date, nothing to record. 16 means
      that it could be one, and no record of this journal, or no file of this machine, is called so; or
      several are.

      """
    text += "\n" + Self.report + "\n" + Self.json + "\n## Kinds and fields\n\n"
    text +=
      "Every field also takes `unknown` and `refused`, words excepted; not asked is no answer at all.\n"
    for kind in Kind.all {
      text += "\n### \(kind.name)\n\n\(kind.labels.en), \(kind.labels.da)."
      text += kind.isOwned ? " Belongs to one person, named by `person` for good.\n" : "\n"
      text += "\n| field | takes | English | Danish |\n| --- | --- | --- | --- |\n"
      for field in kind.fields {
        let several = field.isMany ? ", several" : ""
        let made = field.isAutomatic ? ", made by hopenow" : ""
        text +=
          "| `\(field.name)` | \(field.type.words)\(several)\(made) | \(field.question.en) | \(field.question.da) |\n"
      }
    }
    text += "\n" + Self.tables
    for table in IndicatorTable.shipped {
      text += "\n### \(table.id)\n\n"
      if table.isDraft { text += "**Draft: its weights are not verified.**\n\n" }
      text +=
        "| indicator | dimension | weight | English | Danish |\n| --- | --- | --- | --- | --- |\n"
      for one in table.indicators {
        text +=
          "| `\(one.code)` | \(one.dimension.rawValue) | \(one.weight) | \(one.question.en) | \(one.question.da) |\n"
      }
    }
    text += "\n## Codes\n"
    var seen: Set<String> = []
    for field in Kind.all.flatMap(\.fields) {
      guard let vocabulary = field.type.vocabulary, seen.insert(vocabulary.name).inserted else {
        continue
      }
      text += "\n### \(vocabulary.name)\n\n| code | English | Danish |\n| --- | --- | --- |\n"
      for code in vocabulary.codes {
        text += "| `\(code.stored)` | \(code.labels.en) | \(code.labels.da) |\n"
      }
    }
    return text
  }

  private static let tables = """
    ## Indicator tables

    A screening stores its table and an answer to each indicator asked: `yes`, `no`, `unknown`,
    `refused`; not asked is no answer. The answers are explained, never judged, by the rule of ILO and
    European Commission, Operational indicators of trafficking in human beings (2009). A dimension is
    positive with 2 strong, 1 strong + 1 medium or weak, 3 medium, or 2 medium + 1 weak that were
    answered with yes. Then:

    | `conclusion` | when |
    | --- | --- |
    | `strong-indication` | deceptive or coercive recruitment, exploitation and coercion at destination are positive |
    | `strong-indication-under-18` | exploitation is positive and the person was under 18: means are not required |
    | `labour-rights` | exploitation alone is positive |
    | `some-dimensions` | others are positive |
    | `risk` | none is positive, but an indicator is there |
    | `no-indicator` | no question was answered with yes |
    | `nothing-asked` | no question was asked |

    | dimension | English | Danish |
    | --- | --- | --- |
    \(Dimension.allCases.map { "| \($0.rawValue) | \($0.labels.en) | \($0.labels.da) |" }.joined(separator: "\n"))

    A table of your own, for `--indicators FILE`, is text in UTF-8: lines `name: value`; empty lines
    and those that begin with `#` say nothing. A name or a code is lower-case letters and digits
    joined by hyphens. A screening then stores `our-own-v1`; what changes the sense of an answer is a
    new version. A draft says `draft: yes` and has a name that ends in `-draft`.

    ```
    table: our-own
    version: 1

    indicator: locked-in
    dimension: 5
    weight: strong
    en: Were you locked in?
    da: Blev du låst inde?
    ```

    """

  private static let json = """
    ## JSON

    Every value has a `schema`, sorted keys and the same bytes for the same input. Codes, never labels;
    dates as `2026-10-31` or `2026-10-31T23:30`; `written` in milliseconds since 1970 UTC.

    | schema | from | holds |
    | --- | --- | --- |
    | `hopenow/list/1` | `list` | `records` |
    | `hopenow/show/1` | `show` | `record`; what is `linked` to it; of a screening `explanation`; of a person `file`; with `--history` also `history`, with the fields that a change `settled` |
    | `hopenow/search/1` | `search` | `more` (whether the limit cut any off), `records`: each `record` with the fields in `found` |
    | `hopenow/agenda/1` | `agenda` | `until`, `items`: `due`, `deadline`, `overdue`, `record`, `kind`, `persons`, and `text` of a follow-up |
    | `hopenow/conflicts/1` | `conflicts` | `records`, with what is `standing`: a `field`, its `name` for `--take`, the `values`, the one shown elsewhere first; `missingChange`; of a deleted one that is `disputed` the newest changes as `heads` |
    | `hopenow/same/1` | `same` | `proposals`: the two records as `one` and `other`, what is linked to each already, `kind`, `score` in percent, what speaks `for` and `against`, `guarded` where that isn't for a list; `contradictions` of links; `more` |
    | `hopenow/report/1` | `report` | `report`, `period` with `firstDay` and `lastDay`, `by`, `where`, `asOf`, `k`, `internal`, `demo`, `stateDigest`, `version`, `cells`; [schema](schema/report-1.json) |
    | `hopenow/report-about/1` | `report --about` | the same without `cells`; [schema](schema/report-about-1.json) |
    | `hopenow/merge/1` | `merge` | `journals`, `refused`, `accepted`, `removed`, `waiting`, `records`, `dryRun` |
    | `hopenow/import/1` | `import` | `rows`, of them `new`, `changed`, `unchanged`, `gone`; `kept` answers, what is `made` besides, `faults`: `line`, `column`, `field`, `problem`; `dryRun` |
    | `hopenow/export/1` | each line of `export` | a record, with `authorName`, what stands `beside` in a conflict, and what is of a `newer` hopenow; with `--history` also `history`, whose changes have what they `wrote`; with `--person` also `labels` |
    | `hopenow/export-note/1` | first line of `export --person` | what to know before it is handed over |

    A record has `id`, `kind`, `existence` (`here`, `gone`, `disputed`), `written`, `author`, the stored
    names of fields in `conflicts`, and `answers` by stored name: a field of several is a list, one of
    counts or indicators an object. A person has `code`; whatever belongs to one person has `person`.
    From `list`, `show` and `search` a referral has `state` (`sent`, `accepted`, `rejected`, `done`,
    `withdrawn`; null if its dates contradict each other) and `overdue`.
    In lists no record has `legal-name`.

    The `file` of a person has `count` and `records` (the newest first, at most `--limit`), `followUps`,
    `lastNote` (the record that has it) and `stages`, each with its first day.

    The `explanation` of a screening has `table`, `draft`, `under18`, `dependsOnAge`, `conclusion`;
    `dimensions`, each `positive` or not, with the codes answered `yes`, `no`, `unknown`, `refused` or
    `notAsked`; `elsewhere`, codes that the table doesn't have; and `written`, by code. It is null if
    the screening has no table, or one that `--indicators` has to name.

    CSV of `list` has the columns of `--columns`, else `id,kind,on,person,setting,type,met,spoken` for
    what happened on a day. Several answers are joined by spaces; persons are given by code, places,
    organisations and projects by the code in the team's list. Words that begin as a formula does (`=`,
    `+`, `-`, `@`) get an apostrophe in front.

    """

  private static let report = """
    ## Reports

    [Reports.md](Reports.md) says what each counts; [Disclosure.md](Disclosure.md) which counts are
    hidden, and why.

    CSV: `report,period,measure,field,code,count,hidden`, one row a cell in declared order; a total
    has empty `field` and `code`; of several fields their names and codes are joined by `+`; a
    hidden cell has an empty `count` and `hidden` 1; an empty period has rows with 0. `measure` is
    `times`, `met`, `participants`, `persons` or `amount`. Codes, never labels; no comment lines;
    the form never changes.

    JSON has the same cells and what they are made from: [schema/report-1.json](schema/report-1.json),
    and for `--about` [schema/report-about-1.json](schema/report-about-1.json).

    """
}

extension FieldType {
  fileprivate var words: String {
    switch self {
    case .code(let vocabulary): "a code of \(vocabulary.name)"
    case .date(let time): time ? "a date, perhaps with a time" : "a date"
    case .dueDate: "a date that lies ahead"
    case .number(let range): "\(range.lowerBound)–\(range.upperBound)"
    case .amount: "an amount such as 250.50, stored in hundredths"
    case .counts(let vocabulary): "a number for each of \(vocabulary.name)"
    case .record(let kind): "a \(kind ?? "record")"
    case .list(let list): "an entry of the team's \(list.rawValue) list"
    case .indicators: "yes or no for each indicator of the table"
    case .name, .bytes: "made by hopenow"
    case .words: "words"
    }
  }
}
