/** Weights: from measurements to shares, and the judgement of new weights against old ones. */
export { weigh } from './weigh.ts'
export { Weights, type WeightsJson } from './weights.ts'
export { policyNames } from './types.ts'
export type {
  HeadFigures,
  Objective,
  PolicyName,
  ProfileRecord,
  WeighableStudy,
  WeighOptions,
  WeighSource,
  WeightReason,
  WeightsFile,
  WeightsLike,
} from './types.ts'
