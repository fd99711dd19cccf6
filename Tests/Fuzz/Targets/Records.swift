@testable import CaseModel

/// An entry, a revision's header or an answer, as the first byte says.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 0 else { return -1 }
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let rest = Array(bytes.dropFirst())
  switch bytes[0] % 3 {
  case 0:
    if let entry = try? Entry(bytes: rest) {
      require(entry.bytes == rest, "an entry says the same again")
    }
  case 1:
    if let revision = try? Revision(header: rest) {
      require(revision.header == rest, "a header says the same again")
    }
  default:
    if let answer = try? Answer(encoded: rest) {
      require(answer.encoded == rest, "an answer says the same again")
      require(answer == (try? Answer(encoded: answer.encoded)), "and is the same again")
    }
  }
  return 0
}
