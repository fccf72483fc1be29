/** What is said of heads beside their columns of numbers: names, former scores, former states. */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { sampleAt } from '../door.ts'
import { notFinite } from '../errors.ts'
import { stabilityStates, type StabilityState } from './stability-row.ts'

function listAt(value: unknown, option: string, count: number): readonly unknown[] | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) throw hydraError('1003', { option, expected: 'a list', got: show(value), type: kindOf(value) })
  if (value.length !== count) throw hydraError('4008', { what: `${option} and trials`, lengths: `${value.length} and ${count}` })
  return value as readonly unknown[]
}

/** @throws HYD-1003 not texts, HYD-4008 not one a head */
export function namesAt(value: unknown, count: number): readonly string[] | undefined {
  const wrong = listAt(value, 'names', count)?.findIndex((name) => typeof name !== 'string') ?? -1
  if (wrong < 0) return value as readonly string[] | undefined
  const got: unknown = (value as unknown[])[wrong]
  throw hydraError('1003', { option: `names[${wrong}]`, expected: 'a text', got: show(got), type: kindOf(got) })
}

/** @throws HYD-1003 not a state, HYD-4008 not one a head */
export function statesAt(value: unknown, count: number): readonly (StabilityState | undefined)[] | undefined {
  const isState = (state: unknown): boolean => state === undefined || stabilityStates.includes(state as StabilityState)
  const wrong = listAt(value, 'previous', count)?.findIndex((state) => !isState(state)) ?? -1
  if (wrong < 0) return value as readonly (StabilityState | undefined)[] | undefined
  const got: unknown = (value as unknown[])[wrong]
  throw hydraError('1003', {
    ...{ option: `previous[${wrong}]`, expected: stabilityStates.join(', '), got: show(got), type: kindOf(got) },
  })
}

/** @throws HYD-4001, HYD-4006, HYD-4008 */
export function historyAt(value: unknown, count: number): { history: Float64Array; offsets: Uint32Array } {
  const all = listAt(value, 'history', count)?.map((scores, i) => sampleAt(scores, `history[${i}]`))
  if (all === undefined) return { history: new Float64Array(), offsets: new Uint32Array(1) }
  const offsets = new Uint32Array(count + 1)
  all.forEach((scores, i) => (offsets[i + 1] = offsets[i]! + scores.length))
  const history = new Float64Array(offsets[count]!)
  all.forEach((scores, i) => {
    if (!scores.every((x) => Number.isFinite(x))) throw notFinite(`history[${i}]`, scores)
    history.set(scores, offsets[i])
  })
  return { history, offsets }
}
