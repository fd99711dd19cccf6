import Sealing

@testable import SealedSQLite

/// A slot of 240 bytes, and an attempt to open it with a key file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count <= 240 else { return -1 }
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let bytes = input + [UInt8](repeating: 0, count: 240 - count)
  do {
    guard let slot = try Slot(encoded: bytes) else {
      require(bytes.allSatisfy { $0 == 0 }, "only zeros are free")
      return 0
    }
    require(slot.encoded == bytes, "it says the same again")
    if slot.type == .keyFile {
      require(
        (try? slot.open(.keyFile(key), fileID: Array(bytes[8..<24]))) == nil,
        "nobody guesses a seal")
    }
  } catch {
    require(error == .damaged(.header), "a refusal is damage")
  }
  return 0
}

private let key = SecretBytes.zeros
