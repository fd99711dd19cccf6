/// What can go wrong when a conflict is settled.
extension UserFacing {
  init(resolving error: CommandError) {
    switch error {
    case .nothingInConflict(let isMissingChange):
      self.init(
        "Nothing of that record is in conflict.",
        isMissingChange
          ? "A change is missing: merge the journal that it was written in."
          : "'hopenow conflicts' lists what is.",
        .notFound)
    case .takesNoField(let kind):
      self.init(
        "What '--take' names is no field of a record of kind \(kind); nothing changed.",
        "Write it as 'hopenow conflicts' lists it.", .usage)
    case .notInConflict(let field):
      self.init(
        "'\(field)' is not in conflict in that record; nothing changed.",
        "'hopenow conflicts' lists what is; 'hopenow edit' changes anything else.", .notFound)
    case .noSuchValue(let field, let count):
      self.init(
        "'\(field)' has no value of that number; nothing changed.",
        "Write one from 1 to \(count), as 'hopenow conflicts' lists them.", .notFound)
    case .notOneOfTwo(let field):
      self.init(
        "What stands in '\(field)' isn't one value of yours and one of somebody else's; nothing changed.",
        "Write a number, as 'hopenow conflicts' lists them.", .notFound)
    case .notJoined(let field, isWords: true):
      self.init(
        "'\(field)' doesn't have several texts that are all in this journal; nothing changed.",
        "Take one of its values by number, or write a new text with '--fields -'.", .notFound)
    case .notJoined(let field, isWords: false):
      self.init(
        "'\(field)' has no texts to join; nothing changed.", "Take one of its values by number.",
        .usage)
    case .wordsNotHere(let field):
      self.init(
        "The words of that value of '\(field)' are not in this journal; nothing changed.",
        "Take another value, or write a new text with '--fields -'.", .notFound)
    case .deletionUndecided:
      self.init(
        "Somebody deleted that record while somebody else changed it; nothing changed.",
        "Decide that as well: '--take existence=keep', or '--take existence=delete' alone.",
        .refused)
    default: self.init(nil, nil, .failed)
    }
  }

  /// The same in Danish.
  static func danish(resolving error: CommandError) -> (message: String, hint: String?)? {
    switch error {
    case .nothingInConflict(let isMissingChange):
      (
        "Intet i den post er i konflikt.",
        isMissingChange
          ? "En ændring mangler: flet den journal, den blev skrevet i."
          : "'hopenow conflicts' viser, hvad der er."
      )
    case .takesNoField(let kind):
      (
        "Det, '--take' nævner, er ikke et felt i en post af slagsen \(kind); intet er ændret.",
        "Skriv det, som 'hopenow conflicts' viser det."
      )
    case .notInConflict(let field):
      (
        "'\(field)' er ikke i konflikt i den post; intet er ændret.",
        "'hopenow conflicts' viser, hvad der er; 'hopenow edit' ændrer alt andet."
      )
    case .noSuchValue(let field, let count):
      (
        "'\(field)' har ingen værdi med det nummer; intet er ændret.",
        "Skriv et fra 1 til \(count), som 'hopenow conflicts' viser dem."
      )
    case .notOneOfTwo(let field):
      (
        "Det, der står i '\(field)', er ikke én værdi fra dig og én fra en anden; intet er ændret.",
        "Skriv et nummer, som 'hopenow conflicts' viser dem."
      )
    case .notJoined(let field, isWords: true):
      (
        "'\(field)' har ikke flere tekster, der alle er i denne journal; intet er ændret.",
        "Tag en af værdierne efter nummer, eller skriv en ny tekst med '--fields -'."
      )
    case .notJoined(let field, isWords: false):
      (
        "'\(field)' har ingen tekster at samle; intet er ændret.",
        "Tag en af værdierne efter nummer."
      )
    case .wordsNotHere(let field):
      (
        "Teksten i den værdi af '\(field)' er ikke i denne journal; intet er ændret.",
        "Tag en anden værdi, eller skriv en ny tekst med '--fields -'."
      )
    case .deletionUndecided:
      (
        "Nogen slettede den post, mens en anden ændrede den; intet er ændret.",
        "Afgør også det: '--take existence=keep', eller '--take existence=delete' alene."
      )
    default: nil
    }
  }
}
