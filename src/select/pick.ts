/**
 * One choice: which head, and with which probability.
 * In: the state of a selector, what the caller asks for. Out: a pick with its ticket; the decision is told before it is given out.
 * The usual pick, when all heads are in and nothing is asked for, is `pickPlainly`; all else is `pickWith`.
 */
import { hydraError } from '../errors/index.ts'
import { create, type Random } from '../reference/random/sfc32.ts'
import type { Core, LearnerOfContext } from './core.ts'
import { drawAmong, massOf, walk, type Drawn } from './restrict.ts'
import { sweep } from './sweep.ts'
import type { Pick, PickOptions } from './types.ts'

/** Below this share of picks that can be had, the policy is asked anew for the heads that are left. */
const leastMass = 0.5

interface Chosen extends Drawn {
  readonly probe?: true
  readonly degraded?: true
  readonly waitMs?: number
}

/** Nothing that lasts stands in the way of drawing from the vector as it is. */
export const isPlain = (core: Core): boolean =>
  !core.capacity.isLimited &&
  !core.whole.learner.hasFirst &&
  core.settings.onDecision === undefined &&
  core.clock.at >= core.growingUntil

/** Draws from the vector as it is; undefined where the states of heads ask for more. */
export function pickPlainly(core: Core): Pick | undefined {
  // While a head is out its return must not be late; else about now will do.
  const at = !core.isTimed ? 0 : core.health!.out.size > 0 ? core.clock.read() : core.clock.glance()
  if (at >= core.quietUntil) return undefined
  if (core.isDynamic) return pickByPolicy(core, at)
  const { vector } = core
  const head = vector.draw(core.random)
  const probability = vector.probabilityOf(head)
  core.pending[head]! += 1
  return { head: core.names[head]!, probability, ticket: core.tickets.issue(head, probability, 0, at) }
}

/** Policies whose probabilities change with each pick choose by themselves. */
function pickByPolicy(core: Core, at: number): Pick {
  const { policy } = core.learner
  const head = policy.choose!()
  const probability = policy.probabilityOf!(head)
  core.pending[head]! += 1
  return { head: core.names[head]!, probability, ticket: core.tickets.issue(head, probability, 0, at) }
}

function excludedPlaces(core: Core, exclude: Iterable<string> | undefined): ReadonlySet<number> {
  const places = new Set<number>()
  for (const name of exclude ?? []) {
    const place = core.places.get(name)
    if (place !== undefined) places.add(place)
  }
  return places
}

/** Why no head can be had, by head. */
function refuse(core: Core, excluded: ReadonlySet<number>, at: number): never {
  const reasons = core.names.map((name, head) => {
    if (excluded.has(head)) return `"${name}" is excluded`
    const limit = core.capacity.full(head, core.load.pending[head]!, at)
    return limit === '' ? `"${name}" is ${core.health?.breakers[head]?.state ?? 'out'}` : `"${name}" is at its limit ${limit}`
  })
  throw hydraError('5008', { reasons: reasons.slice(0, 20).join(', ') })
}

