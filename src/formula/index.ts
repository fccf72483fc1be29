export type { Stepper } from './stepper.ts'
export type { FormulaJson } from './json.ts'
export { compileFormula, formulaFromJSON, parseFormula, type Formula } from './compile.ts'
export { headMetrics, metricCatalogues, rewardMetrics, runMetrics, type MetricCatalogue } from './metrics.ts'
export type {
  FormulaFunction,
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
