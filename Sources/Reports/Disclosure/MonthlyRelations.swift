import CaseModel

/// What holds between the cells of a monthly report whatever was recorded, as `Docs/Disclosure.md`
/// lists it.
struct MonthlyRelations {
  private(set) var publication = Publication()
  private var places: [Measure: [String: [(code: String, place: Int)]]] = [:]
  private let kinds = Kind.all.filter(\.isActivity)

  /// Reads the cells of a report, true counts.
  init(_ cells: [Cell]) {
    for cell in cells {
      // Totals are dearest, then kinds: everything else is read with them.
      let weight = cell.field.isEmpty ? 20 : cell.field == "kind" ? 4 : 1
      let place = publication.add(cell.count ?? 0, weight: weight)
      places[cell.measure, default: [:]][cell.field, default: []].append((cell.code, place))
    }
    addSums()
    addRecords()
    addPersons()
    addPeopleMet()
  }

  private func rows(_ measure: Measure, _ field: String) -> [(code: String, place: Int)] {
    places[measure]?[field] ?? []
  }

  private func all(_ measure: Measure, _ field: String) -> [Int] {
    rows(measure, field).map(\.place)
  }

  private func cell(_ measure: Measure, _ field: String = "", _ code: String = "") -> [Int] {
    rows(measure, field).filter { $0.code == code }.map(\.place)
  }

  /// Parts of which somebody or something may fall under several, but under `alone` only if under
  /// no other.
  private mutating func overlap(_ measure: Measure, _ field: String, in whole: [Int], alone: String)
  {
    let alone = cell(measure, field, alone)
    let others = all(measure, field).filter { !alone.contains($0) && publication.counts[$0] > 0 }
    for part in others { publication.atLeast(whole, alone + [part]) }
    if others.isEmpty { publication.atLeast(whole, alone) }
    publication.atLeast(all(measure, field), whole)
  }

  /// The whole and its parts, table by table.
  private mutating func addSums() {
    publication.equal(cell(.times), all(.times, "kind"))
    publication.equal(cell(.met), cell(.met, "kind", "contact"))
    publication.equal(cell(.met), all(.met, "setting"))
    publication.equal(cell(.met), all(.met, "gender"))
    publication.equal(cell(.persons), all(.persons, "gender"))
    overlap(.persons, "kind", in: cell(.persons), alone: "")
    overlap(.times, "gender", in: cell(.times), alone: "not-named")
    overlap(.times, "citizenship", in: cell(.times), alone: "not-named")
    overlap(.met, "citizenship", in: cell(.met), alone: "not-asked")
    overlap(.persons, "citizenship", in: cell(.persons), alone: "not-asked")
    for kind in kinds {
      for field in kind.fields where field.isCounted {
        let name = kind.reportName(of: field)
        let whole = cell(.times, "kind", kind.name)
        if field.isMany {
          overlap(.times, name, in: whole, alone: "not-asked")
        } else {
          publication.equal(whole, all(.times, name))
        }
        overlap(.persons, name, in: cell(.persons, "kind", kind.name), alone: "")
      }
    }
  }

  /// Records in which nobody has a page are the same in two tables, and of kinds that allow it: of
  /// those in which nobody was named, all.
  private mutating func addRecords() {
    let unnamed = cell(.times, "gender", "not-named")
    publication.equal(unnamed, cell(.times, "citizenship", "not-named"))
    let open = kinds.filter { !$0.isOwned }
    publication.atLeast(open.flatMap { cell(.times, "kind", $0.name) }, unnamed)
    let named = open.filter { kind in
      cell(.persons, "kind", kind.name).contains { publication.counts[$0] > 0 }
    }
    publication.atLeast(
      unnamed, open.filter { !named.contains($0) }.flatMap { cell(.times, "kind", $0.name) })
    // Then each record has one person, who has one gender.
    if named.isEmpty { publication.equal(cell(.times), all(.times, "gender")) }
  }

  /// Persons are never more than the records that each have one, and what else may have several.
  private mutating func addPersons() {
    for kind in kinds where kind.isOwned {
      publication.atLeast(cell(.times, "kind", kind.name), cell(.persons, "kind", kind.name))
      for field in kind.fields where field.isCounted {
        let name = kind.reportName(of: field)
        for (code, place) in rows(.persons, name) {
          publication.atLeast(cell(.times, name, code), [place])
        }
      }
    }
    let inOpenKinds = kinds.filter { !$0.isOwned }.flatMap { cell(.persons, "kind", $0.name) }
    for field in ["gender", "citizenship"] {
      for (code, place) in rows(.persons, field) {
        publication.atLeast(cell(.times, field, code) + inOpenKinds, [place])
      }
    }
  }

  /// Everybody who is named at a contact is among the people met there.
  private mutating func addPeopleMet() {
    publication.atLeast(cell(.met), cell(.persons, "kind", "contact"))
    publication.atLeast(
      cell(.met) + cell(.times, "gender", "not-named"), cell(.times, "kind", "contact"))
    for (code, place) in rows(.persons, "setting") {
      publication.atLeast(cell(.met, "setting", code), [place])
    }
    let elsewhere = kinds.filter { $0 != .contact }
    for measure in [Measure.times, .persons] {
      let others = elsewhere.flatMap { cell(measure, "kind", $0.name) }
      for field in ["gender", "citizenship"] {
        // A head-count by gender can be of those named whose gender nobody asked.
        for (code, place) in rows(measure, field)
        where code != "not-named" && (field, code) != ("gender", "not-asked") {
          publication.atLeast(cell(.met, field, code) + others, [place])
        }
      }
    }
  }
}
