/// Traps, which the fuzzer takes for a crash and keeps the input.
func require(_ condition: Bool, _ promise: StaticString) {
  precondition(condition, "\(promise)")
}
