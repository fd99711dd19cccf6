import Testing

@testable import Matching

@Suite struct NameSoundTests {
  @Test(arguments: [
    ["yuliia", "julia", "yulia", "iulia", "julija", "юлія"], ["aleksandra", "alexandra"],
    ["oksana", "oxana"], ["shevchenko", "schevchenko", "шевченко"],
    ["dmitri", "dmitriy", "dmitry"], ["nataliia", "natalia", "natalya", "nataliya"],
    ["elena", "yelena", "jelena"], ["mohamed", "mohammed"], ["youssef", "yussef"],
    ["fatimah", "fatima"], ["khalid", "halid"], ["phuong", "fuong"], ["malee", "mali"],
    ["osaze", "osase"], ["precious", "presious"], ["cristina", "christina", "kristina"],
    ["popescu", "popesku"], ["agbo", "abo"], ["wichai", "vichai"],
  ])
  func `spellings of one name sound alike`(names: [String]) {
    #expect(Set(names.map(NameSound.of)).count == 1, "\(names)")
  }

  @Test func `other names sound different`() {
    let names = [
      "maria", "marina", "mariana", "olena", "olga", "oksana", "ivan", "ion", "joy", "mercy",
      "blessing", "osas", "osaro", "fatima", "amina", "linh", "mai", "red", "blue", "hat", "cap",
      "王伟", "王芳",
    ]
    #expect(Set(names.map(NameSound.of)).count == names.count)
  }

  @Test func `any word has a sound, and the same one every time`() {
    for word in ["", "x", "ng", "h", "123", "c", "^", "$", "é", "你好", "yyy", "cce"] {
      #expect(NameSound.of(word) == NameSound.of(word))
    }
  }

  @Test func `a field may hold several names, and words that say nothing`() {
    #expect(Names.of("red hat (blessing)") == [["red", "hat"], ["blessing"]])
    #expect(Names.of("joy / gioia") == [["joy"], ["gioia"]])
    #expect(Names.of("el idrissi; o'connor") == [["elidrissi"], ["oconnor"]])
    #expect(Names.of("shevchenko, julia") == [["shevchenko", "julia"]])
    #expect(Names.of("anna aka mary-ann") == [["anna"], ["mary", "ann"]])
    for nobody in ["unknown", "ukendt kvinde", "?", "", "-"] {
      #expect(Names.of(nobody) == [], "\(nobody)")
    }
  }

  @Test func `a phone number is its last eight digits`() {
    let digits: [UInt8] = [2, 0, 3, 0, 4, 0, 5, 0]
    for text in ["20304050", "+45 20 30 40 50", "0045-20304050", "(+45) 2030 4050"] {
      #expect(Phones.of(text) == [digits], "\(text)")
    }
    #expect(Phones.of("20304050 / 60708090").count == 2)
    #expect(Phones.of("ask at 10") == [])
  }
}

@Suite struct SpellingDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("osas", "osas", 0), ("osas", "osaz", 1), ("osas", "osa", 1), ("osas", "sosas", 1),
    ("osas", "soas", 1), ("ca", "abc", 3), ("", "abc", 3),
  ])
  func `letters changed, put in, left out and swapped are counted`(
    one: String, other: String, distance: Int
  ) {
    #expect(SpellingDistance.between(Array(one), Array(other)) == distance)
    #expect(SpellingDistance.between(Array(other), Array(one)) == distance)
  }

  /// The index finds by shortened forms what comparing all with all finds.
  @Test func `every word that is nearly alike is found`() {
    let words = InventedNames.origins.flatMap { $0.women + $0.men + $0.families.prefix(60) }
      .flatMap { $0 }.map { $0.filter { $0.isLetter } }
    var table = NameTable()
    for word in words { _ = table.number(of: word) }
    let index = NameIndex(table)
    func near(_ one: [UInt8], _ other: [UInt8]) -> Bool {
      guard one.allSatisfy({ $0 < 0x80 }), other.allSatisfy({ $0 < 0x80 }) else { return false }
      let allowed = SpellingDistance.allowed(inWordOf: min(one.count, other.count))
      return SpellingDistance.between(one, other) <= allowed
    }
    var expected = 0
    for (one, sound) in table.bytesOfSounds.enumerated() {
      for (other, against) in table.bytesOfSounds.enumerated() where one != other {
        guard near(sound, against) else { continue }
        expected += 1
        #expect(index.areNear(Int32(one), Int32(other)))
      }
    }
    #expect(expected > 500)
  }
}
