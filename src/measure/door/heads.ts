/**
 * Heads at the door: a record, a Map, or a list of pairs -> names with heads of a known kind, in the order given.
 * HYD-1007 none, HYD-1003 a name or value refused, HYD-1005 two of one name, HYD-1002 neither function, definition nor command.
 */
import { hydraError, show } from '../../errors/index.ts'
import { isolations } from '../../study/index.ts'
import type { Head } from '../types.ts'
import type { Faults } from './faults.ts'
import { numberAt } from './numbers.ts'

type AnyHead = Head<never, unknown>
export type NamedHead = readonly [name: string, head: AnyHead]

const mostHeads = 1000
const settings = ['timeoutMs', 'cost']
const remote = ['kind', 'version']
const kinds = {
  run: [...settings, ...remote, 'isolation', 'run', 'setup', 'teardown', 'beforeEach', 'afterEach'],
  module: [...settings, ...remote, 'isolation', 'module', 'export'],
  command: [
    ...settings,
    ...remote,
    'command',
    'cwd',
    'env',
    'input',
    'shell',
    'successCodes',
    'setup',
    'teardown',
    'beforeEach',
    'afterEach',
  ],
} as const

type Checks = Readonly<Record<string, readonly [expected: string, fits: (value: unknown) => boolean]>>

const isText = (value: unknown): boolean => typeof value === 'string'
const isFunction = (value: unknown): boolean => typeof value === 'function'
const isCode = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0
const isTexts = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.values(value).every(isText)
const hook = ['a function', isFunction] as const

const checks: Checks = {
  run: hook, setup: hook, teardown: hook, beforeEach: hook, afterEach: hook,
  module: ['a path or a URL', (value) => (isText(value) && value !== '') || value instanceof URL],
  export: ['a text', isText],
  kind: ['"remote", or left out', (value) => value === 'remote'],
  version: ['a text that is not empty', (value) => isText(value) && value !== ''],
  isolation: [isolations.map((word) => `"${word}"`).join(' or '), (value) => isolations.some((word) => word === value)],
  command: ['a list of words, the program first', (value) => Array.isArray(value) && value.length > 0 && value[0] !== '' && value.every(isText)],
  cwd: ['a text', isText],
  env: ['a record of texts', isTexts],
  input: ['a text', isText],
  shell: ['true or false', (value) => typeof value === 'boolean'],
  successCodes: ['a list of exit codes', (value) => Array.isArray(value) && value.every(isCode)],
} // prettier-ignore

/** Class instances may hold what they like; what is written as an object must be spelled right. */
const isPlain = (value: object): boolean => {
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === Object.prototype || proto === null
}

const own = (head: object, key: string): unknown => (key in head ? (head as Record<string, unknown>)[key] : undefined)

function checkFields(faults: Faults, name: string, head: object, known: readonly string[]): void {
  if (isPlain(head)) faults.checkKeys(head, known, 'key', ` of head ${show(name)}`)
  for (const key of known) {
    const value = own(head, key)
    const check = checks[key]
    if (value === undefined || check === undefined || check[1](value)) continue
    faults.refuse(key, `${check[0]} in head ${show(name)}`, value, name)
  }
  numberAt(faults, 'timeoutMs', own(head, 'timeoutMs'), undefined, name)
  numberAt(faults, 'cost', own(head, 'cost'), undefined, name)
}

function checkHead(faults: Faults, name: string, head: unknown): void {
  if (typeof head === 'function') return
  const isObject = typeof head === 'object' && head !== null && !Array.isArray(head)
  const found = isObject ? (Object.keys(kinds) as (keyof typeof kinds)[]).filter((kind) => own(head, kind) !== undefined) : []
  if (isObject && found.length === 1) return checkFields(faults, name, head, kinds[found[0]!])
  const known = 'a function, { run }, { module }, { command: [program, ...arguments] }'
  const suggestion = found.length > 1 ? `It has ${found.join(' and ')}: keep one.` : `Give head ${show(name)} one of those.`
  const kind = { kind: 'kind of head', key: show(head), place: ` for ${show(name)}`, known, suggestion }
  faults.add(hydraError('1002', kind, { where: { head: name } }))
}

/** Pairs of a record, a Map or a list; undefined for anything else. */
function pairsOf(heads: unknown): unknown[] | undefined {
  if (heads instanceof Map) return [...(heads as Map<unknown, unknown>)]
  if (Array.isArray(heads))
    return heads.every((pair) => Array.isArray(pair) && pair.length === 2) ? (heads as unknown[]) : undefined
  return typeof heads === 'object' && heads !== null ? Object.entries(heads) : undefined
}

function checkName(faults: Faults, name: unknown, seen: Set<unknown>): void {
  if (typeof name !== 'string' || name === '') faults.refuse('name of a head', 'a text that is not empty', name)
  else if (seen.has(name)) faults.add(hydraError('1005', { name }, { where: { head: name } }))
  seen.add(name)
}

/** Checks all heads; what is wrong is added to `faults`. */
export function headsAt(faults: Faults, heads: unknown): NamedHead[] {
  const pairs = heads === undefined || heads === null ? [] : pairsOf(heads)
  if (pairs === undefined) {
    faults.refuse('heads', 'a record, a Map or a list of pairs of names and heads', heads)
    return []
  }
  if (pairs.length === 0) faults.add(hydraError('1007', { task: 'profile' }, { where: { option: 'heads' } }))
  if (pairs.length > mostHeads) faults.refuse('heads', `at most ${mostHeads} heads`, pairs.length)
  const seen = new Set<unknown>()
  for (const [name, head] of pairs as [unknown, unknown][]) {
    checkName(faults, name, seen)
    checkHead(faults, String(name), head)
  }
  return pairs as NamedHead[]
}
