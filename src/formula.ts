/** The sub-path `hydra-profiler/formula`: the formula language without the rest. A list of exports. */
export { compileFormula, compileFormulas, formulaFromJSON, parseFormula } from './formula/index.ts'
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
export type {
  ColumnResult,
  ColumnsOptions,
  FormulaColumn,
  FormulaColumns,
  FormulaSet,
  ManyColumnsOptions,
} from './formula/index.ts'
export type { BooleanColumn, EvaluateOptions, MarkedColumn, NumberColumn, SeriesColumn, StringColumn } from './formula/index.ts'
export type { FormulaFunction, FormulaType, FormulaUnit, FormulaVariableType, ParsedFormula } from './formula/index.ts'
export type { FormulaAnalysis, FormulaClause, FormulaExplanation, FormulaMissing } from './formula/index.ts'
export { HydraError, isHydraError, type ErrorCode, type Where } from './errors/index.ts'
