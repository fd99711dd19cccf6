import CaseModel
import JournalStore

/// What a merge did, in words and for scripts.
struct MergeLines {
  private let report: MergeReport
  private let refused: [(path: String, error: JournalError)]

  private let forOthers: Int

  init(_ report: MergeReport, _ inputs: MergeInputs) {
    self.report = report
    forOthers = inputs.forOthers
    refused =
      inputs.refused
      + report.sources.compactMap { source in source.refusal.map { (source.path, $0) } }
  }

  /// Whether there is nothing to do.
  var isEmpty: Bool { report.isEmpty }

  /// How many records that are here would be erased, with what belongs to them.
  var erasures: Int { report.erasures }

  func text(dryRun: Bool, in world: World) -> [String] {
    var lines =
      dryRun
      ? [world.says("Dry run: nothing was changed.", danish: "Prøvekørsel: intet blev ændret.")]
      : []
    for source in report.sources where source.refusal == nil {
      let parts = [
        (source.entriesNew, "new", "nye"), (source.entriesKnown, "known", "kendte"),
        (source.entriesCompleted, "completed", "gjort hele"),
        (source.entriesHeldBack, "waiting for a supervisor's yes", "venter på en leders ja"),
        (
          source.entriesAfterRemoval, "written after a removal, not counted",
          "skrevet efter en fjernelse, tæller ikke med"
        ),
        (
          source.forks, "from a copied journal, both kept", "fra en kopieret journal, begge beholdt"
        ),
        (source.clocksWrong, "with a wrong clock", "med et forkert ur"),
        (source.gaps, "earlier ones not here yet", "tidligere er her ikke endnu"),
      ].enumerated().filter { $0.offset < 2 || $0.element.0 > 0 }.map { _, part in
        "\(part.0) " + world.says(part.1, danish: part.2)
      }
      let worker =
        source.worker?.harmless() ?? world.says("Unknown worker", danish: "Ukendt medarbejder")
      lines.append("\(worker) (\(source.path)): " + parts.joined(separator: ", "))
    }
    if forOthers > 0 {
      lines.append(
        world.says(
          "Passed over, for somebody else: \(forOthers)",
          danish: "Sprunget over, til andre: \(forOthers)"))
    }
    for author in report.accepted + report.acceptedByOthers {
      lines.append(
        world.says("Counts in the team now: ", danish: "Tæller nu med i teamet: ")
          + "\(world.named(author.name)): \(author.key.fingerprint)")
    }
    for author in report.removed {
      lines.append(
        world.says("Removed from the team: ", danish: "Fjernet fra teamet: ")
          + "\(world.named(author.name)): \(author.key.fingerprint)")
    }
    for author in report.waiting {
      lines.append(
        world.says("Waits for a supervisor's yes: ", danish: "Venter på en leders ja: ")
          + "\(world.named(author.name)): \(author.key.fingerprint)")
    }
    // Of nothing that could be read there is nothing to say.
    let isAnyRead = refused.isEmpty || report.sources.contains { $0.refusal == nil }
    if report.isEmpty {
      guard isAnyRead else { return lines }
      lines.append(world.says("Nothing new.", danish: "Intet nyt."))
    } else {
      let parts = [
        (report.recordsAdded, "added", "tilføjet"), (report.recordsChanged, "changed", "ændret"),
        (report.recordsNotCounted, "not counted any more", "tæller ikke længere med"),
        (report.recordsSideBySide, "joined from both sides", "samlet fra begge sider"),
        (
          report.recordsInConflict, "in conflict (see 'hopenow conflicts')",
          "i konflikt (se 'hopenow conflicts')"
        ),
        (report.recordsErased, "erased for good", "slettet for altid"),
        (
          report.erasureRequests, "that you are asked to erase (see 'hopenow erase')",
          "du bedes slette for altid (se 'hopenow erase')"
        ),
      ].enumerated().filter { $0.offset < 2 || $0.element.0 > 0 }.map { _, part in
        "\(part.0) " + world.says(part.1, danish: part.2)
      }
      lines.append(
        world.says("Records: ", danish: "Poster: ") + parts.joined(separator: ", "))
    }
    if dryRun, erasures > Journal.erasuresUnasked {
      lines.append(
        world.says(
          "More than \(Journal.erasuresUnasked) would be erased: a merge asks first, or takes --erase-many.",
          danish:
            "Mere end \(Journal.erasuresUnasked) ville blive slettet for altid: en fletning spørger først eller tager --erase-many."
        ))
    }
    switch report.probableDoubles {
    case 0?: break
    case let count?:
      lines.append(
        world.says("Perhaps there twice: ", danish: "Måske to gange: ")
          + world.says(
            "\(count) (see 'hopenow same')", danish: "\(count) (se 'hopenow same')"))
    case nil:
      lines.append(
        world.says(
          "Whether anybody is there twice: see 'hopenow same'.",
          danish: "Om nogen er der to gange: se 'hopenow same'."))
    }
    return lines
  }

