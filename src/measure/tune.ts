/**
 * Decides in the warm-up how a head is measured: in batches or call by call, in chains or awaited, and whether it can be made anew.
 * In: a head that was called a few times, what holds for the study. Out: nothing; the head knows. Only synchronous functions without
 * hooks around each call are tuned: all others are called as they are. What fails here is not counted; the trials show it.
 */
import { isDeepStrictEqual } from 'node:util'
import { loadOf } from './batch-run.ts'
import { Batched } from './batched.ts'
import type { Load } from './chained.ts'
import { equaliseCalls } from './equalise.ts'
import type { Body } from './head/prepared.ts'
import type { HeadRun } from './head-run.ts'
import { Singles } from './singles.ts'
import { armed } from './trial/armed.ts'
import { emptyLoopMs } from './trial/empty-loop.ts'
import { callOnce } from './trial/call.ts'
import { judge } from './trial/oracle.ts'
import { within } from './trial/scope.ts'
import type { Tuning } from './tuning.ts'

/** Tuning calls a head for some 100 ms. */
const tuningMs = 1000

/** Cold calls take so many times longer than warm ones at most. */
const coldness = 100
const mostInputs = 64
/** Without names every block has an input of its own: so many are tried. */
const fewInputs = 4
/** The loop is taken off below this time of a call, and where it is less than a quarter of it. */
const loopMattersMs = 1e-4
const loopShare = 4

const bodyOf = (head: HeadRun): Body | undefined => {
  const { calls, isPlain } = head.warmth
  const prepared = head.head
  const hooks = prepared?.hooks
  const isCalledAlone = hooks?.beforeEach === undefined && hooks?.afterEach === undefined
  return calls > 0 && isPlain && isCalledAlone && !head.dropped ? prepared?.body : undefined
}

/** Calls a function of the head once, within the limit of a call; undefined when it fails. */
async function answerOf(head: HeadRun, run: Body['run'], load: Load): Promise<{ readonly value: unknown } | undefined> {
  const limits = { ...head.limits(), limitMs: head.plan.timeoutMs, scope: load.scope }
  const running = within(load.scope, () => callOnce(run, load.input, load.context, limits))
  const { how, value } = running instanceof Promise ? await running : running
  return how === 'returned' ? { value } : undefined
}

/** A copy that answers like the original; undefined where there is none. */
async function copyOf(head: HeadRun, body: Body): Promise<Body['run'] | undefined> {
  // Compiling calls nothing of the head: it needs no arming, which would be paid in every epoch.
  const limits = { ...head.limits(), isArmed: false, isUnwatched: true }
  const running = within(limits.scope, () => callOnce(() => body.copy(), undefined, undefined, limits))
  const { how, value } = running instanceof Promise ? await running : running
  return how === 'returned' ? (value as Body['run'] | undefined) : undefined
}

/** Is there a copy of the head, and is its answer as good? Undefined when the head itself failed: then it is called no more. */
async function canCopy(head: HeadRun, body: Body): Promise<boolean | undefined> {
  const [first, second] = [loadOf(head, 0, -1), loadOf(head, 0, -1)]
  const copy = await copyOf(head, body)
  if (first === undefined || second === undefined || copy === undefined) return false
  const given = await answerOf(head, body.original, first)
  if (given === undefined) return undefined
  const answer = await answerOf(head, copy, second)
  if (answer === undefined) return false
  const { verify } = head.shared
  if (verify === undefined) return isDeepStrictEqual(answer.value, given.value)
  const limits = { ...head.limits(), limitMs: head.plan.timeoutMs }
  const { outcome } = await judge(verify, answer.value, second.input, { head: head.name, trial: -1 }, limits)
  return outcome === 'success'
}

/** Calibrates on every input; the least time of a call, or undefined when one failed. */
function calibrateAll(head: HeadRun, batched: Batched): number | undefined {
  const source = head.shared.inputs
  const inputs = source.names.length > 0 ? source.names.length : fewInputs
  let least = Infinity
  batched.forget()
  for (let block = 0; block < inputs && block < mostInputs; block += 1) {
    const load = loadOf(head, block, -1)
    const found = load === undefined ? undefined : batched.calibrate(source.indexOf(block), load)
    if (found === undefined) return undefined
    if (found.perCallMs < least) least = found.perCallMs
  }
  return least
}

