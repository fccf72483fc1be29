/** Random texts of formulas, good and broken, with variables to check them against; from any source of draws. */
import type { FrontOptions } from '../../src/engine/formula/front.ts'
import type { Variable } from '../../src/reference/formula/checked.ts'
import { functionTable, limitsOfGrammar, spellings, units, type FunctionEntry } from '../../src/reference/formula/grammar.ts'
import { standardLimits, type Limits } from '../../src/reference/formula/limits.ts'
import { unitNamed, unitNameOf } from '../../src/reference/formula/unit.ts'
import type { Draw } from './programs.ts'

const pick = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)]!
const unitNames = [...units.keys()]

/** Plain ones, ones that tell a unit, words of the language, names of prototypes, wide ones, half a pair. */
const plainNames = [
  'a', 'b', 'cpu_max', 'cpu_avg', 'memory_max_mb', 'p95_ms', 'latency_us', 'total_seconds', 'size_bytes', 'used_kb', 'free_gb', 'load_percent',
  'success_rate', 'trials', 'head.p95_ms', 'head.name', 'min', 'mean', 'sqrt', 'pi', 'e', 'inf', 'In', 'ok', 's', 'ms', '__proto__', 'constructor',
  'toString', '_', 'x9', 'errors', 'requests', 'mesure_ms', 'memry_max_mb', 'cpuMax', 'CPU_MAX', 'a_very_long_name_of_a_metric_in_ms',
] // prettier-ignore
const oddNames = ['p95-latency', 'größe_ms', '漢字', '😀_mb', 'and', 'null', ' ', 'a b', '\ud800x', 'in', '', 'x'.repeat(70)]

/** As it stands in a formula. */
const written = (draw: Draw, name: string): string => (oddNames.includes(name) || draw(12) === 0 ? `\`${name}\`` : name)

function randomVariable(draw: Draw, name: string): Variable {
  const type = pick(draw, ['number', 'number', 'number', 'number', 'boolean', 'string', 'series'] as const)
  const told = draw(3) === 0 ? pick(draw, unitNames) : draw(2) === 0 ? unitNameOf(name) : ''
  const isMeasured = type === 'number' || type === 'series'
  const [min, max] = pick(draw, [[-Infinity, Infinity], [-Infinity, Infinity], [0, Infinity], [0, 1], [-1, 1], [-5, -1], [1, 100], [-0, 0]] as const) // prettier-ignore
  return { type, unit: isMeasured ? unitNamed(told) : undefined, min, max, integer: false }
}

function randomLimits(draw: Draw): Limits {
  if (draw(4) > 0) return standardLimits
  const of = (name: keyof Limits): number => Math.min(limitsOfGrammar[name].most, 1 + draw(pick(draw, [3, 12, 80, 1000])))
  return {
    text: draw(3) === 0 ? of('text') : standardLimits.text,
    nesting: of('nesting'),
    nodes: of('nodes'),
    arguments: of('arguments'),
  }
}

export function randomFrontOptions(draw: Draw): FrontOptions {
  const names = Array.from({ length: draw(20) }, () => pick(draw, draw(8) === 0 ? oddNames : plainNames))
  const catalogue = draw(3) === 0 ? undefined : new Map(names.map((name) => [name, randomVariable(draw, name)]))
  const expect = pick(draw, [undefined, undefined, 'number', 'boolean'] as const)
  return { catalogue, limits: randomLimits(draw), mixesUnits: draw(3) === 0, expect }
}

const oddNumbers = [
  '0', '1', '.5', '1.', '1e-3', '1_000', '0xff', '0XFf', '0x', '0x1_0', '0xfg', '0x1.5', '1e400', '1__0', '1_', '_1', '2x', '1..', '1.2.3', '1e', '1e+',
  '1ex', '1e_5', '5MS', '5 ms', '3sec', '7KB', '7M', '85 %', '9%4', '9% -4', '9%(4)', '5%.5', '1%%', '12345678901234567890', '0x1fffffffffffff8001',
  '4.9e-324', '1e22', '2msx', '3min_', '1.e3', '08', '1e-400', '0.5', '-1', '15', '-15', '16', '1.5.ms', '5ms.x',
] // prettier-ignore

function randomNumber(draw: Draw): string {
  if (draw(5) === 0) return pick(draw, oddNumbers)
  const digits = draw(2) === 0 ? String(draw(10)) : String(draw(100000) / pick(draw, [1, 10, 1000]))
  return digits + (draw(3) === 0 ? pick(draw, unitNames) : '')
}

