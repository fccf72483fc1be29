/**
 * The configuration of a dashboard, from a study and weights.
 * In: a study, weights of any form, the present time. Out: plain JSON, the same for the same input. Pure: the clock is an argument.
 * Schema: schemas/hydra-dashboard-config.schema.json
 */
import { hydraError, kindOf, show } from '../errors/index.ts'
import type { HeadStudy } from '../study/types.ts'
import { sharesOf, type WeighableStudy, type WeightsLike } from '../weigh/index.ts'
import { coloursOf, type HeadColour } from './colours.ts'
import { healthOf, stateOf } from './health.ts'
import { panelsOf } from './panels.ts'
import { thresholdsOf } from './thresholds.ts'
import type { DashboardConfiguration, DashboardHead, DashboardSource } from './types.ts'

export interface DashboardOptions {
  readonly study: WeighableStudy & { readonly createdAt: string; readonly name?: string | undefined }
  readonly weights: WeightsLike
  /** The name of the study, else 'Hydra', when left out. */
  readonly title?: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** @defaultValue 5 */
  readonly refreshSeconds?: number
  /** An earlier study of the same heads, for the speed part of health. */
  readonly baseline?: WeighableStudy
  /** Where the figures lie. @defaultValue hydra_profiles and hydra_weights.json */
  readonly sources?: readonly DashboardSource[]
}

const defaultSources: readonly DashboardSource[] = [
  { kind: 'profiles', path: 'hydra_profiles' },
  { kind: 'weights', path: 'hydra_weights.json' },
]

function refuse(option: string, expected: string, value: unknown): never {
  throw hydraError('1003', { option, expected, got: show(value), type: kindOf(value) }, { where: { option } })
}

/** The latest moment that a date can hold. */
const lastMoment = 8.64e15

function checkOptions({ now, refreshSeconds = 5, title = 'Hydra' }: DashboardOptions): void {
  if (typeof now !== 'number' || !(Math.abs(now) <= lastMoment)) refuse('now', 'milliseconds since 1970', now)
  const fits = typeof refreshSeconds === 'number' && refreshSeconds >= 1 && refreshSeconds <= 86_400
  if (!fits) refuse('refreshSeconds', 'a number from 1 to 86400', refreshSeconds)
  if (typeof title !== 'string' || title.trim() === '') refuse('title', 'a text that is not empty', title)
}

const headsOf = (study: WeighableStudy): HeadStudy[] =>
  (study.names ?? Object.keys(study.heads)).map((name) => study.heads[name]!)

const orNull = (value: number | undefined): number | null => value ?? null

interface Around {
  readonly ageMs: number
  readonly colours: ReadonlyMap<string, HeadColour>
  readonly shares: ReadonlyMap<string, number>
  readonly baseline: WeighableStudy | undefined
}

function headRow({ name, summary }: HeadStudy, { ageMs, colours, shares, baseline }: Around): DashboardHead {
  const health = healthOf(summary, { ageMs, baselineP95Ms: baseline?.heads[name]?.summary.durationMs.p95 })
  return {
    name,
    state: stateOf(health),
    health: health === undefined ? null : Math.round(health * 10) / 10,
    ...colours.get(name)!,
    weight: orNull(shares.get(name)),
    successRate: summary.trials === 0 ? null : summary.successRate,
    medianMs: orNull(summary.durationMs.median),
    p95Ms: orNull(summary.durationMs.p95),
    trials: summary.trials,
  }
}

/**
 * Summarises heads, weights, health and thresholds for a dashboard.
 *
 * @param options - study, weights (of weigh(), a record or a Map), now, title, refreshSeconds, baseline, sources
 * @returns plain JSON; figures that are not known are null
 * @throws HYD-1003 an option refused, HYD-5001 weights that are negative, not finite or do not sum to 1
 * @example
 * ```ts
 * import { dashboardConfiguration, profile, weigh } from 'hydra-profiler'
 * const study = await profile({ heads: { add: () => 1 + 1 } })
 * dashboardConfiguration({ study, weights: weigh(study), now: Date.now() }).heads[0]?.state // 'healthy'
 * ```
 * @since 0.1.0
 */
export function dashboardConfiguration(options: DashboardOptions): DashboardConfiguration {
  checkOptions(options)
  const { study, weights, now, refreshSeconds = 5, sources = defaultSources } = options
  const heads = headsOf(study)
  const colours = coloursOf(heads.map(({ name }) => name))
  const created = Date.parse(study.createdAt)
  const ageMs = Number.isNaN(created) ? 0 : now - created
  const around: Around = { ageMs, colours, shares: sharesOf(weights, 'weights'), baseline: options.baseline }
  return {
    schema: 1,
    title: options.title ?? study.name ?? 'Hydra',
    createdAt: new Date(now).toISOString(),
    study: study.id,
    refreshSeconds,
    heads: heads.map((head) => headRow(head, around)),
    panels: panelsOf(heads),
    thresholds: thresholdsOf(heads.map(({ summary }) => summary)),
    sources: sources.map(({ kind, path }) => ({ kind, path })),
  }
}
