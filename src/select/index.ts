/** The select room: choosing among heads. */
export { findBestHead, type BestHead, type FindBestOptions } from './best/find-best-head.ts'
export { type BestMethod } from './best/methods.ts'
export { createSelector, restoreSelector, Selector } from './selector.ts'
export type { Snapshot } from './snapshot/shape.ts'
export { classifyError } from './run/classify.ts'
export type { CallAttempt, CallLimits, CallOptions, CallResult, Classify, Fault } from './run/types.ts'
export type { Rating } from './rate.ts'
export type { HeadExplanation, SelectorExplanation } from './explain.ts'
export type {
  CallContext,
  CapacityOptions,
  Decision,
  DriftMethod,
  DriftOptions,
  EjectionOptions,
  HeadState,
  Outcome,
  Pick,
  PickOptions,
  Result,
  RewardName,
  RewardRule,
  SelectableStudy,
  SelectorEvents,
  SelectorFunction,
  SelectorHead,
  SelectorHeads,
  SelectorOptions,
  SelectorPolicy,
  SlowStartOptions,
} from './types.ts'
