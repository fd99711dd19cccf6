import Glibc

/// How much of something random or exhaustive is tried: much with `HOPENOW_LONG=1`, which takes
/// hours in all (`Docs/Reliability.md` has the commands), little in CI.
public enum LongForm {
  public static let isOn = getenv("HOPENOW_LONG").map { String(cString: $0) } == "1"

  /// The first seed of what takes longer than one wants to wait at once: `HOPENOW_LONG_FROM`.
  public static let first =
    isOn ? getenv("HOPENOW_LONG_FROM").flatMap { Int(String(cString: $0)) } ?? 0 : 0

  public static func count(short: Int, long: Int) -> Int { isOn ? long : short }
}
