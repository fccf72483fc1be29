/** The sub-path `hydra-profiler/formula`: the formula language without the rest. A list of exports. */
export { compileFormula, formulaFromJSON, parseFormula } from './formula/index.ts'
export { headMetrics, rewardMetrics, runMetrics, type MetricCatalogue } from './formula/index.ts'
export type {
  Formula,
  FormulaJson,
  Stepper,
  FormulaOptions,
  FormulaUse,
  FormulaValue,
  FormulaValues,
  FormulaVariable,
} from './formula/index.ts'
export type { FormulaFunction, FormulaType, FormulaUnit, FormulaVariableType, ParsedFormula } from './formula/index.ts'
export { HydraError, isHydraError, type ErrorCode, type Where } from './errors/index.ts'
