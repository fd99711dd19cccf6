#!/usr/bin/env python3
"""Shows that every check of the format is held by a vector.

For each check the table has the file it is made in, the text there, and the text that leaves the
check out while `off(name)` says so. All of them are put into a copy of the sources, which is built
once; then the vectors run once for each, with that one check left out, and must fail.

    Tests/Vectors/format/disable-checks.py [FOLDER FOR THE COPY] [NAME ...]

With --dry-run it only looks whether the table still fits the code, as a test does.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
VARIABLE = "HOPENOW_CHECK_LEFT_OUT"


def passes(file, condition, name, within=None):
    """A condition that must hold, anywhere in `within` or just as it stands."""
    whole = within or condition
    return file, whole, whole.replace(condition, f'(off("{name}") || ({condition}))')


def refuses(file, condition, name, within=None):
    """A condition under which a reader refuses."""
    whole = within or condition
    return file, whole, whole.replace(condition, f'(!off("{name}") && ({condition}))')


def otherwise(file, value, name, other):
    """An optional value, nil of which is refused."""
    return file, value, f'({value} ?? (off("{name}") ? {other} : nil))'


HEADER = "SealedSQLite/SealedHeader.swift"
SLOT = "SealedSQLite/Slot.swift"
FILE = "SealedSQLite/SealedFile.swift"
DATABASE = "SealedSQLite/DatabaseFile.swift"
ROLLBACK = "SealedSQLite/RollbackJournalFile.swift"
FOREIGN = "JournalStore/ForeignJournal.swift"
TAKING = "JournalStore/Journal+Taking.swift"
ROW = "JournalStore/RowStatement.swift"
READER = "JournalStore/EntryReader.swift"
VERIFY = "JournalStore/EntryVerification.swift"
CANONICAL = "CaseModel/Canonical.swift"
ENTRY = "CaseModel/Entry.swift"
REVISION = "CaseModel/Revision.swift"
ANSWER = "CaseModel/Answer+Encoding.swift"
DATE = "CaseModel/CivilDate.swift"

NEWER = "header.generation > chosen?.header.generation ?? 0"
SEARCH = """sealer.open(
          request.buffer, into: request.buffer, count: FileLayout.pageSize, page: request.number)"""
DERIVED = """revision.record
        == .derived(kind: revision.kind, owner: revision.owner, seed: revision.seed)"""
TEXT = """sqlite3_column_type(handle, column) == SQLITE_TEXT else { throw RecordFault.wrongType }
    let start = UnsafeRawPointer(sqlite3_column_text(handle, column))
    let bytes"""
UNSALTED = "profile == 0 && salt.allSatisfy { $0 == 0 }"
COMMITTED = "equalInConstantTime(try Self.commitment(of: dataKey), header.commitment)"
VERSION = "guard version == Self.version else"

TABLE = [
    passes(FILE, "count == bytes.count", "header_length", "guard count == bytes.count else"),
    passes(HEADER, "bytes.starts(with: FileLayout.magic)", "header_magic"),
    passes(HEADER, "Self.checksum(of: bytes) == Array(bytes[FileLayout.checksumOffset...])",
           "header_checksum"),
    passes(HEADER, "version == FileLayout.version", "header_version"),
    passes(HEADER, "bytes.number(at: 12, as: UInt32.self) == UInt32(FileLayout.pageSize)",
           "header_page_size"),
    passes(HEADER, "bytes[40] == FileLayout.cipher", "header_cipher"),
    passes(HEADER, "bytes[41] == UInt8(PageSealer.reserve)", "header_reserve"),
    passes(HEADER, "bytes[42] <= 3", "header_flags"),
    (HEADER, "10..<12", '10..<(off("header_zero: 10") ? 10 : 12)'),
    (HEADER, "43..<48", '43..<(off("header_zero: 43") ? 43 : 48)'),
    (HEADER, "80..<96", '80..<(off("header_zero: 80") ? 80 : 96)'),
    (HEADER, "3936..<FileLayout.macOffset",
     '3936..<(off("header_zero: 3936") ? 3936 : FileLayout.macOffset)'),
    (HEADER, f"if {NEWER}",
     f"""let isFirst = chosen == nil
          if off("header_generation") && isFirst || off("header_newest: the last")
            || (off("header_newest: the first") ? isFirst : {NEWER})"""),
    (FILE, f"guard {COMMITTED} else",
     f'let isCommitted = {COMMITTED}\n    guard off("header_commitment") || isCommitted else'),
    passes(FILE, "SealedHeader.isAuthentic(headerBytes, key: headerKey)", "header_mac"),
    otherwise(SLOT, "SlotType(rawValue: bytes[0])", "slot_type", ".keyFile"),
    passes(SLOT, "bytes[2] == 0", "slot_zero: 2"),
    passes(SLOT, "bytes[3] == 0", "slot_zero: 3"),
    passes(SLOT, "PassphraseProfile(rawValue: profile) != nil", "slot_profile"),
    (SLOT, UNSALTED,
     '(off("slot_no_profile") || profile == 0)\n'
     '      && (off("slot_no_salt") || salt.allSatisfy { $0 == 0 })'),
    passes(SLOT, "profile == 0", "slot_no_profile: worker", "guard profile == 0 else"),
    passes(SLOT, "rest.dropFirst(used).allSatisfy({ $0 == 0 })", "slot_tail"),
    passes(HEADER, "storedSlots.values.count(where: { $0.type == .passphrase }) <= "
           "Slot.passphraseLimit", "slot_passphrases"),
    passes("Sealing/Sealed.swift", "status == 0", "slot_sealed"),
    passes(DATABASE, "sealer.open(buffer, into: buffer, count: FileLayout.pageSize, "
           "page: Self.page(offset))", "page_authentic"),
    passes(DATABASE, SEARCH, "page_authentic: search"),
    passes(DATABASE, "size <= FileLayout.firstPage + offset", "page_whole"),
    passes(ROLLBACK, "database.sealer.open(buffer, into: buffer, count: FileLayout.pageSize, "
           "page: number.page)", "rollback_authentic"),
    refuses(ROLLBACK, "lastHeader?.records == UInt32.max", "ok: a torn tail that nobody counted"),
    (ROLLBACK, "storeBytes(of: number ^ page.mask",
     'storeBytes(of: off("ok: a masked checksum") ? number : number ^ page.mask'),
    (FOREIGN, "guard try Int.fetchOne", 'guard try off("journal_version") || Int.fetchOne'),
    refuses(FOREIGN, "texts[table.name] != table.sql", "journal_tables"),
    (FOREIGN, "default: throw RecordFault.unexpectedTables",
     'default: if !off("journal_objects") { throw RecordFault.unexpectedTables }'),
    passes(TAKING, "source.isDemo == isDemo", "journal_demo", "guard source.isDemo == isDemo else"),
    passes(ROW, "sqlite3_column_type(handle, column) == SQLITE_INTEGER", "row_integer",
           "guard sqlite3_column_type(handle, column) == SQLITE_INTEGER else"),
    passes(FOREIGN, "(0...limit).contains(count)", "chain_numbers: count"),
    passes(FOREIGN, "(0...limit).contains(last)", "chain_numbers: last"),
    passes(ROW, "sqlite3_column_type(handle, column) == SQLITE_BLOB", "row_blob"),
    passes(ROW, "sqlite3_column_type(handle, column) == SQLITE_TEXT", "row_text", TEXT),
    otherwise(READER, "RecordID(try revisions.blob(2, atMost: RecordID.length))",
              "row_id: record", ".zero"),
    otherwise(FOREIGN, "ReplicaLabel(try rows.blob(0, atMost: ReplicaLabel.length))",
              "row_id: label", ".zero"),
    otherwise(FOREIGN, "AuthorKey(try rows.blob(1, atMost: AuthorKey.length))",
              "row_id: author", ".zero"),
    passes(ROW, "count <= limit", "row_length"),
    passes(CANONICAL, "bytes.count - offset >= width", "canonical_end: a number"),
    passes(CANONICAL, "bytes.count - offset >= count", "canonical_end: bytes"),
    passes(CANONICAL, "offset == bytes.count", "canonical_trailing"),
    (ENTRY, "try reader.finish()", 'if !off("canonical_trailing: entry") { try reader.finish() }'),
    (REVISION, "try reader.finish()",
     'if !off("canonical_trailing: revision") { try reader.finish() }'),
    (ANSWER, "try reader.finish()\n      self = .date",
     'if !off("canonical_trailing: date") { try reader.finish() }\n      self = .date'),
    (ANSWER, "(try reader.read(Int64.self))\n      try reader.finish()",
     '(try reader.read(Int64.self))\n      '
     'if !off("canonical_trailing: number") { try reader.finish() }'),
    passes(CANONICAL, "count <= limit", "canonical_limit"),
    passes(CANONICAL, "count <= (bytes.count - offset) / size", "canonical_count"),
    passes(CANONICAL, "(1...64).contains(bytes.count)", "name_length"),
    (CANONICAL, "default: false", 'default: off("name_characters")'),
    (ENTRY, VERSION, 'guard off("entry_version") || version == Self.version else'),
    passes(ENTRY, "clock <= 1", "entry_clock"),
    passes(ENTRY, "(1...Self.sequenceLimit).contains(sequence)", "entry_sequence"),
    passes(ENTRY, "(1...sequence).contains(commandStart)", "entry_command"),
    passes(ENTRY, "(self.previous == nil) == (sequence == 1)", "entry_previous"),
    passes(VERIFY, "SigningKey.verify(raw.signature, of: id.bytes, by: entry.author.bytes)",
           "signature"),
    passes(VERIFY, "(1...Entry.revisionLimit).contains(raw.revisions.count)", "revision_count"),
    (REVISION, VERSION, 'guard off("revision_version") || version == Self.version else'),
    passes(REVISION, "(1...Entry.sequenceLimit).contains(sequence)", "revision_sequence"),
    otherwise(REVISION, "Operation(rawValue: try reader.read(UInt8.self))",
              "revision_operation", ".put"),
    refuses(REVISION, "last >= parent", "revision_parents"),
    refuses(REVISION, "lastKey >= key", "revision_answers"),
    refuses(REVISION, "FieldKey(lastName) >= FieldKey(name)", "revision_words"),
    passes(REVISION, "commitment.isEmpty || commitment.count == 32", "revision_commitment"),
    passes(VERIFY, "revision.author == entry.author", "revision_author"),
    passes(VERIFY, "revision.replica == entry.replica", "revision_label"),
    passes(VERIFY, "revision.sequence == entry.sequence", "revision_number"),
    passes(VERIFY, "revision.index == UInt32(index)", "revision_place"),
    passes(VERIFY, "revision.record == raw.record", "revision_record"),
    passes(VERIFY, DERIVED, "record_id"),
    (ANSWER, "case 0:", 'case 0 where !off("answer_tag"):'),
    passes(ANSWER, "isStoredName(rest)", "answer_code"),
    otherwise(ANSWER, "CivilDate(number: Int(try reader.read(UInt32.self)))",
              "answer_date", "CivilDate(number: 2026_01_01)"),
    passes(DATE, "(1900...2199).contains(year)", "answer_date: year"),
    passes(DATE, "(1...12).contains(month)", "answer_date: month"),
    passes(DATE, "day >= 1", "answer_date: first day"),
    passes(DATE, "day <= Self.days(inMonth: month, of: year)", "answer_date: last day"),
    passes(DATE, "year % 100 != 0", "answer_date: century"),
    passes(ANSWER, "minute < 1440 || minute == Self.noTime", "answer_time"),
    otherwise(ANSWER, "RecordID(rest)", "answer_record", ".zero"),
    passes(ANSWER, "(1...64).contains(rest.count)", "answer_bytes"),
    passes(ANSWER, "encoded.count <= Self.lengthLimit", "answer_length"),
    (VERIFY, "revision.words[field] ?? nil",
     '(revision.words[field] ?? nil) ?? (off("words_committed")\n        '
     '? Revision.commitment(toWords: words.text, salt: words.salt) : nil)'),
    passes(VERIFY, "!words.text.isEmpty", "words_empty"),
    passes(VERIFY, "words.salt.count == Revision.saltLength", "words_salt"),
    passes(VERIFY, "Revision.commitment(toWords: words.text, salt: words.salt) == commitment",
           "words_commitment"),
    passes(VERIFY, "words.text.isCanonicallyComposed", "words_composed"),
    passes(VERIFY, "length <= Revision.lengthLimit", "words_total"),
    passes(VERIFY, "revision.words.isEmpty", "words_withheld"),
    otherwise(ROW, "String(validating: bytes, as: UTF8.self)", "words_utf8",
              "String(decoding: bytes, as: UTF8.self)"),
    passes(VERIFY, "Entry.digest(of: ids) == entry.digest", "revision_digest"),
    passes(TAKING, "entry.replica == taking.chain.label", "chain_label"),
    passes(TAKING, "entry.author == taking.chain.author", "chain_author"),
    refuses(TAKING, "isBeside.contains(verified.raw.bytes)", "ok: an entry twice"),
]

OFF = f"""import Glibc

