public import ArgumentParser
public import CaseModel
import JournalStore
import Merge

/// Printing the page that goes out with a referral, instead of recording one.
struct SheetOptions: ParsableArguments {
  /// The forms of the page.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, html
  }

  /// The languages of the page.
  enum Language: String, CaseIterable, ExpressibleByArgument {
    case en, da
  }

  @Option(
    help: ArgumentHelp(
      "Print the page to hand over with this referral, by the beginning of its id.",
      discussion: "Only what the consent covers goes out. It goes to standard output alone.",
      valueName: "id"))
  var sheet: String?

  @Option(
    help: "With --sheet: a part that goes out although there is no consent; may be repeated.")
  var include: [SharedPart] = []

  @Option(help: "With --sheet: the form of the page.")
  var format: Format?

  @Option(help: "With --sheet: the language of the page; else yours.")
  var language: Language?

  func validate() throws {
    guard sheet == nil, !include.isEmpty || format != nil || language != nil else { return }
    throw ValidationError("'--include', '--format' and '--language' go with '--sheet ID'.")
  }

  /// Prints the page of a referral.
  func print(_ id: String, from journal: Journal, in world: World) throws {
    let record: RecordID
    do {
      record = try journal.record(matching: id, kind: Kind.refer.name)
    } catch CommandError.notFound(_, let similar) {
      throw CommandError.notFound(what: "referral", similar: similar)
    }
    guard let view = try journal.view(of: record), view.existence != .gone else {
      throw JournalError.noRecord
    }
    let allowance = try SheetAllowance(
      for: view, including: Set(include), on: world.today.date, in: journal)
    let danish = language.map { $0 == .da } ?? world.isDanish
    let page = try ReferralSheet(of: view, allowance, from: journal, danish: danish)
    world.output.print(whole: format == .html ? page.html : page.text)
  }
}

extension SharedPart: ExpressibleByArgument {}
