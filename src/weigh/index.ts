/** Weights: from measurements to shares, and the judgement of new weights against old ones. */
export { weigh } from './weigh.ts'
export { Weights, type WeightsJson } from './weights.ts'
export { readWeightsFile, weightsFile, type WeightsFileContext } from './file.ts'
export { weighFormula } from './formula.ts'
export { sharesOf } from './shares.ts'
export { validateWeights } from './validate.ts'
export { policyNames } from './types.ts'
export { DecisionJoin, joinDecisions } from './decisions/join.ts'
export type { DecisionValidation, DecisionVerdict, LeftOut, LoggedDecision, ValidateDecisionsOptions } from './decisions/types.ts'
export type {
  Expectation,
  HeadFigures,
  Objective,
  PolicyName,
  ProfileRecord,
  ValidateOptions,
  Validation,
  ValidationVerdict,
  WeighableStudy,
  WeighOptions,
  WeighSource,
  WeightReason,
  WeightsFile,
  WeightsLike,
  WeightsPolicy,
} from './types.ts'
