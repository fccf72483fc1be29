/**
 * How often verdicts are false, and how often a difference is found, on data whose truth is known: simulated blocks, no clock.
 * Run: node bench/run.mjs truth/simulate [comparisons a row, 4000]. Exit code 1 when a promised rate is broken.
 * Noise of a block: normal, sd `noise`, 5 % of the blocks 10 times as wide (load); `layout`: sd of what an epoch adds to all its blocks (a rebuilt
 * head), or of what the whole study adds to itself (a kept one); `memory`: correlation of a block with the one before.
 * Rates: claims of 'faster' or 'slower' at the margin of 1 % by heads that are equal (promise: 1 %), all false claims by heads whose ratio lies on
 * the margin, the worst place there is (promise: the level, 2 %), a true 5 % found. In brackets the upper end of the 95 % interval of Wilson.
 */
import { successInterval, type PairRule } from '../../src/engine/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { normalQuantile } from '../../src/reference/math/index.ts'
import { isLook, lookShare, stopAt, type Verdict } from '../../src/study/index.ts'
import { judgeAll, type Judgement } from '../../src/study/verdict/judge-pairs.ts'

interface Machine {
  readonly name: string
  readonly rule: PairRule
  readonly epochs: number
  readonly each: number
  readonly noise: number
  readonly layout: number
  readonly memory?: number
  /** Looks while it is measured, and stops at a verdict. */
  readonly adaptive?: true
  /** What is promised of it; a machine that breaks the assumptions is only shown. */
  readonly promised?: false
}

const runs = Number(process.argv[2] ?? 4000)
const margin = 0.01
const confidence = 0.98
const stream = create(20261121, 'simulate')
const normal = (): number => normalQuantile((stream.below(2 ** 32) + 0.5) / 2 ** 32)

const machines: readonly Machine[] = [
  { name: 'kept, 50 blocks, quiet', rule: 'kept', epochs: 1, each: 50, noise: 0.01, layout: 0 },
  { name: 'kept, 50 blocks, loaded', rule: 'kept', epochs: 1, each: 50, noise: 0.05, layout: 0.005 },
  { name: 'kept, 50 blocks, layout of .5 %', rule: 'kept', epochs: 1, each: 50, noise: 0.01, layout: 0.005 },
  { name: 'kept, 500 blocks, layout of .5 %', rule: 'kept', epochs: 1, each: 500, noise: 0.02, layout: 0.005 },
  { name: 'kept, 50 blocks, memory .5', rule: 'kept', epochs: 1, each: 50, noise: 0.02, layout: 0, memory: 0.5 },
  { name: 'kept, 500 blocks, memory .5', rule: 'kept', epochs: 1, each: 500, noise: 0.02, layout: 0, memory: 0.5 },
  { name: 'kept, 500 blocks, memory .9', rule: 'kept', epochs: 1, each: 500, noise: 0.02, layout: 0, memory: 0.9 },
  { name: 'kept, layout of 1.3 %, all quiet', rule: 'kept', epochs: 1, each: 500, noise: 0.005, layout: 0.013, promised: false },
  { name: 'plain, epochs not known, layout of 1 %', rule: 'plain', epochs: 1, each: 96, noise: 0.01, layout: 0.01, promised: false },
  { name: 'rebuilt, 12 epochs of 8, quiet', rule: 'rebuilt', epochs: 12, each: 8, noise: 0.01, layout: 0.002 },
  { name: 'rebuilt, 12 epochs of 8, layout of 1.3 %', rule: 'rebuilt', epochs: 12, each: 8, noise: 0.01, layout: 0.013 },
  { name: 'rebuilt, 12 epochs of 20, loaded', rule: 'rebuilt', epochs: 12, each: 20, noise: 0.05, layout: 0.013 },
  { name: 'rebuilt, 12 epochs of 4, 50 trials a head', rule: 'rebuilt', epochs: 12, each: 4, noise: 0.01, layout: 0.005 },
  { name: 'rebuilt, 4 epochs of 4', rule: 'rebuilt', epochs: 4, each: 4, noise: 0.01, layout: 0.005 },
  { name: 'adaptive, to 40 epochs of 8, quiet', rule: 'rebuilt', epochs: 40, each: 8, noise: 0.01, layout: 0.002, adaptive: true },
  { name: 'adaptive, to 40 epochs of 8, layout of 1.3 %', rule: 'rebuilt', epochs: 40, each: 8, noise: 0.01, layout: 0.013, adaptive: true },
  { name: 'adaptive, to 12 epochs of 8, layout of .5 %', rule: 'rebuilt', epochs: 12, each: 8, noise: 0.01, layout: 0.005, adaptive: true },
  { name: 'adaptive, kept, to 40 epochs of 8', rule: 'kept', epochs: 40, each: 8, noise: 0.02, layout: 0.005, adaptive: true },
  { name: 'commands, 20 runs', rule: 'fresh', epochs: 1, each: 20, noise: 0.01, layout: 0 },
  { name: 'commands, 40 runs', rule: 'fresh', epochs: 1, each: 40, noise: 0.01, layout: 0 },
] // prettier-ignore

/** Blocks of one study, epoch by epoch, about a true ln(ratio). */
function* epochsOf({ epochs, each, noise, layout, memory = 0 }: Machine, truth: number): Generator<readonly number[]> {
  let last = normal()
  const innovation = Math.sqrt(1 - memory * memory)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const centre = truth + layout * normal()
    yield Array.from({ length: each }, () => {
      last = memory * last + innovation * normal()
      return centre + noise * last * (stream.float() < 0.05 ? 10 : 1)
    })
  }
}

