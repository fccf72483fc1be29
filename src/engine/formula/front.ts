/**
 * Reads a text of a formula on one of the engines.
 * In: a text, the variables, limits, which engine. Out: what both engines say of it in one shape: type, unit, variables, faults.
 * Functions of the user are known to the reference alone, which can call them.
 */
import type { Variable } from '../../reference/formula/checked.ts'
import type { FormulaFault } from '../../reference/formula/fault.ts'
import { read, type ReadOptions } from '../../reference/formula/front.ts'
import { units } from '../../reference/formula/grammar.ts'
import { unitText, type Unit } from '../../reference/formula/unit.ts'
import { openAddon, resolveEngine } from '../choose.ts'
import { unexpectedStatus } from '../errors.ts'
import type { EngineChoice } from '../types.ts'

export type FrontOptions = Omit<ReadOptions, 'functions'>

export interface FormulaReading {
  /** Of the result; `error` or `missing` where it has none. */
  readonly valueType: string
  /** As people write it; '' is none. */
  readonly unit: string
  readonly variables: readonly FormulaReadingVariable[]
  /** By place. */
  readonly errors: readonly FormulaFault[]
  readonly warnings: readonly FormulaFault[]
}

export interface FormulaReadingVariable {
  readonly name: string
  readonly valueType: string
  readonly unit: string
  /** Starts and ends in turn. */
  readonly spans: readonly number[]
}

const variableTypes = ['number', 'boolean', 'string', 'series']
const unitNames = [...units.keys()]

const textOf = (unit: Unit | undefined): string => (unit === undefined ? '' : unitText(unit))

const figuresOf = ({ type, unit, min, max }: Variable): number[] => [
  variableTypes.indexOf(type),
  unit === undefined ? -1 : unitNames.indexOf(unitText(unit)),
  min,
  max,
]

/** What the addon answers: of each variable its type, the place of its unit or -1, how many spans, and their starts and ends. */
export interface FrontAnswer extends Omit<FormulaReading, 'variables'> {
  readonly names: readonly string[]
  readonly spans: Float64Array
}

/** Of the addon: the text, names of variables, their figures, options as numbers. */
export type FrontArguments = [text: string, names: string[] | undefined, figures: Float64Array, options: Float64Array]

export function frontArguments(text: string, options: FrontOptions): FrontArguments {
  const { catalogue, limits, mixesUnits, expect } = options
  const figures = Float64Array.from([...(catalogue?.values() ?? [])].flatMap(figuresOf))
  const expected = expect === undefined ? -1 : variableTypes.indexOf(expect)
  const numbers = [limits.text, limits.nesting, limits.nodes, limits.arguments, mixesUnits ? 1 : 0, expected]
  return [text, catalogue && [...catalogue.keys()], figures, Float64Array.from(numbers)]
}

function readHere(text: string, options: FrontOptions): FormulaReading {
  const checked = read(text, { ...options, functions: new Map() })
  const { root } = checked.ast
  const variables = [...checked.variables.values()].map(({ name, type, unit, spans }) => ({
    name,
    valueType: type,
    unit: textOf(unit),
    spans: spans.flatMap(({ start, end }) => [start, end]),
  }))
  const { faults } = checked
  const [valueType, unit] = [checked.types[root]!, textOf(checked.units[root])]
  return { valueType, unit, variables, errors: faults.sorted(), warnings: faults.warnings }
}

/** Variables out of their columns. */
function variablesOf(names: readonly string[], figures: Float64Array): FormulaReadingVariable[] {
  let at = 0
  return names.map((name) => {
    const [type, unit, count] = [figures[at]!, figures[at + 1]!, figures[at + 2]!]
    const spans = Array.from(figures.subarray(at + 3, at + 3 + 2 * count))
    at += 3 + 2 * count
    return { name, valueType: variableTypes[type]!, unit: unitNames[unit] ?? '', spans }
  })
}

/**
 * Reads and judges a text.
 *
 * @throws HYD-1003, HYD-9002 the engine
 */
export function readFormula(text: string, options: FrontOptions, engine?: EngineChoice): FormulaReading {
  if (resolveEngine(engine, { job: 'formula', size: 1 }) !== 'native') return readHere(text, options)
  const answer = openAddon().formulaRead(...frontArguments(text, options))
  if (answer === null) throw unexpectedStatus('formulaRead', 4004)
  const { names, spans, ...reading } = answer
  return { ...reading, variables: variablesOf(names, spans) }
}
