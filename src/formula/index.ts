export type { Stepper } from './stepper.ts'
export type { FormulaJson } from './json.ts'
export { compileFormula, formulaFromJSON, parseFormula, type Formula } from './compile.ts'
export { headMetrics, metricCatalogues, rewardMetrics, runMetrics, type MetricCatalogue } from './metrics.ts'
export { compileFormulas, type FormulaSet } from './set.ts'
export type {
  BooleanColumn,
  ColumnResult,
  ColumnsOptions,
  FormulaColumn,
  FormulaColumns,
  ManyColumnsOptions,
  MarkedColumn,
  NumberColumn,
  SeriesColumn,
  StringColumn,
} from './columns/types.ts'
export type {
  EvaluateOptions,
  FormulaAnalysis,
  FormulaClause,
  FormulaExplanation,
  FormulaFunction,
  FormulaMissing,
  FormulaOptions,
  FormulaType,
  FormulaUnit,
  FormulaUse,
  FormulaValue,
  FormulaValues,
  FormulaVariable,
  FormulaVariableType,
  ParsedFormula,
} from './types.ts'
