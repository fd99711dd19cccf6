"""Counts reports from `hopenow list --limit 0 --format json`, knowing nothing of hopenow's own code.

usage: count_report.py LIST.json… < REQUESTS
The files are lists of events, of persons and, where there are any, of list entries, consents and
links (kind `same`). Each request is a line of JSON: report; first and last, two days; and if
wanted by, a list of fields, and where, a list of [field, code].

For each request prints measure,field,code,count for every count that isn't 0, sorted, then a
line with a full stop. The definitions are those of Docs/Reference.md.
"""
import collections
import datetime
import itertools
import json
import sys

# Fields of codes by kind: those of one answer, then those of several.
EVERYWHERE = ["place", "project", "interpreter"]
FIELDS = {
    "contact": (["setting", "channel", "initiated-by"], ["help-given"]),
    "screen": (["table"], ["forms", "sexual-forms", "sexual-setting", "means", "recruitment"]),
    "session": (["type", "arrangement", "channel"], []),
    "refer": (["purpose", "to", "group", "basis", "outcome", "decided-by"], ["barrier"]),
    "visit": (["type", "role", "to"], []),
    "activity": (["type"], ["partner"]),
    "support": (["type", "country", "currency"], []),
}
LISTS = {"place", "project", "to", "partner"}
PERSON_ONE = ["gender", "residence", "living", "pregnant", "interpreter-wanted", "contact-safety",
              "case-status"]
PERSON_MANY = ["citizenship", "languages"]
OWNED = {"screen", "refer", "visit", "support"}

# By report: its kinds; its measures; what each is broken down by unless somebody asks otherwise.
MONTHLY = {
    "contact": ["setting", "channel", "initiated-by", "help-given"], "screen": ["forms"],
    "session": ["type", "arrangement"],
    "refer": ["purpose", "group", "basis", "outcome", "barrier"], "visit": ["type", "role"],
    "activity": ["type"], "support": ["type", "country"],
}
REPORTS = {
    "monthly": (list(FIELDS), ["times", "met", "persons"], None),
    "persons": (list(FIELDS), ["persons"],
                [["stage"], ["arrival"], ["age", "gender"], ["citizenship"], ["residence"],
                 ["month"]]),
    "screening": (["screen"], ["times", "persons"],
                  [["forms"], ["sexual-forms"], ["means"], ["recruitment"], ["gender"], ["age"],
                   ["citizenship"], ["month"]]),
    "referrals": (["refer"], ["times", "persons"],
                  [["purpose"], ["group"], ["state"], ["answer"], ["barrier"], ["basis"],
                   ["outcome"], ["gender"], ["citizenship"], ["month"]]),
    "visits": (["visit"], ["times", "persons"],
               [["type"], ["role"], ["gender"], ["citizenship"], ["month"]]),
    "caseload": (list(FIELDS), ["persons"],
                 [["last-contact"], ["case-status"], ["gender"], ["age"], ["citizenship"],
                  ["residence"]]),
    "activities": (["activity"], ["times", "participants", "persons"],
                   [["type"], ["partner"], ["month"]]),
    "support": (["support"], ["times", "persons", "amount"],
                [["type"], ["country"], ["gender"], ["citizenship"], ["currency"], ["month"]]),
}
BANDS = [(0, 8), (9, 17), (18, 20), (21, 23), (24, 26), (27, 29), (30, 38), (39, 47), (48, 999)]


def day(text):
    return datetime.date.fromisoformat(text[:10])


def band(age):
    low, high = next(b for b in BANDS if b[0] <= age <= b[1])
    return f"{low}-{high}" if high < 999 else f"{low}-plus"


# --- what was written down ------------------------------------------------------------------------

records = {}
for name in sys.argv[1:]:
    for record in json.load(open(name))["records"]:
        records[record["id"]] = record
codes_of_entries = {
    id: r["answers"]["code"] for id, r in records.items() if r["kind"] == "list-entry"}

