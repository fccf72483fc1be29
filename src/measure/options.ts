/**
 * The door of profile(): every option is checked, all faults are told at once, and nothing has run by then.
 * In: what the caller gave. Out: the same, complete with defaults.
 */
import { engineInfo, resolveEngine, type EngineChoice, type EngineInfo } from '../engine/index.ts'
import {
  byName,
  defaultConfidence,
  defaultMargin,
  isolations,
  type Better,
  type ByName,
  type ClockChoice,
  type Isolation,
} from '../study/index.ts'
import { gcChoices, type GcChoice } from './collect/collector.ts'
import { Faults } from './door/faults.ts'
import { headsAt, type NamedHead } from './door/heads.ts'
import { numberAt } from './door/numbers.ts'
import type { Metrics, Verify } from './trial/oracle.ts'
import type { Inputs, ProfileOptions, Progress } from './types.ts'

const known = [
  'heads', 'name', 'inputs', 'verify', 'metrics', 'better', 'trials', 'warmup', 'mode', 'isolation', 'isolates', 'memoryMb', 'source', 'timeoutMs', 'giveUpAfter',
  'seed', 'margin', 'confidence', 'signal', 'onProgress', 'onHeadDone', 'engine', 'unit', 'rebuild', 'selfCheck', 'budgetMs', 'clock', 'reference',
  'gc', 'concurrency', 'ratePerSecond', 'budgetCost',
  'cpuProfile',
] // prettier-ignore

/** Options of a study, complete. */
export interface Checked {
  readonly heads: readonly NamedHead[]
  readonly name: string | undefined
  readonly inputs: Inputs | undefined
  readonly verify: Verify | undefined
  readonly metrics: Metrics | undefined
  readonly better: ByName<Better>
  /** Infinity where time is the limit. */
  readonly trials: number
  readonly budgetMs: number | undefined
  readonly unit: 'auto' | 'call'
  readonly rebuild: 'auto' | boolean
  readonly selfCheck: boolean
  /** A text: the folder to write them to. */
  readonly cpuProfile: boolean | string
  readonly mode: 'fixed' | 'adaptive'
  readonly clock: ClockChoice
  readonly reference: string | undefined
  readonly warmup: 'auto' | number
  readonly isolation: Isolation
  readonly isolates: number
  readonly memoryMb: number | undefined
  readonly source: NonNullable<ProfileOptions['source']> | undefined
  readonly timeoutMs: number
  readonly giveUpAfter: number
  readonly gc: GcChoice
  /** Undefined: one call at a time, or with a rate as many as are due. */
  readonly concurrency: number | undefined
  readonly ratePerSecond: number | undefined
  readonly budgetCost: number | undefined
  readonly seed: number
  readonly margin: number
  readonly confidence: number
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: Progress) => void) | undefined
  readonly onHeadDone: ((head: string) => void) | undefined
  readonly engine: EngineChoice | undefined
  readonly engineInfo: EngineInfo
}

type Given = Readonly<Record<string, unknown>>

function functionAt<T>(faults: Faults, given: Given, option: string): T | undefined {
  const value = given[option]
  if (value === undefined || typeof value === 'function') return value as T | undefined
  faults.refuse(option, 'a function', value)
  return undefined
}

/** One of a few values; the first when it was left out or refused. */
function oneOf<T extends string | boolean>(faults: Faults, given: Given, option: string, values: readonly T[]): T {
  const value = given[option]
  if (value === undefined || values.includes(value as T)) return (value ?? values[0]) as T
  faults.refuse(option, values.map((one) => (typeof one === 'string' ? `"${one}"` : String(one))).join(' or '), value)
  return values[0]!
}

function textAt(faults: Faults, given: Given, option: string): string | undefined {
  const value = given[option]
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  faults.refuse(option, 'a text that is not empty', value)
  return undefined
}

function inputsAt(faults: Faults, { inputs }: Given): Inputs | undefined {
  if (inputs === undefined || typeof inputs === 'function') return inputs as Inputs | undefined
  const isRecord = typeof inputs === 'object' && inputs !== null && !ArrayBuffer.isView(inputs) && !(inputs instanceof Map)
  if (isRecord && Object.keys(inputs).length > 0) return inputs as Inputs
  faults.refuse('inputs', 'an array or a record with at least one input, or a function', inputs)
  return undefined
}

function betterAt(faults: Faults, { better }: Given): ByName<Better> {
  if (better === undefined) return byName<Better>([])
  if (typeof better !== 'object' || better === null) {
    faults.refuse('better', 'a record of names and "lower" or "higher"', better)
    return byName<Better>([])
  }
  const entries = Object.entries(better) as [string, Better][]
  for (const [name, value] of entries) {
    if (value !== 'lower' && value !== 'higher') faults.refuse(`better.${name}`, '"lower" or "higher"', value)
  }
  return byName(entries)
}

function cpuProfileAt(faults: Faults, { cpuProfile = false }: Given): boolean | string {
  if (typeof cpuProfile === 'boolean' || (typeof cpuProfile === 'string' && cpuProfile !== '')) return cpuProfile
  faults.refuse('cpuProfile', 'true, false or the path of a folder', cpuProfile)
  return false
}

