/**
 * A head of a study as the data of its profile file.
 * In: the study, the place of the head. Out: ProfileData, everything that loading needs to give the same study again, bit for bit.
 * Names of metrics are keys of records without a prototype: JSON.stringify and JSON.parse keep any name, `__proto__` too.
 */
import type { ByName, Columns, HeadRecord, Study, StudyRecord } from '../../study/index.ts'
import { countTrials } from './counts.ts'
import { encodeSketch } from './sketch.ts'
import {
  optionalColumns,
  profileSchema,
  toCell,
  type Cell,
  type ColumnsData,
  type OptionalColumn,
  type ProfileData,
  type StudyData,
} from './shape.ts'

const cells = (column: Float64Array): Cell[] => Array.from(column, toCell)

/** A record of any names, each value changed; no prototype. */
function mapRecord<A, B>(record: ByName<A>, change: (value: A) => B): Record<string, B> {
  const out = Object.create(null) as Record<string, B>
  for (const name of Object.keys(record)) out[name] = change(record[name]!)
  return out
}

/** Columns that not every study has, by name. */
function encodeOptional(columns: Columns): Pick<ColumnsData, OptionalColumn> {
  const there = optionalColumns.flatMap((name) => {
    const column = columns[name]
    return column === undefined ? [] : [[name, cells(column)] as const]
  })
  return Object.fromEntries(there)
}

function encodeColumns(columns: Columns): ColumnsData {
  const { wallMs, outcome, block, epoch, input, metrics } = columns
  return {
    wallMs: cells(wallMs),
    ...encodeOptional(columns),
    outcome: [...outcome],
    block: [...block],
    epoch: [...epoch],
    input: [...input],
    metrics: mapRecord(metrics, cells),
  }
}

const known = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V }

function encodeStudy(record: StudyRecord, index: number): StudyData {
  const { id, name, seed, mode, trials, partial, elapsedMs, estimatedMs, margin, confidence, engine, environment } = record
  const { reference, clock, concurrency, ratePerSecond } = record
  return {
    id,
    ...known('name', name),
    index,
    heads: record.heads.length,
    ...{ seed, mode, trials, partial, elapsedMs },
    ...known('estimatedMs', estimatedMs),
    ...known('margin', margin),
    ...known('confidence', confidence),
    ...known('reference', reference),
    ...known('clock', clock),
    ...known('concurrency', concurrency),
    ...known('ratePerSecond', ratePerSecond),
    ...{ engine, environment },
    inputs: record.inputs.map((input) => ({ name: input.name })),
    metrics: mapRecord(record.metrics, (better) => better),
    warnings: record.warnings.map((warning) => warning.toJSON()),
  }
}

function encodeHead(study: Study, head: HeadRecord): Omit<ProfileData, 'study' | 'columns' | 'firstFailures'> {
  const { trials, successes, averageSeconds } = countTrials(head.columns)
  const { name, failures, cost, kind, isolation, unit, callsPerTrial, rssBytes, rebuilt, steady, cpuScope, loopNs } = head
  const { helperShare, version, paced } = head
  return {
    schema: profileSchema,
    name,
    success_rate: trials === 0 ? 0 : (successes / trials) * 100,
    avg_time: averageSeconds,
    timestamp: study.createdAt,
    ...{ trials, successes, failures },
    ...known('cost', cost),
    ...{ kind, isolation, unit, callsPerTrial },
    ...known('version', version),
    ...known('paced', paced),
    ...known('rssBytes', rssBytes),
    ...known('rebuilt', rebuilt),
    ...known('steady', steady),
    ...known('cpuScope', cpuScope),
    ...known('helperShare', helperShare),
    ...known('loopNs', loopNs),
    ...known('trialsPerVisit', head.trialsPerVisit),
    ...known('isolates', head.isolates),
    ...known('stopped', head.stopped),
    summary: study.heads[name]!.summary,
    sketch: encodeSketch(head.columns),
  }
}

/** The twin of a head, in the file of that head. */
function encodeSelfCheck({ selfCheck }: StudyRecord, head: string): Pick<ProfileData, 'selfCheck'> {
  if (selfCheck?.head !== head) return {}
  return { selfCheck: { rebuilt: selfCheck.rebuilt, twin: encodeColumns(selfCheck.twin) } }
}

/**
 * The data of one profile file.
 *
 * @param index - place of the head in `study.names`
 */
export function encodeProfile(study: Study, index: number): ProfileData {
  const head = study.record.heads[index]!
  const firstFailures = head.firstFailures.map((error) => error.toJSON())
  return {
    ...encodeHead(study, head),
    study: encodeStudy(study.record, index),
    firstFailures,
    columns: encodeColumns(head.columns),
    ...encodeSelfCheck(study.record, head.name),
  }
}
