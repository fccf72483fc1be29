/**
 * The data of a profile file as a head and its study again.
 * In: parsed JSON, not trusted. Out: the HeadRecord, and what the file says of its study.
 * Counts in the file are held against the columns: a file that was cut or edited by hand is found out.
 */
import {
  byName,
  type Environment,
  type Failures,
  type HeadRecord,
  type SelfCheck,
  type Stopped,
  type StudyRecord,
} from '../../study/index.ts'
import { decodeColumns } from './columns.ts'
import { countTrials } from './counts.ts'
import { decodeFault } from './faults.ts'
import { Field, Misfit } from './reader.ts'
import { checkSketch } from './sketch.ts'

/** A profile file, read. */
export interface Profile {
  readonly head: HeadRecord
  /** Place of the head among those of the study, and how many there are. */
  readonly index: number
  readonly heads: number
  readonly study: Omit<StudyRecord, 'heads' | 'selfCheck'>
  /** Of this head, where it has a twin. */
  readonly selfCheck?: SelfCheck
}

const number = (field: Field): number => field.number()
const text = (field: Field): string => field.text()
const flag = (field: Field): boolean => field.flag()

function decodeEnvironment(field: Field): Environment {
  const [cpu, platform, arch] = [text(field.get('cpu')), text(field.get('platform')), text(field.get('arch'))]
  const [osRelease, node, v8] = [text(field.get('osRelease')), text(field.get('node')), text(field.get('v8'))]
  return {
    ...{ cpu, cores: field.get('cores').count(), memoryBytes: number(field.get('memoryBytes')), platform, arch },
    ...{ osRelease, node, v8 },
    loadStart: field.get('loadStart').optional(number),
    loadEnd: field.get('loadEnd').optional(number),
    hydra: text(field.get('hydra')),
  }
}

function decodeEngine(field: Field): StudyRecord['engine'] {
  const kind = field.get('kind').oneOf(['native', 'reference'])
  return { kind, version: text(field.get('version')), reason: text(field.get('reason')) }
}

