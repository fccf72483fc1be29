/**
 * Many heads on data whose truth is known: is the best one found, from how many trials, and how often is a claim false? No clock.
 * Run: node bench/run.mjs truth/many [studies a row, 300]. Exit code 1 when a promise is broken.
 * Two studies of the same heads: `fixed`, with all trials; `adaptive`, with as many at most, by the looks and the halving of profile().
 * A trial is its truth times the load of the block (sd 10 %, all heads alike), the layout of the epoch (sd .5 %, each head its own) and noise
 * (sd 2 %, 5 % of the trials 10 times as wide). Heads made anew in each epoch.
 * The last column: `fixed`, were verdicts corrected for the pairs alone that are shown and not for all of which the best was chosen.
 * Promises: adaptive takes fewer trials than fixed; studies with any false claim at the margin of 1 % are at most 2 % of all, on the margin too;
 * the best of heads in steps of 5 % is found, or one within 1 % of it, as often as by fixed within 3 of 100.
 */
import { successInterval } from '../../src/engine/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { normalQuantile } from '../../src/reference/math/index.ts'
import { awayAt, blocksToLook, byName, createStudy, isLook, isOverAt, lookPlan, type Columns, type Comparison, type HeadRecord, type Study, type StudyRecord } from '../../src/study/index.ts' // prettier-ignore
import { pairsOf } from '../../src/study/verdict/pairs.ts'
import { pairwise } from '../../src/study/verdict/pairwise.ts'

const runs = Number(process.argv[2] ?? 300)
const [margin, confidence] = [0.01, 0.98]
const stream = create(20261124, 'many')
const normal = (): number => normalQuantile((stream.below(2 ** 32) + 0.5) / 2 ** 32)

/** How long a study is. */
interface Size {
  readonly trials: number
  readonly epochs: number
}

const epochOf = (block: number, { trials, epochs }: Size): number => Math.floor((block * 2 * epochs) / trials)

/** All trials that the heads could have; a study takes as many from the front as it comes to. */
function timesOf(truths: readonly number[], size: Size): Float64Array[] {
  const { trials, epochs } = size
  const load = Array.from({ length: trials / 2 }, () => Math.exp(0.1 * normal()))
  return truths.map((truth) => {
    const layout = Array.from({ length: epochs }, () => Math.exp(0.005 * normal()))
    return Float64Array.from({ length: trials }, (_, i) => {
      const block = Math.floor(i / 2)
      return truth * load[block]! * layout[epochOf(block, size)]! * Math.exp(0.02 * normal() * (stream.float() < 0.05 ? 10 : 1))
    })
  })
}

function columnsOf(wallMs: Float64Array, had: number, size: Size): Columns {
  const block = Uint32Array.from({ length: had }, (_, i) => Math.floor(i / 2))
  const [outcome, input] = [new Uint8Array(had), new Uint32Array(had)]
  return {
    wallMs: wallMs.subarray(0, had),
    outcome,
    block,
    epoch: block.map((at) => epochOf(at, size)),
    input,
    metrics: byName([]),
  }
}

const none = { wrong: 0, error: 0, timeout: 0, aborted: 0, exit: 0, late: 0, skipped: 0 }
const nameOf = (place: number): string => `h${place}`

function studyOf(
  times: readonly Float64Array[],
  had: readonly number[],
  left: ReadonlySet<string>,
  size: Size,
  mode: StudyRecord['mode'],
): Study {
  const heads = times.map((wallMs, i): HeadRecord => ({
    name: nameOf(i), kind: 'function', isolation: 'inline', unit: 'batch', callsPerTrial: 1, rebuilt: true, cost: undefined, rssBytes: undefined,
    ...(left.has(nameOf(i)) ? { stopped: { by: 'halving' as const, reason: '' } } : {}),
    columns: columnsOf(wallMs, had[i]!, size), failures: none, firstFailures: [],
  })) // prettier-ignore
  return createStudy({
    id: '', name: undefined, createdAt: '', seed: 1, mode, trials: size.trials, heads, margin, confidence, clock: 'wall',
    environment: { cpu: '', cores: 1, memoryBytes: 1, platform: '', arch: '', osRelease: '', node: '', v8: '', loadStart: undefined, loadEnd: undefined, hydra: '' },
    engine: { kind: 'native', version: '', reason: '' }, inputs: [], metrics: byName([]), warnings: [], partial: false, elapsedMs: 0, estimatedMs: undefined,
  }) // prettier-ignore
}

