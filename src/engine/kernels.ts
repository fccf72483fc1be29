/** One object of kernels for each engine: the facade calls either without knowing which. */
import { autocorrelations, describeGroups } from '../reference/stats/describe.ts'
import { summarizeGroups } from '../reference/stats/groups.ts'
import { sketchColumn } from '../reference/sketch/column.ts'
import { judgePairs } from '../reference/stats/pairs.ts'
import { successIntervals } from '../reference/stats/success.ts'
import { weightColumns } from '../reference/weight/index.ts'
import type { Kernels } from './addon.ts'
import { anomalyReference } from './anomaly/kernels.ts'
import { openAddon, resolveEngine, type EngineWork } from './choose.ts'
import { correlateReference } from './correlate/kernels.ts'
import { driftReference } from './drift/kernels.ts'
import { inferenceReference } from './inference/kernels.ts'
import { fleetReference } from './fleet/kernels.ts'
import { formulaReference } from './formula/kernels.ts'
import { trendReference } from './trend/kernels.ts'
import type { EngineChoice } from './types.ts'

const reference: Kernels = {
  autocorrelations,
  describeGroups,
  judgePairs,
  sketchColumn,
  summarizeGroups,
  successIntervals,
  weightColumns,
  ...anomalyReference,
  ...correlateReference,
  ...driftReference,
  ...fleetReference,
  ...formulaReference,
  ...trendReference,
  ...inferenceReference,
}

/**
 * The kernels for a piece of work.
 *
 * @throws HYD-1003 unknown engine, HYD-9002 native asked for and missing
 */
export const kernelsFor = (choice: EngineChoice | undefined, work: EngineWork): Kernels =>
  resolveEngine(choice, work) === 'native' ? openAddon() : reference