/** The name of one of the heads. */
function referenceAt(faults: Faults, { reference }: Given, heads: readonly NamedHead[]): string | undefined {
  if (reference === undefined || heads.some(([name]) => name === reference)) return reference as string | undefined
  faults.refuse('reference', `the name of a head: ${heads.map(([name]) => name).join(', ')}`, reference)
  return undefined
}

/** Where the functions of a study come from. */
function sourceAt(faults: Faults, { source }: Given): Checked['source'] {
  if (source === undefined) return undefined
  const { file, study } = (typeof source === 'object' && source !== null ? source : {}) as { file?: unknown; study?: unknown }
  const isFit = typeof file === 'string' && file !== '' && (study === undefined || typeof study === 'string')
  if (!isFit) faults.refuse('source', '{ file: path of a configuration, study?: name of one of its studies }', source)
  return isFit ? { file, ...(study === undefined ? {} : { study }) } : undefined
}

function signalAt(faults: Faults, { signal }: Given): AbortSignal | undefined {
  if (signal === undefined || signal instanceof AbortSignal) return signal
  faults.refuse('signal', 'an AbortSignal', signal)
  return undefined
}

/** Which engine the study says it used; fails where 'native' is asked for and missing. */
function engineAt({ engine }: Given): EngineInfo {
  const choice = engine as EngineChoice | undefined
  if (choice === undefined || choice === 'auto') return engineInfo()
  const kind = resolveEngine(choice, { job: 'groups', size: 0 })
  const info = engineInfo()
  return info.kind === kind ? info : { ...info, kind, reason: `engine: ${kind} was asked for` }
}

/** A head that was never called cannot be made anew: nobody knows whether its copy answers like it. */
function rebuildAt(faults: Faults, given: Given): 'auto' | boolean {
  const rebuild = oneOf(faults, given, 'rebuild', ['auto', true, false] as const)
  if (rebuild === true && given['warmup'] === 0)
    faults.refuse('rebuild', '"auto" or false with `warmup: 0`: a copy is held against the head in the warm-up', rebuild)
  return rebuild
}

function readAll(faults: Faults, given: Given): Omit<Checked, 'engineInfo'> {
  const heads = headsAt(faults, given['heads'])
  return {
    heads,
    name: textAt(faults, given, 'name'),
    inputs: inputsAt(faults, given),
    verify: functionAt(faults, given, 'verify'),
    metrics: functionAt(faults, given, 'metrics'),
    better: betterAt(faults, given),
    trials: numberAt(faults, 'trials', given['trials'], given['budgetMs'] === undefined ? 100 : Infinity),
    budgetMs: numberAt(faults, 'budgetMs', given['budgetMs'], undefined),
    unit: oneOf(faults, given, 'unit', ['auto', 'call'] as const),
    rebuild: rebuildAt(faults, given),
    mode: oneOf(faults, given, 'mode', ['fixed', 'adaptive'] as const),
    clock: oneOf(faults, given, 'clock', ['auto', 'wall', 'cpu'] as const),
    reference: referenceAt(faults, given, heads),
    cpuProfile: cpuProfileAt(faults, given),
    selfCheck: oneOf(faults, given, 'selfCheck', [true, false] as const),
    warmup: given['warmup'] === 'auto' ? 'auto' : numberAt(faults, 'warmup', given['warmup'], 'auto' as const),
    isolation: oneOf(faults, given, 'isolation', isolations),
    isolates: numberAt(faults, 'isolates', given['isolates'], 1),
    memoryMb: numberAt(faults, 'memoryMb', given['memoryMb'], undefined),
    source: sourceAt(faults, given),
    timeoutMs: numberAt(faults, 'timeoutMs', given['timeoutMs'], 10_000),
    giveUpAfter: numberAt(faults, 'giveUpAfter', given['giveUpAfter'], 5),
    gc: oneOf(faults, given, 'gc', gcChoices),
    concurrency: numberAt(faults, 'concurrency', given['concurrency'], undefined),
    ratePerSecond: numberAt(faults, 'ratePerSecond', given['ratePerSecond'], undefined),
    budgetCost: numberAt(faults, 'budgetCost', given['budgetCost'], undefined),
    seed: numberAt(faults, 'seed', given['seed'], 1),
    margin: numberAt(faults, 'margin', given['margin'], defaultMargin),
    confidence: numberAt(faults, 'confidence', given['confidence'], defaultConfidence),
    signal: signalAt(faults, given),
    onProgress: functionAt(faults, given, 'onProgress'),
    onHeadDone: functionAt(faults, given, 'onHeadDone'),
    engine: given['engine'] as EngineChoice | undefined,
  }
}

/**
 * Checks the options of a study.
 *
 * @throws HYD-1002 unknown option or kind of head, HYD-1003 a value refused, HYD-1005 two heads of one name, HYD-1007 no heads,
 * HYD-9002 the native engine asked for and missing; several at once: the first, all of them in `details.errors`
 */
export function checkOptions(options: unknown): Checked {
  const faults = new Faults()
  const isObject = typeof options === 'object' && options !== null
  if (!isObject) faults.refuse('options', 'an object with heads', options)
  const given = (isObject ? options : {}) as Given
  faults.checkKeys(given, known, 'option', ' of profile')
  const checked = isObject ? readAll(faults, given) : undefined
  faults.throwAny()
  return { ...checked!, engineInfo: engineAt(given) }
}