interface Outcome {
  readonly study: Study
  readonly spent: number
}

function fixed(times: readonly Float64Array[], size: Size): Outcome {
  const had = times.map(() => size.trials)
  return { study: studyOf(times, had, new Set(), size, 'fixed'), spent: size.trials * times.length }
}

/** As the measuring room does it, epoch by epoch. */
function adaptive(times: readonly Float64Array[], size: Size): Outcome {
  const { trials, epochs } = size
  const plan = [...lookPlan(times.length, trials)]
  const byEpochs = plan.length === 0
  const [had, left] = [times.map(() => 0), new Set<string>()]
  let going = times.map((_, i) => nameOf(i))
  for (let epoch = 1; epoch <= epochs && going.length > 0; epoch += 1) {
    const until = epoch === epochs ? trials : 2 * Math.floor((trials * epoch) / (2 * epochs))
    for (const name of going) had[Number(name.slice(1))] = until
    const share = epoch / epochs
    const isDue = byEpochs ? isLook(epoch) : share >= (plan[0]?.share ?? Infinity) && (share >= 0.5 || until / 2 >= blocksToLook(confidence, times.length, false)) // prettier-ignore
    if (!isDue) continue
    while ((plan[1]?.share ?? Infinity) <= share) plan.shift()
    const study = studyOf(times, had, left, size, 'adaptive')
    const away = awayAt(study, going, plan.shift()?.keep ?? Infinity, undefined)
    for (const name of away.keys()) left.add(name)
    going = going.filter((name) => !away.has(name))
    if (isOverAt(study, going, epoch, share)) break
  }
  return { study: studyOf(times, had, left, size, 'adaptive'), spent: had.reduce((sum, count) => sum + count, 0) }
}

/** Is any claim of these wrong? */
function isFalse(comparisons: readonly Comparison[], truths: readonly number[]): boolean {
  return comparisons.some(({ a, b, verdict }) => {
    const ratio = truths[Number(a.slice(1))]! / truths[Number(b.slice(1))]!
    const [isSlower, isFaster] = [ratio > 1 + margin + 1e-9, ratio < 1 / (1 + margin) - 1e-9]
    const isOnMargin = Math.abs(Math.abs(Math.log(ratio)) - Math.log(1 + margin)) < 1e-9
    if (verdict === 'undecided') return false
    return verdict === 'slower' ? !isSlower : verdict === 'faster' ? !isFaster : isSlower || isFaster || isOnMargin
  })
}

/** The head that the others were held against, or of all pairs the fastest. */
function foundBy({ names, heads }: Study): number {
  const inIt = names.filter((name) => heads[name]!.stopped === undefined)
  const median = (name: string): number => heads[name]!.summary.durationMs.median ?? Infinity
  return Number(inIt.reduce((best, name) => (median(name) < median(best) ? name : best)).slice(1))
}

interface Row {
  readonly name: string
  readonly truths: readonly number[]
  readonly size: Size
}

