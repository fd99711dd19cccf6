/// A versioned list of indicators: data, not code, in a text form that an organisation can write too.
///
/// A screening stores the table's ``id`` and an answer for each indicator asked.
public struct IndicatorTable: Equatable, Sendable {
  /// The table's name: kebab-case, at most 48 characters.
  public let name: String
  /// The table's version, 1 to 9999.
  ///
  /// Whatever changes what an answer means makes a new one.
  public let version: Int
  /// Whether its weights still have to be verified; its name then ends in `-draft`.
  public let isDraft: Bool
  /// The indicators, by dimension, then in the order in which the table has them.
  public let indicators: [Indicator]

  /// Declares a table; the parts are taken as they are.
  public init(_ name: String, version: Int, isDraft: Bool, indicators: [Indicator]) {
    self.name = name
    self.version = version
    self.isDraft = isDraft
    self.indicators = Dimension.allCases.flatMap { dimension in
      indicators.filter { $0.dimension == dimension }
    }
  }

  /// What a screening stores of its table: name and version, such as `ilo-2009-adult-labour-v1`.
  public var id: String { "\(name)-v\(version)" }

  /// The indicator of a code.
  public func indicator(_ code: String) -> Indicator? {
    indicators.first { $0.code == code }
  }
}

extension IndicatorTable {
  /// The tables that hopenow brings with it; the first is taken where nobody names one.
  ///
  /// They are read when they are first asked for, not when the program starts.
  public static let shipped: [IndicatorTable] = [
    PackageResources.ilo_2009_adult_labour_txt, PackageResources.ilo_2009_adult_sexual_draft_txt,
  ].map { bytes in
    do {
      return try IndicatorTable(String(decoding: bytes, as: UTF8.self))
    } catch {
      fatalError("the tables that are built in can be read: \(error)")
    }
  }

  /// The table of an id, if hopenow brings it.
  public static func shipped(_ id: String) -> IndicatorTable? {
    shipped.first { $0.id == id }
  }
}

extension Vocabulary {
  /// The tables of indicators that hopenow brings with it.
  ///
  /// A screening by a team's own table stores the id of that, which isn't in the list.
  public static let indicatorTable = Vocabulary(
    "indicator-table",
    [
      Code(
        "ilo-2009-adult-labour-v1", en: "ILO 2009, adults, labour", da: "ILO 2009, voksne, arbejde"),
      Code(
        "ilo-2009-adult-sexual-draft-v1", en: "ILO 2009, adults, sexual, DRAFT",
        da: "ILO 2009, voksne, seksuel, UDKAST"),
    ])
}
