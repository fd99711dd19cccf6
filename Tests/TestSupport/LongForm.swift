import Glibc

/// How much of something random or exhaustive is tried: much with `HOPENOW_LONG=1`, which takes
/// hours in all (`Docs/Reliability.md` has the commands), little in CI.
public enum LongForm {
  public static let isOn = getenv("HOPENOW_LONG").map { String(cString: $0) } == "1"

  public static func count(short: Int, long: Int) -> Int { isOn ? long : short }
}
