import CaseModel
import Reports

/// The figures by one field, a column for each measure; rows of nothing but zeros are left out.
struct ListTable {
  /// One measure.
  struct Column {
    let measure: Measure
    /// One for each row.
    let figures: [Figure]
    /// What the rows add up to; absent where they don't.
    let whole: Figure
    /// Whether nobody is in several rows.
    let addsUp: Bool

    /// A row's share of the whole, where both are printed.
    func share(_ row: Int) -> Share? { Share(figures[row], of: whole) }
  }

  let axis: Axis
  let rows: [Code]
  /// The codes left out.
  let zeros: [Code]
  let columns: [Column]

  /// Puts one or more measures by the same field beside each other.
  init(_ all: [Block], in blocks: ReportBlocks) {
    // The measure with the most codes has them in the order of all.
    let axes = all.map { $0.axes[0] }.sorted { $0.codes.count > $1.codes.count }
    var codes: [Code] = []
    var known: Set<String> = []
    for code in axes.flatMap(\.codes) where known.insert(code.stored).inserted {
      codes.append(code)
    }
    let figures = all.map { block in
      let places = Dictionary(
        zip(block.axes[0].codes.map(\.stored), block.counts.map(Figure.init)),
        uniquingKeysWith: { first, _ in first })
      return codes.map { places[$0.stored] ?? .absent }
    }
    // Months are a series without gaps.
    let kept = codes.indices.filter { row in
      axes[0].isMonths || !figures.allSatisfy { $0[row].isEmpty }
    }
    let isEmpty = kept.allSatisfy { row in figures.allSatisfy { $0[row].isEmpty } }
    let rows = isEmpty ? [] : kept
    axis = Axis(name: axes[0].name, title: axes[0].title, codes: codes)
    self.rows = rows.map { codes[$0] }
    zeros = codes.indices.filter { !kept.contains($0) }.map { codes[$0] }
    columns = zip(all, figures).compactMap { block, figures in
      let shown = rows.map { figures[$0] }
      guard shown.contains(where: { !$0.isEmpty }) || all.count == 1 else { return nil }
      return Column(
        measure: block.measure, figures: shown, whole: blocks.whole(of: block),
        addsUp: block.addsUp)
    }
  }

  /// The column that bars are drawn of, and the largest figure in it that is printed.
  var drawn: (column: Column, largest: Int)? {
    guard let column = columns.first, axis.name != "currency" else { return nil }
    return (column, column.figures.compactMap(\.shown).max() ?? 0)
  }
}

/// One measure by two fields, with what its rows and columns add up to where that is printed.
struct CrossTable {
  let measure: Measure
  /// All fields; of three the first is the one of ``within``.
  let axes: [Axis]
  /// The code of the first of three fields that this table is for; nil for all of them.
  let within: Code?
  let rowAxis: Axis
  let columnAxis: Axis
  let rows: [Code]
  let columns: [Code]
  /// Row by row.
  let figures: [[Figure]]
  /// What the rows add up to; nil where they don't, or it isn't printed.
  let rowWholes: [Figure]?
  /// What the columns add up to.
  let columnWholes: [Figure]?
  let whole: Figure
  /// Whether nobody is in several cells of one column.
  let rowsAddUp: Bool
  /// Whether nobody is in several cells of one row.
  let columnsAddUp: Bool
  /// The rows and columns left out, since there is nothing but zeros in them.
  let zeros: [Code]

  /// The tables that a block of two or three fields is shown as; none if it is empty, or if finer
  /// tables have it as what their rows or columns add up to.
  static func tables(of block: Block, in blocks: ReportBlocks) -> [CrossTable] {
    let names = block.axes.map(\.name)
    let parts = names.map { blocks.addsUp(block, over: $0) }
    if names.count == 2 {
      guard !blocks.isMargin(block) else { return [] }
      return table(
        block, Slice(block), rowWholes: blocks.block(block.measure, [names[0]]).map(Slice.init),
        columnWholes: blocks.block(block.measure, [names[1]]).map(Slice.init),
        whole: blocks.block(block.measure, []).map { Figure($0.counts.first ?? 0) } ?? .absent,
        adds: (parts[0], parts[1])
      ).map { [$0] } ?? []
    }
    let firsts = blocks.block(block.measure, [names[0]])
    return block.axes[0].codes.indices.compactMap { place in
      table(
        block, Slice(block, place),
        rowWholes: blocks.block(block.measure, [names[0], names[1]]).map { Slice($0, place) },
        columnWholes: blocks.block(block.measure, [names[0], names[2]]).map { Slice($0, place) },
        whole: firsts.map { Figure($0.counts[place]) } ?? .absent, adds: (parts[1], parts[2]),
        within: block.axes[0].codes[place])
    }
  }

  /// The counts by the last one or two fields, at one code of those before.
  private struct Slice {
    let figures: [Figure]

    init(_ block: Block) { figures = block.counts.map(Figure.init) }

    init(_ block: Block, _ place: Int) {
      let size = block.counts.count / max(1, block.axes[0].codes.count)
      figures = block.counts[place * size..<(place + 1) * size].map(Figure.init)
    }
  }

  private static func table(
    _ block: Block, _ slice: Slice, rowWholes: Slice?, columnWholes: Slice?, whole: Figure,
    adds: (rows: Bool, columns: Bool), within: Code? = nil
  ) -> CrossTable? {
    var (down, across) = (block.axes[block.axes.count - 2], block.axes[block.axes.count - 1])
    let width = across.codes.count
    var cells = down.codes.indices.map { Array(slice.figures[$0 * width..<($0 + 1) * width]) }
    // What a row adds up to is printed only where its columns do add up.
    var rowSums = adds.columns ? rowWholes?.figures : nil
    var columnSums = adds.rows ? columnWholes?.figures : nil
    var adds = adds
    func kept(_ rows: [[Figure]], _ sums: [Figure]?) -> [Int] {
      rows.indices.filter { row in
        !rows[row].allSatisfy(\.isEmpty) || !(sums?[row].isEmpty ?? true)
      }
    }
    func turned(_ rows: [[Figure]]) -> [[Figure]] {
      rows[0].indices.map { column in rows.map { $0[column] } }
    }
    guard !down.codes.isEmpty, width > 0 else { return nil }
    var keptRows = kept(cells, rowSums)
    var keptColumns = kept(turned(cells), columnSums)
    guard !keptRows.isEmpty, !keptColumns.isEmpty else { return nil }
    // The longer list goes down the page.
    if keptColumns.count > 9, keptColumns.count > keptRows.count {
      (down, across) = (across, down)
      cells = turned(cells)
      (rowSums, columnSums) = (columnSums, rowSums)
      adds = (adds.columns, adds.rows)
      (keptRows, keptColumns) = (keptColumns, keptRows)
    }
    let zeros =
      down.codes.indices.filter { !keptRows.contains($0) }.map { down.codes[$0] }
      + across.codes.indices.filter { !keptColumns.contains($0) }.map { across.codes[$0] }
    return CrossTable(
      measure: block.measure, axes: block.axes, within: within, rowAxis: down, columnAxis: across,
      rows: keptRows.map { down.codes[$0] }, columns: keptColumns.map { across.codes[$0] },
      figures: keptRows.map { row in keptColumns.map { cells[row][$0] } },
      rowWholes: rowSums.map { sums in keptRows.map { sums[$0] } },
      columnWholes: columnSums.map { sums in keptColumns.map { sums[$0] } },
      whole: rowSums == nil || columnSums == nil ? .absent : whole, rowsAddUp: adds.rows,
      columnsAddUp: adds.columns, zeros: zeros)
  }
}