const steps = (heads: number, step: number): number[] => Array.from({ length: heads }, (_, i) => 1 + step * ((i * 7) % heads))
const onMargin = (heads: number): number[] => Array.from({ length: heads }, (_, i) => (i % 2 === 0 ? 1 : 1 + margin))
const oneOf = (heads: number): number[] => Array.from({ length: heads }, (_, i) => (i === 0 ? 1 : 1.05))
const [short, long]: readonly [Size, Size] = [
  { trials: 100, epochs: 12 },
  { trials: 640, epochs: 40 },
]
const rows: readonly Row[] = [
  { name: '16 heads in steps of 5 %', truths: steps(16, 0.05), size: short },
  { name: '32 heads in steps of 5 %', truths: steps(32, 0.05), size: short },
  { name: '16 heads, one 5 % faster', truths: oneOf(16), size: short },
  { name: '32 heads, one 5 % faster', truths: oneOf(32), size: short },
  { name: '32 heads, one 5 % faster, long', truths: oneOf(32), size: long },
  { name: '32 equal heads', truths: steps(32, 0), size: short },
  { name: '32 equal heads, long', truths: steps(32, 0), size: long },
  { name: '16 heads, half on the margin', truths: onMargin(16), size: short },
  { name: '32 heads, half on the margin, long', truths: onMargin(32), size: long },
] // prettier-ignore

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const pad = (cells: readonly string[]): string => cells.map((cell, i) => (i === 0 ? cell.padEnd(38) : cell.padStart(17))).join('')
const isBroken = (count: number, promise: number): boolean => successInterval(count, runs)[0] > promise

/** Of the pairs that differ by 5 % and more, those that are claimed rightly; 1 where there are none. */
function foundShare({ comparisons }: Study, truths: readonly number[]): number {
  const apart = comparisons.filter(
    ({ a, b }) => Math.abs(Math.log(truths[Number(a.slice(1))]! / truths[Number(b.slice(1))]!)) > 0.04,
  )
  const claimed = apart.filter(({ verdict }) => verdict === 'faster' || verdict === 'slower')
  return apart.length === 0 ? 1 : claimed.length / apart.length
}

/** Fixed, corrected for the pairs that are shown and not for those that could have been. */
function isFalseUncorrected(study: Study, truths: readonly number[]): boolean {
  const heads = study.names.map((name) => study.heads[name]!)
  const pairs = pairsOf(heads.map(({ summary }) => summary.durationMs.median))
  return isFalse(pairwise(heads, pairs, { margin, confidence, clock: 'wall' }), truths)
}

console.log(`${runs} studies a row; margin 1 %, level 98 %; a long study has 640 trials of each head at most, others 100\n`)
console.log(
  pad([
    'heads',
    'best, fixed',
    'adaptive',
    'trials, adaptive',
    '5 % found, fixed',
    'adaptive',
    'false, fixed',
    'adaptive',
    'for shown alone',
  ]),
)
let broken = 0
for (const { name, truths, size } of rows) {
  const count = {
    fixed: 0,
    adaptive: 0,
    spent: 0,
    foundFixed: 0,
    foundAdaptive: 0,
    falseFixed: 0,
    falseAdaptive: 0,
    uncorrected: 0,
  }
  const isBest = (study: Study): number => (truths[foundBy(study)]! <= (1 + margin) * Math.min(...truths) ? 1 : 0)
  for (let run = 0; run < runs; run += 1) {
    const times = timesOf(truths, size)
    const [all, some] = [fixed(times, size), adaptive(times, size)]
    count.fixed += isBest(all.study)
    count.adaptive += isBest(some.study)
    count.spent += some.spent
    count.foundFixed += foundShare(all.study, truths)
    count.foundAdaptive += foundShare(some.study, truths)
    count.falseFixed += isFalse(all.study.comparisons, truths) ? 1 : 0
    count.falseAdaptive += isFalse(some.study.comparisons, truths) ? 1 : 0
    count.uncorrected += isFalseUncorrected(all.study, truths) ? 1 : 0
  }
  const spent = count.spent / (runs * size.trials * truths.length)
  if (isBroken(count.falseFixed, 1 - confidence) || isBroken(count.falseAdaptive, 1 - confidence)) broken += 1
  if (spent >= 1 || count.adaptive < count.fixed - 0.03 * runs) broken += 1
  console.log(pad([name, ...[count.fixed / runs, count.adaptive / runs, spent, count.foundFixed / runs, count.foundAdaptive / runs, count.falseFixed / runs, count.falseAdaptive / runs, count.uncorrected / runs].map(percent)])) // prettier-ignore
}
console.log(broken === 0 ? '\nall promises hold' : `\n${broken} promises broken`)
process.exitCode = broken === 0 ? 0 : 1
