/** The select room: choosing among heads. */
export { findBestHead, type BestHead, type FindBestOptions } from './best/find-best-head.ts'
export { type BestMethod } from './best/methods.ts'
export { createSelector, restoreSelector, Selector } from './selector.ts'
export { openSelector, StoredSelector, type OpenOptions } from './store/open.ts'
export type { LastChange, SelectorStore } from './store/types.ts'
export type { Snapshot } from './snapshot/shape.ts'
export { classifyError } from './run/classify.ts'
export type { CallAttempt, CallLimits, CallOptions, CallResult, Classify, Fault } from './run/types.ts'
export type { Rating } from './rate.ts'
export type { HeadExplanation, SelectorExplanation } from './explain.ts'
export type {
  CallContext,
  CapacityOptions,
  Cause,
  Decision,
  DriftMethod,
  DriftOptions,
  EjectionOptions,
  HeadState,
  Observed,
  Outcome,
  Pick,
  PickOptions,
  Result,
  Revision,
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
