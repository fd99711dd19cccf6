import Foundation

/// One example of the format with one fault or none, as it stands in `Tests/Vectors/format/`.
///
/// The README there says how a file is read.
struct Vector: Sendable {
  /// What the name begins with: it decides what the body is.
  enum Part: String, CaseIterable, Sendable {
    case header, slot, page, rollback, entry, revision, answer, words, chain, journal

    /// What the body of a vector describes.
    enum Form { case file, bytes, tables }

    var form: Form {
      switch self {
      case .header, .slot, .page, .rollback: .file
      case .entry, .revision, .answer: .bytes
      case .words, .chain, .journal: .tables
      }
    }
  }

  static let firstLine = "hopenow format vector"
  static let ok = "ok"

  var part: Part
  var fault: String
  /// The check that refuses it, or "ok".
  var expect: String
  /// What is wrong, or what is remarkable, in a sentence.
  var says: String
  var base: String?
  /// What a reader needs or has to find, in the order of the file.
  var facts: [(name: String, value: String)] = []
  var body: [String] = []

  var name: String { "\(part.rawValue)_\(fault)" }
  func fact(_ name: String) -> String? { facts.first { $0.name == name }?.value }

  var text: String {
    var lines = [Self.firstLine, "expect: \(expect)", "says: \(says)"]
    if let base { lines.append("base: \(base)") }
    lines += facts.map { "\($0.name): \($0.value)" }
    return (lines + [""] + body).joined(separator: "\n") + "\n"
  }

  init(
    _ part: Part, _ fault: String, expect: String = Vector.ok, _ says: String, base: String? = nil
  ) {
    (self.part, self.fault, self.expect, self.says, self.base) = (part, fault, expect, says, base)
  }

  /// Reads a vector's file; nil if it isn't one.
  init?(name: String, text: String) {
    let halves = name.split(separator: "_", maxSplits: 1)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, let part = Part(rawValue: String(halves[0])),
      lines.first == Self.firstLine, let end = lines.firstIndex(of: ""), lines.popLast() == ""
    else { return nil }
    var facts = lines[1..<end].compactMap { line -> (name: String, value: String)? in
      line.firstRange(of: ": ").map {
        (String(line[..<$0.lowerBound]), String(line[$0.upperBound...]))
      }
    }
    func take(_ name: String) -> String? {
      facts.firstIndex { $0.name == name }.map { facts.remove(at: $0).value }
    }
    guard let expect = take("expect"), let says = take("says") else { return nil }
    self.init(part, String(halves[1]), expect: expect, says, base: take("base"))
    self.facts = facts
    body = Array(lines[(end + 1)...])
  }
}

// MARK: Bytes

extension Vector {
  /// The body as bytes in hexadecimal.
  var bytes: [UInt8] { Hex.bytes(body.joined()) }

  /// The files that a body describes: the journal, and the rollback journal beside it if there is
  /// one. Each line is an offset and what stands there, over the base's bytes.
  func files(over base: [String: [UInt8]]) -> [String: [UInt8]] {
    var files = base
    var name = "journal"
    for line in body {
      let words = line.split(separator: " ")
      guard words.first?.hasPrefix("@") == true, let offset = Int(words[0].dropFirst()) else {
        name = line
        continue
      }
      let bytes = words.count > 1 ? Hex.bytes(String(words[1])) : []
      var file = files[name] ?? []
      file += [UInt8](repeating: 0, count: max(0, offset + bytes.count - file.count))
      file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      // A bare offset is the file's end.
      files[name] = bytes.isEmpty ? Array(file.prefix(offset)) : file
    }
    return files
  }

  /// Writes files as a body: what differs from the base.
  static func body(of files: [String: [UInt8]], over base: [String: [UInt8]]) -> [String] {
    var lines: [String] = []
    for name in files.keys.sorted() {
      guard let file = files[name], file != base[name] else { continue }
      lines.append(name)
      let old = base[name] ?? []
      var start = 0
      func differs(_ place: Int) -> Bool { file[place] != (place < old.count ? old[place] : 0) }
      while start < file.count {
        guard differs(start) else {
          start += 1
          continue
        }
        // A short stretch of equal bytes costs less than a line; 64 bytes are a line.
        var end = start + 1
        for place in end..<min(start + 64, file.count) where differs(place) && place < end + 8 {
          end = place + 1
        }
        lines.append("@\(start) \(Hex.text(file[start..<end]))")
        start = end
      }
      let reached = max(old.count, file.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)
      if file.count < old.count || file.count > reached { lines.append("@\(file.count)") }
    }
    return lines
  }
}

enum Hex {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Lines of 32 bytes.
  static func lines(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 32).map { text(bytes[$0..<min($0 + 32, bytes.count)]) }
  }

  static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { $0 < 0x3a ? $0 - 0x30 : $0 - 0x61 + 10 }
    return stride(from: 0, to: digits.count - digits.count % 2, by: 2).map {
      digits[$0] << 4 | digits[$0 + 1]
    }
  }
}
