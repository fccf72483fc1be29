export {
  catalogEntry,
  errorNumbers,
  type CatalogEntry,
  type ErrorCode,
  type ErrorNumber,
  type ErrorParams,
  type Severity,
} from './catalog.ts'
export { HydraError, hydraError, isHydraError, type HydraErrorOptions, type Where } from './hydra-error.ts'
export { describeThrown, kindOf, show, toPlain, visible } from './plain.ts'
export { didYouMean, nearestName } from './nearest.ts'
export { onWarning, warnOnce } from './warn.ts'
