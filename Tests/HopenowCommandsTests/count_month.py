"""Counts a month from `hopenow list --format json`, knowing nothing of hopenow's own code.

usage: count_month.py EVENTS.json PERSONS.json YYYY-MM
Prints measure,field,code,count for every count that isn't 0, sorted. The definitions are those of
Docs/Reference.md, section "report monthly".
"""
import collections
import json
import sys

events = json.load(open(sys.argv[1]))["records"]
persons = {p["id"]: p["answers"] for p in json.load(open(sys.argv[2]))["records"]}
month = sys.argv[3]
count = collections.Counter()
seen = set()

# What is broken down by the codes of a kind's own fields, of one answer or of several.
OWN = {
    "contact": (["channel", "initiated-by"], ["help-given"]),
    "screen": ([], ["forms"]),
    "session": (["type", "arrangement"], []),
    "refer": (["group", "purpose", "basis", "outcome"], ["barrier"]),
    "visit": (["type", "role"], []),
    "activity": (["type"], []),
    "support": (["type", "country"], []),
}


def once(*key):
    if key in seen:
        return False
    seen.add(key)
    return True


for event in events:
    answers = event["answers"]
    if not answers["on"].startswith(month):
        continue
    kind = event["kind"]
    if kind not in OWN:
        continue
    named = (
        answers.get("person", []) if kind in ("contact", "session", "activity") else [event["person"]]
    )
    genders = [persons.get(p, {}).get("gender", "not-asked") for p in named]
    countries = [persons.get(p, {}).get("citizenship", ["not-asked"]) for p in named]
    setting = answers.get("setting", "not-asked")

    count["times", "", ""] += 1
    count["times", "kind", kind] += 1
    if kind == "contact":
        count["times", "setting", setting] += 1
    for gender in set(genders) or {"not-named"}:
        count["times", "gender", gender] += 1
    for country in {c for several in countries for c in several} or {"not-named"}:
        count["times", "citizenship", country] += 1

    if kind == "contact":
        by_gender = collections.Counter(g for g in genders if g != "not-asked")
        for gender, heads in answers.get("met-gender", {}).items():
            by_gender[gender] = max(by_gender[gender], heads)
        recorded = answers.get("met", 0)
        met = max(recorded if isinstance(recorded, int) else 0, len(named), sum(by_gender.values()))
        count["met", "", ""] += met
        count["met", "kind", kind] += met
        count["met", "setting", setting] += met
        for gender, heads in by_gender.items():
            count["met", "gender", gender] += heads
        count["met", "gender", "not-asked"] += met - sum(by_gender.values())
        asked = [c for c in countries if c != ["not-asked"]]
        for several in asked:
            for country in several:
                count["met", "citizenship", country] += 1
        count["met", "citizenship", "not-asked"] += met - len(asked)

    for person, gender, several in zip(named, genders, countries):
        if once(person):
            count["persons", "", ""] += 1
            count["persons", "statistics", "not-asked"] += 1
            count["persons", "gender", gender] += 1
            for country in several:
                count["persons", "citizenship", country] += 1
        if once(person, "kind", kind):
            count["persons", "kind", kind] += 1
        if kind == "contact" and once(person, "setting", setting):
            count["persons", "setting", setting] += 1

    one, several = OWN[kind]
    for field in one + several:
        answer = answers.get(field, [] if field in several else "not-asked")
        for code in answer if field in several and answer else [answer or "not-asked"]:
            name = f"{kind}-{field}"
            count["times", name, code] += 1
            for person in named:
                if once(person, name, code):
                    count["persons", name, code] += 1

for key in sorted(count):
    if count[key]:
        print(",".join(key + (str(count[key]),)))
