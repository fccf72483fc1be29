export { compileFormula, parseFormula, type Formula } from './compile.ts'
export type {
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
