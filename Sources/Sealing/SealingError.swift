/// What can go wrong when something is sealed, opened or derived.
public enum SealingError: Error, Equatable {
  /// The bytes were not sealed with this key, or were changed since. Which of the two can't be told.
  case notAuthentic
  /// The kernel gave no memory that can be locked, or Argon2id found too little of it.
  case outOfMemory
  /// The number of passes and the memory named in a file are not a pair that this program accepts.
  case unsupportedProfile
  /// A key, seed, salt or box has another length than its construction asks for, in bytes.
  case wrongLength(expected: Int, found: Int)
  /// Bytes that should be somebody's public key are none.
  case notAKey
}