/** What verdicts were asked to hold, as far as anything was asked. */
function decodeLevels(
  field: Field,
): Pick<StudyRecord, 'margin' | 'confidence' | 'reference' | 'clock' | 'concurrency' | 'ratePerSecond'> {
  const [margin, confidence] = [field.get('margin').optional(number), field.get('confidence').optional(number)]
  const reference = field.get('reference').optional(text)
  const clock = field.get('clock').optional((from) => from.oneOf(['auto', 'wall', 'cpu'] as const))
  const [concurrency, rate] = [field.get('concurrency').optional(number), field.get('ratePerSecond').optional(number)]
  return {
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(rate === undefined ? {} : { ratePerSecond: rate }),
    ...(margin === undefined ? {} : { margin }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(reference === undefined ? {} : { reference }),
    ...(clock === undefined ? {} : { clock }),
  }
}

function decodeStudy(field: Field, createdAt: string): Profile['study'] {
  const better = field.get('metrics').entries().map(([name, way]) => [name, way.oneOf(['lower', 'higher'])] as const) // prettier-ignore
  return {
    ...{ id: text(field.get('id')), name: field.get('name').optional(text), createdAt },
    ...{ seed: number(field.get('seed')), mode: field.get('mode').oneOf(['fixed', 'adaptive']), trials: field.get('trials').count() },
    environment: decodeEnvironment(field.get('environment')),
    engine: decodeEngine(field.get('engine')),
    inputs: field.get('inputs').list().map((input) => ({ name: text(input.get('name')) })),
    metrics: byName(better),
    warnings: field.get('warnings').list().map(decodeFault),
    partial: field.get('partial').flag(),
    elapsedMs: number(field.get('elapsedMs')),
    estimatedMs: field.get('estimatedMs').optional(number),
    ...decodeLevels(field),
  } // prettier-ignore
}

function decodeFailures(field: Field): Failures {
  const of = (name: keyof Failures): number => field.get(name).count()
  const [wrong, error, timeout, aborted] = [of('wrong'), of('error'), of('timeout'), of('aborted')]
  return { wrong, error, timeout, aborted, exit: of('exit'), late: of('late'), skipped: of('skipped') }
}

const decodeStopped = (field: Field): Stopped => ({
  by: field.get('by').oneOf(['outclassed', 'halving'] as const),
  reason: text(field.get('reason')),
})

/** What older files, and heads that are called as they are, do not say. */
function decodeManner(
  root: Field,
): Pick<HeadRecord, 'rebuilt' | 'steady' | 'cpuScope' | 'helperShare' | 'loopNs' | 'trialsPerVisit' | 'isolates' | 'stopped'> {
  const [rebuilt, steady] = [root.get('rebuilt').optional(flag), root.get('steady').optional(flag)]
  const cpuScope = root.get('cpuScope').optional((field) => field.oneOf(['thread', 'process'] as const))
  const [loopNs, helperShare] = [root.get('loopNs').optional(number), root.get('helperShare').optional(number)]
  const trialsPerVisit = root.get('trialsPerVisit').optional((field) => field.count())
  const isolates = root.get('isolates').optional((field) => field.count())
  const stopped = root.get('stopped').optional(decodeStopped)
  return {
    ...(rebuilt === undefined ? {} : { rebuilt }),
    ...(steady === undefined ? {} : { steady }),
    ...(cpuScope === undefined ? {} : { cpuScope }),
    ...(helperShare === undefined ? {} : { helperShare }),
    ...(loopNs === undefined ? {} : { loopNs }),
    ...(trialsPerVisit === undefined ? {} : { trialsPerVisit }),
    ...(isolates === undefined ? {} : { isolates }),
    ...(stopped === undefined ? {} : { stopped }),
  }
}

/** What only remote heads say. */
function decodeRemote(root: Field): Pick<HeadRecord, 'version' | 'paced'> {
  const version = root.get('version').optional(text)
  const paced = root
    .get('paced')
    .optional((field) => ({ times: field.get('times').count(), waitedMs: number(field.get('waitedMs')) }))
  return { ...(version === undefined ? {} : { version }), ...(paced === undefined ? {} : { paced }) }
}

function decodeHead(root: Field, inputs: number): HeadRecord {
  return {
    name: text(root.get('name')),
    kind: root.get('kind').oneOf(['function', 'module', 'command', 'remote', 'imported']),
    isolation: root.get('isolation').oneOf(['inline', 'worker', 'process']),
    unit: root.get('unit').oneOf(['call', 'batch']),
    callsPerTrial: number(root.get('callsPerTrial')),
    cost: root.get('cost').optional(number),
    rssBytes: root.get('rssBytes').optional(number),
    ...decodeRemote(root),
    ...decodeManner(root),
    columns: decodeColumns(root.get('columns'), inputs),
    failures: decodeFailures(root.get('failures')),
    firstFailures: root.get('firstFailures').list().map(decodeFault),
  } // prettier-ignore
}

function decodeSelfCheck(field: Field, head: string, inputs: number): SelfCheck {
  return { head, rebuilt: field.get('rebuilt').flag(), twin: decodeColumns(field.get('twin'), inputs) }
}

/** The counts that stand in the file must be those of its columns. */
function checkCounts(root: Field, { columns }: HeadRecord): void {
  const counted = countTrials(columns)
  const said = { trials: root.get('trials').count(), successes: root.get('successes').count() }
  for (const key of ['trials', 'successes'] as const) {
    if (said[key] !== counted[key]) throw new Misfit(`${key} says ${said[key]}, the columns hold ${counted[key]}`)
  }
  root.get('success_rate').number()
  root.get('avg_time').number()
}

/**
 * Reads the data of a profile file.
 *
 * @throws Misfit, which says where the data are not what a profile holds
 */
export function decodeProfile(data: unknown): Profile {
  const root = new Field(data, '')
  const of = root.get('study')
  const timestamp = text(root.get('timestamp'))
  if (Number.isNaN(Date.parse(timestamp))) root.get('timestamp').fail('a time such as 2026-01-31T12:00:00.000Z')
  const study = decodeStudy(of, timestamp)
  const head = decodeHead(root, study.inputs.length)
  checkCounts(root, head)
  checkSketch(root.get('sketch'), head.columns)
  const [index, heads] = [of.get('index').count(), of.get('heads').count()]
  if (index >= heads) throw new Misfit(`study.index is ${index}, study.heads ${heads}`)
  const selfCheck = root.get('selfCheck').optional((field) => decodeSelfCheck(field, head.name, study.inputs.length))
  return { head, index, heads, study, ...(selfCheck === undefined ? {} : { selfCheck }) }
}