/** All heads are out: an answer all the same, or none, as the user chose. */
function degraded(core: Core, excluded: ReadonlySet<number>, at: number, random: Random): Chosen {
  const health = core.health!
  const { head: first, until } = health.firstBack()
  const waitMs = Math.max(0, until - at)
  const how = core.settings.ejection!.whenAllOut
  if (how === 'refuse') {
    const params = { heads: core.names.length, head: core.names[first]!, waitMs: Math.round(waitMs) }
    throw hydraError('5007', params, { where: { head: core.names[first]! }, details: { waitMs } })
  }
  if (how === 'first-back' && !excluded.has(first)) return { head: first, probability: 1, degraded: true, waitMs }
  const weights = core.names.map((_, head) => (excluded.has(head) ? 0 : Math.max(core.whole.learner.evidence.mean(head), 1e-6)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (!(sum > 0)) return refuse(core, excluded, at)
  const head = walk(weights.length, (i) => weights[i]!, sum, random)
  return { head, probability: weights[head]! / sum, degraded: true }
}

/** From the vector, restricted to what can be had. */
function among(
  core: Core,
  of: LearnerOfContext,
  isOut: (head: number) => boolean,
  at: number,
  random: Random,
): Drawn | undefined {
  const { vector } = of.learner
  const heads = core.names.length
  const isGrowing = at < core.growingUntil
  const factorOf = (head: number): number => (isOut(head) ? 0 : isGrowing ? core.growthOf(head, at) : 1)
  const mass = massOf(vector, heads, factorOf)
  if (mass >= leastMass) return drawAmong(vector, heads, factorOf, random)
  const spare = of.learner.spare((head) => !isOut(head))
  return spare.size === 0 && mass === 0 ? undefined : drawAmong(spare, heads, factorOf, random)
}

/** Policies whose probabilities change from pick to pick choose by themselves, unless heads are out of reach. */
function dynamic(of: LearnerOfContext, isOut: (head: number) => boolean): Drawn | undefined {
  const { policy, vector } = of.learner
  if (policy.choose === undefined || vector.size === 0) return undefined
  for (let i = 0; i < vector.size; i += 1) if (isOut(vector.within[i]!)) return undefined
  const head = policy.choose()
  return { head, probability: policy.probabilityOf!(head) }
}

function choose(core: Core, of: LearnerOfContext, excluded: ReadonlySet<number>, at: number, random: Random): Chosen {
  const isOut = (head: number): boolean => excluded.has(head) || core.capacity.full(head, core.load.pending[head]!, at) !== ''
  const probe = core.health === undefined || core.health.out.size === 0 ? -1 : core.health.probe(isOut)
  if (probe >= 0) return { head: probe, probability: 1, probe: true }
  const learner = core.refresh(of)
  if (learner.hasFirst) {
    const first = learner.first(isOut)
    if (first >= 0) return { head: first, probability: 1 }
  }
  const own = dynamic(of, isOut)
  if (own !== undefined) return own
  const drawn = among(core, of, isOut, at, random)
  if (drawn !== undefined) {
    learner.policy.picked?.(drawn.head)
    return drawn
  }
  const isAllOut = core.health !== undefined && core.health.out.size === core.names.length
  return isAllOut ? degraded(core, excluded, at, random) : refuse(core, excluded, at)
}

function tell(core: Core, of: LearnerOfContext, pick: Pick, excluded: ReadonlySet<number>, context: string | undefined): void {
  const { onDecision, origin, policy } = core.settings
  if (pick.degraded === true) core.events.emit('degraded', { head: pick.head })
  if (pick.probe === true) core.events.emit('probe', { head: pick.head, ticket: pick.ticket })
  if (onDecision === undefined) return
  const decision = {
    ticket: pick.ticket,
    atMs: core.clock.at,
    origin,
    revision: of.learner.revision,
    policy,
    head: pick.head,
    probability: pick.probability,
    excluded: [...excluded].map((head) => core.names[head]!),
    probe: pick.probe === true,
    degraded: pick.degraded === true,
    ...(context !== undefined && { context }),
  }
  core.events.guard(() => onDecision(decision))
}

/** A pick with whatever is asked for, in whatever state the heads are. */
export function pickWith(core: Core, { context, exclude, sticky }: PickOptions): Pick {
  const at = core.clock.read()
  if (at >= core.sweepAt) sweep(core, at)
  core.health?.tick(at)
  core.settle()
  const of = core.of(context)
  const excluded = excludedPlaces(core, exclude)
  const random = sticky === undefined ? core.random : create(core.settings.seed, `select.sticky ${sticky}`)
  const { head, probability, ...flags } = choose(core, of, excluded, at, random)
  core.load.pending[head]! += 1
  core.capacity.picked(head)
  const ticket = core.tickets.issue(head, probability, of.id, at)
  if (flags.probe === true) core.health!.lease(head, ticket, at)
  core.settle()
  const pick = { head: core.names[head]!, probability, ticket, ...flags }
  tell(core, of, pick, excluded, context)
  return pick
}
