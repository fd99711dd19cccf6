import CaseModel
import Foundation
import Merge
import TestSupport

@testable import JournalStore

/// What some lines of a team's journals say is erased, by the words of the law: found from the headers
/// alone, without any of a journal's tables.
struct ErasedLines {
  private var marks: Set<RecordMark> = []
  private var asked: Set<RecordMark> = []

  init(_ lines: Set<Holdings.Line>) {
    for header in Set(lines.map(\.header)) where header.count > RevisionID.length {
      guard let revision = try? Revision(header: [UInt8](header)), revision.kind == "erase",
        revision.operation == .put, case .bytes(let bytes)? = revision.answers[FieldKey("target")],
        let mark = RecordMark(bytes)
      else { continue }
      let mayErase =
        Founders.supervisors.contains(revision.author)
        && revision.answers[FieldKey("act")] == .some(.code("erase"))
      if mayErase { marks.insert(mark) } else { asked.insert(mark) }
    }
  }

  /// Whether a line has something of what is erased.
  func isErased(_ line: Holdings.Line) -> Bool { Self.subjects(of: line).contains(where: isErased) }

  func isErased(_ record: RecordID) -> Bool { marks.contains(record.mark) }

  func contains(_ mark: RecordMark) -> Bool { marks.contains(mark) }

  /// Whether a line has something of what somebody asks to be erased who mayn't do so.
  func isAskedFor(_ line: Holdings.Line) -> Bool {
    !isErased(line) && Self.subjects(of: line).contains { asked.contains($0.mark) }
  }

  /// The lines with bare ids for what is erased.
  func absorbed(_ lines: Set<Holdings.Line>) -> Set<Holdings.Line> {
    guard !marks.isEmpty else { return lines }
    return Set(
      lines.map { line in
        guard isErased(line) else { return line }
        let id = Revision.id(ofHeader: [UInt8](line.header))
        return Holdings.Line(
          entry: line.entry, signature: line.signature, header: Data(id.bytes), field: nil,
          salt: nil, text: nil)
      })
  }

  private static func subjects(of line: Holdings.Line) -> [RecordID] {
    guard line.header.count > RevisionID.length,
      let revision = try? Revision(header: [UInt8](line.header)),
      !["member", "settings", "erase"].contains(revision.kind)
    else { return [] }
    let linked = revision.kind == "same" ? ["one", "other"] : []
    return [revision.record] + [revision.owner].compactMap(\.self)
      + linked.compactMap { name in
        if case .record(let id)? = revision.answers[FieldKey(name)] { id } else { nil }
      }
  }
}
