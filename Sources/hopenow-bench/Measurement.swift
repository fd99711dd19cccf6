import Glibc

/// What something took, in nanoseconds.
struct Cost {
  /// User and system time of the process, all threads.
  var cpu: Double
  var wall: Double

  static func of(_ work: () throws -> Void) rethrows -> Cost {
    let (cpu, wall) = (now(CLOCK_PROCESS_CPUTIME_ID), now(CLOCK_MONOTONIC))
    try work()
    return Cost(cpu: now(CLOCK_PROCESS_CPUTIME_ID) - cpu, wall: now(CLOCK_MONOTONIC) - wall)
  }

  static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}

extension [Double] {
  /// The middle value; nil of nothing.
  var median: Double? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}

/// The median of ratios taken round by round: what disturbs a round disturbs both sides of it.
func ratio(_ ours: [Double], to theirs: [Double]) -> Double? {
  zip(ours, theirs).map { $0 / $1 }.median
}

extension Double {
  /// With so many digits behind the point.
  func text(_ digits: Int) -> String {
    let scale = pow(10.0, Double(digits))
    let scaled = Int((self * scale).rounded())
    guard digits > 0 else { return String(scaled) }
    let fraction = String(abs(scaled) % Int(scale))
    let sign = scaled < 0 ? "-" : ""
    return sign + String(abs(scaled) / Int(scale)) + "."
      + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