# What is linked is one: every record stands for its component, named by the least id.
component = {id: {id} for id in records}
for record in list(records.values()):
    if record["kind"] == "same" and record["answers"].get("value") == "same":
        one, other = record["answers"]["one"], record["answers"]["other"]
        joined = component.setdefault(one, {one}) | component.setdefault(other, {other})
        for id in joined:
            component[id] = joined


def lead(id):
    return min(component.get(id, {id}))


def members(id):
    return sorted(m for m in component.get(id, {id}) if m in records)


class Person:
    def __init__(self, id):
        self.id = id
        pages = [records[m]["answers"] for m in members(id) if records[m]["kind"] == "person"]
        self.one, self.many = {}, {}
        for field in PERSON_ONE + ["birth-year", "age-band"]:
            found = [p[field] for p in pages if field in p]
            # A number that somebody knows tells more than that somebody else doesn't.
            known = [a for a in found if isinstance(a, int)] or found
            self.one[field] = known[0] if known else "not-asked"
        for field in PERSON_MANY:
            found = {code for p in pages for code in p.get(field, [])}
            self.many[field] = found or {"not-asked"}

    def age(self, on):
        born = self.one["birth-year"]
        if isinstance(born, int) and born <= on.year:
            ages = [max(on.year - born - 1, 0), on.year - born]
            bands = [band(a) for a in ages]
            return bands[0] if bands[0] == bands[1] else f"{ages[0]}-{ages[1]}"
        typed = self.one["age-band"]
        if typed != "not-asked":
            return typed
        return born if born in ("unknown", "refused") else "not-asked"


persons = {}


def person(id):
    id = lead(id)
    if id not in persons:
        persons[id] = Person(id)
    return persons[id]


class Event:
    def __init__(self, parts):
        parts = sorted(parts, key=lambda r: (r["answers"]["on"][:10], r["id"]))
        self.kind = parts[0]["kind"]
        self.on = day(parts[0]["answers"]["on"])
        every = [p["answers"] for p in parts]
        one, several = FIELDS[self.kind]
        self.codes = {}
        for field in one + EVERYWHERE:
            found = [self.code(field, a[field]) for a in every if field in a]
            self.codes[field] = {found[0] if found else "not-asked"}
        for field in several:
            found = {self.code(field, c) for a in every for c in a.get(field, [])}
            self.codes[field] = found or {"not-asked"}
        self.codes["month"] = {f"{self.on:%Y-%m}"}
        self.codes["kind"] = {self.kind}
        if self.kind == "refer":
            self.refer(every)
        named = [p["person"] for p in parts if "person" in p] if self.kind in OWNED else [
            id for a in every for id in a.get("person", [])]
        self.named = sorted({lead(id) for id in named})
        self.met = max((a["met"] for a in every if isinstance(a.get("met"), int)), default=0)
        self.participants = max(
            (a["participants"] for a in every if isinstance(a.get("participants"), int)), default=0)
        amounts = [a["amount"] for a in every if isinstance(a.get("amount"), int)]
        self.amount = amounts[0] if amounts else 0
        self.heads = collections.Counter()
        for a in every:
            for gender, heads in a.get("met-gender", {}).items():
                if isinstance(heads, int):
                    self.heads[gender] = max(self.heads[gender], heads)

    @staticmethod
    def code(field, value):
        return codes_of_entries.get(value, value) if field in LISTS else value

    def refer(self, every):
        dates = {"on": self.on}
        for field in ["accepted", "rejected", "done", "withdrawn"]:
            found = [day(a[field]) for a in every if a.get(field, "?")[0].isdigit()]
            if found:
                dates[field] = found[0]
        given = set(dates)
        never = [{"accepted", "rejected"}, {"rejected", "done"}, {"rejected", "withdrawn"},
                 {"done", "withdrawn"}]
        after = [("accepted", "on"), ("rejected", "on"), ("done", "accepted"),
                 ("withdrawn", "on"), ("withdrawn", "accepted")]
        if (any(pair <= given for pair in never) or ("done" in given and "accepted" not in given)
                or any({a, b} <= given and dates[a] < dates[b] for a, b in after)):
            state = "unclear"
        else:
            state = next(s for s in ["withdrawn", "done", "rejected", "accepted", "on"] if s in given)
        self.codes["state"] = {"sent" if state == "on" else state}
        answers = [dates[f] for f in ("accepted", "rejected") if f in dates]
        if answers:
            days = (min(answers) - self.on).days
            self.codes["answer"] = {
                "0-7" if days <= 7 else "8-14" if days <= 14 else "15-30" if days <= 30 else "31-plus"}
        else:
            self.codes["answer"] = {"none"}


