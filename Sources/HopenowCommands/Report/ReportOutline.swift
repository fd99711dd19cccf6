import CaseModel
import Reports

/// A figure of a report: all that a form of the report ever gets to see of a count.
enum Figure: Equatable {
  /// The measure has no such figure.
  case absent
  case hidden
  case count(Int)

  init(_ count: Int?) { self = count.map(Figure.count) ?? .hidden }

  /// Whether there is nothing to show in a row of its own.
  var isEmpty: Bool { self == .absent || self == .count(0) }

  /// The count, where it is printed.
  var shown: Int? { if case .count(let count) = self { count } else { nil } }
}

/// A part of a whole, both of which are printed.
struct Share {
  let part: Int
  let whole: Int

  /// Nil where one of the two isn't printed, or there is no whole.
  init?(_ part: Figure, of whole: Figure) {
    guard let part = part.shown, let whole = whole.shown, whole > 0, part <= whole else {
      return nil
    }
    self.part = part
    self.whole = whole
  }
}

/// A report's figures as people read them: the wholes, then a section for each breakdown.
struct ReportOutline {
  /// A breakdown.
  enum Section {
    /// By one field, the measures beside each other.
    case list(ListTable)
    /// One measure by two fields, or by two for each code of a third.
    case cross([CrossTable])

    /// The fields.
    var axes: [Axis] {
      switch self {
      case .list(let table): [table.axis]
      case .cross(let tables): tables.first?.axes ?? []
      }
    }
  }

  /// The measures in declared order, with the whole of those that have one.
  let wholes: [(measure: Measure, figure: Figure)]
  /// The breakdowns that have something in them, in declared order.
  let sections: [Section]
  /// The breakdowns that have nothing in them.
  let empty: [Axis]
  /// How many persons agreed to be in statistics, were not asked and so on; nil if none are counted.
  let statistics: ListTable?

  init(_ table: Table) {
    let blocks = ReportBlocks(table.blocks)
    wholes = table.blocks.filter(\.axes.isEmpty).map { ($0.measure, Figure($0.counts.first ?? 0)) }
    var sections: [Section] = []
    var empty: [Axis] = []
    var statistics: ListTable?
    var seen: Set<String> = []
    for block in table.blocks {
      switch block.axes.count {
      case 0: break
      case 1:
        guard seen.insert(block.axes[0].name).inserted else { continue }
        let list = ListTable(blocks.blocks(by: block.axes[0].name), in: blocks)
        if list.axis.name == "statistics" {
          statistics = list
        } else if list.rows.isEmpty {
          empty.append(list.axis)
        } else {
          sections.append(.list(list))
        }
      default:
        let tables = CrossTable.tables(of: block, in: blocks)
        if !tables.isEmpty { sections.append(.cross(tables)) }
      }
    }
    self.sections = sections
    self.empty = empty
    self.statistics = statistics
  }
}

/// The blocks of a table by measure and fields.
struct ReportBlocks {
  private let blocks: [Block]

  init(_ blocks: [Block]) { self.blocks = blocks }

  /// One measure by these fields, by stored name.
  func block(_ measure: Measure, _ fields: [String]) -> Block? {
    blocks.first { $0.measure == measure && $0.axes.map(\.name) == fields }
  }

  /// Every measure by one field.
  func blocks(by field: String) -> [Block] {
    blocks.filter { $0.axes.map(\.name) == [field] }
  }

  /// Whether nobody is under several codes of one of a block's fields.
  func addsUp(_ block: Block, over field: String) -> Bool {
    self.block(block.measure, [field])?.addsUp ?? block.addsUp
  }

  /// Whether a block by two fields stands at the edge of tables by three: then not once more alone.
  func isMargin(_ block: Block) -> Bool {
    let names = block.axes.map(\.name)
    return blocks.contains { finer in
      guard finer.measure == block.measure, finer.axes.count == 3,
        finer.axes[0].name == names[0],
        names.allSatisfy({ name in finer.axes.contains { $0.name == name } }),
        let other = finer.axes.first(where: { !names.contains($0.name) })
      else { return false }
      return addsUp(finer, over: other.name)
    }
  }

  /// What the counts by a field add up to, where they do.
  ///
  /// Where kinds are told apart, the answers to a question of one kind add up to its own count.
  func whole(of block: Block) -> Figure {
    guard block.addsUp, block.measure != .amount, let axis = block.axes.first else {
      return .absent
    }
    if axis.name != "kind", let kinds = self.block(block.measure, ["kind"]),
      let kind = Kind.all.first(where: { kind in
        kind.fields.contains { $0.isCounted && kind.reportName(of: $0) == axis.name }
      })
    {
      let place = kinds.axes[0].codes.firstIndex { $0.stored == kind.name }
      return place.map { Figure(kinds.counts[$0]) } ?? .absent
    }
    return self.block(block.measure, []).map { Figure($0.counts.first ?? 0) } ?? .absent
  }
}

extension ReportWords {
  /// The heading over a section; it names the measure where tables of several look alike.
  func heading(_ section: ReportOutline.Section, in outline: ReportOutline) -> String {
    guard case .cross(let tables) = section, let measure = tables.first?.measure,
      outline.wholes.count > 1
    else { return heading(section.axes) }
    return "\(title(measure)): \(heading(section.axes))"
  }
}
