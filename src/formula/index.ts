export { compileFormula, parseFormula, type Formula } from './compile.ts'
export type {
  FormulaAnalysis,
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
