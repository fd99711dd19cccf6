import Glibc

/// One copy of SQLite in this process, reached by its symbols.
///
/// Plain SQLite, the sealed VFS and SQLCipher are all driven through these pointers, so that the
/// same code prepares, binds and steps for each of them and only the engine differs.
struct SQLiteLibrary {
  typealias Row = OpaquePointer?
  typealias Text = UnsafePointer<CChar>?
  typealias Exec =
    @convention(c) (
      Row, Text, UnsafeRawPointer?, UnsafeRawPointer?,
      UnsafeMutablePointer<UnsafeMutableRawPointer>?
    ) -> Int32

  let open: @convention(c) (Text, UnsafeMutablePointer<OpaquePointer?>?, Int32, Text) -> Int32
  let close: @convention(c) (Row) -> Int32
  let execute: Exec
  let prepare:
    @convention(c) (
      Row, Text, Int32, UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutablePointer<Text>?
    ) -> Int32
  let finalize: @convention(c) (Row) -> Int32
  let step: @convention(c) (Row) -> Int32
  let reset: @convention(c) (Row) -> Int32
  let bindInteger: @convention(c) (Row, Int32, Int64) -> Int32
  let bindText: @convention(c) (Row, Int32, Text, Int32, UnsafeRawPointer?) -> Int32
  let bindBlob: @convention(c) (Row, Int32, UnsafeRawPointer?, Int32, UnsafeRawPointer?) -> Int32
  let columnInteger: @convention(c) (Row, Int32) -> Int64
  let columnText: @convention(c) (Row, Int32) -> Text
  let message: @convention(c) (Row) -> Text
  /// Gives a connection its key; only SQLCipher has it.
  let key: (@convention(c) (Row, UnsafeRawPointer?, Int32) -> Int32)?
  /// The version of SQLite itself.
  let version: String

  /// The system's SQLite, the one that hopenow is linked with.
  static func system() throws -> SQLiteLibrary {
    try SQLiteLibrary(handle: load("libsqlite3.so.0", RTLD_NOW))
  }

  /// A library that has SQLCipher's functions, which may be Python's module of it.
  ///
  /// It looks for its own functions first: the same names are here already, of the system's SQLite.
  static func sqlcipher(at path: String) throws -> SQLiteLibrary {
    // A Python module wants the interpreter's names, though none of it is called here.
    if let version = path.firstMatch(of: /cpython-3(\d+)/) {
      _ = try load("libpython3.\(version.1).so.1.0", RTLD_NOW | RTLD_GLOBAL)
    }
    let library = try SQLiteLibrary(handle: load(path, RTLD_LAZY | RTLD_LOCAL | RTLD_DEEPBIND))
    guard library.key != nil else { throw BenchError.noFunction("sqlite3_key", in: path) }
    return library
  }

  private static func load(_ path: String, _ flags: Int32) throws -> UnsafeMutableRawPointer {
    guard let handle = dlopen(path, flags) else {
      throw BenchError.notLoaded(dlerror().map { String(cString: $0) } ?? path)
    }
    return handle
  }

  private init(handle: UnsafeMutableRawPointer) throws {
    func function<Function>(_ name: String, as type: Function.Type) throws -> Function {
      guard let symbol = dlsym(handle, name) else {
        throw BenchError.noFunction(name, in: "SQLite")
      }
      return unsafeBitCast(symbol, to: type)
    }
    open = try function("sqlite3_open_v2", as: type(of: open))
    close = try function("sqlite3_close", as: type(of: close))
    execute = try function("sqlite3_exec", as: Exec.self)
    prepare = try function("sqlite3_prepare_v2", as: type(of: prepare))
    finalize = try function("sqlite3_finalize", as: type(of: finalize))
    step = try function("sqlite3_step", as: type(of: step))
    reset = try function("sqlite3_reset", as: type(of: reset))
    bindInteger = try function("sqlite3_bind_int64", as: type(of: bindInteger))
    bindText = try function("sqlite3_bind_text", as: type(of: bindText))
    bindBlob = try function("sqlite3_bind_blob", as: type(of: bindBlob))
    columnInteger = try function("sqlite3_column_int64", as: type(of: columnInteger))
    columnText = try function("sqlite3_column_text", as: type(of: columnText))
    message = try function("sqlite3_errmsg", as: type(of: message))
    key = try? function(
      "sqlite3_key", as: (@convention(c) (Row, UnsafeRawPointer?, Int32) -> Int32).self)
    let name = try function("sqlite3_libversion", as: (@convention(c) () -> Text).self)
    version = name().map { String(cString: $0) } ?? ""
  }
}
