/**
 * The file hydra_weights.json, as data: what is written, and what is made of what was read. Who reads and writes is src/files.
 * In: Weights with the study they came from; or parsed JSON and the path it came from. Out: a WeightsFile whose records have no prototype.
 * Why records are checked by hand: the checker skips `__proto__` and `constructor`, which are ordinary names of heads here.
 * Schema: schemas/hydra-weights.schema.json
 */
import * as v from 'valibot'
import { hydraError, kindOf, show, type HydraError } from '../errors/index.ts'
import { sharesOf } from './shares.ts'
import { policyNames, type WeightsFile } from './types.ts'
import { recordOf, type Weights } from './weights.ts'

const newest = 1

export interface WeightsFileContext {
  /** Id of the study that the weights were made from. */
  readonly study: string
  /** ISO 8601. */
  readonly createdAt: string
  /** What the file held before; null or left out: nothing. */
  readonly previous?: Readonly<Record<string, number>> | null | undefined
}

/**
 * What hydra_weights.json holds for weights.
 *
 * @example
 * ```ts
 * import { weigh, weightsFile } from 'hydra-profiler'
 * const weights = weigh([{ name: 'a', success_rate: 100, avg_time: 0.001, trials: 100 }])
 * weightsFile(weights, { study: 'a1b2', createdAt: '2026-01-31T12:00:00.000Z' }).weights['a'] // 1
 * ```
 * @since 0.1.0
 */
export function weightsFile(weights: Weights, { study, createdAt, previous }: WeightsFileContext): WeightsFile {
  const { policy, formula, objective, weights: shares, reasons } = weights.toJSON()
  const before = previous === undefined || previous === null ? null : recordOf(Object.entries(previous))
  const own = formula === undefined ? {} : { formula }
  return { schema: newest, study, createdAt, policy, ...own, objective, weights: shares, reasons, previous: before }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const record = <T>(isValue: (value: unknown) => value is T, expected: string) =>
  v.pipe(
    v.custom<Record<string, T>>(
      (value) => isRecord(value) && Object.values(value).every(isValue),
      `must hold ${expected} by name`,
    ),
    v.transform((value) => recordOf(Object.entries(value))),
  )

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1
const isText = (value: unknown): value is string => typeof value === 'string'
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

const fields = v.object({
  schema: v.literal(newest),
  study: v.string(),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  policy: v.picklist([...policyNames, 'formula']),
  formula: v.exactOptional(v.string()),
  objective: v.object({ price: v.exactOptional(v.string()), costWeight: share }),
  weights: record(isShare, 'numbers from 0 to 1'),
  reasons: record(isText, 'texts'),
  previous: v.nullable(record(isShare, 'numbers from 0 to 1')),
})

/** A formula stands there exactly where one made the weights. */
const schema = v.pipe(
  fields,
  v.check(
    ({ policy, formula }) => (policy === 'formula') === (formula !== undefined),
    'formula must stand where policy is formula, and only there',
  ),
)

const damaged = (path: string, reason: string): HydraError =>
  hydraError('6003', { path, kind: 'weights file', reason, command: 'npx hydra-profiler weigh' }, { where: { path } })

function checkVersion(data: unknown, path: string): void {
  const found = isRecord(data) ? data['schema'] : undefined
  if (typeof found === 'number' && Number.isInteger(found) && found > newest) {
    throw hydraError('6004', { path, found: String(found), known: String(newest) }, { where: { path } })
  }
}

function checkSum(weights: Readonly<Record<string, number>>, what: string, path: string): void {
  try {
    sharesOf(weights, what)
  } catch (cause) {
    throw hydraError(
      '6003',
      { path, kind: 'weights file', reason: (cause as Error).message, command: 'npx hydra-profiler weigh' },
      { where: { path }, cause },
    )
  }
}

/**
 * Checks what a weights file held.
 *
 * @param data - parsed JSON
 * @param path - how messages call the file
 * @throws HYD-6003 not a whole weights file, with the place and what was expected there; HYD-6004 of a newer version
 */
export function readWeightsFile(data: unknown, path: string): WeightsFile {
  checkVersion(data, path)
  const result = v.safeParse(schema, data)
  if (!result.success) {
    const issue = result.issues[0]
    const place = v.getDotPath(issue) ?? 'it'
    throw damaged(path, `${place}: ${issue.message} (${show(issue.input)}, ${kindOf(issue.input)})`)
  }
  const file = result.output
  checkSum(file.weights, 'weights', path)
  if (file.previous !== null) checkSum(file.previous, 'previous', path)
  return file
}
