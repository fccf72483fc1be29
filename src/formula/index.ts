export type { Stepper } from './stepper.ts'
export { compileFormula, parseFormula, type Formula } from './compile.ts'
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
