/** What is said of heads beside their columns of numbers: names, former scores, former states. */
import { hydraError } from '../../errors/index.ts'
import { sampleAt } from '../door.ts'
import { notFinite } from '../errors.ts'
import { listAt, wrongKind } from './fields.ts'
import { stabilityStates, type StabilityState } from './stability-row.ts'

/** One member a head, holes as `undefined`. */
function oneEach(value: unknown, option: string, count: number): readonly unknown[] | undefined {
  if (value === undefined) return undefined
  const list = listAt(value, option, 'a list')
  if (list.length === count) return list
  throw hydraError('4008', { what: `${option} and trials`, lengths: `${list.length} and ${count}` })
}

/** @throws HYD-1003 not texts, HYD-4008 not one a head */
export function namesAt(value: unknown, count: number): readonly string[] | undefined {
  const names = oneEach(value, 'names', count)
  const wrong = names?.findIndex((name) => typeof name !== 'string') ?? -1
  if (wrong >= 0) throw wrongKind(`names[${wrong}]`, 'a text', names![wrong])
  return names as readonly string[] | undefined
}

/** @throws HYD-1003 not a state, HYD-4008 not one a head */
export function statesAt(value: unknown, count: number): readonly (StabilityState | undefined)[] | undefined {
  const isState = (state: unknown): boolean => state === undefined || stabilityStates.includes(state as StabilityState)
  const states = oneEach(value, 'previous', count)
  const wrong = states?.findIndex((state) => !isState(state)) ?? -1
  if (wrong >= 0) throw wrongKind(`previous[${wrong}]`, stabilityStates.join(', '), states![wrong])
  return states as readonly (StabilityState | undefined)[] | undefined
}

function scoresAt(scores: unknown, i: number): Float64Array {
  const what = `history[${i}]`
  if (scores === undefined) throw wrongKind(what, 'the former scores of a head', scores)
  const values = sampleAt(scores, what)
  if (!values.every((x) => Number.isFinite(x))) throw notFinite(what, values)
  return values
}

/** @throws HYD-1003, HYD-4001, HYD-4006, HYD-4008 */
export function historyAt(value: unknown, count: number): { history: Float64Array; offsets: Uint32Array } {
  const all = oneEach(value, 'history', count)?.map(scoresAt)
  if (all === undefined) return { history: new Float64Array(), offsets: new Uint32Array(1) }
  const offsets = new Uint32Array(count + 1)
  all.forEach((scores, i) => (offsets[i + 1] = offsets[i]! + scores.length))
  const history = new Float64Array(offsets[count]!)
  all.forEach((scores, i) => history.set(scores, offsets[i]))
  return { history, offsets }
}
