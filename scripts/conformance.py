#!/usr/bin/env python3
"""Writes fixtures/golden/formula/conformance.json: formulas whose meaning does not depend on the language that reads them.

In: nothing; every run gives the same file. Out: groups, each with the source of its rule. Texts are made from trees of our own, with as few
brackets as the rule allows; values are those of the tree in IEEE doubles (Python's floats), of exact integers, or of `decimal` at 40 digits,
never those of a formula engine. Where Python's own parser reads the same language it has to agree, or the script stops.
Run: python3 scripts/conformance.py
"""
import json
import math
import random
from decimal import Decimal, getcontext
from pathlib import Path

getcontext().prec = 40
chance = random.Random(20)
out = Path(__file__).resolve().parent.parent / "fixtures/golden/formula/conformance.json"
groups = []


def plain(value):
    if isinstance(value, bool):
        return value
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return float(value)


def group(name, source, cases):
    seen, kept = set(), []
    for case in cases:
        key = (case["text"], json.dumps(case.get("values")))
        if key not in seen:
            seen.add(key)
            kept.append(case)
    groups.append({"name": name, "source": source, "cases": kept})


def case(text, value, **more):
    return {"text": text, "value": plain(value), **more}


def number(x):
    """A literal that every language reads; negative ones in brackets."""
    text = repr(x) if isinstance(x, float) else str(x)
    text = text[:-2] if text.endswith(".0") else text
    return f"({text})" if text.startswith("-") else text


# ---- literals -------------------------------------------------------------------------------------------------------------------------------
forms = ["0", "1", "7", "42", "007", "0.5", "3.14", "2.50", "100.001", "1e3", "1E3", "1e+3", "1e-3", "2.5e2", "2.5e-2", "1e0", "0.1", "0.2",
         "123456789", "9007199254740991", "9007199254740993", "0.30000000000000004", "1e22", "1e23", "1.7976931348623157e308", "2.2250738585072014e-308",
         "5e-324", "4.35", "0.000001", "1e-7", "123.456e3", "1e100", "8.41470984807896506e-1", "72057594037927945", "1e15", "1e16", "0.1e1", "10e-1"]
group("literals", "IEEE 754-2019, 5.12.2: a decimal literal is the nearest double, ties to even", [case(f, float(f)) for f in forms])

# ---- two operands ---------------------------------------------------------------------------------------------------------------------------
grid = [0, 1, 2, 3, 7, 10, 100, 0.5, 0.1, 0.2, 2.5, 1e10, 1e-3, -1, -2.5, 123456789]
operations = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
cases = [case(f"{number(a)} {o} {number(b)}", f(float(a), float(b))) for o, f in operations.items() for a in grid for b in chance.sample(grid, 5)]
group("sums and products", "IEEE 754-2019, 5.4.1: addition, subtraction, multiplication, each rounded once", cases)
cases = [case(f"{number(a)} / {number(b)}", float(a) / b) for a in grid for b in chance.sample([x for x in grid if x != 0], 6)]
cases += [case("1 / 0", math.inf), case("(-1) / 0", -math.inf), case("1 / 3", 1 / 3), case("10 / 4", 2.5), case("1 / 2", 0.5)]
group("quotients", "IEEE 754-2019, 5.4.1 and 7.3: division, rounded once; by zero infinite", cases)
cases = [case(f"{number(a)} % {number(b)}", math.fmod(a, b)) for a in [0, 1, 5, 7, 9, 10, 17, 100, 5.5, 7.25, 0.3] for b in [1, 2, 3, 4, 7, 10, 0.5, 2.5]]
group("remainders", "C11 7.12.10.1 (fmod), operands not negative, where all conventions of the sign agree", cases)
cases = [case(f"{number(b)}^{e}", float(b**e)) for b in [1, 2, 3, 5, 7, 10, 12, -1, -2, -3] for e in [0, 1, 2, 3, 4, 5, 8] if abs(b**e) < 2**53]
cases += [case(f"{b}^(-{e})", 1 / 2 ** (e * k)) for b, k in [(2, 1), (4, 2), (8, 3)] for e in [1, 2, 3, 5]]
cases += [case(f"{b * b}^0.5", float(b)) for b in [1, 2, 3, 4, 5, 10, 12, 100]] + [case("2^-1", 0.5), case("2^-3", 0.125), case("0^0", 1.0), case("0^3", 0.0)]
group("powers", "exact integer powers; x^-n = 1/x^n for powers of two; x^0.5 the root of a square; IEEE 754-2019, 9.2.1: pow(x, 0) = 1", cases)


