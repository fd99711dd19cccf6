import Glibc

/// What people keep such notes in without hopenow, jrnl and taskwarrior, with as many notes.
///
/// Neither of them seals what it stores here: jrnl's journal is plain text and taskwarrior has nothing
/// else, which is in their favour.
struct NoteTools {
  let jrnl: String?
  let task: String?
  let launcher: Launcher
  /// Where their files are written.
  let scratch: String
  let notes: Int
  let rounds: Int

  private static let sentences = [
    "Talked about the weather and the way to the clinic.",
    "Gave the hotline number, agreed to meet again.",
    "A quiet night, tea with the group by the corner.",
    "Asked about a lawyer, will bring the leaflet.",
  ]

  /// What each of them takes for what a worker does all the time.
  func measure(_ note: (_ command: String, _ runs: [Launcher.Run]) -> Void) throws {
    if let jrnl { try measureJrnl(jrnl, note) }
    if let task { try measureTask(task, note) }
  }

  private func measureJrnl(_ jrnl: String, _ note: (String, [Launcher.Run]) -> Void) throws {
    let (journal, settings) = (scratch + "/jrnl.txt", scratch + "/jrnl.yaml")
    try write(to: journal) { write in
      for number in 0..<notes {
        let sentence = Self.sentences[number % Self.sentences.count]
        write("[\(day(number)) 11:30:00 PM] Contact \(number).\n\(sentence)\n\n")
      }
    }
    try write(to: settings) { write in
      write(
        """
        default_hour: 9
        default_minute: 0
        editor: ''
        encrypt: false
        highlight: false
        indent_character: '|'
        journals: {default: {journal: \(journal)}}
        linewrap: 79
        tagsymbols: '@'
        template: false
        timeformat: '%F %r'
        version: v4.6
        colors: {body: none, date: none, tags: none, title: none}

        """)
    }
    let command = [jrnl, "--config-file", settings]
    try run("jrnl -n 20", command + ["-n", "20"], note)
    try run("jrnl -contains leaflet", command + ["-contains", "leaflet"], note)
    try run("jrnl (a new note)", command + ["A quiet night. Two asked about the clinic."], note)
  }

  private func measureTask(_ task: String, _ note: (String, [Launcher.Run]) -> Void) throws {
    let (tasks, settings) = (scratch + "/tasks.json", scratch + "/taskrc")
    try write(to: settings) { write in
      write("data.location=\(scratch)/task\nconfirmation=no\nverbose=nothing\n")
    }
    try write(to: tasks) { write in
      write("[\n")
      for number in 0..<notes {
        let sentence = Self.sentences[number % Self.sentences.count]
        write(
          (number == 0 ? "" : ",\n")
            + "{\"description\":\"Contact \(number). \(sentence)\",\"status\":\"pending\"}")
      }
      write("\n]\n")
    }
    let command = [task, "rc:" + settings]
    try launcher.run(command + ["import", tasks])
    try run("task list limit:20", command + ["list", "limit:20"], note)
    try run("task leaflet list", command + ["leaflet", "list"], note)
    try run("task 1 info", command + ["1", "info"], note)
    try run("task add", command + ["add", "A quiet night."], note)
  }

  private func run(
    _ name: String, _ words: [String], _ note: (String, [Launcher.Run]) -> Void
  ) throws {
    note(name, try (0..<rounds).map { _ in try launcher.run(words) })
  }

  /// A day for a note: 25 a day back from the end of October 2026.
  private func day(_ number: Int) -> String {
    let days = 20_757 - (notes - number) / 25
    var seconds = time_t(days) * 86_400
    var day = tm()
    gmtime_r(&seconds, &day)
    let (month, number) = (day.tm_mon + 1, day.tm_mday)
    return
      "\(1900 + day.tm_year)-\(month < 10 ? "0" : "")\(month)-\(number < 10 ? "0" : "")\(number)"
  }

  private func write(to path: String, _ body: ((String) -> Void) -> Void) throws {
    guard let file = fopen(path, "w") else { throw BenchError.noFolder(path) }
    defer { fclose(file) }
    body { fputs($0, file) }
  }
}
