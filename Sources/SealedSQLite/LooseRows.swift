import Glibc
import Sealing

/// A value as it lies in a row.
public enum LooseValue: Equatable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  /// Text in UTF-8, as nobody has looked at it yet.
  case text([UInt8])
  case blob([UInt8])
}

/// A row as it lies in a page, whatever became of the tree that leads to it.
public struct LooseRow: Equatable, Sendable {
  /// Its row id; nil in an index, and in a table without row ids.
  public var id: Int64?
  /// Its values; null for the column that is the row id itself.
  public var values: [LooseValue]
}

/// Reads the rows of a damaged file page by page.
///
/// SQLite finds a row by a way through other pages: where one of those is damaged, everything behind
/// it is out of reach. But each page is sealed for itself, and says what it holds. The forms are
/// those of <https://www.sqlite.org/fileformat2.html>, sections 1.6 and 2.
public final class LooseRows {
  /// Bytes of a page that SQLite uses.
  private static let usable = FileLayout.pageSize - PageSealer.reserve
  /// A row longer than this is none of ours: an entry's parts are shorter.
  private static let lengthLimit = 8 << 20

  private let descriptor: Int32
  private let sealer: PageSealer
  /// How many whole pages the file has.
  public let pageCount: UInt32

  /// Opens the pages of an unlocked file that this process has open nowhere else.
  ///
  /// - Throws: ``SealedFileError``: `locked`, or `system` with the error number.
  public init(of file: SealedFile) throws {
    guard let key = file.key else { throw SealedFileError.locked }
    sealer = PageSealer(key: key.pages, fileID: key.fileID)
    descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SealedFileError.system(errno: errno) }
    let length = lseek(descriptor, 0, SEEK_END)
    pageCount = UInt32(
      clamping: (Int64(length) - FileLayout.firstPage) / Int64(FileLayout.pageSize))
  }

  deinit { close(descriptor) }

  /// The rows of a page that is a table's or an index's.
  ///
  /// None of any other, and none of one that isn't authentic. A row whose end isn't to be had is left out.
  public func rows(ofPage number: UInt32) -> [LooseRow] {
    guard let page = page(number) else { return [] }
    return Self.rows(of: page, isFirst: number == 1, others: page(_:))
  }

  /// The rows of a page, of which `others` gives those that hold the ends of long rows.
  static func rows(
    of page: [UInt8], isFirst: Bool = false, others: (UInt32) -> [UInt8]?
  ) -> [LooseRow] {
    // Page 1 begins with the database's own header.
    let start = isFirst ? 100 : 0
    let (hasRowIDs, hasChildren): (Bool, Bool)
    switch page[start] {
    case 2: (hasRowIDs, hasChildren) = (false, true)
    case 10: (hasRowIDs, hasChildren) = (false, false)
    case 13: (hasRowIDs, hasChildren) = (true, false)
    default: return []
    }
    let cells = start + (hasChildren ? 12 : 8)
    let count = bigEndian(page[start + 3..<start + 5])
    guard cells + 2 * count <= usable else { return [] }
    return (0..<count).compactMap { place in
      let pointer = cells + 2 * place
      var cell = Cell(page, at: bigEndian(page[pointer..<pointer + 2]))
      if hasChildren { cell.skip(4) }
      guard let length = cell.number(), (0...Int64(lengthLimit)).contains(length),
        case let id = hasRowIDs ? cell.number() : nil, !hasRowIDs || id != nil,
        let payload = payload(of: cell, Int(length), isInTable: hasRowIDs, others: others)
      else { return nil }
      return values(of: payload).map { LooseRow(id: id, values: $0) }
    }
  }

  /// A page's plain bytes that SQLite uses; nil if it isn't there, or isn't authentic.
  private func page(_ number: UInt32) -> [UInt8]? {
    guard number >= 1, number <= pageCount else { return nil }
    var bytes = [UInt8](repeating: 0, count: FileLayout.pageSize)
    let isAuthentic = bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return false }
      let place = Int(FileLayout.firstPage) + Int(number - 1) * FileLayout.pageSize
      return pread(descriptor, base, FileLayout.pageSize, place) == FileLayout.pageSize
        && sealer.open(base, into: base, count: FileLayout.pageSize, page: number)
    }
    return isAuthentic ? Array(bytes[..<Self.usable]) : nil
  }

  /// What a cell holds, with what of it lies on pages of its own.
  private static func payload(
    of cell: Cell, _ length: Int, isInTable: Bool, others: (UInt32) -> [UInt8]?
  ) -> [UInt8]? {
    let longest = isInTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
    guard length > longest else { return cell.bytes(length) }
    let shortest = (usable - 12) * 32 / 255 - 23
    let fitting = shortest + (length - shortest) % (usable - 4)
    var cell = cell
    guard var payload = cell.bytes(fitting <= longest ? fitting : shortest) else { return nil }
    cell.skip(payload.count)
    guard var next = cell.bytes(4).map({ UInt32(bigEndian($0[...])) }) else { return nil }
    while payload.count < length {
      guard let page = others(next) else { return nil }
      next = UInt32(bigEndian(page[..<4]))
      payload += page[4..<4 + min(usable - 4, length - payload.count)]
    }
    return payload
  }

  /// The values of a row; nil for bytes that are no row.
  private static func values(of payload: [UInt8]) -> [LooseValue]? {
    var header = Cell(payload, at: 0)
    guard let headerLength = header.number(), (1...Int64(payload.count)).contains(headerLength)
    else { return nil }
    var body = Cell(payload, at: Int(headerLength))
    var values: [LooseValue] = []
    while header.place < Int(headerLength) {
      guard let type = header.number(), let value = value(ofType: type, &body) else { return nil }
      values.append(value)
    }
    return values
  }

  private static func value(ofType type: Int64, _ body: inout Cell) -> LooseValue? {
    func take(_ count: Int) -> [UInt8]? {
      defer { body.skip(count) }
      return body.bytes(count)
    }
    switch type {
    case 0: return .null
    case 1...6:
      let length = [1, 2, 3, 4, 6, 8][Int(type) - 1]
      guard let bytes = take(length) else { return nil }
      let sign: Int64 = bytes[0] & 0x80 == 0 ? 0 : -1
      return .integer(bytes.reduce(sign) { $0 << 8 | Int64($1) })
    case 7:
      return take(8).map {
        .real(Double(bitPattern: $0.reduce(0) { $0 << 8 | UInt64($1) }))
      }
    case 8, 9: return .integer(type - 8)
    case 12...:
      guard type / 2 - 6 <= Int64(lengthLimit), let bytes = take(Int(type / 2 - 6)) else {
        return nil
      }
      return type % 2 == 0 ? .blob(bytes) : .text(bytes)
    default: return nil
    }
  }

  fileprivate static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}

/// A place in bytes, behind which nothing is read that isn't there.
private struct Cell {
  private let content: [UInt8]
  private(set) var place: Int

  init(_ content: [UInt8], at place: Int) {
    self.content = content
    self.place = place
  }

  mutating func skip(_ count: Int) { place += count }

  func bytes(_ count: Int) -> [UInt8]? {
    place <= content.count && count <= content.count - place
      ? Array(content[place..<place + count]) : nil
  }

  /// A number of one to nine bytes: seven bits in each, the ninth whole.
  mutating func number() -> Int64? {
    var value: UInt64 = 0
    for index in 0..<9 {
      guard place < content.count else { return nil }
      let byte = content[place]
      place += 1
      if index == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7f)
      if byte & 0x80 == 0 { break }
    }
    return Int64(bitPattern: value)
  }
}
