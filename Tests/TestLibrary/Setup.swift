import SealedSQLite
import Sealing

/// Lets any program that uses the system's SQLite open sealed files, with a key that everybody knows.
///
/// It registers the VFS as "hopenow" and puts the key under handle 1, once a process: then
/// `file:x?vfs=hopenow&key=1` is a sealed database. It is loaded before a program's own start or
/// by `dlopen`; both call it.
///
/// - Returns: 0, or 1 if the VFS or the key can't be had.
@_cdecl("hopenow_vfs_test_setup")
public func setUp() -> Int32 { TestKey.isReady ? 0 : 1 }

private enum TestKey {
  static let isReady: Bool = {
    do {
      try SealedFile.register()
      let bytes = try SecretBytes(count: DataKey.length) { target in
        for place in 0..<DataKey.length { target[place] = UInt8(place) }
      }
      let key = try OpenKey(
        dataKey: DataKey(bytes), fileID: Array(0x10..<0x20))
      return OpenKeys.add(key) == 1
    } catch {
      return false
    }
  }()
}
