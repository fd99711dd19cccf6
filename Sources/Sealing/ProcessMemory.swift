import CLinux
import Glibc

/// Measures that keep this process's memory to itself.
public enum ProcessMemory {
  /// Forbids core dumps and reading through `/proc` by other processes of the same user.
  public static func forbidDumps() {
    _ = hopenow_forbid_dumps()
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