# A record of a kind with one person is one with another only if that is the same person.
events = []
for id, record in records.items():
    if record["kind"] in FIELDS and members(id)[0] == id:
        together = collections.defaultdict(list)
        for member in members(id):
            together[lead(records[member].get("person", ""))].append(records[member])
        events += [Event(parts) for parts in together.values()]
events.sort(key=lambda e: e.on)
# Of a person's first and last record it doesn't matter with what they are linked.
days_of = collections.defaultdict(list)
for record in records.values():
    if record["kind"] in FIELDS:
        for id in [record["person"]] if "person" in record else record["answers"].get("person", []):
            days_of[lead(id)].append(day(record["answers"]["on"]))

# --- who may be counted ---------------------------------------------------------------------------

PROTECTION = {"given": 0, "unclear": 1, "refused": 2, "withdrawn": 3}
said = collections.defaultdict(list)
for record in records.values():
    if record["kind"] == "consent" and record["answers"].get("purpose") == "statistics":
        answer = record["answers"].get("answer")
        said[lead(record["person"])].append(
            (record["answers"]["on"], answer if answer in PROTECTION else "unclear",
             record["answers"].get("until")))


def said_after(one, other):
    if one[0][:10] != other[0][:10]:
        return one[0][:10] > other[0][:10]
    return "T" in one[0] and "T" in other[0] and one[0] > other[0]


def consent(id, last):
    # The newest holds, also where it was said after the period.
    newest = [s for s in said[id] if not any(said_after(other, s) for other in said[id])]
    if not newest:
        return "not-asked"
    on, answer, until = max(newest, key=lambda s: (PROTECTION[s[1]], s[0][:10], s[0]))
    if answer in ("refused", "withdrawn"):
        return "excluded"
    return "given" if answer == "given" and not (until and day(until) < last) else "unclear"


# --- counting -------------------------------------------------------------------------------------

STAGES = {"engaged": {"session", "screen"}, "screened": {"screen"}, "referred": {"refer"},
          "supported": {"session", "visit", "support"}}


