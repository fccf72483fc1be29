/**
 * Figures of every head of a study, from its recorded trials.
 * In: the record of a study. Out: one HeadSummary a head, in order. All heads, metrics and inputs go to the engine in one call.
 * Durations, metrics and resources speak of successful trials only; a head that fails fast must not look fast.
 * Aborted trials say nothing of the head: they count neither as trials nor as failures here (`failures.aborted` has them).
 * Source: Wilson 1927 (success interval); medians and their interval as src/engine/stats.
 */
import { successIntervals, summarizeGroups, type EngineOption, type GroupSummaries, type Interval } from '../engine/index.ts'
import { log } from '../reference/math/index.ts'
import { byName } from './by-name.ts'
import { Gather } from './gather.ts'
import { abortedCode, successCode } from './outcome.ts'
import type { Better, ByName, Columns, HeadRecord, HeadSummary, InputSummary, MetricSummary, StudyRecord } from './types.ts'

/** Numbers of the groups that belong to one head. */
interface HeadGroups {
  readonly trials: number
  readonly successes: number
  readonly duration: number
  readonly logDuration: number
  readonly failed: number
  readonly cpu: number | undefined
  readonly heap: number | undefined
  readonly gc: number | undefined
  readonly gcShare: number | undefined
  readonly metrics: readonly (readonly [string, number])[]
  readonly inputs: readonly InputGroup[]
}

interface InputGroup {
  readonly name: string
  readonly trials: number
  readonly group: number
}

type Keep = (trial: number) => boolean

function addColumn(gather: Gather, column: Float64Array, keep: Keep): number {
  for (let i = 0; i < column.length; i += 1) {
    const value = column[i]!
    if (value - value === 0 && keep(i)) gather.add(value)
  }
  return gather.close()
}

function addLogs(gather: Gather, column: Float64Array, keep: Keep): number {
  for (let i = 0; i < column.length; i += 1) if (column[i]! > 0 && keep(i)) gather.add(log(column[i]!))
  return gather.close()
}

/** One group an input, and how many trials it had; one pass to count, one an input to collect. */
function addInputs(gather: Gather, { wallMs, outcome, input }: Columns, names: readonly string[]): InputGroup[] {
  const members = names.map((): number[] => [])
  for (let i = 0; i < outcome.length; i += 1) if (outcome[i] !== abortedCode) members[input[i]!]?.push(i)
  return names.map((name, at) => {
    const trials = members[at]!
    for (const i of trials) if (outcome[i] === successCode) gather.add(wallMs[i]!)
    return { name, trials: trials.length, group: gather.close() }
  })
}

/** The part of one column in another, over trials that have both; undefined without any time. */
function shareOf(part: Float64Array, whole: Float64Array, keep: Keep): number | undefined {
  let [parts, wholes] = [0, 0]
  for (let i = 0; i < whole.length; i += 1) {
    if (!keep(i) || part[i]! - part[i]! !== 0) continue
    parts += part[i]!
    wholes += whole[i]!
  }
  if (!(wholes > 0)) return undefined
  return parts < wholes ? parts / wholes : 1
}

const count = (outcome: Uint8Array, wanted: (code: number) => boolean): number =>
  outcome.reduce((sum, code) => (wanted(code) ? sum + 1 : sum), 0)

function gatherHead(gather: Gather, { columns }: HeadRecord, inputs: readonly string[]): HeadGroups {
  const { wallMs, cpuMs, heapBytes, gcMs, outcome, metrics } = columns
  const succeeded: Keep = (i) => outcome[i] === successCode
  return {
    trials: count(outcome, (code) => code !== abortedCode),
    successes: count(outcome, (code) => code === successCode),
    duration: addColumn(gather, wallMs, succeeded),
    logDuration: addLogs(gather, wallMs, succeeded),
    failed: addColumn(gather, wallMs, (i) => !succeeded(i) && outcome[i] !== abortedCode),
    cpu: cpuMs === undefined ? undefined : addColumn(gather, cpuMs, succeeded),
    heap: heapBytes === undefined ? undefined : addColumn(gather, heapBytes, succeeded),
    gc: gcMs === undefined ? undefined : addColumn(gather, gcMs, succeeded),
    gcShare: gcMs === undefined ? undefined : shareOf(gcMs, wallMs, succeeded),
    metrics: Object.keys(metrics).map((name) => [name, addColumn(gather, metrics[name]!, succeeded)] as const),
    inputs: addInputs(gather, columns, inputs),
  }
}

const medianOf = (groups: GroupSummaries, group: number | undefined): number | undefined =>
  group === undefined ? undefined : groups.row(group).median

const square = (value: number | undefined): number | undefined => (value === undefined ? undefined : value * value)

function metricSummaries(groups: GroupSummaries, of: HeadGroups, better: ByName<Better>): ByName<MetricSummary> {
  return byName(of.metrics.map(([name, group]) => [name, { ...groups.row(group), better: better[name] ?? 'lower' }] as const))
}

function inputSummary(groups: GroupSummaries, { name, trials, group }: InputGroup): readonly [string, InputSummary] {
  const durationMs = groups.row(group)
  return [name, { trials, successes: durationMs.n, durationMs }]
}

function summaryOf(
  head: HeadRecord,
  of: HeadGroups,
  groups: GroupSummaries,
  interval: Interval,
  better: ByName<Better>,
): HeadSummary {
  return {
    trials: of.trials,
    successes: of.successes,
    successRate: of.trials === 0 ? 0 : of.successes / of.trials,
    successInterval: interval,
    durationMs: groups.row(of.duration),
    failedMs: groups.row(of.failed).mean,
    logVariance: square(groups.row(of.logDuration).sd),
    cpuMs: medianOf(groups, of.cpu),
    heapBytes: medianOf(groups, of.heap),
    gcMs: medianOf(groups, of.gc),
    gcShare: of.gcShare,
    rssBytes: head.rssBytes,
    metrics: metricSummaries(groups, of, better),
    byInput: byName(of.inputs.map((input) => inputSummary(groups, input))),
  }
}

/**
 * Summarises every head of a study.
 *
 * @param record - the study as recorded
 * @returns one summary a head, in the order of `record.heads`; `undefined` for what too few successes cannot give
 * @throws HYD-1003 and HYD-9002 from the choice of the engine
 */
export function summarizeHeads(record: StudyRecord, { engine }: EngineOption = {}): HeadSummary[] {
  const gather = new Gather()
  const names = record.inputs.map(({ name }) => name)
  const heads = record.heads.map((head) => gatherHead(gather, head, names))
  const { values, offsets } = gather.done()
  const choice = engine === undefined ? {} : { engine }
  const groups = summarizeGroups(values, offsets, choice)
  const successes = Float64Array.from(heads, (head) => head.successes)
  const { low, high } = successIntervals(
    successes,
    Float64Array.from(heads, (head) => head.trials),
    choice,
  )
  return record.heads.map((head, i) => summaryOf(head, heads[i]!, groups, [low[i]!, high[i]!], record.metrics))
}
