/// A source of chance that a seed decides (SplitMix64).
struct Chance {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  mutating func happens(_ share: Double) -> Bool { number(0...999) < Int(share * 1000) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  /// So many different ones, in their order.
  mutating func several<Element>(_ counts: ClosedRange<Int>, of elements: [Element]) -> [Element] {
    var places = Array(elements.indices)
    let count = min(number(counts), places.count)
    while places.count > count { places.remove(at: number(0...places.count - 1)) }
    return places.map { elements[$0] }
  }
}
