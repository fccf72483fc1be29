/**
 * The rules of a plan over the columns of a call, each program once, the others row by row.
 * In: plan, call, arrays to fill. Out: a result a rule, in the forms of types.ts.
 */
import { runProgramResults, type ProgramRoom } from '../../engine/formula/run.ts'
import { engineChoice } from '../../engine/index.ts'
import { checkWork, type Call } from './call.ts'
import type { Plan, Program } from './plan.ts'
import { resultOfRows } from './result.ts'
import type { ColumnResult } from './types.ts'

type Out = Float64Array | Uint8Array | undefined

export const typeOf = ({ rules }: Plan, rule: number): ColumnResult['type'] => {
  const { ast, types } = rules[rule]!.checked
  return types[ast.root] as ColumnResult['type']
}

/** The caller's arrays by the place of the output they are filled from. */
function roomOf(plan: Plan, { rules }: Program, outs: readonly Out[]): ProgramRoom {
  const isBoolean = (rule: number): boolean => typeOf(plan, rule) === 'boolean'
  const flags = rules.filter(isBoolean).map((rule) => outs[rule] as Uint8Array | undefined)
  const values = rules.filter((rule) => !isBoolean(rule)).map((rule) => outs[rule] as Float64Array | undefined)
  return { values, flags }
}

function runProgram(plan: Plan, program: Program, call: Call, outs: readonly Out[], results: (ColumnResult | undefined)[]): void {
  const { rows, inputs, engine, dictionary } = call
  checkWork(plan, rows, program.steps)
  const numbers = program.numbers.map((source) => inputs.number(source))
  const masks = program.masks.map((source) => inputs.mask(source))
  const made = runProgramResults(program.bytes, { rows, numbers, masks }, engine, roomOf(plan, program, outs))
  const places = { number: 0, boolean: 0 }
  for (const rule of program.rules) {
    const type = typeOf(plan, rule)
    if (type === 'boolean') {
      results[rule] = made.booleans[places.boolean++]!
      continue
    }
    const { values, missingCount } = made.numbers[places.number++]!
    results[rule] = type === 'string' ? { type, values: dictionary.decode(values), missingCount } : { type, values, missingCount }
  }
}

/** Below so many rows the closures are faster than any program (bench formula/break-even). */
const fewRows = 64
const isShort = ({ engine, rows }: Call): boolean => rows < fewRows && engineChoice(engine) === 'auto'

/** All rules, in their order. */
export function evaluatePlan(plan: Plan, call: Call, outs: readonly Out[]): ColumnResult[] {
  const results: (ColumnResult | undefined)[] = plan.rules.map(() => undefined)
  const programs = isShort(call) ? [] : plan.programs((text) => call.dictionary.rank(text))
  for (const program of programs) runProgram(plan, program, call, outs, results)
  return plan.rules.map((rule, i) => results[i] ?? resultOfRows(rule, typeOf(plan, i), call, outs[i]))
}