class Count:
    """One request: which events, which persons, and under which codes each is."""

    def __init__(self, request):
        self.report = request["report"]
        self.first, self.last = day(request["first"]), day(request["last"])
        self.by, self.where = request.get("by", []), request.get("where", [])
        self.kinds, self.measures, self.usual = REPORTS[self.report]
        self.counts = collections.Counter()
        fields = self.by + [f for f, _ in self.where]
        # A field of one kind leaves only that kind.
        for field in fields:
            kind = self.kind_of(field)
            if kind:
                self.kinds = [k for k in self.kinds if k == kind]
        self.excluded = set()
        self.rows = []
        self.stages = collections.defaultdict(lambda: {"contacted"})
        self.collect()
        self.ages = {}
        for event, named in self.rows:
            for id in named:
                self.ages.setdefault(id, event.on)

    def kind_of(self, field):
        if len(REPORTS[self.report][0]) == 1:
            return None
        if field == "setting":
            return "contact"
        kind, _, rest = field.partition("-")
        return kind if kind in FIELDS and self.own(rest, kind) else None

    def own(self, field, kind):
        """The stored name of a kind's field as a report names it; None if it isn't one."""
        if len(REPORTS[self.report][0]) > 1 and field.startswith(kind + "-"):
            field = field[len(kind) + 1:]
        one, several = FIELDS[kind]
        known = one + several + EVERYWHERE + ["month", "kind"]
        return field if field in known + (["state", "answer"] if kind == "refer" else []) else None

    def is_of_persons(self, field):
        return field in PERSON_ONE + PERSON_MANY + ["age", "stage", "arrival", "last-contact"]

    def is_many(self, field):
        if field in PERSON_MANY + ["stage"]:
            return True
        return any(self.own(field, k) in FIELDS[k][1] for k in self.kinds)

    def collect(self):
        for event in events:
            if (event.kind not in REPORTS[self.report][0]
                    or not self.first <= event.on <= self.last):
                continue
            # Who said no is told of whatever else is asked.
            out = {id for id in event.named if consent(id, self.last) == "excluded"}
            self.excluded |= out
            if event.kind in OWNED and out:
                continue
            named = [id for id in event.named if id not in out]
            for id in named:
                self.stages[id] |= {s for s, kinds in STAGES.items() if event.kind in kinds}
            if event.kind in self.kinds and all(
                    code in self.event_codes(event, field) for field, code in self.where
                    if not self.is_of_persons(field)):
                self.rows.append((event, named))

    def event_codes(self, event, field):
        return event.codes[self.own(field, event.kind)]

    def person_codes(self, id, field, on):
        p = person(id)
        if field == "age":
            return {p.age(on)}
        if field == "stage":
            return self.stages[id]
        if field == "arrival":
            seen = min(days_of[id])
            return {"new" if self.first <= seen else "known"}
        if field == "last-contact":
            seen = max(d for d in days_of[id] if d <= self.last)
            months = (self.last - seen).days // 30
            return {"under-1" if months < 1 else "1-2" if months < 3 else "3-5" if months < 6
                    else "6-11" if months < 12 else "12-plus"}
        return p.many[field] if field in PERSON_MANY else {p.one[field]}

    def wanted(self, id, on):
        return all(code in self.person_codes(id, field, on) for field, code in self.where
                   if self.is_of_persons(field))

    def of_persons_wanted(self):
        return any(self.is_of_persons(field) for field, _ in self.where)

    def nobody_wanted(self):
        """Whether all that is asked of persons is that there is none."""
        return all(code == "not-named" for field, code in self.where
                   if self.is_of_persons(field))

    def add(self, measure, fields, codes, count):
        self.counts[measure, "+".join(fields), "+".join(codes)] += count

    def with_fields(self, fields):
        """The events of kinds that have all the fields."""
        asked = [f for f in fields if not self.is_of_persons(f)]
        return [(event, named) for event, named in self.rows
                if all(self.own(f, event.kind) for f in asked)]

    def combinations(self, fields, event, id, on):
        """Every choice of a code of each field, of an event and perhaps a person."""
        lists = []
        for field in fields:
            if self.is_of_persons(field):
                lists.append({"not-named"} if id is None else self.person_codes(id, field, on))
            else:
                lists.append(self.event_codes(event, field))
        return set(itertools.product(*lists))

    def times(self, fields):
        for event, named in self.with_fields(fields):
            there = [id for id in named if self.wanted(id, event.on)]
            if self.of_persons_wanted() and not there and not (
                    not named and self.nobody_wanted()):
                continue
            found = set()
            for id in there or [None]:
                found |= self.combinations(fields, event, id, event.on)
            for codes in found:
                self.add("times", fields, codes, 1)

    def persons(self, fields):
        under = collections.defaultdict(set)
        for event, named in self.with_fields(fields):
            for id in named:
                on = self.ages[id]
                if self.wanted(id, on):
                    for codes in self.combinations(fields, event, id, on):
                        under[codes].add(id)
        for codes, ids in under.items():
            self.add("persons", fields, codes, len(ids))

    def met(self, fields):
        """Heads at contacts: those named with their answers; the others have no answers, but a
        gender where heads were counted by gender."""
        asked = {f for f in fields + [f for f, _ in self.where] if self.is_of_persons(f)}
        # Somebody named whose gender nobody asked is one of the heads, nobody knows of which.
        if "gender" in asked and len(asked) > 1:
            return
        for event, named in self.with_fields(fields):
            if event.kind != "contact":
                continue
            by_gender = collections.Counter(
                g for g in (person(id).one["gender"] for id in named) if g != "not-asked")
            for gender, heads in event.heads.items():
                by_gender[gender] = max(by_gender[gender], heads)
            met = max(event.met, len(named), sum(by_gender.values()))
            if "gender" in asked:
                heads = [({"gender": {g}}, n) for g, n in by_gender.items()]
                heads.append(({"gender": {"not-asked"}}, met - sum(by_gender.values())))
            else:
                heads = [({f: self.person_codes(id, f, event.on) for f in asked}, 1)
                         for id in named]
                heads.append(({f: {"not-asked"} for f in asked}, met - len(named)))
            for answers, count in heads:
                if all(code in answers[f] for f, code in self.where if f in asked):
                    for codes in itertools.product(*[
                            answers[f] if f in asked else self.event_codes(event, f)
                            for f in fields]):
                        self.add("met", fields, codes, count)

    def participants(self, fields):
        # Nobody knows who took part.
        if any(self.is_of_persons(f) for f in self.by) or self.of_persons_wanted():
            return
        for event, _ in self.with_fields(fields):
            for codes in self.combinations(fields, event, None, None):
                self.add("participants", fields, codes, event.participants)

    def amount(self, fields):
        if self.by or fields != ["currency"]:
            return
        for event, named in self.with_fields(fields):
            if event.amount and (not self.of_persons_wanted() or any(
                    self.wanted(id, event.on) for id in named)):
                for codes in self.combinations(fields, event, None, None):
                    self.add("amount", fields, codes, event.amount)

    def caseload(self):
        everybody = {id for id, days in days_of.items() if min(days) <= self.last}
        open_cases = {id for id in everybody
                      if person(id).one["case-status"] not in ("Closed", "ClosedReferred")}
        self.excluded = {id for id in open_cases if consent(id, self.last) == "excluded"}
        return {id for id in open_cases - self.excluded if self.wanted(id, self.last)}

    def adds_up(self, measure, field):
        if self.is_many(field):
            return False
        if self.is_of_persons(field):
            return measure != "times" or all(k in OWNED for k in self.kinds)
        return measure != "persons"

    def margins(self, measure, fields):
        """Every margin of a table that is printed, and the table."""
        single = [f for f in fields if self.adds_up(measure, f)]
        together = [f for f in fields if f not in single]
        for size in range(len(single) + 1):
            for some in itertools.combinations(single, size):
                for rest in ([], together) if together else ([],):
                    yield [f for f in fields if f in some or f in rest]

    def breakdowns(self, measure):
        if self.by:
            return [self.by]
        if self.usual is not None:
            several = (self.first.year, self.first.month) != (self.last.year, self.last.month)
            return [b for b in self.usual if several or b != ["month"]]
        found = [["kind"], ["setting"], ["gender"], ["citizenship"]]
        if measure != "met":
            found += [[f"{k}-{f}"] for k, fields in MONTHLY.items() for f in fields
                      if f != "setting"]
        if (self.first.year, self.first.month) != (self.last.year, self.last.month):
            found.append(["month"])
        return found

    def run(self):
        for measure in self.measures:
            done = set()
            for fields in [[]] + [m for b in self.breakdowns(measure)
                                  for m in self.margins(measure, b)]:
                if tuple(fields) in done:
                    continue
                done.add(tuple(fields))
                if self.report == "caseload":
                    for id in self.caseload():
                        for codes in self.combinations(fields, None, id, self.last):
                            self.add("persons", fields, codes, 1)
                else:
                    getattr(self, measure)(fields)
        self.consents()
        for key in sorted(self.counts):
            if self.counts[key]:
                print(",".join(key + (str(self.counts[key]),)))
        print(".", flush=True)

    def consents(self):
        if self.report == "caseload":
            counted = self.caseload()
        else:
            counted = {id for _, named in self.rows for id in named
                       if self.wanted(id, self.ages[id])}
        for id in counted:
            self.add("persons", ["statistics"], [consent(id, self.last)], 1)
        self.add("persons", ["statistics"], ["excluded"], len(self.excluded))


for line in sys.stdin:
    if line.strip():
        Count(json.loads(line)).run()
