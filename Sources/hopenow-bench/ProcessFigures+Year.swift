import Glibc

/// A year's screenings by three fields, beside the plain `sqlite3` shell.
extension ProcessFigures {
  /// The newest twelve months of the journals.
  private static let year = "2025-11..2026-10"
  private static let everything = "2000..2026"

  /// Counts a year by citizenship, gender and form, and has the shell count the same in the copy.
  ///
  /// - Throws: ``BenchError/differs(_:)`` if the two don't count the same.
  mutating func measureYear(
    _ team: DemoJournals.Team, _ plain: PlainCopy, isLargest: Bool
  ) throws {
    let shell = "/usr/bin/sqlite3"
    let hasShell = access(shell, X_OK) == 0
    let query = [shell, "-csv", plain.path, Self.query]
    func report(_ words: [String], _ period: String = Self.year) throws -> Launcher.Run {
      try launcher.run(
        [hopenow, "report"] + words + ["--period", period, "--journal", team.journal(1)],
        keyFile: team.keyFile)
    }
    let byThree = ["screening", "--by", "citizenship,gender,forms"]
    if hasShell {
      let ours = counts(ofReport: try report(byThree + ["--internal", "--format", "csv"]).output)
      guard !ours.isEmpty, ours == counts(ofShell: try launcher.run(query).output) else {
        throw BenchError.differs("a year by citizenship, gender and form")
      }
    }
    var (shown, everything, partner) = (Runs(), Runs(), Runs())
    var (screening, monthly, persons) = (Runs(), Runs(), Runs())
    for _ in 0..<rounds {
      if hasShell { partner.add(try launcher.run(query)) }
      shown.add(try report(byThree))
      everything.add(try report(byThree + ["--internal"]))
      screening.add(try report(["screening"]))
      monthly.add(try report(["monthly"]))
      persons.add(try report(["persons"]))
    }
    var (all, caseload) = (Runs(), Runs())
    for _ in 0..<max(3, rounds / 4) {
      all.add(try report(["monthly"], Self.everything))
      caseload.add(try report(["caseload"]))
    }
    let what = "a year by citizenship, gender, form"
    note(what, team.records, shown)
    note(what + ", internal", team.records, everything)
    if hasShell { note(what + ", sqlite3", team.records, partner, isOurs: false) }
    note("report screening, a year", team.records, screening)
    note("report monthly, a year", team.records, monthly)
    note("report persons, a year", team.records, persons)
    note("report monthly, of everything", team.records, all)
    note("report caseload", team.records, caseload)
    guard isLargest else { return }
    figures.append(
      Figure(
        "\(what), at \(team.records.grouped), wall", limit: 120, found: shown.wall.median,
        unit: "ms", digits: 0))
  }

  /// What `--internal` prints as cells by all three fields: measure, codes, count; zeros left out.
  private func counts(ofReport csv: String) -> Set<String> {
    var counts: Set<String> = []
    for line in csv.split(separator: "\n") {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == 7, cells[3] == "citizenship+gender+forms", cells[5] != "0" else {
        continue
      }
      counts.insert("\(cells[2]),\(cells[4]),\(cells[5])")
    }
    return counts
  }

  private func counts(ofShell csv: String) -> Set<String> {
    var counts: Set<String> = []
    for line in csv.split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: ",")
      guard cells.count == 5 else { continue }
      let codes = cells[..<3].joined(separator: "+")
      counts.insert("times,\(codes),\(cells[3])")
      counts.insert("persons,\(codes),\(cells[4])")
    }
    return counts
  }

  /// The same counts, without those who said no to statistics.
  private static let query = """
    SELECT ifnull(country.value, 'not-asked'), ifnull(gender, 'not-asked'),
      ifnull(form.value, 'not-asked'), count(*), count(DISTINCT screen.person)
    FROM screen LEFT JOIN person ON person.record = screen.person
      LEFT JOIN person_citizenship AS country ON country.record = screen.person
      LEFT JOIN screen_forms AS form ON form.record = screen.record
    WHERE screen."on" BETWEEN 20251101 AND 20261031
      AND ifnull((SELECT answer.consent FROM statistics AS answer
        JOIN consent ON consent.record = answer.record
        WHERE answer.person = screen.person ORDER BY consent."on" DESC LIMIT 1), '') <> 'excluded'
    GROUP BY 1, 2, 3
    """
}
