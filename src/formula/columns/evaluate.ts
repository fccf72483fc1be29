/**
 * The rules of a plan over the columns of a call, each program once, the others row by row.
 * In: plan, call, arrays to fill. Out: a result a rule, in the forms of types.ts.
 */
import { runProgramResults, type BooleanResult, type NumberResult, type ProgramRoom } from '../../engine/formula/run.ts'
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

/** A program of one result fills the caller's array; results of several lie in one buffer, and are copied. */
function roomOf(outs: readonly Out[]): ProgramRoom {
  const [out] = outs
  if (outs.length !== 1 || out === undefined) return {}
  return out instanceof Float64Array ? { values: out } : { flags: out }
}

function filled<Result extends NumberResult | BooleanResult>(result: Result, out: Out): Result {
  if (out === undefined || out === result.values) return result
  out.set(result.values)
  return { ...result, values: out }
}

function runProgram(plan: Plan, program: Program, call: Call, outs: readonly Out[], results: (ColumnResult | undefined)[]): void {
  const { rows, inputs, engine, dictionary } = call
  checkWork(plan, rows, program.steps)
  const numbers = program.numbers.map((source) => inputs.number(source))
  const masks = program.masks.map((source) => inputs.mask(source))
  const room = roomOf(program.rules.map((rule) => outs[rule]))
  const made = runProgramResults(program.bytes, { rows, numbers, masks }, engine, room)
  const places = { number: 0, boolean: 0 }
  for (const rule of program.rules) {
    const type = typeOf(plan, rule)
    if (type === 'boolean') {
      results[rule] = filled(made.booleans[places.boolean++]!, outs[rule])
      continue
    }
    const { values, missingCount } = made.numbers[places.number++]!
    if (type === 'string') results[rule] = { type, values: dictionary.decode(values), missingCount }
    else results[rule] = filled({ type, values, missingCount }, outs[rule])
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
