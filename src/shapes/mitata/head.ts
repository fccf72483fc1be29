/**
 * One run of a bench as a head: its function, or what its generator yields.
 * A generator is taken to its `yield` before the study, and to its end after it; what it does there is not measured. It yields a
 * function, or `{ [0]() {...}, bench(value) {...} }`: then a fresh value is made before each call, untimed, so a trial is one call.
 * Fails: HYD-1003 a function with parameters (mitata's iterators, which time themselves), a yield that holds nothing to call.
 */
import type { HeadDefinition, HeadFunction } from '../../measure/index.ts'
import { refusal } from '../refuse.ts'
import type { Arguments, Benchable, State } from './types.ts'

export interface OpenHead {
  readonly head: HeadFunction | HeadDefinition
  /** Takes the generator to its end. */
  readonly close: () => Promise<void>
}

type Call = (...values: unknown[]) => unknown
type Steps = Pick<AsyncGenerator, 'next'> | Pick<Generator, 'next'>

const isCall = (value: unknown): value is Call => typeof value === 'function'
const tagOf = (value: unknown): string => Object.prototype.toString.call(value)
export const isGenerator = (fn: unknown): fn is (state: State) => Steps =>
  tagOf(fn) === '[object GeneratorFunction]' || tagOf(fn) === '[object AsyncGeneratorFunction]'
const isPlain = (fn: unknown): fn is HeadFunction & { readonly length: 0 } => isCall(fn) && !isGenerator(fn) && fn.length === 0

/** @throws HYD-1003 */
export function checkBenchable(fn: unknown, name: string): asserts fn is Benchable {
  if (isPlain(fn) || isGenerator(fn)) return
  const instead =
    'a function without parameters, or function* (state) { ...; yield () => ... } where there is something to prepare'
  throw refusal(`bench "${name}"`, instead, fn)
}

/** A head that is given fresh values before each call. */
function withValues(yielded: Readonly<Record<string, unknown>>, call: Call, name: string): HeadDefinition {
  const makers = Array.from({ length: call.length }, (_, place) => {
    const make = yielded[place]
    if (!isCall(make)) throw refusal(`yield of bench "${name}"`, `an object with a function [${place}]() for parameter ${place}`, yielded) // prettier-ignore
    return make
  })
  let values: readonly unknown[] = []
  const beforeEach = async (): Promise<void> => {
    values = await Promise.all(makers.map((make): unknown => make()))
  }
  return { run: () => call(...values), ...(makers.length > 0 ? { beforeEach } : {}) }
}

function headOf(yielded: unknown, name: string): HeadFunction | HeadDefinition {
  if (isPlain(yielded)) return yielded
  const expected = 'a function without parameters, or { [0]() {...}, bench(value) {...} }'
  if (typeof yielded !== 'object' || yielded === null) throw refusal(`yield of bench "${name}"`, expected, yielded)
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(yielded))
  const call = fields['bench']
  if (!isCall(call) || fields['concurrency'] !== undefined) throw refusal(`yield of bench "${name}"`, expected, yielded)
  return withValues(fields, call, name)
}

async function openGenerator(make: (state: State) => Steps, args: Arguments, name: string): Promise<OpenHead> {
  const steps = make({ get: (key) => args[key] })
  const first = await steps.next()
  const close = async (): Promise<void> => {
    if ((await steps.next()).done !== true)
      throw refusal(`generator of bench "${name}"`, 'one that yields once', 'a second yield')
  }
  if (first.done === true) throw refusal(`generator of bench "${name}"`, 'one that yields once', 'no yield')
  return { head: headOf(first.value, name), close }
}

/** @throws HYD-1003, or what the generator throws on its way to `yield` */
export async function openHead(fn: Benchable, args: Arguments, name: string): Promise<OpenHead> {
  if (isGenerator(fn)) return openGenerator(fn, args, name)
  checkBenchable(fn, name)
  return { head: fn as HeadFunction, close: () => Promise.resolve() }
}
