import Glibc

/// Two invented sheets, as Excel saves them: persons, and contacts that name them by number.
struct Sheets {
  let persons: String
  let contacts: String
  /// What the headings of both mean.
  let personsMapping: String
  let contactsMapping: String
  /// A key file for the journal that takes them over.
  let keyFile: String

  /// Writes them into a folder.
  init(persons personCount: Int, contacts contactCount: Int, in folder: String) throws {
    persons = folder + "/persons.csv"
    contacts = folder + "/contacts.csv"
    personsMapping = folder + "/persons.map"
    contactsMapping = folder + "/contacts.map"
    keyFile = folder + "/import.key"
    try Self.write(to: persons) { write in
      write("Nr;Navn;Køn;Land;Født;Ophold;Telefon;Bemærkninger\r\n")
      for number in 1...personCount {
        let mixed = Self.mixed(number)
        write(
          "P\(number);\(Self.pick(Self.colours, mixed)) Hat \(number)"
            + ";\(mixed % 4 == 0 ? "M" : "K");\(Self.pick(Self.countries, mixed >> 8))"
            + ";\(1970 + mixed >> 16 % 36);none;\(20_000_000 + mixed >> 20 % 79_999_999)"
            + ";Opfundet person, set nær stationen.\r\n")
      }
    }
    try Self.write(to: contacts) { write in
      write("Nr;Dato;Sted;Antal;Talt med;Person;Bemærkninger\r\n")
      for number in 1...contactCount {
        let mixed = Self.mixed(-number)
        let met = 1 + mixed >> 24 % 20
        write(
          "K\(number);\(1 + mixed % 28)-\(1 + mixed >> 8 % 12)-\(2010 + mixed >> 16 % 16);Gaden"
            + ";\(met);\(min(mixed >> 32 % 5, met));P\(1 + mixed >> 20 % personCount)"
            + ";\"Opfundet: talte om vejret; og om vejen til klinikken.\"\r\n")
      }
    }
    try Self.write(to: personsMapping) { write in
      write("Navn = alias\nKøn = gender\nKøn: K = Feminine\nKøn: M = Masculine\n")
      write("Land = citizenship\nFødt = birth-year\nOphold = residence\nTelefon = phone\n")
      write("Bemærkninger = note\n")
    }
    try Self.write(to: contactsMapping) { write in
      write("Dato = on\nSted = setting\nAntal = met\nTalt med = spoken\nPerson = person\n")
      write("Bemærkninger = note\n")
    }
    try Self.write(to: keyFile) { write in write(String(repeating: "k", count: 32)) }
    chmod(keyFile, 0o600)
  }

  private static let colours = ["Red", "Blue", "Green", "Yellow", "White", "Grey", "Purple"]
  private static let countries = ["Nigeria", "Ghana", "Uganda", "Nigeria, Italien", "Kenya"]

  private static func pick(_ words: [String], _ number: Int) -> String {
    words[number % words.count]
  }

  /// A number that looks like chance, always the same (SplitMix64), not negative.
  private static func mixed(_ number: Int) -> Int {
    var mixed = UInt64(bitPattern: Int64(number)) &* 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ mixed >> 31) >> 1)
  }

  private static func write(to path: String, _ body: ((String) -> Void) -> Void) throws {
    guard let file = fopen(path, "w") else { throw BenchError.noFolder(path) }
    defer { fclose(file) }
    body { fputs($0, file) }
  }
}