const strings = ['"x"', "'it'", '"\\n\\t\\\\"', '"\\u{1F600}"', '"\\u{d800}"', '"\\u{110000}"', '"\\x"', '"😀漢"', '"\\u{}"', '""', "'a\"b'", '"\\u{0}"', '"\\😀"'] // prettier-ignore
const functions = [...functionTable.map(({ name }) => name), ...spellings.functions.keys(), 'log', 'sqr', 'medain', 'frobnicate']
const binary = ['+', '-', '*', '/', '%', '^', '**', '==', '!=', '<', '<=', '>', '>=', 'and', 'or', '&&', '||', '??', 'AND', 'oR', '=', '=>', '<>', '&', '&&&', '===', 'not'] // prettier-ignore
const usual = 19
const blanks = ['', '', '', ' ', ' ', '  ', '\t', '\n', '\r\n', ' # why\n']

/** A text that follows the grammar, mostly; of any type. */
export function randomFormula(draw: Draw, { catalogue }: FrontOptions): string {
  const known = catalogue === undefined ? plainNames : [...catalogue.keys()]
  let left = 1 + draw(40)
  const blank = (): string => pick(draw, blanks)

  function leaf(): string {
    const kind = draw(12)
    if (kind < 4 && known.length > 0) return written(draw, pick(draw, known))
    if (kind === 4) return written(draw, pick(draw, draw(4) === 0 ? oddNames : plainNames))
    if (kind === 5) return pick(draw, strings)
    return kind === 6 ? pick(draw, ['true', 'FALSE', 'null', 'Missing']) : randomNumber(draw)
  }
  const list = (least: number): string =>
    Array.from({ length: least + draw(4) }, () => expression()).join(`${blank()},${blank()}`)

  function expression(): string {
    left -= 1
    if (left < 0) return leaf()
    const kind = draw(20)
    if (kind < 5) return leaf()
    if (kind < 11)
      return `${expression()}${blank()} ${pick(draw, draw(6) === 0 ? binary : binary.slice(0, usual))} ${blank()}${expression()}`
    if (kind < 13) return `(${blank()}${expression()}${blank()})`
    if (kind === 13) return `${pick(draw, ['-', '+', '!', 'not ', 'NOT '])}${expression()}`
    if (kind === 14) return `${expression()} ? ${expression()}${blank()}: ${expression()}`
    if (kind === 15)
      return `${expression()} ${pick(draw, ['in', 'IN', 'in', 'not in'])} ${pick(draw, ['(', '['])}${list(1)}${pick(draw, [')', ']', ')'])}`
    return `${pick(draw, functions)}${draw(20) === 0 ? ' ' : ''}(${list(draw(2))})`
  }
  return expression()
}

const ofKind = (kind: string): FunctionEntry[] => functionTable.filter((entry) => entry.kind === kind)
const [scalars, figures, overRows] = [ofKind('scalar'), ofKind('series'), ofKind('window')]
const windowsOf = (result: string): FunctionEntry[] => overRows.filter((entry) => entry.result === result)

