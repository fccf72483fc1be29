"""numexpr, one thread, over the columns of formula/columns: S, M, A and A where nothing fires, 1e6 rows.

Run: python bench/formula/columns_numexpr.py [rounds, default 11], in an environment with numpy and numexpr, beside
`node bench/run.mjs formula/columns` at the same load. Prints the median CPU time in ns a row; each evaluation
allocates its output anew.
"""
import os
import sys
import time

import numexpr
import numpy

ROWS = 1_000_000
rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
random = numpy.random.default_rng(1)
numexpr.set_num_threads(1)


def columns(*scales):
    return {f"x{i}": random.random(ROWS) * scale for i, scale in enumerate(scales)}


alert = "(x0 > 85) & (x1 > 1024) & ((x2 >= 0.05) | (x3 > 200))"
m_data = {name: column + 1 for name, column in columns(1, 200, 200, 200, 200).items()}
m_data["x0"] -= 1
cases = {
    "S": ("(x0 + x1) * x2 - x3 / 2", columns(100, 100, 100, 100)),
    "M": ("(x0 ** 2 / x1) * where(log(x2 + 1) > 1, log(x2 + 1), 1) + sqrt(abs(x3 - x4))", m_data),
    "A": (alert, columns(120, 2000, 0.1, 400)),
    "A quiet": (alert, columns(80, 1000, 0.04, 150)),
}
times = {name: [] for name in cases}
for round_ in range(rounds + 1):
    for name, (text, data) in cases.items():
        start = time.process_time_ns()
        for _ in range(4):
            numexpr.evaluate(text, local_dict=data)
        if round_ > 0:
            times[name].append((time.process_time_ns() - start) / 4 / ROWS)
for name, list_ in times.items():
    print(f"{name}: {sorted(list_)[len(list_) // 2]:.2f} ns/row")
print(f"load {os.getloadavg()[0]:.1f}; numexpr {numexpr.__version__}, numpy {numpy.__version__}, {rounds} rounds")
