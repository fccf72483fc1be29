/**
 * One head's health, explained: its state, and what each part costs it.
 * The points missing to 100 are shared among the parts as weight times ln part, which adds up.
 */
import { log } from '../../reference/math/index.ts'

export const stabilityParts = ['success', 'speed', 'steadiness', 'availability', 'freshness'] as const
export type StabilityPart = (typeof stabilityParts)[number]

/** From good to bad; 'unknown' where there is no score. */
export const stabilityStates = ['healthy', 'degraded', 'unhealthy', 'unknown'] as const
export type StabilityState = (typeof stabilityStates)[number]

export interface PartOfScore {
  readonly name: StabilityPart
  /** 0.01 to 1; `undefined` where it is not known, and left out of the score. */
  readonly value: number | undefined
  /** Its power in the product, after those of unknown parts went to the others; 0 for these. */
  readonly weight: number
  /** Points that it takes off the score; all of them together are 100 less the score. `undefined` without a score. */
  readonly cost: number | undefined
}

export interface StabilityRow {
  readonly name: string | undefined
  /** 0 to 100; `undefined` with too few trials, or where no part that is known has a weight. */
  readonly score: number | undefined
  readonly state: StabilityState
  /** Whether the last ten former scores hardly moved; `undefined` with fewer than ten. */
  readonly stuck: boolean | undefined
  readonly parts: readonly PartOfScore[]
  /** A sentence: what costs most, or why there is no score. */
  readonly reason: string
}

interface Given {
  readonly name: string | undefined
  readonly score: number
  readonly trials: number
  readonly values: readonly number[]
  readonly stuck: number
  readonly previous: StabilityState | undefined
}

const borders = [['healthy', 80], ['degraded', 50]] as const // prettier-ignore
const hysteresis = 5

/** The state of a score; one better than `previous` is reached 5 points above its border. */
export function stateOf(score: number, previous: StabilityState | undefined): StabilityState {
  if (Number.isNaN(score)) return 'unknown'
  const before = previous === undefined || previous === 'unknown' ? 0 : stabilityStates.indexOf(previous)
  const found = borders.find(([, border], i) => score >= border + (i < before ? hysteresis : 0))
  return found === undefined ? 'unhealthy' : found[0]
}

function partsOf(values: readonly number[], weights: Float64Array, score: number): PartOfScore[] {
  const own = values.map((value, i) => (Number.isNaN(value) ? 0 : weights[i]!))
  const whole = own.reduce((sum, weight) => sum + weight, 0)
  const losses = values.map((value, i) => (own[i] === 0 ? 0 : -own[i]! * log(value)))
  const loss = losses.reduce((sum, x) => sum + x, 0)
  return stabilityParts.map((name, i) => ({
    name,
    value: Number.isNaN(values[i]) ? undefined : values[i],
    weight: whole > 0 ? own[i]! / whole : 0,
    cost: Number.isNaN(score) ? undefined : loss > 0 ? (100 - score) * (losses[i]! / loss) : 0,
  }))
}

function noScore(parts: readonly PartOfScore[], trials: number, fewestTrials: number): string {
  if (trials < fewestTrials) return `no score: ${trials} of the ${fewestTrials} trials that it takes`
  if (parts.every(({ value }) => value === undefined)) return 'no score: no part is known'
  return 'no score: every part that is known has weight 0'
}

function reasonOf(parts: readonly PartOfScore[]): string {
  const worst = parts.reduce((a, b) => ((b.cost ?? 0) > (a.cost ?? 0) ? b : a))
  if ((worst.cost ?? 0) < 0.5) return 'nothing costs it half a point'
  return `${worst.name} (${worst.value!.toFixed(2)} of 1) costs ${worst.cost!.toFixed(1)} points`
}

/** As in the header. */
export function stabilityRow(
  given: Given,
  request: { readonly weights: Float64Array; readonly fewestTrials: number },
): StabilityRow {
  const { name, score, trials, values, stuck, previous } = given
  const parts = partsOf(values, request.weights, score)
  const state = stateOf(score, previous)
  return {
    name,
    score: Number.isNaN(score) ? undefined : score,
    state,
    stuck: Number.isNaN(stuck) ? undefined : stuck === 1,
    parts,
    reason: state === 'unknown' ? noScore(parts, trials, request.fewestTrials) : reasonOf(parts),
  }
}
