import CaseModel
import JournalStore
import Merge

/// Says what an erasure removes, certifies that it did, and lists what was erased.
struct ErasureText {
  private let journal: Journal
  private let world: World
  private let text: RecordText

  init(_ journal: Journal, in world: World) {
    self.journal = journal
    self.world = world
    text = RecordText(journal, danish: world.isDanish)
  }

  /// What there is to say of what is to be erased, as long as it is there.
  struct Told {
    /// What it is: its kind and code, no word of it.
    var name: String
    /// What would be removed, and what wouldn't.
    var warning: [String]
    /// How many of which kinds.
    fileprivate var counts: String
    fileprivate var naming: [String]
    fileprivate var recipients: [String]
  }

  func texts(of scope: ErasureScope) throws -> Told {
    let kind = scope.kind ?? Kind.person.name
    let name = "\(kind) \(scope.record.shortCode(ofKind: kind))"
    let naming = try scope.naming.map { id in
      let kind = try journal.view(of: id)?.kind ?? ""
      return "\(kind) \(id.shortCode(ofKind: kind))".trimmed
    }.sorted()
    let counts = scope.counts.sorted { $0.key < $1.key }.map { name, count in
      (Kind.named(name).map { text.says($0.labels).lowercased() } ?? name) + " \(count)"
    }.joined(separator: ", ")
    var warning = [
      journal.isSupervisor
        ? world.says(
          "This is removed for good, here and wherever it is merged:",
          danish: "Dette fjernes for altid, her og overalt, hvor det flettes:")
        : world.says(
          "This is deleted, and removed for good once a supervisor says yes:",
          danish: "Dette slettes og fjernes for altid, når en leder siger ja:"),
      "  " + (try journal.view(of: scope.record).map { "\(name): \(text.summary($0))" } ?? name),
      "  " + counts,
    ]
    if !naming.isEmpty { warning += [namingLine(naming), "  " + shortened(naming)] }
    if !scope.linked.isEmpty {
      warning.append(
        world.says(
          "Linked as the same, and not removed: ", danish: "Koblet som den samme, og fjernes ikke: "
        )
          + scope.linked.map { $0.shortCode(ofKind: kind) }.joined(separator: ", "))
    }
    return Told(
      name: name, warning: warning, counts: counts, naming: naming,
      recipients: scope.recipients.map(text.name).sorted())
  }

  private func namingLine(_ naming: [String]) -> String {
    naming.count == 1
      ? world.says(
        "1 other record names it. It stays, without the name; look at what it says:",
        danish: "1 anden post nævner det. Den bliver, uden navnet; se på, hvad der står i den:")
      : world.says(
        "\(naming.count) other records name it. They stay, without the name; look at what they say:",
        danish:
          "\(naming.count) andre poster nævner det. De bliver, uden navnet; se på, hvad der står i dem:"
      )
  }

  private func shortened(_ names: [String]) -> String {
    names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
  }

  /// The certificate, made when it is done: no word of what was erased is in it.
  func certificate(of told: Told, reason: String) throws -> [String] {
    let done = try journal.erasures().last(where: \.isDone)
    let rows = [
      [
        world.says("Erased", danish: "Slettet for altid"),
        world.today.date.description + " "
          + world.says("by", danish: "af") + " \(text.worker(journal.author))",
      ],
      [world.says("What", danish: "Hvad"), told.name],
      [world.says("Records", danish: "Poster"), told.counts],
      [world.says("Why", danish: "Hvorfor"), self.reason(reason)],
    ]
    var lines = [
      world.says("Certificate of erasure", danish: "Attest for permanent sletning"), "",
    ]
    lines += Output.lines(ofRows: rows) + [""]
    lines +=
      told.recipients.isEmpty
      ? [
        world.says(
          "No organisation got a referral.", danish: "Ingen organisation har fået en henvisning.")
      ]
      : [
        world.says(
          "Organisations that got a referral, and must be told (GDPR 19):",
          danish: "Organisationer, der har fået en henvisning og skal underrettes (GDPR 19):")
      ] + told.recipients.map { "  " + $0 }
    if !told.naming.isEmpty {
      lines += ["", namingLine(told.naming)] + told.naming.map { "  " + $0 }
    }
    lines.append("")
    let installs = done?.unheard ?? []
    lines +=
      installs.isEmpty
      ? [
        world.says(
          "No other install is known that may still hold it. Copies of this journal are not known.",
          danish:
            "Der kendes ingen anden installation, der kan have det endnu. Kopier af denne journal kendes ikke."
        )
      ]
      : [
        world.says(
          "Installs that may still hold it, until they merge this journal or one that has:",
          danish:
            "Installationer, der stadig kan have det, til de fletter denne journal eller en, der har:"
        )
      ] + installs.map { "  " + self.install($0) }
    for case .madeBeforeErasure(let made) in journal.notices {
      lines += [""] + MadeFilesText(made: made, world: world).lines
    }
    return lines
  }

  /// Prints what is asked for, what was erased, and what may still hold it here, once parcels are removed.
  func list() throws {
    let erasures = try journal.erasures()
    let (asked, done) = (erasures.filter { !$0.isDone }, erasures.filter(\.isDone))
    if !asked.isEmpty {
      world.output.print(world.says("Asked for", danish: "Ønsket"))
      world.output.print(rows: try asked.map(row), indent: 2)
    }
    if !done.isEmpty {
      world.output.print(world.says("Erased", danish: "Slettet for altid"))
      world.output.print(rows: try done.map(row), indent: 2)
    }
    if erasures.isEmpty {
      world.output.print(world.says("Nothing was erased.", danish: "Intet er slettet for altid."))
    }
    let made = MadeFilesText(made: try journal.removeParcelsOfErased(), world: world)
    for line in made.lines.dropLast(made.rows.isEmpty ? 0 : 1) { world.output.print(line) }
    world.output.print(rows: made.rows, indent: 4)
  }

  private func row(_ erasure: Erasure) throws -> [String] {
    let day = UTC.text(erasure.stamp.wallMilliseconds).prefix(10)
    var about = ""
    if !erasure.isDone {
      let request = erasure.record.shortCode(ofKind: Kind.erase.name)
      about =
        try erasure.subject.map { id in
          let kind = try journal.history(of: id).first?.revision.kind ?? ""
          let code = id.shortCode(ofKind: kind)
          return "\(kind) \(code)".trimmed
            + (journal.isSupervisor
              ? world.says(
                " → hopenow erase \(code), or no: hopenow delete \(request)",
                danish: " → hopenow erase \(code), eller nej: hopenow delete \(request)") : "")
        } ?? world.says("not here", danish: "ikke her")
        + (journal.isSupervisor
          ? world.says(
            " → no: hopenow delete \(request)", danish: " → nej: hopenow delete \(request)") : "")
    } else if !erasure.unheard.isEmpty {
      about =
        world.says("may still be with ", danish: "kan stadig være hos ")
        + erasure.unheard.map(install).joined(separator: ", ")
    }
    return [
      String(day), erasure.record.shortCode(ofKind: Kind.erase.name), text.worker(erasure.author),
      reason(erasure.reason ?? ""), about,
    ]
  }

  private func reason(_ code: String) -> String {
    Vocabulary.erasureReason.label(of: code).map(text.says) ?? code
  }

  private func install(_ install: Erasure.Install) -> String {
    guard let label = install.label, let written = install.lastWritten else {
      return text.worker(install.author)
        + world.says(" (never merged here)", danish: " (aldrig flettet her)")
    }
    let day = UTC.text(written).prefix(10)
    return "\(text.worker(install.author)) (\(label.description.prefix(8)), \(day))"
  }
}
