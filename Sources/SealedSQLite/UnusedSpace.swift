import Glibc
import Sealing

/// The bytes of a page between its list of cells and the cells, which belong to nothing.
///
/// `secure_delete` overwrites a cell that is deleted, and a page that becomes free. But when SQLite
/// moves cells to another page, their bytes stay where they were, in what is then unused space; and
/// when they are deleted over there, nothing overwrites them here. So a page never goes to the disk
/// with anything in that space.
enum UnusedSpace {
  /// Where it is in a page of a table or an index; nil for other pages.
  ///
  /// An overflow page and a page of the free list begin with the number of another page. Its first byte
  /// is one of a table's or an index's only in a file of 128 GiB or more, which the caller must rule out.
  static func range(of page: UnsafeRawPointer, isFirst: Bool) -> Range<Int>? {
    // Page 1 begins with the database's own header.
    let start = isFirst ? 100 : 0
    let header: Int
    switch page.load(fromByteOffset: start, as: UInt8.self) {
    case 2, 5: header = 12  // of pages that have pages below them
    case 10, 13: header = 8
    default: return nil
    }
    let cells = number(page, at: start + 3)
    let (lower, upper) = (start + header + 2 * cells, number(page, at: start + 5))
    // Where they are not in order SQLite will find the page corrupt, as it is.
    return lower <= upper && upper <= FileLayout.pageSize - PageSealer.reserve ? lower..<upper : nil
  }

  /// Whether any byte of it isn't zero.
  static func holdsSomething(_ page: UnsafeRawPointer, _ range: Range<Int>) -> Bool {
    guard let first = range.first else { return false }
    // Each byte is compared with the one before.
    return page.load(fromByteOffset: first, as: UInt8.self) != 0
      || memcmp(page + first, page + first + 1, range.count - 1) != 0
  }

  /// A page without anything in it, as it is sealed.
  static func cleared(_ page: [UInt8], isFirst: Bool) -> [UInt8] {
    var page = page
    page.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress, let unused = range(of: base, isFirst: isFirst) else {
        return
      }
      bytes[unused].initializeMemory(as: UInt8.self, repeating: 0)
    }
    return page
  }

  private static func number(_ page: UnsafeRawPointer, at place: Int) -> Int {
    Int(page.load(fromByteOffset: place, as: UInt8.self)) << 8
      | Int(page.load(fromByteOffset: place + 1, as: UInt8.self))
  }
}
