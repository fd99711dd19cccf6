import JournalStore

@testable import Reports

/// A report as a reader has it in hand, and as it is.
struct Attacked {
  /// What he knows of how the counts hang together.
  let publication: Publication
  /// Which counts he doesn't see.
  let hidden: [Bool]
  let `true`: [Cell]
  let shown: [Cell]

  init(_ request: ReportRequest, of journal: Journal) throws {
    var (figures, origin) = try request.figures(from: journal)
    `true` = figures.blocks.filter { $0.measure != .amount }.flatMap(\.cells)
    figures.hide(atLeast: origin.k)
    shown = figures.blocks.filter { $0.measure != .amount }.flatMap(\.cells)
    let relations = FigureRelations(of: figures)
    publication = relations.publication
    var hidden = publication.isPrinted.map { !$0 }
    for (places, counts) in zip(relations.places, figures.hidden) {
      for (place, isHidden) in zip(places, counts) { hidden[place] = isHidden }
    }
    self.hidden = hidden
  }
}
