import Sealing

extension SecretBytes {
  static let zeros = try! SecretBytes(copying: [UInt8](repeating: 0, count: 32))
}