# ---- trees ----------------------------------------------------------------------------------------------------------------------------------
level = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "^": 4}


def tree(depth, names):
    if depth == 0 or chance.random() < 0.15:
        return ("name", chance.choice(names)) if names and chance.random() < 0.7 else ("num", chance.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0.5, 1.5, 2.25]))
    kind = chance.choice(["+", "-", "*", "/", "+", "-", "*", "/", "neg", "^"])
    if kind == "neg":
        return ("neg", tree(depth - 1, names))
    if kind == "^":
        return ("^", tree(depth - 1, names), ("num", chance.choice([0, 1, 2, 3])))
    return (kind, tree(depth - 1, names), tree(depth - 1, names))


def text_of(node):
    kind = node[0]
    if kind in ("num", "name"):
        return str(node[1])

    def part(child, least):
        inner = text_of(child)
        return f"({inner})" if level.get(child[0], 9) < least else inner

    if kind == "neg":
        return f"-{part(node[1], 4)}"
    if kind == "^":
        return f"{part(node[1], 9)}^{part(node[2], 9)}"
    return f"{part(node[1], level[kind])} {kind} {part(node[2], level[kind] + 1)}"


def value_of(node, values):
    kind = node[0]
    if kind == "num":
        return float(node[1])
    if kind == "name":
        return float(values[node[1]])
    if kind == "neg":
        return -value_of(node[1], values)
    a, b = value_of(node[1], values), value_of(node[2], values)
    if kind == "/":
        return a / b
    if kind == "^":
        whole = int(a) ** int(b)
        if a != int(a) or abs(whole) >= 2**53:
            raise ValueError
        return float(whole)
    return {"+": a + b, "-": a - b, "*": a * b}[kind]


def trees(count, depths, names):
    made = []
    while len(made) < count:
        node = tree(chance.choice(depths), names)
        values = {n: chance.choice([1, 2, 3, 4, 5, 8, 10, 0.5, 2.5, -3, 100]) for n in names}
        text = text_of(node)
        used = {n: v for n, v in values.items() if n in text}
        try:
            value = value_of(node, values)
        except (ValueError, OverflowError, ZeroDivisionError):
            continue
        # A negative base is where languages part; so is the sign of zero.
        if value == 0 or "--" in text or any(f"-3^" in text for _ in [0]):
            continue
        again = eval(text.replace("^", "**"), {"__builtins__": {}}, {n: float(v) for n, v in used.items()})  # the independent reading
        if float(again) != value:
            raise SystemExit(f"two readings of {text}: {again} and {value}")
        made.append(case(text, value, **({"values": used} if used else {})))
    return made


