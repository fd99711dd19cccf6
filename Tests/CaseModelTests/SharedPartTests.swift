import CaseModel
import Testing

@Suite struct SharedPartTests {
  @Test func `the parts that can be handed over are those that a consent can cover`() {
    #expect(SharedPart.allCases.map(\.rawValue) == Vocabulary.consentScope.codes.map(\.stored))
  }

  @Test func `every field of a part is one, belongs to no other part and names nobody`() {
    var seen: Set<String> = []
    for part in SharedPart.allCases {
      for field in part.fields {
        #expect(Kind.person.field(field.name) != nil && seen.insert(field.name).inserted)
        #expect(!field.labels.en.isEmpty && !field.labels.da.isEmpty)
      }
      for field in part.screeningFields {
        // Words of a screening are the worker's, not the person's answers.
        #expect(Kind.screen.field(field.name).map { $0.type != .words } == true)
      }
    }
    for name in [
      "alias", "note", "restrictions", "responsible", "case-status", "closure", "met-at",
    ] {
      #expect(!seen.contains(name))
    }
  }
}
