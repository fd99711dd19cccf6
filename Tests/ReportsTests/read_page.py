"""Reads printed reports as somebody who knows what they count, and nothing of hopenow's own code.

usage: read_page.py < PAGES > PUBLICATIONS
Each line is a JSON object: report; kind, the only kind that is counted, or nothing; csv, as printed;
and if wanted true, the same with every count. For each prints a line for attack.py: what is shown,
and how it must hang together by the definitions of what is counted. Where true counts are given,
what is said of them is tried on them, and the script fails if it isn't true.
"""
import itertools
import json
import sys

OF_PERSONS = {"gender", "citizenship", "age", "residence", "living", "languages", "pregnant",
              "interpreter-wanted", "contact-safety", "case-status", "stage", "arrival",
              "last-contact", "statistics"}
SEVERAL = {"citizenship", "languages", "stage", "forms", "sexual-forms", "sexual-setting", "means",
           "recruitment", "barrier", "help-given", "partner"}
KINDS = ["contact", "screen", "session", "refer", "visit", "activity", "support"]
ONE_PERSON = {"screen", "refer", "visit", "support"}
OF_REPORT = {"screening": "screen", "referrals": "refer", "visits": "visit",
             "activities": "activity", "support": "support"}


class Page:
    def __init__(self, page):
        self.k = page.get("k", 5)
        self.kind = OF_REPORT.get(page["report"]) or page.get("kind")
        self.blocks, self.shown, self.relations = {}, [], []
        for line in page["csv"].splitlines()[1:]:
            _, _, measure, field, code, count, _ = line.split(",")
            if measure == "amount":
                continue
            fields = tuple(field.split("+")) if field else ()
            codes = tuple(code.split("+")) if code else ()
            self.blocks.setdefault((measure, fields), {})[codes] = len(self.shown)
            self.shown.append(int(count) if count else None)
        for (measure, fields), cells in self.blocks.items():
            if fields:
                self.read(measure, fields, cells)
        self.read_whole()

    # What a field is.
    def plain(self, field):
        kind, _, rest = field.partition("-")
        return rest if kind in KINDS and field not in OF_PERSONS else field

    def kind_of(self, fields):
        for field in fields:
            if field == "setting":
                return "contact"
            kind, _, rest = field.partition("-")
            if kind in KINDS and field not in OF_PERSONS:
                return kind
        return self.kind

    def adds(self, measure, field, kind):
        if self.plain(field) in SEVERAL:
            return False
        if field in OF_PERSONS:
            return measure != "times" or kind in ONE_PERSON
        return measure != "persons"

    def alone(self, measure, field, kind):
        """The code under which nobody and nothing is that is under another."""
        if field in ("citizenship", "languages"):
            return "not-named" if measure == "times" and kind not in ONE_PERSON else "not-asked"
        if field in OF_PERSONS:
            return "not-named" if measure == "times" and kind not in ONE_PERSON else None
        return "not-asked" if measure != "persons" else None

    def cell(self, measure, fields, codes):
        place = self.blocks.get((measure, tuple(fields)), {}).get(tuple(codes))
        return [] if place is None else [place]

    def whole(self, measure, fields):
        """The count of which a breakdown is part."""
        if ("persons", ("kind",)) in self.blocks and self.kind_of(fields) and not self.kind:
            return self.cell(measure, ["kind"], [self.kind_of(fields)])
        return self.cell(measure, [], [])

    def equal(self, one, other):
        if one and other:
            self.relations.append({"sum": one, "other": other, "equal": True})

    def at_least(self, one, other):
        if one and other:
            self.relations.append({"sum": one, "other": other, "equal": False})

    def margin(self, measure, fields, some, codes):
        if not some:
            return self.whole(measure, fields)
        return self.cell(measure, some, [c for f, c in zip(fields, codes) if f in some])

    def read(self, measure, fields, cells):
        kind = self.kind_of(fields)
        single = [f for f in fields if self.adds(measure, f, kind)]
        for field in single:
            rest = [f for f in fields if f != field]
            rows = {}
            for codes, place in cells.items():
                if field != "statistics" or codes != ("excluded",):
                    key = tuple(c for f, c in zip(fields, codes) if f != field)
                    rows.setdefault(key, []).append((codes, place))
            for row in rows.values():
                self.equal(self.margin(measure, fields, rest, row[0][0]), [p for _, p in row])
        if len(single) < len(fields):
            self.overlap(measure, fields, cells, kind, single)
        if measure == "persons":
            self.compare(fields, cells, kind)
        if "stage" in fields:
            self.stages(measure, fields, cells)

    def overlap(self, measure, fields, cells, kind, single):
        rows = {}
        for codes, place in cells.items():
            if self.shown[place] != 0:
                key = tuple(c for f, c in zip(fields, codes) if f in single)
                rows.setdefault(key, []).append((codes, place))
        several = [(i, self.alone(measure, f, kind)) for i, f in enumerate(fields)
                   if f not in single]
        for row in rows.values():
            whole = self.margin(measure, fields, single, row[0][0])
            self.at_least([p for _, p in row], whole)
            for _, place in row:
                self.at_least(whole, [place])
            for (one, p), (other, q) in itertools.combinations(row, 2):
                if any((one[i] == z) != (other[i] == z) for i, z in several if z):
                    self.at_least(whole, [p, q])
            # Of one field: the code that excludes the others, and all of these together.
            if len(several) == 1:
                i, z = several[0]
                alone = [p for codes, p in row if codes[i] == z]
                others = [p for codes, p in row if codes[i] != z]
                if alone and not others:
                    self.at_least(whole, alone)

    def stages(self, measure, fields, cells):
        i = fields.index("stage")

        def stage(codes, name):
            codes = list(codes)
            codes[i] = name
            return self.cell(measure, fields, codes)

        for codes in cells:
            if codes[i] == "contacted":
                for other in ("engaged", "screened", "referred", "supported"):
                    self.at_least(stage(codes, "contacted"), stage(codes, other))
                self.at_least(stage(codes, "engaged"), stage(codes, "screened"))
                self.at_least(stage(codes, "screened") + stage(codes, "supported"),
                              stage(codes, "engaged"))
                if len(fields) == 1:
                    self.equal(self.whole(measure, fields), stage(codes, "contacted"))

    def compare(self, fields, cells, kind):
        """Persons with records, and with heads."""
        heads = "gender" not in fields
        for other, holds in [("times", kind in ONE_PERSON), ("met", kind == "contact" and heads)]:
            if not holds or (other, fields) not in self.blocks:
                continue
            for codes, place in cells.items():
                there = self.cell(other, fields, codes)
                self.at_least(there, [place])
                # Everybody else has a record too, under other codes.
                everybody, every = self.whole("persons", fields), self.whole(other, fields)
                if everybody and every and there:
                    self.at_least(every + [place], everybody + there)
            self.at_least(self.whole(other, fields), self.whole("persons", fields))

    def read_whole(self):
        states = self.blocks.get(("times", ("state",)))
        for measure in ("times", "persons") if states else ():
            none = self.cell(measure, ["answer"], ["none"])
            self.at_least(none, self.cell(measure, ["state"], ["sent"]))
            without = [p for s in ("sent", "withdrawn", "unclear")
                       for p in self.cell(measure, ["state"], [s])]
            self.at_least(without, none)
        not_named = [self.cell("times", [f], ["not-named"]) for f in OF_PERSONS]
        not_named = [c for c in not_named if c]
        for one, other in zip(not_named, not_named[1:]):
            self.equal(one, other)
        if ("times", ("kind",)) not in self.blocks or self.kind:
            return
        self.equal(self.cell("met", [], []), self.cell("met", ["kind"], ["contact"]))
        for kind in KINDS:
            if kind in ONE_PERSON:
                self.at_least(self.cell("times", ["kind"], [kind]),
                              self.cell("persons", ["kind"], [kind]))
        self.at_least(self.cell("met", ["kind"], ["contact"]),
                      self.cell("persons", ["kind"], ["contact"]))
        several = [p for k in KINDS if k not in ONE_PERSON
                   for p in self.cell("times", ["kind"], [k])]
        if not_named:
            self.at_least(several, not_named[0])


for line in sys.stdin:
    page = json.loads(line)
    read = Page(page)
    if "true" in page:
        true = [int(line.split(",")[5]) for line in page["true"].splitlines()[1:]
                if ",amount," not in line]
        for r in read.relations:
            one, other = (sum(true[p] for p in r[s]) for s in ("sum", "other"))
            if one < other or r["equal"] and one != other:
                lines = [x for x in page["true"].splitlines()[1:] if ",amount," not in x]
                raise SystemExit("isn't true: %s %s %s" % (
                    [lines[p] for p in r["sum"]], "=" if r["equal"] else ">=",
                    [lines[p] for p in r["other"]]))
    print(json.dumps({"k": read.k, "shown": read.shown, "relations": read.relations}))
