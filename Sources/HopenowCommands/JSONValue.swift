/// A value as JSON, printed with sorted keys: the same value gives the same bytes.
///
/// Foundation's encoder takes a millisecond to start, which is a third of a command.
enum JSONValue {
  case null
  case bool(Bool)
  case number(Int64)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value with two spaces of indentation and a line end behind it.
  var text: String {
    var text = ""
    write(to: &text, indentation: "")
    return text + "\n"
  }

  /// The value in one line, without an end: for a file with a value in each.
  var line: String {
    var text = ""
    write(to: &text, indentation: nil)
    return text
  }

  /// Writes the value; without indentation all in one line.
  private func write(to text: inout String, indentation: String?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += String(value)
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      Self.write(values, "[", "]", to: &text, indentation: indentation) { value, text, inner in
        value.write(to: &text, indentation: inner)
      }
    case .object(let values):
      let sorted = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.write(sorted, "{", "}", to: &text, indentation: indentation) { pair, text, inner in
        Self.write(pair.key, to: &text)
        text += ": "
        pair.value.write(to: &text, indentation: inner)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String,
    indentation: String?, _ writeElement: (Element, inout String, String?) -> Void
  ) {
    guard !elements.isEmpty else {
      text += open + close
      return
    }
    let inner = indentation.map { $0 + "  " }
    text += open
    for (index, element) in elements.enumerated() {
      text += index == 0 ? "" : inner == nil ? ", " : ","
      text += inner.map { "\n" + $0 } ?? ""
      writeElement(element, &text, inner)
    }
    text += (indentation.map { "\n" + $0 } ?? "") + close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Also what drives some terminals (C1) and what ends a line in JavaScript.
      case "\0"..<" ", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
