/**
 * The values that keys may have, each with the words that say so.
 * The ranges of what profile() and weigh() take are theirs; a configuration is refused with the place in the file, they could only name the key.
 */
import * as v from 'valibot'
import { isolations } from '../study/types.ts'
import type { PolicyName } from '../weigh/types.ts'
import { durationForm, durationMs } from './time.ts'
import type { Settings } from './types.ts'

export interface Rule {
  readonly expected: string
  readonly schema: v.GenericSchema
}

/** Held against the list of the weigh room by a test. */
export const policies = ['balanced', 'success-share', 'inverse-time', 'softmax', 'equal'] as const satisfies readonly PolicyName[]

const most = 1_000_000_000
const whole = (least: number): v.GenericSchema => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const above0 = v.pipe(v.number(), v.finite(), v.gtValue(0))
const text = v.pipe(v.string(), v.nonEmpty())
const path: Rule = { expected: 'a path', schema: v.pipe(text, v.check((value) => !value.includes('\0'))) } // prettier-ignore

const isolation: Rule = { expected: 'inline, worker or process', schema: v.picklist(isolations) }

/** How to measure and weigh. */
export const studyRules: ReadonlyMap<
  Exclude<keyof Settings, 'profiles' | 'weights' | 'dashboard' | 'refreshSeconds'>,
  Rule
> = new Map([
  ['title', { expected: 'a text', schema: text }],
  ['trials', { expected: `a whole number from 1 to ${most}`, schema: whole(1) }],
  ['warmup', { expected: `auto or a whole number from 0 to ${most}`, schema: v.union([v.literal('auto'), whole(0)]) }],
  ['gc', { expected: 'none, once or each', schema: v.picklist(['none', 'once', 'each']) }],
  ['concurrency', { expected: 'a whole number from 1 to 10000', schema: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)) }], // prettier-ignore
  ['ratePerSecond', { expected: 'a number above 0, at most 1000000', schema: v.pipe(above0, v.maxValue(1_000_000)) }],
  ['budgetCost', { expected: 'a number above 0', schema: above0 }],
  ['seed', { expected: 'a whole number from -(2^53 - 1) to 2^53 - 1', schema: v.pipe(v.number(), v.safeInteger()) }],
  ['timeoutMs', { expected: 'a number of milliseconds above 0', schema: above0 }],
  ['giveUpAfter', { expected: `a whole number from 1 to ${most}`, schema: whole(1) }],
  ['margin', { expected: 'a number from 0 to below 1', schema: v.pipe(v.number(), v.minValue(0), v.ltValue(1)) }],
  ['confidence', { expected: 'a number between 0 and 1', schema: v.pipe(v.number(), v.gtValue(0), v.ltValue(1)) }],
  ['mode', { expected: 'fixed or adaptive', schema: v.picklist(['fixed', 'adaptive']) }],
  ['budgetMs', { expected: `a number of milliseconds from 1 to ${most}`, schema: v.pipe(v.number(), v.minValue(1), v.maxValue(most)) }],
  ['clock', { expected: 'auto, wall or cpu', schema: v.picklist(['auto', 'wall', 'cpu']) }],
  ['reference', { expected: 'the name of a head', schema: text }],
  ['rebuild', { expected: 'auto, true or false', schema: v.union([v.literal('auto'), v.boolean()]) }],
  ['unit', { expected: 'auto or call', schema: v.picklist(['auto', 'call']) }],
  ['selfCheck', { expected: 'true or false', schema: v.boolean() }],
  ['isolation', isolation],
  ['isolates', { expected: 'a whole number from 1 to 1000', schema: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)) }],
  ['memoryMb', { expected: 'a number of megabytes from 64 to 1000000', schema: v.pipe(v.number(), v.minValue(64), v.maxValue(1e6)) }],
  ['policy', { expected: `one of ${policies.join(', ')}`, schema: v.picklist(policies) }],
  ['formula', { expected: 'the text of a formula', schema: text }],
  ['floor', { expected: 'a number from 0 to 1', schema: share }],
  ['temperature', { expected: 'a number above 0', schema: above0 }],
  ['price', { expected: 'the name of a metric', schema: text }],
  ['costWeight', { expected: 'a number from 0 to 1', schema: share }],
]) // prettier-ignore

/** Where files lie, and what the dashboard is told. */
export const fileRules: ReadonlyMap<'profiles' | 'weights' | 'dashboard' | 'refreshSeconds', Rule> = new Map([
  ['profiles', path],
  ['weights', path],
  ['dashboard', path],
  ['refreshSeconds', { expected: 'a number of seconds above 0', schema: above0 }],
])

export const timeoutRule: Rule = { expected: durationForm, schema: v.custom((value) => durationMs(value) !== undefined) }
export const wayRule: Rule = { expected: 'lower or higher', schema: v.picklist(['lower', 'higher']) }

/** What the fields of a head may be. */
export const headRules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['module', { expected: 'a path or a URL', schema: v.union([text, v.instance(URL)]) }],
  ['kind', { expected: 'remote, or left out', schema: v.literal('remote') }],
  ['version', { expected: 'a text', schema: text }],
  ['export', { expected: 'the name of an export', schema: text }],
  ['isolation', isolation],
  ['cwd', path],
  ['input', { expected: 'a text', schema: v.string() }],
  ['shell', { expected: 'true or false', schema: v.boolean() }],
  ['successCodes', { expected: 'a list of exit codes', schema: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.nonEmpty()) }], // prettier-ignore
  ['timeoutMs', { expected: 'a number of milliseconds above 0', schema: above0 }],
  ['timeout', timeoutRule],
  ['cost', { expected: 'a finite number of 0 or more', schema: v.pipe(v.number(), v.finite(), v.minValue(0)) }],
])

export const fits = (rule: Rule, value: unknown): boolean => v.is(rule.schema, value)
