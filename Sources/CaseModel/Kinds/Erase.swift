extension Kind {
  /// That a record is erased, with whatever belongs to it, for ever; or that a supervisor is asked to.
  ///
  /// `target` is the hash of the record's id (``RecordMark``), and the natural key. A change of it
  /// erases if it says so and a supervisor wrote it, whatever was or will be written beside it.
  public static let erase = Kind(
    "erase", en: "Erasure", da: "Permanent sletning", identity: .natural,
    fields: [
      Field(
        "target", .bytes, required: true, en: "Which record?",
        da: "Hvilken registrering?"),
      Field(
        "act", .code(.erasureAct), required: true, automatic: true, en: "Erased, or asked for?",
        da: "Slettet, eller ønsket?"),
      Field(
        "reason", .code(.erasureReason), required: true, first: true, en: "Why is it erased?",
        da: "Hvorfor slettes det?"),
    ])

  /// Whether its records can be erased: not who is in the team, what is settled and what was erased.
  public static func canBeErased(_ name: String) -> Bool {
    ![member.name, settings.name, erase.name].contains(name)
  }
}