/** A text whose types fit: numbers, booleans and strings where they belong; units as they come. */
export function randomTyped(draw: Draw, { catalogue }: FrontOptions): string {
  let left = 1 + draw(25)
  const namesOf = (type: string): string[] =>
    catalogue === undefined
      ? type === 'number'
        ? plainNames
        : []
      : [...catalogue].flatMap(([name, own]) => (own.type === type ? [name] : []))
  const names = { number: namesOf('number'), boolean: namesOf('boolean'), string: namesOf('string'), series: namesOf('series') }
  const named = (list: readonly string[], other: string): string =>
    list.length > 0 && draw(5) > 0 ? written(draw, pick(draw, list)) : other
  const literal = (): string => `${draw(1000)}${draw(3) === 0 ? pick(draw, unitNames) : ''}`

  /** Its own arguments, those of a choice and of a list included. */
  function call({ name, arguments: args, atMost = 4 }: FunctionEntry): string {
    const given = args.flatMap((arg) =>
      arg.endsWith('?') && draw(2) === 0 ? [] : Array.from({ length: arg.endsWith('*') ? 1 + draw(atMost) : 1 }, () => arg),
    )
    return `${name}(${given.map((arg) => argument(arg.replace(/[?*]$/, ''))).join(', ')})`
  }
  function argument(type: string): string {
    if (type === 'digits') return `${pick(draw, ['', '-', '+'])}${draw(18)}`
    if (type === 'rows') return pick(draw, ['1', '2', '30', '1000000', '0', '1.5', '3ms'])
    if (type === 'weight') return pick(draw, ['1', '0.25', '0', '1e-9', '2', '5%'])
    if (type === 'any') return pick(draw, [number, boolean, string])()
    if (type === 'boolean') return boolean()
    if (type === 'string') return string()
    return type === 'series' ? named(names.series, 'series') : number()
  }
  function number(): string {
    left -= 1
    if (left < 0 || draw(4) === 0) return named(names.number, literal())
    const kind = draw(13)
    if (kind === 12) return call(pick(draw, windowsOf('number')))
    if (kind < 4) return `${number()} ${pick(draw, ['+', '-', '*', '/', '%', '*', '/'])} ${number()}`
    if (kind === 4) return `(${number()})`
    if (kind === 5) return `(${number()})^${pick(draw, ['2', '-1', '0.5', '3', '-2', '9', '0', '1.5', '+2', 'a'])}`
    if (kind === 6) return `${pick(draw, ['-', '+'])}${number()}`
    if (kind === 7) return names.series.length > 0 ? call(pick(draw, figures)) : literal()
    if (kind === 8) return `(${boolean()} ? ${number()} : ${number()})`
    if (kind === 9) return `(${number()} ?? ${draw(4) === 0 ? 'missing' : number()})`
    return kind === 10 ? `${pick(draw, ['coalesce(', 'if(true, '])}${number()}, ${number()})` : call(pick(draw, scalars))
  }
  function boolean(): string {
    left -= 1
    if (left < 0) return named(names.boolean, 'true')
    const kind = draw(11)
    if (kind === 10) return call(pick(draw, windowsOf('boolean')))
    if (kind < 4) return `${number()} ${pick(draw, ['<', '<=', '>', '>=', '==', '!='])} ${number()}`
    if (kind === 4) return `(${boolean()} ${pick(draw, ['and', 'or', '&&', 'OR', '==', '!='])} ${boolean()})`
    if (kind === 5) return `(not ${boolean()})`
    if (kind === 6) return `(${number()} in (${number()}, ${number()}))`
    if (kind === 7) return `(${string()} ${pick(draw, ['==', '<', 'in ("a",'])} ${string()}${draw(2) === 0 ? '' : ')'}`
    return kind === 8
      ? call(pick(draw, ofKind('string')))
      : pick(draw, [`is_missing(${number()})`, `approx(${number()}, ${number()}, 1)`])
  }
  const string = (): string => named(names.string, pick(draw, strings.slice(0, 4)))
  return pick(draw, [number, number, boolean, boolean, string])()
}

const strangers = [
  '(', ')', '[', ']', ',', ':', '?', '"', "'", '`', '#', '\n', '\\', '.', '%', '=', '<', '&', '|', '~', ';', '@', '$', '_', ' ', '0', 'e', 'x', 'and', ' or ',
  '\0', '\u0007', '\u0085', '\u200e', '\u202e', '\u2066', '\ufeff', '\u2028', '\ud800', '\udc00', '\udfff', '😀', '𝟙', '−', '×', '≥', '“', '（', '，', '∧', '¬', 'é', '\u061c', '…', '\u00a0',
] // prettier-ignore

/** The text after some edits of characters, anywhere, also inside a pair. */
export function mutated(draw: Draw, text: string): string {
  let out = text
  for (let edits = 1 + draw(6); edits > 0; edits -= 1) {
    const [at, length] = [draw(out.length + 1), 1 + draw(3)]
    const [head, tail] = [out.slice(0, at), out.slice(at)]
    const kind = draw(4)
    if (kind === 0) out = head + tail.slice(length)
    else if (kind === 1) out = head + tail.slice(0, 3 * length) + tail
    else if (kind === 2) out = head + pick(draw, strangers) + tail
    else out = head + String.fromCharCode(draw(4) === 0 ? draw(0x10000) : draw(128)) + tail.slice(1)
  }
  return out
}

const soup = [...strangers, ...binary, ...oddNumbers, ...strings, 'a', 'b', 'min', 'sqrt', 'not', 'in', 'true', 'null', 'p95_ms']

/** Words of the language and strangers in any order. */
export const randomSoup = (draw: Draw): string =>
  Array.from({ length: draw(40) }, () => pick(draw, soup)).join(pick(draw, ['', ' ']))

/** One of them all. */
export function randomText(draw: Draw, options: FrontOptions): string {
  const kind = draw(8)
  if (kind === 0) return randomSoup(draw)
  const text = kind < 3 ? randomFormula(draw, options) : randomTyped(draw, options)
  return kind === 1 || kind === 3 ? mutated(draw, text) : text
}
