/**
 * The formula engines that our benches stand beside: how each one compiles a text, and what it then is called with.
 * In: a text as that engine writes it, the names it uses. Out: a function of a row. All are development dependencies.
 */
import { Environment } from '@marcbachmann/cel-js'
import { Parser } from 'expr-eval'
import { compileExpression } from 'filtrex'
import { compile as compileMath } from 'mathjs'
import { compileFormula } from '../../src/formula/index.ts'

export type Row = Readonly<Record<string, number>>
/** A method, since that is how rules are called. */
export interface Target {
  readonly evaluate: (row: Row) => unknown
}
export type Engine = (text: string, names: readonly string[]) => Target

interface Jexl {
  readonly addFunction: (name: string, call: (...args: number[]) => number) => void
  readonly compile: (text: string) => { readonly evalSync: (row: Row) => unknown }
}
/** It has no declarations. */
const { default: jexl } = (await import(String('jexl'))) as { default: Jexl }
const functions = { max: Math.max, ln: Math.log, sqrt: Math.sqrt, abs: Math.abs } as const
for (const [name, call] of Object.entries(functions)) jexl.addFunction(name, call)

const parser = new Parser()
const environments = new Map<string, Environment>()

/** One for a list of names: making it is no part of reading a text. */
function environmentOf(names: readonly string[]): Environment {
  const key = names.join()
  const known = environments.get(key)
  if (known !== undefined) return known
  const environment = new Environment()
  for (const name of names) environment.registerVariable(name, 'double')
  environment.registerFunction('max(double, double): double', (a: number, b: number) => Math.max(a, b))
  environment.registerFunction('ln(double): double', (x: number) => Math.log(x))
  environment.registerFunction('sqrt(double): double', (x: number) => Math.sqrt(x))
  environment.registerFunction('abs(double): double', (x: number) => Math.abs(x))
  environments.set(key, environment)
  return environment
}

/** The floor: the same formula as JavaScript, reading the same object `o`. */
export const newFunction: Engine = (text) => ({
  // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- the peer of this bench
  evaluate: new Function('o', `return ${text}`) as Target['evaluate'],
})

export const engines = {
  hydra: (text, names) => compileFormula(text, { variables: names }),
  'expr-eval': (text) => parser.parse(text),
  mathjs: (text) => compileMath(text),
  filtrex: (text) => ({ evaluate: compileExpression(text) as Target['evaluate'] }),
  cel: (text, names) => ({ evaluate: environmentOf(names).parse(text) }),
  jexl(text) {
    const made = jexl.compile(text)
    return { evaluate: (row) => made.evalSync(row) }
  },
} as const satisfies Readonly<Record<string, Engine>>
export type EngineName = keyof typeof engines
export const engineNames = Object.keys(engines) as EngineName[]
