/**
 * Reads a log of decisions back, one record at a time, older files first.
 * In: the path of the log. Out: records as they were written. A line that is damaged (the last one, where a process was killed) is left out and
 * told of by a warning; a log of a newer version is refused.
 */
import { resolve } from 'node:path'
import { describeThrown, hydraError, warnOnce } from '../../errors/index.ts'
import { shownPath } from '../failure.ts'
import { decisionSchema, type DecisionRecord } from './decision-log.ts'
import { linesOfLog } from './log-lines.ts'

type Plain = Readonly<Record<string, unknown>>
const known = Number(decisionSchema.slice(decisionSchema.lastIndexOf('/') + 1))

const isText = (value: unknown): boolean => typeof value === 'string'
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const isShare = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1
const isListOf = (isValue: (value: unknown) => boolean) => (value: unknown): boolean => Array.isArray(value) && value.every(isValue) // prettier-ignore

const picked = { ticket: isNumber, atMs: isNumber, origin: isText, head: isText, probability: isShare }
const shapes: Readonly<Record<DecisionRecord['kind'], Readonly<Record<string, (value: unknown) => boolean>>>> = {
  decision: { ...picked, revision: isNumber, policy: isText, excluded: isListOf(isText) },
  observation: picked,
  revision: { atMs: isNumber, origin: isText, revision: isNumber, cause: isText, heads: isListOf(isText), probabilities: isListOf(isNumber), counts: isListOf(isNumber), means: isListOf(isNumber) }, // prettier-ignore
}

/** Why a line is no record; '' for a good one. */
function faultOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return 'it is no record'
  const kind = (value as Plain)['kind']
  if (kind !== 'decision' && kind !== 'observation' && kind !== 'revision') return 'its kind is unknown'
  const field = Object.entries(shapes[kind]).find(([name, isRight]) => !isRight((value as Plain)[name]))
  return field === undefined ? '' : `its ${field[0]} is not what it should be`
}

function refuseNewer(value: unknown, path: string): boolean {
  const schema = typeof value === 'object' && value !== null ? (value as Plain)['schema'] : undefined
  if (typeof schema !== 'string') return false
  const version = /^hydra\.decisions\/(\d+)$/.exec(schema)?.[1]
  if (version !== undefined && Number(version) <= known) return true
  throw hydraError('6004', { path: shownPath(path), found: schema, known: decisionSchema }, { where: { path: shownPath(path) } })
}

const warn = (path: string, line: number, reason: string): void =>
  warnOnce(hydraError('5022', { path: shownPath(path), line, reason }, { where: { path: shownPath(path), line } }))

function recordOf(text: string, path: string, line: number): DecisionRecord | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (thrown) {
    warn(path, line, describeThrown(thrown))
    return undefined
  }
  if (refuseNewer(value, path)) return undefined
  const fault = faultOf(value)
  if (fault === '') return value as DecisionRecord
  warn(path, line, fault)
  return undefined
}

/**
 * The records of a log that decisionLog() wrote, older files first.
 *
 * @param path - as it was given to decisionLog()
 * @returns decisions (before they were given out), observations (with how the pick was made), revisions (whole vectors); a damaged line is left out, with
 * the warning HYD-5022
 * @throws HYD-6002 cannot be read, HYD-6004 of a newer version
 * @since 0.1.0
 */
export async function* readDecisions(path: string): AsyncGenerator<DecisionRecord, void, undefined> {
  for await (const { text, file, number } of linesOfLog(resolve(path))) {
    const record = text === '' ? undefined : recordOf(text, file, number)
    if (record !== undefined) yield record
  }
}
