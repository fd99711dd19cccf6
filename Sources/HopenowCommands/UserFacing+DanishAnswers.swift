import CaseModel
import Spreadsheets

/// What is wrong with an answer or a cell, in Danish.
extension UserFacing {
  static func danish(_ contradiction: Contradiction) -> Prose? {
    switch contradiction {
    case .before(let later, let earlier):
      ("'\(later)' kan ikke ligge før '\(earlier)'.", "Se datoerne efter.")
    case .more(let part, let whole):
      (
        "'\(part)' kan ikke være flere end '\(whole)'; intet er skrevet.",
        "'\(whole)' tæller alle, også dem i '\(part)'."
      )
    }
  }

  static func danish(_ problem: SheetProblem) -> Prose? {
    switch problem {
    case .noFile(let path):
      ("Der er ingen fil at læse i \"\(path)\".", "Se efter, om stien er rigtig.")
    case .form(.workbook):
      (
        "Filen er en projektmappe.",
        "Gem arket som CSV i Excel eller LibreOffice, helst som 'CSV UTF-8', og importer det."
      )
    case .form(.utf16):
      ("Filen er UTF-16, Excels 'Unicode-tekst'.", "Gem arket som 'CSV UTF-8'.")
    case .form(.notText(let line)):
      ("Linje \(line) i filen er ikke tekst.", "Gem arket som 'CSV UTF-8'.")
    case .form(.mixedEncodings(let line)):
      (
        "Linje \(line) er ikke UTF-8, men resten af filen er.",
        "Åbn filen, se på den linje, og gem den som 'CSV UTF-8'."
      )
    case .form(.empty): ("Der er intet i filen.", nil)
    case .headings(.noSuchField(let column)):
      (
        "Overskriften i kolonne \(column) nævner intet felt.",
        "Sig, hvad den betyder, i en fil til --mapping: 'OVERSKRIFT = FELT' eller 'OVERSKRIFT = ignore'."
      )
    case .headings(.repeated(let column, let field)):
      (
        "Kolonne \(column) svarer på '\(field)', og det gør en anden også.",
        "Udelad den ene i en fil til --mapping: 'OVERSKRIFT = ignore'."
      )
    case .headings(.noIDColumn):
      (
        "Ingen kolonne har den overskrift, som --id nævner.",
        "Skriv den, som den står i arkets første række."
      )
    case .headings(.missing(let field)):
      (
        "Ingen kolonne svarer på '\(field)', som hver post af den slags skal have.",
        "Sig, hvilken der gør, i en fil til --mapping: 'OVERSKRIFT = \(field)'."
      )
    case .mapping(.noEqualsSign(let line)):
      (
        "Linje \(line) i mapping-filen har intet lighedstegn, eller der står intet på den ene side.",
        "Skriv 'OVERSKRIFT = FELT', 'OVERSKRIFT: CELLE = SVAR' eller 'OVERSKRIFT = ignore'."
      )
    case .mapping(.repeated(let line)):
      ("Linje \(line) i mapping-filen siger det samme som en tidligere.", nil)
    case .mapping(.noSuchHeading(let line)):
      (
        "Linje \(line) i mapping-filen nævner ingen overskrift i arket.",
        "Skriv den, som den står i arkets første række."
      )
    case .mapping(.noSuchField(let line)):
      (
        "Linje \(line) i mapping-filen nævner intet felt.",
        "Referencen har felterne for hver slags post."
      )
    case .mapping(.noSuchAnswer(let line, let field)):
      (
        "Linje \(line) i mapping-filen: '\(field)' har intet sådant svar.",
        "Referencen har koderne for '\(field)'."
      )
    case .noSuchKind:
      (
        "Den slags poster kan ikke importeres.",
        "Skriv --kind person, contact eller en anden kommandos navn, der registrerer."
      )
    case .badLines(let count):
      (
        count == 1
          ? "Der er noget galt i arket; intet er skrevet."
          : "Der er \(count) ting galt i arket; intet er skrevet.",
        "Ret dem i arket, eller sig, hvad de betyder, i en fil til --mapping; --dry-run prøver."
      )
    case .nowhereToExport:
      (
        "En eksport vises ikke på terminalen.",
        "Nævn en ny fil med --output eller en ny mappe med --folder."
      )
    case .changedMeanwhile:
      ("Nogen ændrede filen, mens den blev læst; intet er skrevet.", "Prøv igen.")
    }
  }

  static func danish(_ error: AnswerError, line: Int?) -> Prose? {
    let (text, hint) = danish(error)
    guard let line else { return (text, hint) }
    return ("Linje \(line): \(text)", hint)
  }

  static func danish(_ error: AnswerError) -> (String, String?) {
    switch error {
    case .noSuchCode(let field):
      (
        "'\(field)' har intet sådant svar.",
        codes(of: field).map { "Skriv et af disse: \($0)." }
          ?? "Referencen har koderne for '\(field)'."
      )
    case .ambiguous(let field, let candidates):
      (
        "'\(field)' har flere svar, der begynder sådan: \(candidates.joined(separator: ", ")).",
        "Skriv mere af det."
      )
    case .notADate(let field):
      ("'\(field)' er ikke en dato.", "Skriv 2026-10-31, 31/10, i dag eller 'i går 23:30'.")
    case .notADueDate(let field):
      ("'\(field)' er ikke en dato.", "Skriv 2026-12-31, 31/12, i morgen, fredag eller '2 uger'.")
    case .needsYear(let field):
      (
        "'\(field)' uden årstal ville være omkring et år ved siden af.",
        "Skriv også året: 31/10/2026."
      )
    case .inTheFuture(let field): ("'\(field)' ligger i fremtiden.", "Se datoen efter.")
    case .notANumber(let field, let range):
      ("'\(field)' tager et helt tal fra \(range.lowerBound) til \(range.upperBound).", nil)
    case .notAnAmount(let field):
      ("'\(field)' tager et beløb såsom 250 eller 250,50, uden tusindtalstegn.", nil)
    case .notCounts(let field): ("'\(field)' tager par såsom Feminine=3,Masculine=2.", nil)
    case .notIndicators(let field): ("'\(field)' tager par såsom debt-bondage=ja.", nil)
    case .takesOne(let field): ("'\(field)' tager ét svar.", nil)
    case .notTyped(let field): ("'\(field)' kan ikke skrives.", nil)
    case .required(let field): ("'\(field)' skal udfyldes.", "Giv --\(field).")
    }
  }
}