/** Under a limit, as one call: what happens here is synchronous. Undefined when the head did not come back. */
function guarded<T>(head: HeadRun, call: () => T): T | undefined {
  if (head.shared.arming === undefined) return call()
  const { deadline } = head.shared
  deadline.enter([], Infinity)
  const result = within(head.scope(), () => armed(call, head.plan.timeoutMs + tuningMs))
  deadline.leave()
  return result?.value
}

/** For calls in chains; none in an isolate, where a host waits for each. */
function singlesOf(head: HeadRun, body: Body, { clock }: Tuning, callMs: number): Singles | undefined {
  const { verify, metrics, arming } = head.shared
  const isJudged = verify !== undefined || metrics !== undefined
  return arming === undefined ? undefined : new Singles(body.run, clock, callMs, callMs + (isJudged ? head.warmth.aroundMs : 0))
}

/** How many calls make a batch; where none are needed, ms of a call; undefined when a call failed. */
function batchesOf(
  head: HeadRun,
  body: Body,
  { clock, batchBelowMs, batchMs }: Tuning,
  steadyMs: number,
): Batched | number | undefined {
  const batched = new Batched(body.run, clock, batchMs)
  const load = loadOf(head, 0, -1)
  if (load === undefined || calibrateAll(head, batched) === undefined) return undefined
  head.steady = batched.warm(0, load, 2, steadyMs)
  const perCallMs = head.steady === undefined ? undefined : calibrateAll(head, batched)
  if (perCallMs === undefined || perCallMs >= batchBelowMs) return perCallMs
  if (!batched.refine(0, load)) return undefined
  const loopMs = perCallMs < loopMattersMs ? emptyLoopMs(clock) : 0
  if (loopMs * loopShare < perCallMs) batched.loopMs = loopMs
  return batched
}

/** Calls of a head, of a ms or more, that finding out takes: whether a copy answers like it; how many make a batch. */
const [copyCalls, batchCalls] = [2, 8]

/** What tuning may take. */
export interface TuneBounds {
  /** Is there time for so many ms of calls? */
  readonly fits: (ms: number) => boolean
  /** CPU ms of batches that are run until they are steady. */
  readonly steadyMs: number
}

const unbounded: TuneBounds = { fits: () => true, steadyMs: 10 }

/** Tunes a head, once, after the calls of the warm-up. */
export async function tune(head: HeadRun, tuning: Tuning, { fits, steadyMs }: TuneBounds = unbounded): Promise<void> {
  if (head.away !== undefined) return head.away.tune(tuning)
  const body = bodyOf(head)
  if (body === undefined) return
  const { wallMs } = head.warmth
  const isShort = wallMs < tuning.rebuildBelowMs
  const mayCopy = isShort && (tuning.rebuild === true || (tuning.rebuild !== false && fits(copyCalls * wallMs)))
  const copies = mayCopy ? await canCopy(head, body) : false
  if (copies === undefined) return
  head.canRebuild = copies
  const mayBatch = wallMs < coldness * tuning.batchBelowMs && fits(batchCalls * wallMs)
  const found = mayBatch ? guarded(head, () => batchesOf(head, body, tuning, steadyMs)) : wallMs
  if (found instanceof Batched) head.batched = found
  else if (found !== undefined) head.singles = singlesOf(head, body, tuning, found)
}

/** Makes a head, what its `setup` made, and its loop, anew, for the epoch that begins. */
export async function renew(head: HeadRun, epoch: number): Promise<void> {
  if (head.away !== undefined) return head.away.renew(epoch)
  const body = head.head?.body
  if (body === undefined || head.dropped) return
  if (head.canRebuild) {
    if (!(await head.setUpAnew())) return
    // A module that has as many instances as it may have keeps the last one.
    body.run = (await copyOf(head, body)) ?? body.run
    head.rebuilt = true
  }
  head.chained?.renew(body.run)
}

/**
 * Gives heads more calls in a batch where the last warm-up found theirs too few: a busy machine compiles late, and code that is not yet
 * compiled is ten times slower. What a batch costs by itself would be billed to the calls that there are.
 */
export function regrow(heads: readonly HeadRun[], block: number): void {
  const inputs = heads[0]?.shared.inputs
  // Inputs without names differ from block to block: a short batch may only have a small one.
  if (inputs === undefined || inputs.changes) return
  const grown = heads.filter((head) => head.batches?.grow(inputs.indexOf(block)))
  if (grown.length > 0) equaliseCalls(heads, inputs.names.length > 0 ? inputs.names.length : 1)
}