private let leftOut = getenv("{VARIABLE}").map {{ String(cString: $0) }}

func off(_ name: String) -> Bool {{ leftOut == name }}
"""


def named():
    """The names of what can be left out, and of the checks that the README lists."""
    names = [name for row in TABLE for name in re.findall(r'off\("([^"]+)"\)', row[2])]
    readme = (ROOT / "Tests/Vectors/format/README.md").read_text().split("## Checks")[1]
    listed = set(re.findall(r"^\| `(\w+)` \|", readme, re.M))
    known = {name.split(":")[0] for name in names} - {"ok"}
    if known != listed:
        sys.exit(f"the table and the README differ: {sorted(known ^ listed)}")
    return names


def changed():
    """The files of the sources that change, in which each check can be left out."""
    texts = {}
    for file, old, new in TABLE:
        text = texts.get(file) or (ROOT / "Sources" / file).read_text()
        if text.count(old) != 1:
            sys.exit(f"{file} has {text.count(old)} times: {old}")
        texts[file] = text.replace(old, new)
    return texts


def copy(folder):
    """Makes a copy of the package in which each check can be left out."""
    for name in ("Sources", "Tests"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(ROOT / name, folder / name)
    for name in ("Package.swift", "Package.resolved"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    for file, text in changed().items():
        (folder / "Sources" / file).write_text(text)
    for module in ("CaseModel", "Sealing", "SealedSQLite", "JournalStore"):
        (folder / "Sources" / module / "LeftOut.swift").write_text(OFF)


def run(folder, name):
    """Runs the vectors with a check left out; gives those that noticed, None if all passed."""
    result = subprocess.run(
        ["env", f"{VARIABLE}={name}", "SWIFT_BACKTRACE=enable=no", "swift", "test", "--skip-build",
         "--filter", "VectorTests.*refused as it says"],
        cwd=folder, capture_output=True, text=True)
    if "passed after" not in result.stdout + result.stderr and result.returncode == 0:
        sys.exit("no test was run")
    if result.returncode == 0:
        return None
    found = re.findall(r"↳ (\w+_[\w-]+)", result.stdout + result.stderr)
    return sorted(set(found)) or ["(the test ended otherwise)"]


def main():
    if sys.argv[1:] == ["--dry-run"]:
        named()
        changed()
        return
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/hopenow-checks")
    folder.mkdir(parents=True, exist_ok=True)
    names = named()
    copy(folder)
    subprocess.run(["swift", "build", "--build-tests", "-q"], cwd=folder, check=True)
    if run(folder, "") is not None:
        sys.exit("the vectors fail with every check in place")
    survived = []
    begin = time.monotonic()
    for name in sys.argv[2:] or names:
        noticed = run(folder, name)
        if noticed is None:
            survived.append(name)
        shown = ", ".join(noticed[:3]) if noticed else "NOBODY NOTICED"
        more = f" and {len(noticed) - 3} more" if noticed and len(noticed) > 3 else ""
        print(f"{name}: {shown}{more}", flush=True)
    print(f"{len(names)} left out one by one, {len(survived)} unnoticed, "
          f"{time.monotonic() - begin:.0f} s")
    sys.exit(1 if survived else 0)


main()
