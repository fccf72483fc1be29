/**
 * Formulas as JSON, and back: the text with everything that its meaning hangs on, so that a stored rule means tomorrow what it meant today.
 * In: a rule; or data that nobody vouches for. Out: plain data with a version; or the options to compile the text with again.
 * Functions of the user are code: their names are kept, the functions must be given again.
 */
import { hydraError, kindOf, show } from '../errors/index.ts'
import { limitNames, standardLimits, type Limits } from '../reference/formula/limits.ts'
import type { FormulaFunction, FormulaOptions, FormulaVariable } from './types.ts'

const newest = 1

export interface FormulaVariableJson extends Omit<FormulaVariable, 'unit'> {
  readonly name: string
  readonly unit: string
}

/** A formula as data. */
export interface FormulaJson {
  readonly version: 1
  readonly text: string
  readonly name?: string
  readonly type: string
  readonly unit: string
  /** Those that the text names, in order of first use; bounds where there are any. */
  readonly variables: readonly FormulaVariableJson[]
  readonly units: 'error' | 'warn'
  /** Names of the user's functions that the text calls. */
  readonly functions: readonly string[]
  /** Only those that are not the standard. */
  readonly limits: Partial<Limits>
  /** The canonical text. */
  readonly formatted: string
}

interface Bounds {
  readonly min: number
  readonly max: number
  readonly integer: boolean
}

/** A bound that says nothing is left out: JSON has no infinity. */
export const boundsJson = ({ min, max, integer }: Bounds): Pick<FormulaVariable, 'min' | 'max' | 'integer'> => ({
  ...(Number.isFinite(min) ? { min } : {}),
  ...(Number.isFinite(max) ? { max } : {}),
  ...(integer ? { integer } : {}),
})

/** The limits that differ from the standard. */
export const limitsJson = (limits: Limits): Partial<Limits> =>
  Object.fromEntries(limitNames.filter((name) => limits[name] !== standardLimits[name]).map((name) => [name, limits[name]]))

type Fields = Readonly<Record<string, unknown>>

function refuse(place: string, reason: string): never {
  throw hydraError(
    '2018',
    { reason: place === '' ? reason : `${place} ${reason}` },
    { where: { option: place === '' ? 'data' : place } },
  )
}

function fieldsAt(value: unknown, place: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  return refuse(place, `must be an object, got ${show(value)} (${kindOf(value)})`)
}

function textAt(fields: Fields, key: string, place = key): string {
  const value = own(fields, key)
  return typeof value === 'string' ? value : refuse(place, `must be a text, got ${show(value)} (${kindOf(value)})`)
}

const own = (fields: Fields, key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined)

function listAt(fields: Fields, key: string): readonly unknown[] {
  const value = own(fields, key)
  // A hole is read as undefined, and refused like it: map would pass over it.
  return Array.isArray(value) ? Array.from<unknown>(value) : refuse(key, `must be a list, got ${show(value)} (${kindOf(value)})`)
}

function boundAt(fields: Fields, key: string, place: string): number | undefined {
  const value = own(fields, key)
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value
  return refuse(`${place}.${key}`, `must be a number, got ${show(value)} (${kindOf(value)})`)
}

function flagAt(fields: Fields, key: string, place: string): boolean | undefined {
  const value = own(fields, key)
  if (value === undefined || typeof value === 'boolean') return value
  return refuse(`${place}.${key}`, `must be true or false, got ${show(value)} (${kindOf(value)})`)
}

/** A declaration; what is no type or unit is refused by the compiler. */
function variableAt(value: unknown, i: number): readonly [string, FormulaVariable] {
  const place = `variables[${i}]`
  const fields = fieldsAt(value, place)
  const [type, unit] = [textAt(fields, 'type', `${place}.type`), textAt(fields, 'unit', `${place}.unit`)]
  const [min, max] = [boundAt(fields, 'min', place), boundAt(fields, 'max', place)]
  const integer = flagAt(fields, 'integer', place)
  const bounds = {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(integer === undefined ? {} : { integer }),
  }
  return [textAt(fields, 'name', `${place}.name`), { type, unit, ...bounds } as FormulaVariable]
}

function checkVersion(fields: Fields): void {
  const version = own(fields, 'version')
  if (version !== newest) refuse('version', `must be ${newest}, got ${show(version)}`)
}

function limitsAt(fields: Fields): Partial<Limits> {
  const limits = fieldsAt(own(fields, 'limits') ?? {}, 'limits')
  const wrong = Object.keys(limits).find((name) => !(limitNames as readonly string[]).includes(name) || typeof limits[name] !== 'number') // prettier-ignore
  return wrong === undefined ? limits : refuse(`limits.${wrong}`, 'is no limit of a formula')
}

/** Those that the text calls; all of them must be given. */
function functionsFor(
  fields: Fields,
  given: Readonly<Record<string, FormulaFunction>>,
): Readonly<Record<string, FormulaFunction>> {
  const names = listAt(fields, 'functions').map((name) =>
    typeof name === 'string' ? name : refuse('functions', 'must hold names'),
  )
  const absent = names.find((name) => !Object.hasOwn(given, name))
  if (absent !== undefined) refuse('functions', `name ${show(absent)}, which is not given`)
  return Object.fromEntries(names.map((name) => [name, given[name]!]))
}

/** What the data say, before it is compiled. */
export interface Stored {
  readonly text: string
  readonly options: FormulaOptions
  readonly type: string
  readonly unit: string
}

/**
 * Reads data as a formula's JSON.
 *
 * @throws HYD-2018 data that are none, with the place
 */
export function storedFormula(data: unknown, functions: Readonly<Record<string, FormulaFunction>>): Stored {
  const fields = fieldsAt(data, '')
  checkVersion(fields)
  const units = textAt(fields, 'units')
  if (units !== 'error' && units !== 'warn') refuse('units', `must be error or warn, got ${show(units)}`)
  const name = own(fields, 'name') === undefined ? {} : { name: textAt(fields, 'name') }
  const pairs = listAt(fields, 'variables').map(variableAt)
  const variables = Object.fromEntries(pairs)
  if (Object.keys(variables).length < pairs.length) refuse('variables', 'name one twice')
  const options = { ...name, units, variables, functions: functionsFor(fields, functions), limits: limitsAt(fields) } as const
  return { text: textAt(fields, 'text'), options, type: textAt(fields, 'type'), unit: textAt(fields, 'unit') }
}

/** The text must still be what the data say of it. */
export function checkStored({ type, unit }: Stored, found: { readonly type: string; readonly unit: string }): void {
  if (type !== found.type) refuse('type', `says ${show(type)}, and the text is a ${found.type}`)
  if (unit !== found.unit) refuse('unit', `says ${show(unit)}, and the text has ${show(found.unit)}`)
}
