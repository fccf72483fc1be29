/**
 * The front end of formulas, text to a checked tree, and the whole compiler, text to a program, in Rust beside TypeScript; the crossing into
 * the addon and back is part of it.
 * Run: node bench/run.mjs formula/front [rounds, default 9]. A new text each time; the catalogue is made once, its columns at each call.
 * S is arithmetic, M has calls, A is an alert rule with a catalogue; `long` is a sum of 500 products, `bad` has three faults.
 */
import { loadavg } from 'node:os'
import { readFormula, type FrontOptions } from '../../src/engine/formula/front.ts'
import { compileNative } from '../../src/engine/formula/compile.ts'
import { variableOf } from '../../src/reference/formula/check.ts'
import { standardLimits } from '../../src/reference/formula/limits.ts'
import { compileReference } from '../../test/support/compiled.ts'
import { measure, type Case } from '../rounds.ts'

const names = ['cpu_max', 'memory_max_mb', 'error_rate', 'p95']
const free: FrontOptions = { catalogue: undefined, limits: standardLimits, mixesUnits: false }
const declared: FrontOptions = { ...free, catalogue: new Map(names.map((name) => [name, variableOf(name)])) }
const texts: Readonly<Record<string, readonly [text: string, options: FrontOptions]>> = {
  S: ['(a + b) * c - d / 2', free],
  M: ['(success_rate ^ 2 / p95) * max(1, ln(trials + 1)) + sqrt(abs(a - b))', free],
  A: ['cpu_max > 85 and memory_max_mb > 1024 and (error_rate >= 0.05 or p95 > 200)', declared],
  long: [Array.from({ length: 500 }, (_, i) => `a${i} * ${i}`).join(' + '), free],
  bad: ['cpu_mx > 85 and memory_max_mb > "x" and (eror_rate >= 0.05 or', declared],
}

const rounds = Number(process.argv[2] ?? 9)
let made = 0
/** Blanks behind a text make it new to every cache, at the price of a character or a few. */
const fresh = (text: string): string => text + ' '.repeat((made += 1) % 7)

type Job = (text: string, options: FrontOptions, engine: 'native' | 'reference') => unknown
const compiled: Job = (text, front, engine) => {
  const options = { ...front, optimize: true, ranks: new Map<string, number>() }
  return engine === 'native' ? compileNative([text], options) : compileReference([text], options)
}

const rowOf = (name: string, job: Job, [text, options]: (typeof texts)[string]): readonly [string, Record<string, string>] => {
  const cases = (['native', 'reference'] as const).map((engine): Case => ({ name: engine, run: () => job(fresh(text), options, engine) })) // prettier-ignore
  const times = measure(cases, { rounds })
  const [native, reference] = [times.get('native')!, times.get('reference')!]
  return [name, { 'native us': native.toFixed(2), 'reference us': reference.toFixed(2), 'native / reference': (native / reference).toFixed(2) }] // prettier-ignore
}
const rows = Object.entries(texts).flatMap(([name, given]) => [
  rowOf(`${name}, read`, readFormula, given),
  rowOf(`${name}, to a program`, compiled, given),
])
console.table(Object.fromEntries(rows))
console.log(`load ${loadavg()[0]!.toFixed(1)}, ${rounds} rounds`)
