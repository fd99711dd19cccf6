import Foundation
import Glibc
import JournalStore
import SealedSQLite
import Sealing

/// The journals and parcels that a merge was given, opened as far as that went.
struct MergeInputs {
  private(set) var sources: [ForeignJournal] = []
  /// What couldn't be opened, and why.
  private(set) var refused: [(path: String, error: JournalError)] = []
  /// How many parcels for other people lay in folders.
  private(set) var forOthers = 0

  /// Opens each path, and in a folder each file that begins as a journal does or is called one, in the
  /// folders in it too: there the sticks lie.
  ///
  /// A folder without any is refused. In a folder our own journal and parcels for others are passed over:
  /// a team's shared folder has both.
  init(_ paths: [String], for ours: Journal, _ keys: MergeKeys, in world: World) throws {
    for path in paths {
      guard Self.isFolder(path) else {
        try open(path, for: ours, keys, in: world)
        continue
      }
      var (journals, closed) = Self.journals(in: path, besides: ours.path)
      refused += closed.map { ($0, .notReadable(path: $0)) }
      if journals.isEmpty, closed.isEmpty { refused.append((path, .noJournal(path: path))) }
      journals.removeAll { Self.isSame($0, as: ours.path) }
      for file in journals { try open(file, inFolder: true, for: ours, keys, in: world) }
    }
  }

  /// The journals in a folder and in those in it, by name, and what of it can't be read.
  ///
  /// Our own isn't looked into, which would drop our locks on it.
  private static func journals(
    in folder: String, besides ours: String, depth: Int = 2
  ) -> (found: [String], closed: [String]) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return ([], [folder])
    }
    var (found, closed): ([String], [String]) = ([], [])
    // A name that begins with a full stop is a file in the making.
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if isFolder(path, followingLinks: false) {
        // Of a stick's file system, and closed to everybody.
        guard depth > 0, name != "lost+found" else { continue }
        let inside = journals(in: path, besides: ours, depth: depth - 1)
        found += inside.found
        closed += inside.closed
      } else if isSame(path, as: ours) {
        found.append(path)
      } else if access(path, R_OK) != 0 {
        if isCalledJournal(name) { closed.append(path) }
      } else if LockedJournal.looksLikeOne(at: path) || isCalledJournal(name) {
        found.append(path)
      }
    }
    return (found, closed)
  }

  private static func isCalledJournal(_ name: String) -> Bool { name.hasSuffix(".hopenow") }

  private static func isFolder(_ path: String, followingLinks: Bool = true) -> Bool {
    var status = stat()
    let isThere = followingLinks ? stat(path, &status) == 0 : lstat(path, &status) == 0
    return isThere && status.st_mode & S_IFMT == S_IFDIR
  }

  private mutating func open(
    _ path: String, inFolder: Bool = false, for ours: Journal, _ keys: MergeKeys, in world: World
  ) throws {
    // Named twice, or in a folder and by itself, it is one.
    guard !sources.contains(where: { Self.isSame($0.path, as: path) }) else { return }
    do {
      sources.append(try keys.open(path, for: ours, in: world))
    } catch JournalError.wrongKey where inFolder && Self.isForColleaguesOnly(path) {
      forOthers += 1
    } catch let error as JournalError {
      refused.append((path, error))
    }
  }

  private static func isSame(_ path: String, as other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev
      && one.st_ino == two.st_ino
  }

  /// Whether a file has no slot but those of colleagues.
  static func isForColleaguesOnly(_ path: String) -> Bool {
    guard let slots = try? LockedJournal(at: path).header.slots else { return false }
    return slots.allSatisfy { $0.type == .worker }
  }
}

/// The keys of a merge: our own journal's, then those that open the others.
final class MergeKeys {
  private let options: JournalOptions
  private var lines: PassphraseLines?
  /// What opened a journal, or was given to: each is tried on each.
  private var secrets: [SlotSecret] = []

  init(_ options: JournalOptions) {
    self.options = options
    lines = options.key.passphraseFd.map(PassphraseLines.init(descriptor:))
  }

  func open(in world: World) throws -> Journal {
    // Where a key file opens our own, all lines are for the others.
    guard options.key.keyFile == nil, let lines else {
      secrets = [try options.secretGiven()].compactMap(\.self)
      return try options.open(in: world)
    }
    guard let line = try lines.next() else {
      throw CommandError.noPassphraseLine(descriptor: lines.descriptor)
    }
    let secret = SlotSecret.passphrase(line, .standard)
    secrets = [secret]
    let journal = try LockedJournal(at: options.path(), mode: .readWrite).unlock(
      secret, in: world.store)
    if journal.isDemo {
      world.tellDemo()
    }
    world.tell(journal.notices)
    return journal
  }

  /// Opens a colleague's journal by our own key, if she made a slot for it, or if it is no secret;
  /// else by a key that we have, the last one first; else by one that is typed now.
  func open(_ path: String, for ours: Journal, in world: World) throws -> ForeignJournal {
    let folder = world.store.stateFolder
    for key in [ours.readingKey, .anyone] + secrets.reversed().map(ReadingKey.owner) {
      do {
        return try ForeignJournal(at: path, key: key, scratchFolder: folder)
      } catch JournalError.wrongKey {
        continue
      }
    }
    guard !MergeInputs.isForColleaguesOnly(path) else { throw JournalError.wrongKey(path: path) }
    var attempts = 0
    while let secret = try nextSecret(for: path, in: world) {
      secrets.append(secret)
      attempts += 1
      do {
        return try ForeignJournal(at: path, key: .owner(secret), scratchFolder: folder)
      } catch let error as JournalError where error.isWrongKey {
        guard lines == nil else { continue }
        guard attempts < World.attempts else { throw error }
        world.tellTryAgain(error)
      }
    }
    throw JournalError.wrongKey(path: path)
  }

  /// The next line, or what is typed; nothing where neither is left.
  private func nextSecret(for path: String, in world: World) throws -> SlotSecret? {
    if let lines { return try lines.next().map { .passphrase($0, .standard) } }
    return try world.typedSecret(for: path)
  }
}
