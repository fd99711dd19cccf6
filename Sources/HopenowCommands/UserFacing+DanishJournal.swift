import Glibc
import JournalStore
import SealedSQLite

/// What can go wrong with a journal, in Danish.
extension UserFacing {
  static func danish(_ error: JournalError) -> Prose? {
    switch error {
    case .noJournal(let path):
      ("Der er ingen journal i \"\(path)\".", "Lav en med 'hopenow init --journal \(path)'.")
    case .alreadyExists(let path):
      ("Der ligger allerede en fil i \"\(path)\".", "Vælg et andet sted.")
    case .notReadable(let path):
      (
        "\"\(path)\" kan ikke læses.", "Se efter, hvis fil det er: ejeren kan lade dig læse den."
      )
    case .noFolder(let path):
      (
        "Mappen \"\(path)\" findes ikke.",
        "Se efter, om stien er rigtig, og om USB-nøglen sidder i."
      )
    case .notAJournal(let path):
      ("\"\(path)\" er ikke en journal.", "Se efter, om stien er rigtig.")
    case .newerFormat(let path):
      ("\"\(path)\" er lavet af en nyere hopenow.", "Installer den nyeste hopenow, og prøv igen.")
    case .wrongKey(_, code: .mistyped):
      (
        "Den genopretningskode er tastet forkert: den sidste gruppe passer ikke til de andre.",
        "Sammenlign den med papiret, gruppe for gruppe."
      )
    case .wrongKey(let path, code: .another):
      (
        "Den genopretningskode hører ikke til \"\(path)\".",
        "En nyere kode har afløst den, eller den hører til en anden journal; 'hopenow key list' viser, hvornår den nuværende er lavet."
      )
    case .wrongKey(let path, code: nil):
      (
        "Den nøgle åbner ikke \"\(path)\".",
        "Prøv igen; 'hopenow key list' viser, hvilke slags nøgler der er."
      )
    case .damaged(let path, let part):
      (
        "\"\(path)\" er beskadiget, eller nogen har ændret i filen.",
        part == .header
          ? "Tag den seneste sikkerhedskopi."
          : "Tag den seneste sikkerhedskopi, eller gem, hvad der er tilbage: 'hopenow check --journal \(path) --salvage NY.hopenow'."
      )
    case .damagedRecords(let path, _):
      (
        "\"\(path)\" indeholder noget, der ikke er, hvad forfatteren har underskrevet.",
        "Intet blev taget fra den. Bed ejeren om en anden kopi, eller kør 'hopenow check' på den."
      )
    case .replaced(let path):
      (
        "\"\(path)\" fik en anden nøgle eller blev flyttet, mens kommandoen ventede; intet er skrevet.",
        "Kør kommandoen igen."
      )
    case .busy(let path):
      ("Et andet program skrev i \"\(path)\" i mere end ti sekunder.", "Prøv igen.")
    case .notWritable(let path):
      (
        "Der kan ikke skrives i \"\(path)\"; intet er ændret.",
        "Se efter, hvem der ejer filen og mappen."
      )
    case .outOfSpace(let path):
      ("Der er ikke plads til \"\(path)\"; intet er ændret.", "Skaf plads, og prøv igen.")
    case .alreadyOpen(let path):
      (
        "\"\(path)\" er den journal, der skrives i, eller er nævnt to gange.",
        "Nævn hver journal én gang."
      )
    case .demoAndReal(let path):
      (
        "\"\(path)\" og denne journal kan ikke blandes: den ene er en demo.",
        "Flet en demos journaler med hinanden for at prøve det."
      )
    case .statisticsOnly:
      (
        "Denne journal er til statistik og tager ikke imod ord.",
        "Skriv i din egen journal, og flet den."
      )
    case .notASupervisor:
      (
        "Kun en leder i teamet kan det, og kun grundlæggeren, hvad der angår ledere.",
        "Se 'hopenow team list'."
      )
    case .notASupervisorsCard(let path):
      (
        "\"\(path)\" er kortet fra en, der ikke er leder ifølge det.",
        "Bed en leder om teamets fil: 'hopenow team card FIL'."
      )
    case .notATeamFile(let path):
      (
        "\"\(path)\" er hverken et kort eller en teamfil.",
        "En leder laver en med 'hopenow team card FIL'."
      )
    case .inAnotherTeam:
      (
        "Denne journal hører allerede til et andet team.",
        "Lav en journal for sig til det nye team: 'hopenow init --team FIL --journal STI'."
      )
    case .noRecord: ("Der er ingen sådan post.", "Se 'hopenow list'.")
    case .lastKey:
      (
        "Det er journalens eneste nøgle; uden den kan ingen åbne den.",
        "Tilføj først en anden nøgle med 'hopenow key add'."
      )
    case .noKey(let number):
      ("Journalen har ingen nøgle nummer \(number).", "Se 'hopenow key list'.")
    case .tooManyKeys:
      (
        "Journalen har ikke plads til flere nøgler af den slags: højst 16, heraf to adgangssætninger.",
        "Fjern en med 'hopenow key remove'."
      )
    case .nothingToUndo: ("Der er intet af dit at tage tilbage.", nil)
    case .cannotUndo:
      (
        "Din seneste kommando ændrede teamet eller dets indstillinger; det kan ikke tages tilbage med undo.",
        "Ret dem igen: 'hopenow team add', 'hopenow team remove', 'hopenow edit settings'."
      )
    case .cannotUndoErasure:
      ("Noget blev slettet for altid med det; der er intet tilbage at hente.", nil)
    case .erased:
      (
        "Det er slettet for altid, eller hører til nogen, der er; intet er ændret.",
        "Et punkt på en liste kan laves igen under et andet navn."
      )
    case .erasesMany(let count):
      (
        "Det ville slette \(count) poster for altid; intet er ændret.",
        "Spørg den, der har slettet dem; 'hopenow merge --dry-run' viser det; --erase-many gør det."
      )
    case .cannotErase:
      (
        "Hvem der er i teamet, dets indstillinger og hvad der er slettet for altid, kan ikke slettes for altid.",
        "'hopenow team remove' tager nogen ud af teamet; 'hopenow edit settings' ændrer indstillingerne."
      )
    case .tooLong(let limit):
      (
        "Det er længere, end en post kan være (\(limit >> 20) MiB); intet er ændret.",
        "Del det i to poster."
      )
    case .needsNewerHopenow:
      ("Den post kræver en nyere hopenow.", "Installer den nyeste hopenow.")
    case .system(let path, let number):
      (
        "\"\(path)\": systemfejl \(number), \(String(cString: strerror(number))).",
        "Se disken eller nøglen efter, og prøv igen."
      )
    case .database(let path, let code):
      ("\"\(path)\": SQLite-fejl \(code).", "Kør 'hopenow check'.")
    }
  }
}
