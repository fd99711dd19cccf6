extension Vocabulary {
  /// Finds the code that somebody typed: a stored code, its kebab form or a label in either
  /// language, case ignored, or any prefix of one that only one code has; `unknown` and `refused`,
  /// which every field takes, are among them.
  ///
  /// - Throws: ``AnswerError``: `noSuchCode`, `ambiguous`.
  public func code(matching typed: String, field: String) throws(AnswerError) -> String {
    let typed = Self.plain(typed)
    guard !typed.isEmpty else { throw .noSuchCode(field: field) }
    if let special = Self.special(typed) { return special }
    var candidates: [String] = []
    for code in codes {
      let names = code.names
      if names.contains(typed) { return code.stored }
      if names.contains(where: { $0.hasPrefix(typed) }) { candidates.append(code.stored) }
    }
    for code in ["unknown", "refused"] where !candidates.contains(code) {
      let labels = label(of: code).map { [code, $0.en, $0.da] } ?? [code]
      if labels.contains(where: { $0.hasPrefix(typed) }) { candidates.append(code) }
    }
    switch candidates.count {
    case 0: throw .noSuchCode(field: field)
    case 1: return candidates[0]
    default: throw .ambiguous(field: field, candidates: candidates)
    }
  }

  /// The code that is called exactly so: stored, in kebab form or by a label in either language,
  /// case ignored; nil if none is.
  public func code(called text: String) -> String? {
    let plain = Self.plain(text)
    return Self.special(plain) ?? codes.first { $0.names.contains(plain) }?.stored
  }

  /// `unknown` and `refused`, which every field takes, in both languages.
  public static func special(_ typed: String) -> String? {
    switch plain(typed) {
    case "unknown", "ukendt", "ved ikke", "?": "unknown"
    case "refused", "afvist", "vil ikke svare", "ønsker ikke at svare": "refused"
    default: nil
    }
  }

  /// What a code of the list is called; what `unknown` and `refused` are called, unless the list
  /// has a word of its own for them; nil for a code of a newer hopenow.
  public func label(of code: String) -> Labels? {
    codes.first { $0.stored == code }?.labels ?? Self.label(ofSpecial: code)
  }

  /// What `unknown`, `refused` and the absence of an answer, which every field takes, are called.
  public static func label(ofSpecial code: String) -> Labels? {
    switch code {
    case "unknown": Labels(en: "unknown", da: "ukendt")
    case "refused": Labels(en: "refused", da: "vil ikke svare")
    case "not-asked": Labels(en: "not asked", da: "ikke spurgt")
    default: nil
    }
  }

  /// A text as names are compared: in lower case, single spaces between words and none around.
  public static func plain(_ text: String) -> String {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }
}

extension Code {
  /// Everything that the code may be called, in lower case.
  var names: [String] {
    [stored.lowercased(), kebab, Vocabulary.plain(labels.en), Vocabulary.plain(labels.da)]
  }

  /// `TransgenderFeminine` as `transgender-feminine`.
  private var kebab: String {
    var kebab = ""
    for character in stored {
      if character.isUppercase, let last = kebab.last, last.isLowercase { kebab.append("-") }
      kebab.append(contentsOf: character.lowercased())
    }
    return kebab
  }

  /// The label in a language; English unless it is `da`.
  public func label(danish: Bool) -> String {
    danish ? labels.da : labels.en
  }
}
