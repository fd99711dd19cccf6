import CaseModel
import JournalStore
import Reports
import SealedSQLite
import Sealing
import Spreadsheets

/// The same in Danish: message and hint; what isn't here is said in English.
extension UserFacing {
  /// An error in the language of whoever reads it.
  init(_ error: any Error, danish isDanish: Bool) {
    if let error = error as? NotSaved {
      self.init(error, danish: isDanish)
      return
    }
    self.init(error)
    guard isDanish, let (message, hint) = Self.danish(error) else { return }
    (self.message, self.hint) = (message, hint)
  }

  typealias Prose = (message: String, hint: String?)

  private static func danish(_ error: any Error) -> Prose? {
    switch error {
    case let error as JournalError: danish(error)
    case let error as CommandError: danish(error)
    case let error as AnswerError: danish(error, line: nil)
    case let error as FieldLines.LineError: danish(.line(error))
    case let error as ReferralError: danish(.referral(error))
    case let error as Contradiction: danish(error)
    case let error as SheetProblem: danish(error)
    case let error as ReportError: danish(error)
    case SealingError.outOfMemory:
      ("Der er ikke hukommelse nok til at åbne journalen.", "Luk andre programmer, og prøv igen.")
    default: nil
    }
  }

  private static func danish(_ error: CommandError) -> Prose? {
    switch error {
    case .nobodyToShareWith:
      (
        "Der er ikke andre i dit team.", "En leder tilføjer kolleger med 'hopenow team add'."
      )
    case .notInTeam:
      ("Hun er ikke med i teamet, eller ikke mere.", "Se 'hopenow team list'.")
    case .keysWouldGo(let numbers):
      (
        "Nøgle \(numbers.map(String.init).joined(separator: ", ")) ville ikke åbne journalen mere, og der er ingen at spørge; intet er ændret.",
        "Se 'hopenow key list', og skriv så --yes."
      )
    case .codeNeedsTerminal:
      (
        "En genopretningskode vises på en terminal, og der er ingen; intet er ændret.",
        "Skriv --print for at få den på standard output."
      )
    case .needsYes:
      (
        "Der er ingen at spørge, om det er rigtigt.",
        "Sammenlign fingeraftrykket med hende, og skriv så --yes."
      )
    case .noKey:
      (
        "Journalen er låst, og der er ingen terminal at spørge om adgangssætningen på.",
        "Brug --key-file, --passphrase-fd eller HOPENOW_KEY_FILE."
      )
    case .noNewKey:
      (
        "Der er ingen nøgle til det og ingen terminal at spørge om en adgangssætning på.",
        "Brug --new-key-file eller --new-passphrase-fd."
      )
    case .noFirstKey:
      (
        "Der er ingen nøgle til den nye journal og ingen terminal at spørge om en adgangssætning på.",
        "Brug --key-file, --passphrase-fd eller HOPENOW_KEY_FILE."
      )
    case .removingNeedsYes:
      ("Der er ingen at spørge, om hun skal ud; intet er ændret.", "Tilføj --yes.")
    case .renamingNeedsYes:
      (
        "Teamet hedder noget andet, og der er ingen at spørge; intet er ændret.",
        "Tilføj --yes, så hedder det noget andet for alle."
      )
    case .noColleague(let isPath):
      isPath
        ? (
          "Der er ingen sådan fil, og ingen i teamet, og ingen, der venter, har det navn.",
          "Se efter, om stien er rigtig, og om USB-nøglen sidder i."
        )
        : (
          "Ingen i teamet, og ingen, der venter, har det navn eller fingeraftryk.",
          "Se 'hopenow team list'."
        )
    case .oneself: ("Det er dig selv.", "Nævn en kollega: se 'hopenow team list'.")
    case .foundedATeam:
      (
        "Du har grundlagt et team med andre i og ville forlade det for altid; intet er ændret.",
        "'hopenow team add FIL' lader hende tælle med i dit."
      )
    case .erasedWithoutFile(let path):
      (
        "Det er slettet for altid, men attesten kan ikke skrives til \"\(path)\".",
        "Den står i standardoutput: gem det."
      )
    case .badKeyFile(let path):
      (
        "\"\(path)\" kan ikke bruges som nøglefil: den skal være din, 32 byte lang og lukket for andre.",
        "Prøv 'chmod 600 \(path)'."
      )
    case .noKeyFile(let path):
      ("Der er ingen nøglefil i \"\(path)\".", "Se efter, om stien er rigtig.")
    case .noPassphraseLine(let descriptor):
      (
        "Der er ingen adgangssætning at læse på deskriptor \(descriptor).",
        "Omdiriger den, som i '\(descriptor)<FIL', med en adgangssætning på hver linje."
      )
    case .weakPassphrase:
      (
        "Den adgangssætning er for let at gætte: den skal have 12 tegn og må ikke være almindelig.",
        "Tag flere ord, der ikke har med hinanden at gøre."
      )
    case .passphraseTooLong:
      (
        "Den adgangssætning er længere end \(Terminal.longestPassphrase) byte.",
        "Brug en nøglefil."
      )
    case .passphrasesDiffer: ("De to adgangssætninger er ikke ens.", "Prøv igen.")
    case .interrupted: ("Afbrudt; intet er ændret.", nil)
    case .interruptedAfterSaving(let record):
      (
        "Afbrudt; det, der blev svaret før, er gemt.",
        "Fortsæt med 'hopenow screen --resume \(record)'."
      )
    case .answer(let error): danish(error, line: nil)
    case .line(.noColon(let line)):
      (
        "Linje \(line) har intet kolon.",
        "Hver linje er 'navn: værdi'; en tom linje afslutter dem."
      )
    case .line(.noSuchField(let line)):
      ("Linje \(line) nævner intet felt.", "'hopenow help' og referencen har dem alle.")
    case .line(.repeated(let line, let field)):
      ("Linje \(line): '\(field)' tager ét svar og har allerede et.", nil)
    case .line(.wrong(let line, let error)): danish(error, line: line)
    case .referral(.both(let one, let other)):
      (
        "En henvisning kan ikke både være \(one) og \(other).",
        "Slet den ene: --clear \(one) eller --clear \(other)."
      )
    case .referral(.without(let later, let earlier)):
      (
        "En henvisning kan ikke være \(later) uden at have været \(earlier).",
        "Giv også --\(earlier)."
      )
    case .referral(.before(let later, let earlier)):
      ("'\(later)' kan ikke ligge før '\(earlier)'.", "Se datoerne efter.")
    case .noConsent(toOrganisation: true):
      (
        "Der er på henvisningens dag intet samtykke til at dele med den organisation; intet er ændret.",
        "Skriv det: hopenow consent --person HVEM --purpose share --to ORGANISATION --answer given. Eller sig, hvorfor uden: --override GRUND."
      )
    case .noConsent(toOrganisation: false):
      (
        "En henvisning kræver samtykke til at dele med en organisation, og der er ikke nævnt nogen; intet er ændret.",
        "Nævn den med --to, eller sig, hvorfor uden samtykke: --override GRUND."
      )
    case .noConsentOnRecord:
      (
        "Der er på henvisningens dag intet samtykke til at dele med den organisation.",
        "Det, personen sagde, er skrevet ned; henvisningen er ikke."
      )
    case .noConsentToday:
      (
        "Der er i dag intet samtykke til at dele med den organisation, der henvises til.",
        "Skriv det med 'hopenow consent', eller grunden til at undvære det: 'hopenow edit ID --override GRUND'."
      )
    case .consentDecides:
      (
        "Personens samtykke siger, hvad der må gives videre; --include er til en henvisning uden.",
        "Udelad --include."
      )
    case .aliasTaken(let code):
      (
        "\(code) hedder allerede sådan; intet er skrevet.",
        "Brug den kode, eller tilføj --same-alias, hvis det er en anden."
      )
    case .emptyAlias:
      (
        "Et tomt dæknavn ville efterlade personen uden navn; intet er ændret.",
        "Giv et andet; --clear alias fjerner det med vilje."
      )
    case .notFound(let what, let similar):
      (
        "Det findes ikke (\(word(what))).",
        similar.isEmpty ? "Se 'hopenow list'." : "Mente du \(similar.joined(separator: ", "))?"
      )
    case .cannotLink(.oneself): ("Begge er den samme post.", "Nævn to.")
    case .cannotLink(.differentKinds):
      ("De to er af forskellig slags.", "Kobl personer med personer, kontakter med kontakter.")
    case .cannotLink(.notCounted):
      ("Kun personer og det, der skete på en dag, kan kobles.", "Se 'hopenow list'.")
    case .nothingSaid:
      (
        "Ingen har sagt, om de to er de samme; intet er ændret.",
        "Er de koblet over andre, så tag de koblinger tilbage: 'hopenow list --kind same'."
      )
    case .notAFilter:
      ("Det er ikke en betingelse.", "Skriv et felt og en kode: --where gender=Feminine.")
    case .notADay(let option):
      ("\(option) tager en dag.", "Skriv 2026-10-31, 31/10, i dag eller i går.")
    case .noSuchName(let what, let known):
      ("Det findes ikke (\(word(what))).", "Skriv et af disse: \(known.joined(separator: ", ")).")
    case .ambiguous(let what, let candidates):
      (
        "Flere hedder sådan (\(word(what))): \(candidates.joined(separator: ", ")).",
        what == "worker" ? "Skriv mere af det, eller af de seks ord." : "Skriv mere af det."
      )
    case .notText(let line):
      (
        "Linje \(line) af standardinput er ikke tekst i UTF-8.",
        "Skriv den som UTF-8, uden nulbyte; det gør 'iconv -t UTF-8'."
      )
    case .argumentNotText(let number):
      (
        "Argument \(number) er ikke tekst i UTF-8.",
        "Sæt terminalen og scriptet til UTF-8, eller brug '--fields -'."
      )
    case .eraseWhole(let code):
      (
        "Uden et spørgsmål sletter kun en hel kode eller et helt alias, ikke begyndelsen. Intet blev slettet for altid.",
        "Skriv \(code)."
      )
    case .cannotDelete:
      (
        "Hvem der er i teamet, og dets indstillinger, kan ikke slettes; intet er ændret.",
        "'hopenow team remove' tager nogen ud af teamet; 'hopenow edit settings' ændrer indstillingerne."
      )
    case .joinInstead(let path):
      (
        "Der er allerede en journal i \"\(path)\".",
        "Gå med i teamet med den: 'hopenow team join FIL'."
      )
    case .standardInputTwice:
      (
        "Kun ét tilvalg kan læse standardinput ('-').", "Giv et af dem en fil eller en værdi."
      )
    case .nothingToRecord:
      (
        "Der er intet at registrere.",
        "Giv tilvalg, eller linjer 'navn: værdi' med '--fields -'."
      )
    case .needsPerson: ("Hvem drejer det sig om?", "Giv --person med en kode eller et dæknavn.")
    case .erasingNeedsYes:
      (
        "Intet bringer det tilbage, der slettes for altid, og der er ingen terminal at spørge på. Intet er slettet.",
        "Tilføj --yes."
      )
    case .noRecordToErase:
      ("Hvilken post skal slettes for altid?", "Angiv dens kode, dæknavn eller id.")
    case .noCertificate:
      (
        "Kun en leders sletning får en attest; du kan bede om en sletning. Intet er ændret.",
        "Udelad --certificate."
      )
    case .newAuthors(let count):
      (
        "\(count) \(count == 1 ? "forfatter" : "forfattere") tæller ikke med i jeres team endnu, og der er ingen terminal at spørge på. Intet blev flettet.",
        "Se med --dry-run, og flet så med --trust-new."
      )
    case .notAPeriod:
      (
        "Det er ikke en periode.",
        "Skriv 2026-10, 2026-Q3, 2026, 2026-04..2026-06, last-month eller this-month."
      )
    case .noSuchField(let option, let kind):
      ("'\(option)' er ikke et felt i en post af slagsen \(kind).", "Se 'hopenow help \(kind)'.")
    case .nothingInConflict, .takesNoField, .notInConflict, .noSuchValue, .notOneOfTwo, .notJoined,
      .wordsNotHere,
      .deletionUndecided:
      danish(resolving: error)
    case .notATable(let path):
      (
        "\"\(path)\" er ikke en liste med indikatorer: den er ikke tekst i UTF-8 eller er længere end 1 MiB.",
        "Se efter, om stien er rigtig."
      )
    case .noSuchFile(let path):
      ("\"\(path)\" kan ikke læses.", "Se efter, om stien er rigtig.")
    case .otherTable(let id):
      (
        "Denne screening blev begyndt med en anden liste med indikatorer: \(id).",
        "Brug den, eller begynd en ny screening."
      )
    case .tableNotAtHand:
      (
        "Denne screening blev lavet med en liste med indikatorer, der ikke følger med denne hopenow.",
        "Brug 'hopenow screen --resume ID --indicators FIL' med filen med den liste."
      )
    case .noDefaultJournal: ("Der er ikke nævnt nogen journal.", "Brug --journal STI.")
    case .badToday:
      (
        "HOPENOW_TODAY er ikke en dag.",
        "Skriv 2026-10-31 eller 2026-10-31T23:30, eller fjern den."
      )
    case .notADuration: ("Det er ikke en varighed.", "Skriv 30m eller 2h.")
    case .exists(let path): ("Der ligger allerede en fil i \"\(path)\".", "Vælg et andet sted.")
    case .cannotPrint:
      (
        "Resultatet kunne ikke skrives til standardoutput.",
        "Det, der blev registreret, er registreret; se 'hopenow list'."
      )
    case .cannotWrite(let path):
      (
        "Der kan ikke skrives i \"\(path)\".", "Se efter, om mappen findes, og hvis den er."
      )
    default: nil
    }
  }

