import Foundation
import Reports
import TestSupport
import Testing

@testable import HopenowCommands

/// The program's reports in every form.
@Suite struct PrintedReportTests {
  let program: Program

  init() throws {
    var program = Program(in: TemporaryFolder())
    let made = try program.run(["demo", "--folder", "d", "--workers", "2", "--months", "3"])
    try #require(made.status == 0)
    program.environment["HOPENOW_JOURNAL"] = "d/worker-1.hopenow"
    program.environment["HOPENOW_KEY_FILE"] = "d/demo.key"
    self.program = program
  }

  @Test func `every report prints in every form, the same each time`() throws {
    for report in Report.all {
      for format in ReportFormat.allCases {
        let words = ["report", report.name, "--period", "2026-Q3", "--format", format.rawValue]
        let first = try program.run(words)
        #expect(first.status == 0 && !first.output.isEmpty, "\(words)")
        var later = program
        later.environment["HOPENOW_TODAY"] = "2027-03-04"
        #expect(try later.run(words).output == first.output, "\(words)")
      }
    }
  }

  @Test func `machine forms never change with the language, the others do`() throws {
    var danish = program
    danish.environment["LANG"] = "da_DK.UTF-8"
    for format in ReportFormat.allCases {
      let words = ["report", "--format", format.rawValue]
      let isForMachines = [.csv, .json].contains(format)
      #expect(try (program.run(words).output == danish.run(words).output) == isForMachines)
    }
  }

  @Test func `bars are for a terminal alone`() throws {
    #expect(try !program.run(["report"]).output.contains("█"))
    let session = try TerminalSession(program, ["report"])
    #expect(session.waits(for: "█"))
    #expect(session.ends() == 0)
  }

  @Test func `what a report is made from is told in place of it, in either language`() throws {
    let words = ["report", "visits", "--period", "2026-Q3", "--by", "gender", "--about"]
    let english = try program.run(words).output
    #expect(english.contains("Report                visits\n"))
    #expect(english.contains("Broken down by        gender\n") && !english.contains("•"))
    let danish = try program.run(words + ["--language", "da"]).output
    #expect(danish.contains("Opdelt efter         gender\n"))
    // The same state that the figures name.
    let digest = try #require(english.firstMatch(of: /State of the journal +([0-9a-f]{32})\n/)).1
    let figures = ["report", "visits", "--period", "2026-Q3", "--by", "gender", "--format"]
    for format in ["json", "markdown", "html"] {
      #expect(try program.run(figures + [format]).output.contains(digest))
    }
    for format in ["csv", "markdown", "html"] {
      #expect(try program.run(words + ["--format", format]).status == 64)
    }
  }
}
