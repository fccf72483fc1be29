/** The file hydra_dashboard_config.json: what `hydra serve` and `hydra report` show. Plain JSON; unknown is null. */

export type HeadState = 'healthy' | 'degraded' | 'unhealthy' | 'unknown'
/** Drawn beside the colour, so that more heads than colours, and eyes that see none, can tell lines apart. */
export type LineStyle = 'solid' | 'dashed' | 'dotted' | 'dash-dot'

export interface DashboardHead {
  readonly name: string
  readonly state: HeadState
  /** 0 to 100; null when there are too few trials to say. */
  readonly health: number | null
  /** #rrggbb */
  readonly colour: string
  readonly line: LineStyle
  /** Share of picks, 0 to 1; null when the weights do not name the head. */
  readonly weight: number | null
  /** 0 to 1; null without trials. */
  readonly successRate: number | null
  readonly medianMs: number | null
  readonly p95Ms: number | null
  readonly trials: number
}

export interface DashboardPanel {
  readonly id: string
  readonly title: string
  readonly kind: 'bars' | 'lines' | 'table'
  /** Where the figures come from: a key of `heads[]`, or `metrics.<name>` of the study. */
  readonly metric: string
  readonly unit: 'share' | 'ms' | 'score' | 'number'
  readonly better: 'lower' | 'higher' | null
}

export interface Threshold {
  readonly warning: number
  readonly critical: number
}

export interface DashboardSource {
  readonly kind: 'profiles' | 'weights' | 'history'
  readonly path: string
}

export interface DashboardConfiguration {
  readonly schema: 1
  readonly title: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Id of the study. */
  readonly study: string
  readonly refreshSeconds: number
  readonly heads: readonly DashboardHead[]
  readonly panels: readonly DashboardPanel[]
  readonly thresholds: { readonly executionTimeMs: Threshold; readonly successRate: Threshold }
  readonly sources: readonly DashboardSource[]
}