rule = "precedence of algebra (Python 3 reference, 6.17): ^ before sign before * / before + -, each level from the left"
group("precedence", rule, trees(260, [2, 3, 3, 4], []))
group("variables", rule + "; names stand for their values", trees(220, [2, 3, 3], ["a", "b", "c", "total_1"]))
cases = []
for o in "+-*/":
    for p in "+-*/":
        a, b, c = chance.sample([2, 3, 4, 5, 7, 9], 3)
        f, g = [{"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y}[x] for x in (o, p)]
        first = level[o] >= level[p]
        cases += [case(f"{a} {o} {b} {p} {c}", g(f(float(a), b), c) if first else f(float(a), g(float(b), c))),
                  case(f"({a} {o} {b}) {p} {c}", g(f(float(a), b), c)), case(f"{a} {o} ({b} {p} {c})", f(float(a), g(float(b), c))),
                  case(f"{a}{o}{b}{p}{c}", g(f(float(a), b), c) if first else f(float(a), g(float(b), c)))]
cases += [case("2^3^2", 512), case("(2^3)^2", 64), case("2^2^3", 256), case("3^2^1", 9), case("-2^2", -4), case("(-2)^2", 4), case("2 * 3^2", 18), case("-3^2 + 1", -8)]
group("associativity", "from the left for + - * /, from the right for ^; a sign before a power is taken after it", cases)
signs = [("-3", -3), ("+3", 3), ("-(3)", -3), ("-(-3)", 3), ("2 - -3", 5), ("2 + -3", -1), ("2 * -3", -6), ("-2 * 3", -6), ("-2 * -3", 6), ("6 / -3", -2), ("-6 / 3", -2),
         ("-(2 + 3)", -5), ("-(2 * 3) + 1", -5), ("4 - (-(2))", 6), ("+(2) - +(1)", 1), ("-1 - 1", -2), ("-0.5 + 1", 0.5), ("1 - 2 - -3", 2), ("-10 + 3 * -2", -16)]
group("signs", "algebra: a sign applies to the factor behind it", [case(t, v) for t, v in signs])
brackets = []
for text, value in [("1 + 2", 3), ("2 * 3", 6), ("10 / 4", 2.5), ("7 - 5", 2), ("2^3", 8)]:
    brackets += [case(t, value) for t in [f"({text})", f"(({text}))", f"  {text}  ", f"( {text} )", text.replace(" ", ""), text.replace(" ", "   "), f"\t{text}\t", f"(({text})) * 1", f"0 + ({text})"]]
group("brackets and blanks", "more brackets and blanks between words change nothing", brackets)

# ---- comparisons, logic, choice ----------------------------------------------------------------------------------------------------------------
compare = {"<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b}
pairs = [(1, 2), (2, 1), (2, 2), (0, 0.5), (-1, 1), (-2, -3), (1e10, 1e9), (0.5, 0.5), (100, 99.5), (3, 4), (0, -1), (7.25, 7.25)]
cases = [case(f"{number(a)} {o} {number(b)}", f(a, b)) for o, f in compare.items() for a, b in pairs]
cases += [case(f"a {o} b", f(a, b), values={"a": a, "b": b}) for o, f in compare.items() for a, b in pairs[:4]]
cases += [case("1 + 1 == 2", True), case("2 * 3 > 5", True), case("1 + 2 < 3", False), case("10 - 4 >= 2 * 3", True), case("7 % 4 == 3", True), case("2^3 != 8", False), case("5 > 2 + 2", True)]
group("comparisons", "IEEE 754-2019, 5.11; looser than arithmetic", cases)
truths = {"1 < 2": True, "2 < 1": False, "3 >= 3": True, "4 != 4": False}
cases = []
for p, x in truths.items():
    cases.append(case(f"not ({p})", not x))
    for q, y in truths.items():
        cases += [case(f"{p} and {q}", x and y), case(f"{p} or {q}", x or y), case(f"({p}) and ({q})", x and y), case(f"not ({p} and {q})", not (x and y)), case(f"not ({p}) or {q}", (not x) or y)]
        for r, z in list(truths.items())[:2]:
            cases += [case(f"{p} or {q} and {r}", x or (y and z)), case(f"({p} or {q}) and {r}", (x or y) and z), case(f"{p} and {q} or {r}", (x and y) or z)]
group("logic", "Boole 1854; and binds tighter than or, both looser than comparisons", cases)
cases = []
for p, x in truths.items():
    cases += [case(f"{p} ? 3 : 4", 3 if x else 4), case(f"({p}) ? (1 + 1) : (2 * 3)", 2 if x else 6), case(f"1 + ({p} ? 10 : 20)", 11 if x else 21), case(f"({p} ? 2 : 3) * 5", 10 if x else 15)]
    for q, y in truths.items():
        cases += [case(f"{p} ? 1 : {q} ? 2 : 3", 1 if x else 2 if y else 3), case(f"{p} ? ({q} ? 1 : 2) : 3", (1 if y else 2) if x else 3), case(f"{p} and {q} ? 7 : 8", 7 if x and y else 8), case(f"{p} or {q} ? a : b", 5 if x or y else 6, values={"a": 5, "b": 6})]
group("choice", "C11 6.5.15: loosest of all, from the right", cases)

# ---- functions --------------------------------------------------------------------------------------------------------------------------------
exact = {"abs": ([3, -3, 0.5, -2.25, 1e10], lambda x: abs(float(x))), "floor": ([2.7, -2.1, 3, 0.5, -0.5, 99.99], lambda x: float(math.floor(x))),
         "ceil": ([2.1, -2.7, 3, 0.5, 99.01], lambda x: float(math.ceil(x))), "sqrt": ([0, 1, 4, 9, 2, 3, 10, 0.25, 1e10, 12345], lambda x: math.sqrt(x))}
cases = [case(f"{f}({number(x)[1:-1] if x < 0 else number(x)})", g(x)) for f, (xs, g) in exact.items() for x in xs]
cases += [case(f"{f}(x)", g(x), values={"x": x}) for f, (xs, g) in exact.items() for x in xs[:3]]
for xs in [[1, 2], [2, 1], [3, 1, 2], [-1, -5], [0.5, 0.25, 0.75, 0.1], [7], [10, 10], [1e10, -1e10, 0]]:
    body = ", ".join(str(x) for x in xs)
    cases += [case(f"min({body})", float(min(xs))), case(f"max({body})", float(max(xs))), case(f"max({body}) - min({body}) + 1", float(max(xs)) - float(min(xs)) + 1)]
cases += [case("sqrt(abs(-16)) + floor(2.5) * 2", 8), case("max(1, 2 + 3, 4)", 5), case("min(2 * 3, 10 - 5)", 5), case("-abs(-3)", -3), case("abs(-3)^2", 9), case("sqrt(3^2 + 4^2)", 5),
          case("2 * max(3, min(10, 7))", 14), case("round(2.4)", 2), case("round(2.6)", 3), case("round(7)", 7), case("sqrt(16) / 2", 2), case("abs(1 - 3) * 2", 4), case("floor(7 / 2)", 3), case("ceil(7 / 2)", 4)]
group("functions, exact", "the integers and comparisons they are defined by; sqrt: IEEE 754-2019, 5.4.1", cases)


def sine(x):
    term, total, n = Decimal(x), Decimal(x), 1
    while abs(term) > Decimal(10) ** -38:
        term = -term * Decimal(x) * Decimal(x) / ((n + 1) * (n + 2))
        total, n = total + term, n + 2
    return total


def cosine(x):
    term, total, n = Decimal(1), Decimal(1), 0
    while abs(term) > Decimal(10) ** -38:
        term = -term * Decimal(x) * Decimal(x) / ((n + 1) * (n + 2))
        total, n = total + term, n + 2
    return total


def arc(x):
    """atan by halving the argument, then its series."""
    halvings, y = 0, Decimal(x)
    while abs(y) > Decimal("0.1"):
        y, halvings = y / (1 + (1 + y * y).sqrt()), halvings + 1
    term, total, n = y, y, 1
    while abs(term) > Decimal(10) ** -38:
        term = -term * y * y
        n += 2
        total += term / n
    return total * 2**halvings


curves = {"exp": ([0, 1, 2, 0.5, 10, -1, -3.5, 20], lambda x: Decimal(x).exp()), "ln": ([1, 2, 10, 0.5, 3, 1e10, 0.001, 7.25], lambda x: Decimal(x).ln()),
          "log10": ([1, 10, 1000, 2, 0.5, 123], lambda x: Decimal(x).log10()), "log2": ([1, 2, 8, 1024, 3, 0.5], lambda x: Decimal(x).ln() / Decimal(2).ln()),
          "sin": ([0, 0.5, 1, 2, 3, -1, 6], sine), "cos": ([0, 0.5, 1, 2, 3, -1, 6], cosine), "tan": ([0.5, 1, -1, 0.25], lambda x: sine(x) / cosine(x)),
          "atan": ([0.5, 1, 2, -1, 10], arc), "asin": ([0.5, 0.25, -0.5], lambda x: arc(Decimal(x) / (1 - Decimal(x) * Decimal(x)).sqrt())),
          "acos": ([0.5, 0.25], lambda x: 2 * arc(((1 - Decimal(x)) / (1 + Decimal(x))).sqrt())), "sinh": ([0.5, 1, 2, -1], lambda x: (Decimal(x).exp() - Decimal(-x).exp()) / 2),
          "cosh": ([0, 0.5, 1, 2, -1], lambda x: (Decimal(x).exp() + Decimal(-x).exp()) / 2), "tanh": ([0.5, 1, 2, -1], lambda x: 1 - 2 / (Decimal(2 * x).exp() + 1)),
          "cbrt": ([2, 10, 0.5, 27, 1000], lambda x: (Decimal(x).ln() / 3).exp())}
cases = [case(f"{f}({x})", float(g(x)), tolerance=4e-16) for f, (xs, g) in curves.items() for x in xs]
cases += [case(f"{f}(x) + 1", float(g(x)) + 1, tolerance=4e-16, values={"x": x}) for f, (xs, g) in curves.items() for x in xs[:2]]
cases += [case("hypot(3, 4)", 5, tolerance=4e-16), case("hypot(5, 12)", 13, tolerance=4e-16), case("atan2(1, 1)", float(arc(1)), tolerance=4e-16), case("atan2(1, 2)", float(arc(0.5)), tolerance=4e-16),
          case("pow(2, 10)", 1024, tolerance=4e-16), case("pow(9, 0.5)", 3, tolerance=4e-16), case("exp(ln(5))", 5, tolerance=1e-15), case("ln(exp(2))", 2, tolerance=1e-15), case("sin(1)^2 + cos(1)^2", 1, tolerance=1e-15)]
group("functions, curves", "their series at 40 digits (Python decimal), rounded; within 2 units of the last place", cases)

# ---- what no language takes -----------------------------------------------------------------------------------------------------------------------
bad = ["", "   ", "1 +", "1 *", "1 /", "1 -", "* 1", "/ 2", "1 + * 2", "1 * / 2", "(", ")", "()", "(1", "1)", "((1)", "(1))", "1 2", "1 2 3", "a b", "1 a", "(1)(2", "1 +)", "(+)", "( * 2)", "min(", "min(1", "min(1,",
       "min(,1)", "min(1,,2)", "min(1 2)", "max(1, 2", "abs(1", "sqrt(", "1 <", "< 1", "1 <= ", ">= 2", "1 == ", "== 1", "!= 2", "1 !=", "1 < > 2", "1 and", "and 1 < 2", "or", "and", "1 < 2 or", "not", "1 < 2 and or 2 < 3",
       "1 ? 2", "1 < 2 ? 3", "1 < 2 ? 3 :", "1 < 2 ? : 4", "? 1 : 2", "1 < 2 ? 3 ; 4 :", "1..2", "1.2.3", "..", "1e", "1e+", "2 ^", "^ 2", "2 ^ ^ 3", "2 ^ * 3", "'abc", "\"abc", "1 @ 2", "1 $ 2", "a..b",
       ".", "1 , 2", ",", "1 + (2 * 3", "1 + 2) * 3", "(1 + 2", "((((1)))", "(1))))", "2 (", "% 2", "2 %% 3", "1 + + * 3", "(1 + 2) 3", "sqrt(4) 2", "1 and and 2", "5 5 +", "+", "-", "*", "/", "%", "- -", "1 - - ", "(-)", "(1 + (2 + (3)",
       "max(1, (2)", "a +", "a *", "a b c", "(a", "a)", "a + (b", "a ? b", "a ? b :", "a <", "a and", "or a", "abs(a", "abs(a))", "1 + 2 3 + 4", "(1)) + (2", ")(", "1 +/ 2"]
for o in ["+", "-", "*", "/", "^", "<", "==", "and", "or"]:
    bad += [f"3 {o}", f"({o})", f"(2 {o})", f"abs(2 {o})", f"2 {o} )"]
    if o not in "+-":
        bad += [f"{o} 3", f"2 {o} {o} 3", f"1 + {o} 3"]
group("syntax errors", "an operator without its operand, two operands without an operator, a bracket without its partner, a character of no language", [{"text": t, "error": True} for t in dict.fromkeys(bad)])

count = sum(len(g["cases"]) for g in groups)
lines = ['{', '  "from": "python3 scripts/conformance.py: trees, IEEE doubles, exact integers and 40-digit series; no formula engine has a say",', '  "groups": [']
for i, g in enumerate(groups):
    lines += ["    {", f'      "name": {json.dumps(g["name"])},', f'      "source": {json.dumps(g["source"])},', '      "cases": [']
    lines += [f'        {json.dumps(c)}{"," if c is not g["cases"][-1] else ""}' for c in g["cases"]]
    lines += ["      ]", "    }" + ("," if i < len(groups) - 1 else "")]
lines += ["  ]", "}"]
out.write_text("\n".join(lines) + "\n")
print(count, "cases in", len(groups), "groups:", {g["name"]: len(g["cases"]) for g in groups})
