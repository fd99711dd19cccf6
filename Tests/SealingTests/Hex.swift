import Sealing

/// The bytes of a text in hexadecimal, as vectors are printed; white space is left out.
func hex(_ text: String) -> [UInt8] {
  let digits = text.filter { !$0.isWhitespace }.map { UInt8($0.hexDigitValue!) }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

extension SecretBytes {
  /// The bytes, which in a test are no secret.
  var revealed: [UInt8] { withUnsafeBytes { Array($0) } }

  /// A key of a test's own.
  static func test(_ bytes: [UInt8]) -> SecretBytes { try! SecretBytes(copying: bytes) }
}
