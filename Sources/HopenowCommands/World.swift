import CaseModel
import Glibc
import JournalStore
import Sealing

/// Everything outside that a command may touch: time, chance, environment, terminal, output.
public struct World {
  /// What `today` means.
  let today: Today
  /// What a journal takes from the world.
  let store: StoreEnvironment
  /// The person at the keyboard, if there is one.
  let terminal: Terminal?
  /// Where results and remarks go.
  let output: Output
  /// The language of everything that a person reads; machine formats never change with it.
  let isDanish: Bool

  /// What a person reads, in her language.
  func says(_ english: String, danish: String) -> String { isDanish ? danish : english }

  /// The value of an environment variable; nil if it isn't set or is empty.
  static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// The real world.
  ///
  /// - Throws: ``CommandError``: `badToday`, `argumentNotText`.
  static func live(_ output: Output) throws -> World {
    ProcessMemory.forbidDumps()
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow is like a full disk: an error, and no end.
    signal(SIGXFSZ, SIG_IGN)
    try checkArguments()
    let terminal = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 ? Terminal() : nil
    return World(
      today: try now(), store: liveStore(), terminal: terminal, output: output,
      isDanish: speaksDanish)
  }

  /// Whether the locale is Danish.
  static var speaksDanish: Bool {
    (variable("LC_ALL") ?? variable("LC_MESSAGES") ?? variable("LANG") ?? "").hasPrefix("da")
  }

  /// Refuses bytes that aren't UTF-8: they would be mended, and what is stored isn't what was meant.
  private static func checkArguments() throws {
    for (place, argument) in CommandLine.arguments.enumerated().dropFirst()
    where argument.unicodeScalars.contains("\u{fffd}") {
      guard let bytes = CommandLine.unsafeArgv[place], String(validatingCString: bytes) == nil
      else { continue }
      throw CommandError.argumentNotText(place)
    }
  }

  private static func liveStore() -> StoreEnvironment {
    var store = StoreEnvironment(
      now: {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var seconds = now.tv_sec
        var local = tm()
        localtime_r(&seconds, &local)
        return .init(
          wallMilliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000,
          utcOffsetMinutes: Int16(local.tm_gmtoff / 60))
      },
      random: { Randomness.bytes($0) },
      stateFolder: folder("XDG_STATE_HOME", below: ".local/state"))
    store.endsWithJournals = true
    return store
  }

  /// Where the journal lies if nobody says: `hopenow/journal.hopenow` in the data folder.
  static var defaultJournal: String? {
    variable("HOPENOW_JOURNAL")
      ?? folder("XDG_DATA_HOME", below: ".local/share").map { $0 + "/journal.hopenow" }
  }

  /// Makes the folders above the default journal, closed to others; what fails shows on writing.
  static func makeFolder(of path: String) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o700)
    }
  }

  private static func folder(_ variable: String, below home: String) -> String? {
    if let base = World.variable(variable), base.hasPrefix("/") { return base + "/hopenow" }
    guard let home = homeFolder.map({ $0 + "/" + home }) else { return nil }
    return home + "/hopenow"
  }

  /// From the environment, else from the user database: `env -i` has none of the first.
  private static var homeFolder: String? {
    if let home = variable("HOME") { return home }
    guard let user = getpwuid(getuid()), let folder = user.pointee.pw_dir else { return nil }
    return String(cString: folder)
  }

  /// The wall clock, or what HOPENOW_TODAY sets it to (`2026-10-31`, or with a time behind it).
  private static func now() throws -> Today {
    var seconds = time(nil)
    var local = tm()
    localtime_r(&seconds, &local)
    let real = Today(
      CivilDate(
        year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
        ?? firstDay,
      minute: Int(local.tm_hour) * 60 + Int(local.tm_min))
    guard let set = variable("HOPENOW_TODAY") else { return real }
    guard let (date, minute) = real.read(set) else { throw CommandError.badToday }
    return Today(date, minute: minute ?? real.minute)
  }

  private static var firstDay: CivilDate {
    guard let day = CivilDate(number: 20_260_101) else { fatalError("2026-01-01 is a day") }
    return day
  }
}
