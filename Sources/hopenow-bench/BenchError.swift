/// What keeps a measurement from being made.
enum BenchError: Error, CustomStringConvertible {
  case notLoaded(String)
  case noFunction(String, in: String)
  case sqlite(String)
  case noFolder(String)
  case failed(String, status: Int32)
  case differs(String)

  var description: String {
    switch self {
    case .notLoaded(let reason): "A library can't be loaded: \(reason)"
    case .noFunction(let name, let library): "There is no \(name) in \(library)."
    case .sqlite(let message): "SQLite: \(message)"
    case .noFolder(let path): "There is no use in \(path): it can't be made or read."
    case .differs(let what): "hopenow and its partner don't agree: \(what)."
    case .failed(let command, let status): "Status \(status) from: \(command)"
    }
  }
}