function judge(d: readonly number[], epochs: readonly number[], rule: PairRule, share: number): Judgement {
  const data = {
    values: Float64Array.from(d),
    epochs: Uint32Array.from(epochs),
    offsets: Uint32Array.of(0, d.length),
    without: [0],
  }
  return judgeAll(data, [rule], { margin, confidence, lookShare: share })[0]!
}

/** One study: its verdict, and the share of its budget that it took. */
function study(machine: Machine, truth: number): { readonly verdict: Verdict; readonly share: number } {
  const [d, epochs]: [number[], number[]] = [[], []]
  let epoch = 0
  for (const blocks of epochsOf(machine, truth)) {
    epoch += 1
    d.push(...blocks)
    epochs.push(...blocks.map(() => epoch))
    if (machine.adaptive === undefined || !(isLook(epoch) || epoch === machine.epochs)) continue
    const judged = judge(d, epochs, machine.rule, lookShare)
    const left = (machine.epochs - epoch) * machine.each
    if (stopAt([{ ...judged, paired: true }], left) !== undefined)
      return { verdict: judged.verdict, share: epoch / machine.epochs }
  }
  return { verdict: judge(d, epochs, machine.rule, 1).verdict, share: 1 }
}

/** Rates of what verdicts say of a truth, and the mean share of the budget. */
function rates(machine: Machine, truth: number): Readonly<Record<Verdict | 'share', number>> {
  const counts = { faster: 0, slower: 0, equivalent: 0, undecided: 0, share: 0 }
  for (let run = 0; run < runs; run += 1) {
    const { verdict, share } = study(machine, truth)
    counts[verdict] += 1
    counts.share += share
  }
  return counts
}

const percent = (count: number): string => `${((count / runs) * 100).toFixed(2)} %`
const withBound = (count: number): string => `${percent(count)} (${(successInterval(count, runs)[1] * 100).toFixed(2)})`
/** A rate is broken when even the lower end of its interval is above what was promised. */
const isBroken = (count: number, promise: number): boolean => successInterval(count, runs)[0] > promise

const pad = (cells: readonly string[]): string => cells.map((cell, i) => (i === 0 ? cell.padEnd(46) : cell.padStart(17))).join('')
console.log(`${runs} studies a cell; margin 1 %, level 98 %\n`)
console.log(pad(['blocks', 'A/A claims', 'on the margin', '5 % found', 'A/A equivalent', 'budget 5 %, A/A']))
let broken = 0
for (const machine of machines) {
  const [equal, edge, slower] = [rates(machine, 0), rates(machine, Math.log(1 + margin)), rates(machine, Math.log(1.05))]
  const claims = equal.faster + equal.slower
  const onEdge = edge.faster + edge.slower + edge.equivalent
  const isPromised = machine.promised !== false
  if (isPromised && (isBroken(claims, 0.01) || slower.faster > runs * 0.001)) broken += 1
  if (isPromised && machine.rule !== 'kept' && isBroken(onEdge, 1 - confidence)) broken += 1
  const budget = machine.adaptive === undefined ? '' : `${percent(slower.share)}, ${percent(equal.share)}`
  console.log(pad([machine.name + (isPromised ? '' : ' (no promise)'), withBound(claims), withBound(onEdge), percent(slower.slower), percent(equal.equivalent), budget])) // prettier-ignore
}
/** ln(time) of six heads: three pairs on the margin, all others far apart, so that Holm has most to give away. */
const family = [0, 0.3, 0.7].flatMap((at) => [at, at + Math.log(1 + margin)])

/** Whether any of the 15 verdicts on six heads in 12 epochs is false. */
function isFalseSomewhere(each: number, layout: number): boolean {
  const epochs = Array.from({ length: 12 * each }, (_, i) => Math.floor(i / each))
  const times = family.map((truth) => {
    const centres = Array.from({ length: 12 }, () => truth + layout * normal())
    return epochs.map((epoch) => centres[epoch]! + 0.01 * normal())
  })
  const pairs = family.flatMap((_, a) => family.slice(a + 1).map((__, i) => [a, a + 1 + i] as const))
  const values = Float64Array.from(pairs.flatMap(([a, b]) => epochs.map((_, i) => times[a]![i]! - times[b]![i]!)))
  const offsets = Uint32Array.from({ length: pairs.length + 1 }, (_, i) => i * epochs.length)
  const data = { values, epochs: Uint32Array.from(pairs.flatMap(() => epochs)), offsets, without: pairs.map(() => 0) }
  const rules = pairs.map(() => 'rebuilt' as const)
  return judgeAll(data, rules, { margin, confidence }).some(({ verdict }, i) => {
    const [a, b] = pairs[i]!
    const isOnMargin = a % 2 === 0 && b === a + 1
    return verdict !== 'undecided' && (isOnMargin || verdict !== 'faster')
  })
}

console.log('\nsix heads, all 15 pairs: studies with any false verdict')
for (const [each, layout] of [
  [8, 0],
  [8, 0.005],
  [20, 0.013],
] as const) {
  // prettier-ignore
  let wrong = 0
  for (let run = 0; run < runs; run += 1) if (isFalseSomewhere(each, layout)) wrong += 1
  if (isBroken(wrong, 1 - confidence)) broken += 1
  console.log(pad([`12 epochs of ${each}, layout of ${layout * 100} %`, withBound(wrong)]))
}
console.log(broken === 0 ? '\nall promises hold' : `\n${broken} promises broken`)
process.exitCode = broken === 0 ? 0 : 1
