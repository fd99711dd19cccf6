#!/usr/bin/env python3
"""Makes seeds for a fuzz target from the vectors: seeds.py VECTORS TARGET FOLDER."""

import pathlib
import sys


def read(name):
    lines = (vectors / f"{name}.txt").read_text().split("\n")
    end = lines.index("")
    facts = dict(line.split(": ", 1) for line in lines[1:end])
    return facts, lines[end + 1 : -1]


def journal(name):
    """The bytes of the file that a vector describes."""
    facts, body = read(name)
    data = bytearray(journal(facts["base"]) if "base" in facts else b"")
    is_journal = False
    for line in body:
        if not line.startswith("@"):
            is_journal = line == "journal"
            continue
        if not is_journal:
            continue
        offset, _, digits = line[1:].partition(" ")
        offset, new = int(offset), bytes.fromhex(digits)
        data.extend(bytes(max(0, offset + len(new) - len(data))))
        data[offset : offset + len(new)] = new
        if not new:
            del data[offset:]
    return bytes(data)


vectors, target, folder = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
kinds = {"entry": 0, "revision": 1, "answer": 2}
for path in sorted(vectors.glob("*.txt")):
    name, part = path.stem, path.stem.split("_")[0]
    if target == "records" and part in kinds:
        seed = bytes([kinds[part]]) + bytes.fromhex("".join(read(name)[1]))
    elif target == "header" and part in ("header", "slot"):
        seed = b"\x03" + journal(name)[:8192]
    elif target == "slot" and part == "slot":
        data = journal(name)
        for place in range(16):
            slot = data[96 + 240 * place : 336 + 240 * place]
            if any(slot):
                (folder / f"{name}-{place}").write_bytes(slot)
        continue
    else:
        continue
    (folder / name).write_bytes(seed)
