/**
 * Heads that join or leave while a selector works: what depends on them is made anew, from a snapshot of what was.
 * In: a selector's core, its new heads. Out: the same core. Heads that stay keep evidence, states, tickets and totals to the last bit; a new one
 * begins empty; of one that leaves nothing stays, and its tickets are none any more. All is checked before anything changes.
 */
import { sharesOf } from '../weigh/index.ts'
import type { Core } from './core.ts'
import type { NamedHead } from './heads.ts'
import { refusal } from './options.ts'
import { settingsOf, type Settings } from './settings.ts'
import { load } from './snapshot/load.ts'
import { save } from './snapshot/save.ts'
import type { SelectorHead, SelectorOptions } from './types.ts'

type Definitions = Map<string, SelectorHead>

export const definitionsOf = (heads: readonly NamedHead[]): Definitions =>
  new Map(heads.map(({ name, ...definition }) => [name, definition as SelectorHead]))

const only = <T>(values: Iterable<readonly [string, T]>, heads: Definitions): Map<string, T> =>
  new Map([...values].filter(([name]) => heads.has(name)))

/** Fixed weights of the heads that are there, scaled to sum 1; a new head has none. */
function weightsFor(given: NonNullable<SelectorOptions['weights']>, heads: Definitions): Map<string, number> {
  const shares = only(sharesOf(given, 'weights'), heads)
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0)
  if (!(total > 0)) throw refusal('weights', 'above 0 for a head that stays', total)
  return new Map([...shares].map(([name, share]) => [name, share / total]))
}

function optionsFor({ settings }: Core, heads: Definitions): SelectorOptions {
  const { given, seed, origin } = settings
  const { weights, capacity, incumbent } = given
  if (incumbent !== undefined && !heads.has(incumbent))
    throw refusal('the head to remove', 'another one than the incumbent', incumbent)
  return {
    ...given,
    heads: heads,
    seed,
    origin,
    ...(weights !== undefined && { weights: weightsFor(weights, heads) }),
    ...(capacity !== undefined && { capacity: Object.fromEntries(only(Object.entries(capacity), heads)) }),
  }
}

/** Where each head of before stands now; -1 for one that is gone. */
const moved = (before: readonly string[], { heads }: Settings): number[] =>
  before.map((name) => heads.findIndex((head) => head.name === name))

/** @throws HYD-1003 a definition refused, or the incumbent is to go; HYD-1007 no head would be left; HYD-5002 the floor. Nothing has then changed. */
export function changeHeads(core: Core, heads: Definitions): void {
  const settings = settingsOf(optionsFor(core, heads))
  // No time passes in between.
  const snapshot = { ...save(core), savedAt: Number.MAX_VALUE }
  const placeOf = moved(core.names, settings)
  const restarts = core.restarts.map((restart) => ({ ...restart, head: placeOf[restart.head]! }))
  core.make(settings)
  core.restarts = restarts.filter(({ head }) => head >= 0)
  core.tickets.renumber(placeOf)
  load(core, snapshot, 'heads')
}
