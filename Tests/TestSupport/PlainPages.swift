import Foundation
import JournalStore
public import SealedSQLite
import Sealing

/// Every page of a journal's file, opened with its key: also the free ones, and what lies in pages
/// between the cells, which no query ever shows.
public struct PlainPages {
  /// The pages, in order, without nonce and tag.
  public let pages: [[UInt8]]

  /// Opens the pages of a file as it lies there, also while somebody has it open.
  public init(of path: String, secret: SlotSecret = .test()) throws {
    let folder = TemporaryFolder()
    // Until the file is closed: its number would go to another one, which then looks open.
    defer { withExtendedLifetime(folder) {} }
    // In one process a file is opened once.
    let copy = folder.file("copy")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    let file = try SealedFile(opening: copy, mode: .readOnly)
    let sealer = PageSealer(
      key: try file.unlock(secret).dataKey.subkey(.pages), fileID: file.header.fileID)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: copy)))
    let (size, headers) = (4096, 8192)
    pages = try stride(from: headers, to: bytes.count, by: size).enumerated().map {
      number, start in
      var plain = [UInt8](repeating: 0, count: size)
      let isOpen = bytes[start..<start + size].withUnsafeBytes { sealed in
        plain.withUnsafeMutableBytes {
          sealer.open(
            sealed.baseAddress!, into: $0.baseAddress!, count: size, page: UInt32(number + 1))
        }
      }
      guard isOpen else { throw CocoaError(.fileReadCorruptFile) }
      return Array(plain.prefix(size - PageSealer.reserve))
    }
  }

  /// The numbers of the pages in which some bytes stand.
  public func holding(_ bytes: some Sequence<UInt8>) -> [Int] {
    let wanted = Data(bytes)
    return pages.indices.filter { Data(pages[$0]).range(of: wanted) != nil }.map { $0 + 1 }
  }
}
