/// A piece of HTML or SVG.
///
/// Words get into one by ``text(_:)`` and attributes alone, which escape them, so that somebody's
/// typing can't become markup.
struct HTML {
  private(set) var code = ""

  /// Words that are nothing but words.
  static func text(_ words: String) -> HTML { HTML(code: escaped(words)) }

  /// An element with its attributes in the order given and what is in it.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ content: HTML...
  ) -> HTML {
    element(name, attributes, content)
  }

  /// An element with what is in it.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ content: [HTML]
  ) -> HTML {
    element(name, attributes: attributes.map { ($0.key, $0.value) }, content)
  }

  /// An element whose attributes were put together before.
  static func element(
    _ name: StaticString, attributes: [(name: StaticString, value: String)], _ content: [HTML]
  ) -> HTML {
    var code = "<\(name)"
    for (attribute, value) in attributes { code += " \(attribute)=\"\(escaped(value))\"" }
    return HTML(code: code + ">" + content.map(\.code).joined() + "</\(name)>")
  }

  /// Pieces behind each other, each on a line of its own.
  static func lines(_ pieces: [HTML]) -> HTML {
    HTML(code: pieces.map { $0.code + "\n" }.joined())
  }

  /// Markup that this program has in its own text.
  static func own(_ markup: StaticString) -> HTML { HTML(code: "\(markup)") }

  /// Words that HTML takes for nothing but words, also within quotes.
  static func escaped(_ words: String) -> String {
    var escaped = ""
    for character in words.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
