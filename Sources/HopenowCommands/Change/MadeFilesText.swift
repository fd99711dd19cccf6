import JournalStore

/// Says what was made on this machine before an erasure, and what became of it.
struct MadeFilesText {
  let made: MadeFilesOfErased
  let world: World

  /// How many of what, without a path: a folder or file may be named after somebody.
  var lines: [String] {
    guard !made.isEmpty else { return [] }
    let journals = made.left.filter(\.isJournal).count
    let counts = [
      (
        made.removed.count,
        world.says(
          "Parcels removed; whoever hasn't merged hers needs a new one",
          danish: "Pakker fjernet; den, der ikke har flettet sin, skal have en ny")
      ),
      (
        journals,
        world.says(
          "Journals for a trip; merge each, then remove it",
          danish: "Journaler til en tur; flet hver af dem, og fjern den så")
      ),
      (
        made.left.count - journals,
        world.says("Parcels that can't be removed", danish: "Pakker, der ikke kan fjernes")
      ),
      (
        made.notFound.count,
        world.says(
          "Not where they were put (carried away, removed, or on a disk that isn't here)",
          danish: "Ikke, hvor de blev lagt (flyttet, fjernet eller på en disk, der ikke er her)")
      ),
    ].filter { $0.0 > 0 }
    let isLeft = made.left.count + made.notFound.count > 0
    return [
      world.says(
        "Parcels and journals made on this machine before, in which it may be:",
        danish: "Pakker og journaler lavet på denne maskine før, som det kan være i:")
    ] + counts.map { "  \($0.1): \($0.0)" }
      + (isLeft
        ? [
          world.says(
            "'hopenow erase' tells where, and removes a parcel when its disk is here.",
            danish: "'hopenow erase' siger hvor, og fjerner en pakke, når dens disk er her.")
        ] : [])
  }

  /// Where each is that is left or wasn't found, and which it is.
  var rows: [[String]] {
    made.left.map { file in
      [
        file.path.harmless(),
        file.isJournal
          ? world.says(
            "a journal for a trip: merge it, then remove it",
            danish: "en journal til en tur: flet den, og fjern den så")
          : world.says("can't be removed", danish: "kan ikke fjernes"),
      ]
    }
      + made.notFound.map { file in
        [
          file.path.harmless(),
          file.isJournal
            ? world.says(
              "a journal for a trip, not there", danish: "en journal til en tur, er der ikke")
            : world.says("a parcel, not there", danish: "en pakke, er der ikke"),
        ]
      }
  }
}
