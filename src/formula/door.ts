/** What comes into compileFormula, checked once: text, options, the catalogue of variables, functions, limits. */
import { engineChoice, type EngineChoice } from '../engine/index.ts'
import { didYouMean, hydraError, kindOf, show } from '../errors/index.ts'
import { variableOf } from '../reference/formula/check.ts'
import type { Variable } from '../reference/formula/checked.ts'
import { functionNames, limitsOfGrammar, type FunctionEntry } from '../reference/formula/grammar.ts'
import { limitNames, standardLimits, type Limits } from '../reference/formula/limits.ts'
import { unitNamed } from '../reference/formula/unit.ts'
import type { FormulaFunction, FormulaOptions } from './types.ts'

const known = ['variables', 'name', 'units', 'functions', 'limits', 'optimize', 'expect']
const variableKeys = ['type', 'unit', 'min', 'max', 'integer', 'description']
const types = ['number', 'boolean', 'string', 'series']

function refuse(option: string, expected: string, value: unknown): never {
  throw hydraError('1003', { option, expected, got: show(value), type: kindOf(value) }, { where: { option } })
}

function declined(name: string, reason: string, hint: string): never {
  throw hydraError('2016', { name, reason, hint }, { where: { option: name } })
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function refuseUnknown(record: object, names: readonly string[], kind: string, place: string): void {
  for (const key of Object.keys(record)) {
    if (names.includes(key)) continue
    const suggestion = didYouMean(key, names, `Known: ${names.join(', ')}.`)
    throw hydraError('1002', { kind, key, place, known: names.join(', '), suggestion }, { where: { option: key } })
  }
}

export function textAt(text: unknown): string {
  return typeof text === 'string' ? text : refuse('text', 'the text of a formula', text)
}

export function formulaOptionsAt(options: unknown): FormulaOptions {
  if (options === undefined) return {}
  if (!isRecord(options)) refuse('options', `an object with ${known.join(', ')}`, options)
  refuseUnknown(options, known, 'option', ' of compileFormula')
  const { units = 'error', expect = 'number', optimize = true, name = '' } = options
  if (units !== 'error' && units !== 'warn') refuse('units', 'error or warn', units)
  if (expect !== 'number' && expect !== 'boolean') refuse('expect', 'boolean or number', expect)
  if (typeof optimize !== 'boolean') refuse('optimize', 'true or false', optimize)
  if (typeof name !== 'string') refuse('name', 'a text', name)
  return options
}

function bound(name: string, key: string, value: unknown, fallback: number): number {
  if (value === undefined) return fallback
  return typeof value === 'number' && value === value
    ? value
    : declined(name, `its ${key} is ${show(value)}`, `Give ${name} a number as ${key}.`)
}

function declaration(name: string, given: unknown): Variable {
  const record: Readonly<Record<string, unknown>> = isRecord(given) ? given : { type: given }
  refuseUnknown(record, variableKeys, 'key', ` of the variable ${show(name)}`)
  const { type, unit, min, max, integer = false } = record
  if (typeof type !== 'string' || !types.includes(type))
    return declined(name, `its type is ${show(type)}`, `Use ${types.join(', ')}.`)
  const isMeasured = type === 'number' || type === 'series'
  const own = typeof unit === 'string' ? unitNamed(unit) : undefined
  if (unit !== undefined && unit !== '' && (own === undefined || !isMeasured))
    declined(name, `its unit is ${show(unit)}`, 'Use a unit of the grammar, such as ms or MiB.')
  const [low, high] = [bound(name, 'min', min, -Infinity), bound(name, 'max', max, Infinity)]
  if (low > high) declined(name, `min ${low} is above max ${high}`, `Give ${name} a min below its max.`)
  if (typeof integer !== 'boolean') declined(name, `its integer is ${show(integer)}`, 'Use true or false.')
  const told = unit === undefined && isMeasured ? variableOf(name).unit : own
  return { type: type as Variable['type'], unit: told, min: low, max: high, integer }
}

const catalogues = new WeakMap<object, ReadonlyMap<string, Variable>>()

/** Whether nobody can change it any more: a list of names, or a record of types and of frozen declarations. */
const isSettled = (variables: object): boolean =>
  Object.isFrozen(variables) && Object.values(variables).every((value) => Object.isFrozen(value))

/** Own keys only, in a Map: no name reaches a prototype. What is frozen through and through is read once. */
export function catalogueAt(variables: unknown): ReadonlyMap<string, Variable> | undefined {
  if (variables === undefined) return undefined
  const known = typeof variables === 'object' && variables !== null ? catalogues.get(variables) : undefined
  if (known !== undefined) return known
  const made = readCatalogue(variables)
  if (isSettled(variables as object)) catalogues.set(variables as object, made)
  return made
}

function readCatalogue(variables: unknown): ReadonlyMap<string, Variable> {
  if (Array.isArray(variables)) {
    const catalogue = new Map<string, Variable>()
    for (let i = 0; i < variables.length; i += 1) {
      const name: unknown = variables[i]
      if (typeof name !== 'string') refuse(`variables[${i}]`, 'a name', name)
      catalogue.set(name, variableOf(name))
    }
    return catalogue
  }
  if (!isRecord(variables)) refuse('variables', 'names, or a record of them', variables)
  return new Map(Object.keys(variables).map((name) => [name, declaration(name, variables[name])]))
}

/** A plain word, neither reserved nor a function of the language. */
function entryOf(name: string, own: unknown): FunctionEntry {
  const { args, result = 'number', call, derivative } = (isRecord(own) ? own : {}) as Partial<FormulaFunction>
  const hint = `Give ${name} { args, result, call }.`
  if (functionNames.includes(name)) declined(name, 'the language has a function of this name', 'Choose another name.')
  if (typeof call !== 'function') declined(name, `its call is ${show(call)}`, hint)
  if (derivative !== undefined && typeof derivative !== 'function')
    declined(name, `its derivative is ${show(derivative)}`, 'Give a function that returns one number an argument.')
  const list = typeof args === 'number' ? Array.from({ length: Math.min(args, 255) }, () => 'number') : args
  const isGood =
    Array.isArray(list) && list.every((type) => types.slice(0, 3).includes(type)) && types.slice(0, 3).includes(result)
  if (!isGood) return declined(name, 'its args or result are no types of values', hint)
  return { name, kind: 'scalar', arguments: list, result, unit: 'drop' }
}

const noFunctions = { calls: new Map<string, FormulaFunction>(), entries: new Map<string, FunctionEntry>() }

export function functionsAt(functions: unknown): {
  calls: ReadonlyMap<string, FormulaFunction>
  entries: ReadonlyMap<string, FunctionEntry>
} {
  if (functions === undefined) return noFunctions
  if (!isRecord(functions)) refuse('functions', 'a record of functions', functions)
  const names = Object.keys(functions)
  return {
    calls: new Map(names.map((name) => [name, functions[name] as FormulaFunction])),
    entries: new Map(names.map((name) => [name, entryOf(name, functions[name])])),
  }
}

/** The functions that a stored formula is given again. */
export function storedFunctionsAt(options: unknown): Readonly<Record<string, FormulaFunction>> {
  if (!isRecord(options)) refuse('options', 'an object with functions', options)
  refuseUnknown(options, ['functions'], 'option', ' of formulaFromJSON')
  const { functions = {} } = options
  return isRecord(functions)
    ? (functions as Record<string, FormulaFunction>)
    : refuse('functions', 'a record of functions', functions)
}

function limitAt(name: (typeof limitNames)[number] | 'work', value: unknown): number {
  const { standard, most } = limitsOfGrammar[name]
  if (value === undefined) return standard
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value
  throw hydraError('4004', { parameter: `limits.${name}`, expected: `a whole number from 1 to ${most}`, got: show(value) })
}

/** Parts times rows of one call over columns. */
export const workAt = (limits: unknown): number => limitAt('work', isRecord(limits) ? limits['work'] : undefined)

/** The engine that one row is asked of. */
export function evaluateEngineAt(options: unknown): unknown {
  if (!isRecord(options)) refuse('options', 'an object with engine', options)
  refuseUnknown(options, ['engine'], 'option', ' of evaluate')
  const { engine } = options
  return engine === undefined ? undefined : engineChoice(engine as EngineChoice)
}

export function limitsAt(limits: unknown): Limits {
  if (limits === undefined) return standardLimits
  if (!isRecord(limits)) refuse('limits', `an object with ${limitNames.join(', ')}`, limits)
  refuseUnknown(limits, [...limitNames, 'work'], 'limit', ' of a formula')
  const read = (name: (typeof limitNames)[number]): number => limitAt(name, limits[name])
  return { text: read('text'), nesting: read('nesting'), nodes: read('nodes'), arguments: read('arguments') }
}