  func json(dryRun: Bool) -> JSONValue {
    .object([
      "schema": .string("hopenow/merge/1"), "dryRun": .bool(dryRun),
      "journals": .array(
        report.sources.filter { $0.refusal == nil }.map { source in
          .object([
            "path": .string(source.path), "worker": source.worker.map { .string($0) } ?? .null,
            "new": .number(Int64(source.entriesNew)), "known": .number(Int64(source.entriesKnown)),
            "completed": .number(Int64(source.entriesCompleted)),
            "heldBack": .number(Int64(source.entriesHeldBack)),
            "afterRemoval": .number(Int64(source.entriesAfterRemoval)),
            "forks": .number(Int64(source.forks)),
            "clocksWrong": .number(Int64(source.clocksWrong)),
            "gaps": .number(Int64(source.gaps)),
          ])
        }),
      "refused": .array(
        refused.map { row in
          .object([
            "path": .string(row.path),
            "status": .number(Int64(UserFacing(row.error).status.rawValue)),
          ])
        }),
      "accepted": .array((report.accepted + report.acceptedByOthers).map(Self.json)),
      "removed": .array(report.removed.map(Self.json)),
      "waiting": .array(report.waiting.map(Self.json)),
      "forOthers": .number(Int64(forOthers)),
      "records": .object([
        "added": .number(Int64(report.recordsAdded)),
        "changed": .number(Int64(report.recordsChanged)),
        "notCounted": .number(Int64(report.recordsNotCounted)),
        "sideBySide": .number(Int64(report.recordsSideBySide)),
        "inConflict": .number(Int64(report.recordsInConflict)),
        "perhapsTwice": report.probableDoubles.map { .number(Int64($0)) } ?? .null,
        "erased": .number(Int64(report.recordsErased)),
        "toErase": .number(Int64(report.erasureRequests)),
      ]),
    ])
  }

  private static func json(_ author: NewAuthor) -> JSONValue {
    .object([
      "key": .string(author.key.description), "name": author.name.map { .string($0) } ?? .null,
      "fingerprint": .string(author.key.fingerprint),
    ])
  }

  /// Tells of what was refused, and why.
  func tellRefused(in world: World) {
    var told: Set<String> = []
    for (path, error) in refused {
      let facing = UserFacing(error, danish: world.isDanish)
      world.output.remark(
        world.says("Error: Not merged: ", danish: "Fejl: Ikke flettet: ") + (facing.message ?? path)
      )
      var hint = facing.hint
      switch error {
      case .noJournal:
        hint = world.says(
          "Check the path, and that the stick is plugged in.",
          danish: "Se efter, om stien er rigtig, og om USB-nøglen sidder i.")
      case .damaged:
        hint = world.says(
          "Copy it again from her laptop.", danish: "Kopiér den igen fra hendes computer.")
      default: break
      }
      if case .wrongKey(let path, code: nil) = error {
        hint =
          MergeInputs.isForColleaguesOnly(path)
          ? world.says(
            "It is for somebody else; ask whoever made it for one of your own.",
            danish: "Den er til en anden; bed den, der har lavet den, om en til dig.")
          : world.says(
            "Give its passphrase, also as a line on --passphrase-fd, or ask its owner for 'hopenow key add --reader' or a parcel.",
            danish:
              "Giv dens adgangssætning, også som en linje på --passphrase-fd, eller bed ejeren om 'hopenow key add --reader' eller en pakke."
          )
      }
      if let hint, told.insert(hint).inserted {
        world.output.remark(world.says("Hint:  ", danish: "Råd:  ") + hint)
      }
    }
  }

  /// Ends with the status of what was refused first; with 3 where something waits for a person.
  func endWithStatus() throws {
    if let first = refused.first { throw UserFacing(first.error).status.code }
    let isWaiting =
      report.recordsInConflict > 0 || report.erasureRequests > 0
      || report.sources.contains { $0.entriesHeldBack > 0 }
    if isWaiting { throw ExitStatus.waits.code }
  }
}
