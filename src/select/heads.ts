/** The heads of a selector: names in their order, and what is known of how to call them. */
import { hydraError } from '../errors/index.ts'
import { sharesOf } from '../weigh/index.ts'
import { refusal } from './options.ts'
import type { SelectableStudy, SelectorFunction, SelectorHead, SelectorOptions } from './types.ts'

export interface NamedHead extends SelectorHead<never, unknown> {
  readonly name: string
}

const namesOfStudy = ({ names, heads }: SelectableStudy): readonly string[] => names ?? Object.keys(heads)

function headAt(name: string, value: unknown): NamedHead {
  if (typeof value === 'function') return { name, run: value as SelectorFunction<never, unknown> }
  if (typeof value !== 'object' || value === null)
    throw refusal(`heads.${name}`, 'a function, or an object with run, timeoutMs, cost, retry, stream', value)
  const { run, timeoutMs, cost, retry, stream } = value as SelectorHead<never, unknown>
  const isGood =
    (run === undefined || typeof run === 'function') &&
    (timeoutMs === undefined || timeoutMs > 0) &&
    (cost === undefined || (cost >= 0 && cost < Infinity))
  if (!isGood) throw refusal(`heads.${name}`, 'run a function, timeoutMs above 0, cost from 0', value)
  return { name, ...(run && { run }), ...(timeoutMs && { timeoutMs }), ...(cost !== undefined && { cost }), ...(retry === false && { retry }), ...(stream === false && { stream }) } // prettier-ignore
}

function listed({ heads, study, weights }: SelectorOptions): readonly NamedHead[] {
  const given: unknown = heads
  if (Array.isArray(given)) {
    return given.map((name: unknown, i) => {
      if (typeof name !== 'string') throw refusal(`heads[${i}]`, 'the name of a head', name)
      return { name }
    })
  }
  if (given instanceof Map) return [...given].map(([name, value]) => headAt(String(name), value))
  if (typeof given === 'object' && given !== null) return Object.entries(given).map(([name, value]) => headAt(name, value))
  if (given !== undefined) throw refusal('heads', 'names, or functions and definitions by name', given)
  if (study !== undefined) return namesOfStudy(study).map((name) => ({ name, cost: study.heads[name]?.cost }) as NamedHead)
  return weights === undefined ? [] : [...sharesOf(weights, 'weights').keys()].map((name) => ({ name }))
}

/**
 * @throws HYD-1007 no heads, HYD-1005 a name twice, HYD-1003 what is no head
 */
export function headsOf(options: SelectorOptions): readonly NamedHead[] {
  const heads = listed(options)
  if (heads.length === 0) throw hydraError('1007', { task: 'select from' }, { where: { option: 'heads' } })
  const seen = new Set<string>()
  for (const { name } of heads) {
    if (seen.has(name)) throw hydraError('1005', { name }, { where: { head: name } })
    seen.add(name)
  }
  return heads
}