  /// What something is called that was looked for.
  private static func word(_ what: String) -> String {
    if let kind = Kind.named(what) { return kind.labels.da.lowercased() }
    return switch what {
    case "worker": "medarbejder"
    case "place": "sted"
    case "organisation": "organisation"
    case "project": "projekt"
    case "record": "post"
    case "referral": "henvisning"
    case "kind": "slags post"
    case "column": "kolonne"
    case "field": "felt"
    case "report": "rapport"
    default: what
    }
  }
}

extension UserFacing {
  private static func danish(_ error: ReportError) -> Prose {
    switch error {
    case .noField(let typed, let fields):
      (
        "En rapport har ikke feltet \"\(typed)\", eller den har flere.",
        "Det kan være: \(fields.joined(separator: ", "))."
      )
    case .tooManyFields:
      (
        "En rapport deles op efter et, to eller tre forskellige felter.",
        "Skriv --by gender,citizenship."
      )
    case .neverTogether(let one, let other):
      ("Ingen registrering har både \(one) og \(other).", "Tag felter fra én slags registrering.")
    case .noCode(let field, let codes):
      (
        "\(field) har ikke den kode, eller har flere.",
        "Det kan være: \(codes.joined(separator: ", "))."
      )
    case .tooManyRows:
      ("Den tabel ville have over en million rækker.", "Tag færre felter.")
    }
  }
}
