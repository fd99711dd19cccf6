/// Reads the rows of a CSV file (RFC 4180) with the line on which each begins.
///
/// Bytes come in pieces, so that a file of any length takes the memory of its longest row. As in
/// Excel, LibreOffice and Python, a quotation mark inside a cell that doesn't begin with one is a
/// character like any other. What can't be read in one way only is refused with its line: a
/// quotation that never ends, and text behind one.
public final class CSVReader {
  /// One row.
  public struct Row: Equatable, Sendable {
    /// The line of the file on which it begins, from 1.
    public var line: Int
    /// What stands in its cells.
    public var cells: [String]
  }

  /// Why the rest of a file can't be read.
  public enum Failure: Error, Equatable, Sendable {
    /// A quotation begins in the row at this line and never ends.
    case endlessQuotation(line: Int)
    /// There is text between the end of a quotation and the end of its cell.
    case textBehindQuotation(line: Int)
    /// A row is longer than ``longestRow``.
    case tooLong(line: Int)
    /// There is a byte that is no character of the file's encoding.
    case notText(line: Int)
  }

  /// The longest row, in bytes: as long as the words of a record may be.
  public static let longestRow = 4 << 20

  private let encoding: SheetEncoding
  private let separator: UInt8
  private let nextBytes: () throws -> [UInt8]
  private var buffer: [UInt8] = []
  private var place = 0
  private var line = 1
  private var isAtEnd = false
  private var spans: [Span] = []

  /// Where a cell's text lies in the buffer.
  private struct Span {
    var range: Range<Int>
    /// Whether each quotation mark in it stands for two.
    var hasDoubledMarks = false
  }

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - form: How the file is written.
  ///   - nextBytes: Gives the next bytes of the file, and none at its end.
  public init(_ form: SheetForm, nextBytes: @escaping () throws -> [UInt8]) {
    encoding = form.encoding
    separator = form.separator
    self.nextBytes = nextBytes
    line = form.firstLine
    skipped = form.firstByte
  }

  /// How many bytes before the first row are still to be passed over.
  private var skipped: Int

  /// The next row that isn't an empty line; nil at the end of the file.
  ///
  /// - Throws: ``Failure``, and whatever the source of bytes throws.
  public func next() throws -> Row? {
    while true {
      let begun = line
      guard let end = try findRow() else { return nil }
      defer { place = end }
      if spans.count == 1, spans[0].range.isEmpty, buffer[place] != Self.mark { continue }
      let cells = try buffer.withUnsafeBytes { bytes in
        try spans.map { try text(bytes, $0, line: begun) }
      }
      return Row(line: begun, cells: cells)
    }
  }

  private static let mark = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Finds the cells of the next row and brings it into the buffer whole.
  ///
  /// - Returns: The place behind its end; nil if there is no row left.
  private func findRow() throws -> Int? {
    var wanted = 1
    while true {
      if place < buffer.count {
        var newLine = line
        if let end = try buffer.withUnsafeBytes({ try scan($0, line: &newLine) }) {
          line = newLine
          return end
        }
      } else if isAtEnd {
        return nil
      }
      guard buffer.count - place <= Self.longestRow else { throw Failure.tooLong(line: line) }
      buffer.removeFirst(place)
      place = 0
      // Twice as much each time: a long row isn't looked through once for every piece of it.
      try fill(atLeast: wanted)
      wanted = max(buffer.count, 1)
    }
  }

  private func fill(atLeast count: Int) throws {
    let target = buffer.count + count
    while buffer.count < target, !isAtEnd {
      let bytes = try nextBytes()
      isAtEnd = bytes.isEmpty
      let passedOver = min(skipped, bytes.count)
      skipped -= passedOver
      buffer.append(contentsOf: bytes[passedOver...])
    }
  }

  /// Looks for the end of the row that begins at `place`; nil if more bytes are needed to tell.
  private func scan(_ bytes: UnsafeRawBufferPointer, line: inout Int) throws -> Int? {
    let begun = line
    let count = bytes.count
    var at = place
    spans.removeAll(keepingCapacity: true)
    while true {
      if at < count, bytes[at] == Self.mark {
        at += 1
        var span = Span(range: at..<at)
        while true {
          guard at < count else {
            guard isAtEnd else { return nil }
            throw Failure.endlessQuotation(line: begun)
          }
          let byte = bytes[at]
          if byte == Self.mark {
            guard at + 1 < count || isAtEnd else { return nil }
            guard at + 1 < count, bytes[at + 1] == Self.mark else { break }
            span.hasDoubledMarks = true
            at += 1
          } else if byte == Self.lineFeed || byte == Self.carriageReturn {
            guard at + 1 < count || isAtEnd else { return nil }
            let isPair =
              byte == Self.carriageReturn && at + 1 < count && bytes[at + 1] == Self.lineFeed
            if !isPair { line += 1 }
          }
          at += 1
        }
        span.range = span.range.lowerBound..<at
        spans.append(span)
        at += 1
      } else {
        let start = at
        while at < count, bytes[at] != separator, bytes[at] != Self.lineFeed,
          bytes[at] != Self.carriageReturn
        { at += 1 }
        spans.append(Span(range: start..<at))
      }
      guard at < count else { return isAtEnd ? at : nil }
      switch bytes[at] {
      case separator:
        at += 1
      case Self.lineFeed:
        line += 1
        return at + 1
      case Self.carriageReturn:
        guard at + 1 < count || isAtEnd else { return nil }
        line += 1
        return at + 1 < count && bytes[at + 1] == Self.lineFeed ? at + 2 : at + 1
      default:
        throw Failure.textBehindQuotation(line: begun)
      }
    }
  }

  private func text(
    _ bytes: UnsafeRawBufferPointer, _ span: Span, line: Int
  ) throws -> String {
    let cell = UnsafeRawBufferPointer(rebasing: bytes[span.range])
    guard span.hasDoubledMarks else { return try decoded(cell, line: line) }
    var isSecond = false
    let single = cell.filter { byte in
      isSecond = byte == Self.mark && !isSecond
      return byte != Self.mark || isSecond
    }
    return try decoded(single, line: line)
  }

  private func decoded(_ bytes: some Collection<UInt8>, line: Int) throws -> String {
    guard let text = encoding.text(bytes) else { throw Failure.notText(line: line) }
    return text
  }
}
