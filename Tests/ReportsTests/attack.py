"""Attacks hidden counts, knowing nothing of hopenow's own code.

usage: attack.py < PUBLICATIONS
Each line is a JSON object: k; shown (counts, null where hidden); relations (sum, other: places;
equal: whether the sums are equal, else the first is at least the second); and for the optimum
true, every count; unprinted (places of counts that no table has, and that may be 0).

For each line prints a JSON object: fewest, how many values the most exposed hidden count can have
(counted up to k; null where nothing is hidden), and optimum, the smallest number of counts that
can be hidden (only where true is given, and only right where every fitting table is a network).
"""
import json
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, lil_array


def system(lines, places, value):
    """Relations as rows over the unknown places, with bounds."""
    rows, low, high = [], [], []
    for relation in lines:
        row, known = {}, 0
        for sign, members in ((1, relation["sum"]), (-1, relation["other"])):
            for place in members:
                if place in places:
                    row[places[place]] = row.get(places[place], 0) + sign
                else:
                    known += sign * value[place]
        if row:
            rows.append(row)
            low.append(-known)
            high.append(-known if relation["equal"] else np.inf)
        elif known < 0 or (relation["equal"] and known != 0):
            raise SystemExit("what is shown contradicts itself")
    return rows, low, high


def matrix(rows, width):
    made = lil_array((len(rows), width))
    for index, row in enumerate(rows):
        for place, sign in row.items():
            made[index, place] = sign
    return csr_array(made)


def fewest_values(publication):
    shown, k = publication["shown"], publication["k"]
    hidden = [place for place, count in enumerate(shown) if count is None]
    if not hidden:
        return None
    places = {place: index for index, place in enumerate(hidden)}
    n = len(hidden)
    unprinted = set(publication.get("unprinted", []))
    floor = np.array([0.0 if place in unprinted else 1.0 for place in hidden])
    rows, low, high = system(publication["relations"], places, shown)
    constraints = [LinearConstraint(matrix(rows, n), low, high)] if rows else []
    # No count needs to be larger than this to show that it has k values.
    ceiling = sum(count or 0 for count in shown) + 100 * k * n
    seen = [set() for _ in hidden]

    def least(index, above):
        """The least value of a hidden count that isn't below a bound; None if there is none."""
        lower = floor.copy()
        lower[index] = above
        objective = np.zeros(n)
        objective[index] = 1
        # Presolve sometimes finds nothing where there is something: nothing is asked for twice.
        for presolve in (True, False):
            found = milp(objective, constraints=constraints,
                         bounds=Bounds(lower, np.full(n, ceiling)), integrality=np.ones(n),
                         options={"presolve": presolve})
            if found.x is not None:
                values = [round(v) for v in found.x]
                for one, v in enumerate(values):
                    seen[one].add(v)
                return values[index]
            if found.status != 2:
                raise SystemExit(f"the solver gave up: {found.message}")
        return None

    attacked = [index for index, place in enumerate(hidden) if place not in unprinted]
    for index in attacked:
        above = 1
        while len(seen[index]) < k:
            value = least(index, above)
            if value is None:
                break
            above = value + 1
            while above in seen[index]:
                above += 1
        if not seen[index]:
            raise SystemExit("nothing fits what is shown")
    return min((min(len(seen[index]), k) for index in attacked), default=None)


def optimum(publication):
    """Hides as few as can be so that each hidden count has a range of k values.

    In a network a range of k - 1 steps can be had by moving every count by at most k - 1.
    """
    true, k = publication["true"], publication["k"]
    cells = [place for place, count in enumerate(true) if count > 0]
    primary = [place for place in cells if true[place] < k]
    if not primary:
        return 0
    n = len(cells)
    index = {place: i for i, place in enumerate(cells)}
    plain = [
        {index[place]: sign for sign, members in ((1, r["sum"]), (-1, r["other"]))
         for place in members if place in index}
        for r in publication["relations"]
    ]
    # For each cell one table that is up and one that is down: changes up to k - 1 each way.
    width = n + 2 * n * n
    rows, low, high = [], [], []
    for target in range(n):
        for side in (0, 1):
            first = n + (2 * target + side) * n
            for row in plain:
                rows.append({first + c: sign for c, sign in row.items()})
                low.append(0)
                high.append(0)
            for c in range(n):
                rows.append({first + c: 1, c: -(k - 1)})
                low.append(-np.inf)
                high.append(0)
                rows.append({first + c: 1, c: min(k - 1, true[cells[c]] - 1)})
                low.append(0)
                high.append(np.inf)
        rows.append({n + 2 * target * n + target: 1, n + (2 * target + 1) * n + target: -1,
                     target: -(k - 1)})
        low.append(0)
        high.append(np.inf)
    lower = np.concatenate([np.zeros(n), np.full(2 * n * n, -(k - 1.0))])
    upper = np.concatenate([np.ones(n), np.full(2 * n * n, k - 1.0)])
    for place in primary:
        lower[index[place]] = 1
    objective = np.concatenate([np.ones(n), np.zeros(2 * n * n)])
    integrality = np.concatenate([np.ones(n), np.zeros(2 * n * n)])
    found = milp(objective, constraints=[LinearConstraint(matrix(rows, width), low, high)],
                 bounds=Bounds(lower, upper), integrality=integrality,
                 options={"time_limit": 20.0})
    # Stopped early, what is proven is still a bound: nothing smaller can do.
    return int(np.ceil(found.mip_dual_bound - 1e-6))


for line in sys.stdin:
    publication = json.loads(line)
    answer = {"fewest": fewest_values(publication)}
    if publication.get("true"):
        answer["optimum"] = optimum(publication)
    print(json.dumps(answer))
