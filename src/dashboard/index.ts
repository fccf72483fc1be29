/** The dashboard's configuration. */
export { dashboardConfiguration, type DashboardOptions } from './configuration.ts'
export type {
  DashboardConfiguration,
  DashboardHead,
  DashboardPanel,
  DashboardSource,
  HeadState,
  LineStyle,
  Threshold,
} from './types.ts'
