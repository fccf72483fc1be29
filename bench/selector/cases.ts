/**
 * What is measured of one policy: picks, and picks with observations, of ten heads that succeed in 90 to 99 % of calls.
 * In: a policy. Out: cases for the rounds, a thousand calls each. The heads are alike on purpose: then every one of them is drawn at each refresh.
 */
import { create } from '../../src/reference/random/sfc32.ts'
import { createSelector, type Outcome, type Selector, type SelectorOptions, type SelectorPolicy } from '../../src/select/index.ts'
import type { Case } from '../rounds.ts'
import { aliasDraw } from './alias.ts'

export const calls = 1000
export const heads = Array.from({ length: 10 }, (_, i) => `head ${i}`)
const rates = heads.map((_, i) => 0.9 + 0.01 * i)
const total = rates.reduce((sum, rate) => sum + rate, 0)

export function selectorFor(policy: SelectorPolicy, more: SelectorOptions = {}): Selector {
  const weights = policy === 'weighted' ? { weights: Object.fromEntries(heads.map((head, i) => [head, rates[i]! / total])) } : {}
  return createSelector({ heads, seed: 1, policy, ...weights, ...more })
}

/** Outcomes of each head, made before: what they cost is not the selector's. */
const outcomes: ReadonlyMap<string, readonly Outcome[]> = new Map(
  heads.map((head, i) => {
    const random = create(i, 'outcomes')
    return [head, Array.from({ length: 1024 }, () => ({ ok: random.float() < rates[i]!, durationMs: 5 + 10 * random.float() }))]
  }),
)

function observing(selector: Selector): () => void {
  let count = 0
  return () => {
    for (let i = 0; i < calls; i += 1) {
      const pick = selector.pick()
      count = (count + 1) & 1023
      selector.observe(pick, outcomes.get(pick.head)![count]!)
    }
  }
}

/** The same, of a loop that picks and observes nothing: what it costs by itself is told beside the figures. */
function empty(): () => void {
  let count = 0
  return () => {
    for (let i = 0; i < calls; i += 1) {
      count = (count + 1) & 1023
      sink += outcomes.get(heads[count % 10]!)![count]!.durationMs!
    }
  }
}

export let sink = 0

function picking(selector: Selector): () => void {
  return () => {
    for (let i = 0; i < calls; i += 1) sink += selector.pick().ticket
  }
}

function drawing(): () => void {
  const draw = aliasDraw(rates.map((rate) => rate / total))
  return () => {
    for (let i = 0; i < calls; i += 1) sink += draw()
  }
}

/** Calls are never late here: nobody answers the picks of the case that only picks. */
const patient: SelectorOptions = { ejection: { leaseMs: 1e12 } }

export function casesOf(policy: SelectorPolicy): Case[] {
  const learned = selectorFor(policy, patient)
  for (let i = 0; i < 20; i += 1) observing(learned)()
  const short = selectorFor(policy, patient)
  for (let i = 0; i < 20; i += 1) observing(short)()
  short.eject(heads[3]!, { forMs: 86_400_000 })
  return [
    { name: 'alias', run: drawing() },
    { name: 'loop', run: empty() },
    { name: 'pick', run: picking(learned) },
    { name: 'both', run: observing(selectorFor(policy)) },
    { name: 'short', run: observing(short) },
  ]
}
