/**
 * The sentences of faults: what is wrong, and what to do. `{0}` is the first value of the fault, `{s}` its suggestions.
 * The core gives reasons, never text; this is the only place that words them.
 */
export interface Sentence {
  readonly what: string
  readonly hint: string
  /** What could have stood there. */
  readonly expected?: string
}

const use = 'Write {s} instead.'
const operand = 'a number, a name, a call or ('

export const reasons: Readonly<Record<string, Sentence>> = {
  empty: { what: 'the formula is empty', hint: 'Write a formula such as cpu_max > 85.', expected: operand },
  'too-long': { what: 'the formula has {0} characters, over the limit of {1}', hint: 'Shorten it, or raise limits.text.' },
  'too-deep': { what: 'the formula is nested deeper than {0}', hint: 'Take brackets or signs away, or raise limits.nesting.' },
  'too-many-nodes': { what: 'the formula has more than {0} parts', hint: 'Split it into several, or raise limits.nodes.' },
  'too-many-arguments': { what: 'more than {0} arguments in one list', hint: 'Use fewer, or a series and its functions.' },
  'forbidden-character': { what: 'a character that no formula may hold ({0})', hint: 'Delete it; it may be invisible.' },
  'unexpected-character': { what: 'unexpected character {0}', hint: 'Delete it, or write a name with it between backticks.' },
  'look-alike': { what: 'the character {0}, which only looks like an operator', hint: use },
  'foreign-operator': { what: '"{0}" is no operator here', hint: use },
  'single-equals': { what: '"=" compares nothing', hint: 'Write {s} to compare.' },
  'malformed-number': { what: '"{0}" is no number', hint: 'Write numbers like 1.5, 1_000, 1e-3 or 0xff.' },
  'product-without-star': { what: '"{0}{1}" is neither a number nor a name', hint: 'Write {0} * {1} for a product.' },
  'unknown-unit': { what: 'unknown unit "{0}"', hint: use },
  'unclosed-string': { what: 'a string without its closing {0}', hint: 'Close it with {0} on the same line.' },
  'unclosed-name': { what: 'a name without its closing backtick', hint: 'Close it with a backtick on the same line.' },
  'empty-name': { what: 'a name without characters', hint: 'Write the name between the backticks.' },
  'unknown-escape': { what: 'unknown escape {0}', hint: 'Use one of \\\\ \\\' \\" \\n \\t \\u{...}.' },
  'expected-operand': {
    what: 'an operand is missing before {0}',
    hint: 'Write a number, a name or a call there.',
    expected: operand,
  },
  'expected-operand-at-end': {
    what: 'an operand is missing at the end',
    hint: 'Write a number, a name or a call there.',
    expected: operand,
  },
  expected: { what: '{0} stands where {1} was expected', hint: 'Write {1} there, or an operator.', expected: '{1}' },
  'expected-at-end': { what: '{1} is missing at the end', hint: 'Write {1} there.', expected: '{1}' },
  'expected-list': { what: '"in" needs a list', hint: 'Write x in (1, 2, 3).', expected: '(' },
  'expected-list-at-end': { what: '"in" needs a list', hint: 'Write x in (1, 2, 3).', expected: '(' },
  unexpected: { what: 'unexpected {0}', hint: 'Put an operator before it, or delete it.', expected: 'an operator or the end' },
  'unexpected-not': { what: '"not" stands between operands', hint: 'Write not x in (1, 2), with not in front.' },
  'chained-comparison': { what: 'a second comparison "{0}" in a row', hint: 'Join two comparisons: a < b and b < c.' },
  'unknown-name': { what: 'unknown name "{0}"', hint: 'Use one of the names declared: {1}.' },
  'function-as-variable': { what: '"{0}" is a function, not a variable', hint: 'Call it: {0}(...).' },
  'unknown-function': { what: 'unknown function "{0}"', hint: 'Use a function of the language, or pass it in functions.' },
  'variable-as-function': { what: '"{0}" is a variable, not a function', hint: 'Write {0} without brackets, or {0} * (...).' },
  'argument-count': { what: '{0} takes {1} arguments, got {2}', hint: 'Give {0} {1} arguments.' },
  'log-without-base': {
    what: 'log(x) means ln in some languages and base 10 in others',
    hint: 'Write ln(x), log10(x), or log(x, base).',
  },
  'window-outside-columns': {
    what: '{0} needs rows in order, which one row has not',
    hint: 'Use rule.start() and push the rows in their order, or compute it before and pass it as a variable.',
  },
  'arithmetic-type': {
    what: 'arithmetic needs numbers, got a {0}',
    hint: 'Use a number there; if(c, 1, 0) makes one of a boolean.',
  },
  'comparison-type': { what: 'a {1} is compared with a {0}', hint: 'Compare values of one type.' },
  'boolean-order': { what: '"{0}" orders numbers or strings, not booleans', hint: 'Use ==, !=, and, or, not on booleans.' },
  'compare-missing': { what: 'nothing equals a missing value', hint: 'Write is_missing(x).' },
  'logic-type': { what: 'and, or, not need booleans, got a {0}', hint: 'Compare it: x > 0.' },
  'negation-type': { what: '! binds tighter than comparisons and needs a boolean, got a {0}', hint: 'Write not x > 3.' },
  'condition-type': { what: 'a condition must be a boolean, got a {0}', hint: 'Compare it: x > 0.' },
  'choice-type': { what: 'choices must have one type, got a {1} and a {0}', hint: 'Give all choices one type.' },
  'argument-type': { what: 'the argument must be a {1}, got a {0}', hint: 'Pass a {1} there.' },
  digits: { what: 'the digits of round must be a whole literal from -15 to 15', hint: 'Write round(x, 2).' },
  rows: { what: 'the rows must be a whole literal from 1 to 1000000', hint: 'Write mean_of(x, 10) for the last 10 rows.' },
  weight: { what: 'the weight must be a literal above 0, at most 1', hint: 'Write ewma(x, 0.2): the newest row counts a fifth.' },
  'series-operand': {
    what: 'a series stands where one value was expected',
    hint: 'Take a figure of it: mean(s), p95(s), count(s).',
  },
  'series-result': { what: 'the formula is a series, not one value', hint: 'Take a figure of it: mean(s), p95(s), count(s).' },
  'always-missing': { what: 'the formula never has a value', hint: 'Write a formula that uses its variables.' },
  'unit-mismatch': { what: 'a value in {0} meets one in {1}', hint: 'Use units of one kind.' },
  'unit-beside-none': { what: 'a literal in {0} meets a number without unit', hint: 'Declare its unit, or name it {1}_{0}.' },
  'unit-dropped': { what: 'the unit {0} is dropped', hint: 'Divide by 1{0} to make the number plain.' },
  'unit-assumed': { what: 'a number without unit is taken as {0}', hint: 'Declare its unit.' },
  'percent-read-as-remainder': {
    what: '"%" before a sign is read as a remainder',
    hint: 'Write (5%) - x for percent, or 5 % (-x).',
  },
  'computed-equality': { what: 'equality of a computed number is exact', hint: 'Write approx(a, b, tolerance).' },
  division: { what: 'a division by 0 can lose the value', hint: 'Declare a min above 0, or give a default: a / b ?? 0.' },
  'partly-undefined': { what: '{0} has no value below {1}', hint: 'Declare a min, or give a default: {0}(x) ?? 0.' },
  'partly-undefined-above': { what: '{0} has no value above {1}', hint: 'Declare a max, or give a default: {0}(x) ?? 0.' },
  'never-fires': { what: 'the rule never fires: {0}', hint: 'Change a threshold, or the declared bounds of a variable.' },
  'always-fires': { what: 'the rule always fires: {0}', hint: 'Change a threshold, or the declared bounds of a variable.' },
  'no-derivative': { what: '{0} has no derivative', hint: '{1}' },
  'wrong-result': { what: 'the formula is a {0}, not a {1}', hint: 'Write a formula whose value is a {1}.' },
}
