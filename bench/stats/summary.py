"""The Python peers of bench/stats/summary.ts: the same twelve figures of the same file of doubles, one thread.
In: a file of little-endian doubles, values a group. Out: one line of JSON: microseconds of CPU time by name, the best of 7; versions.
A peer that is not installed is named under "missing"."""
import array
import json
import math
import statistics
import sys
import time

path, per_group = sys.argv[1], int(sys.argv[2])
column = array.array("d")
with open(path, "rb") as file:
    column.frombytes(file.read())
groups = [list(column[i : i + per_group]) for i in range(0, len(column), per_group)]
SHARES = [0.5, 0.05, 0.25, 0.75, 0.9, 0.95, 0.99]
found = {"times": {}, "missing": [], "versions": {"CPython": sys.version.split()[0]}, "check": {}}


def at(ordered, share):
    h = (len(ordered) - 1) * share
    rank = int(h)
    rest = h - rank
    return ordered[rank] if rest == 0 else (1 - rest) * ordered[rank] + rest * ordered[rank + 1]


def by_loops(x):
    total = 0.0
    least = most = x[0]
    for value in x:
        total += value
        if value < least:
            least = value
        if value > most:
            most = value
    mean = total / len(x)
    squares = 0.0
    for value in x:
        squares += (value - mean) * (value - mean)
    ordered = sorted(x)
    quantiles = [at(ordered, share) for share in SHARES]
    deviations = sorted([abs(value - quantiles[0]) for value in x])
    return [mean, math.sqrt(squares / (len(x) - 1)), least, most, *quantiles, at(deviations, 0.5)]


def by_module(x):
    median = statistics.median(x)
    cuts = statistics.quantiles(x, n=100, method="inclusive")
    quantiles = [median] + [cuts[round(share * 100) - 1] for share in SHARES[1:]]
    mad = statistics.median([abs(value - median) for value in x])
    return [statistics.fmean(x), statistics.stdev(x), min(x), max(x), *quantiles, mad]


def record(name, run, rounds=7):
    start = time.process_time()
    run()
    once = max(time.process_time() - start, 1e-7)
    calls = max(1, int(0.02 / once))
    rounds = rounds if once < 1 else 2
    best = math.inf
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(calls):
            result = run()
        best = min(best, (time.process_time() - start) / calls)
    found["times"][name] = best * 1e6
    found["check"][name] = [float(value) for value in result]


record("CPython, plain loops", lambda: [by_loops(x) for x in groups][0])
record("CPython, statistics", lambda: [by_module(x) for x in groups][0])

try:
    import numpy as np

    table = np.array(column).reshape(-1, per_group)
    percents = [100 * share for share in SHARES]

    def by_numpy():
        """All groups at once, along the rows."""
        quantiles = np.percentile(table, percents, axis=1)
        mad = np.median(np.abs(table - quantiles[0][:, None]), axis=1)
        rows = [table.mean(axis=1), table.std(axis=1, ddof=1), table.min(axis=1), table.max(axis=1), *quantiles, mad]
        return [row[0] for row in rows]

    record("numpy", by_numpy)
    found["versions"]["numpy"] = np.__version__
except ImportError:
    found["missing"].append("numpy")

try:
    import polars as pl

    value, key = pl.col("x"), pl.col("g")
    frame = pl.DataFrame({"x": list(column), "g": [i // per_group for i in range(len(column))]})
    wanted = [value.mean(), value.std().alias("sd"), value.min().alias("min"), value.max().alias("max")]
    wanted += [value.quantile(share, "linear").alias(f"q{share}") for share in SHARES]
    wanted += [(value - value.median()).abs().median().alias("mad")]

    def by_polars():
        if len(groups) == 1:
            return frame.select(wanted).row(0)
        return frame.group_by(key, maintain_order=True).agg(wanted).row(0)[1:]

    record("polars", by_polars)
    found["versions"]["polars"] = pl.__version__
except ImportError:
    found["missing"].append("polars")

print(json.dumps(found))
