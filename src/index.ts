/** The public list of hydra-profiler: named exports, nothing else. Nobody inside imports this file. */
export { compare, importStudy, profile, type ImportOptions } from './measure/index.ts'
export type {
  CallContext,
  CommandHead,
  CommandOutput,
  Head,
  HeadDefinition,
  HeadFunction,
  Heads,
  Inputs,
  LiveRatio,
  ModuleHead,
  ProfileOptions,
  Progress,
} from './measure/index.ts'
export { cpuDifferences, cpuShares, paretoFront, Study } from './study/index.ts'
export type {
  Better,
  Clock,
  ClockChoice,
  Columns,
  CompareOn,
  CompareOptions,
  Comparison,
  CpuDifference,
  CpuShare,
  Environment,
  Failures,
  HeadCpuProfile,
  HeadKind,
  HeadStudy,
  HeadSummary,
  InputSummary,
  Isolation,
  MetricComparison,
  MetricSummary,
  MetricVerdict,
  NoiseFloor,
  Outcome,
  SelfCheck,
  Stopped,
  StudyOptions,
  StudyRecord,
  V8CpuProfile,
  Verdict,
} from './study/index.ts'
export { runSummaries } from './study/index.ts'
export type { RunSummary } from './engine/index.ts'
export { defineConfig, loadConfig, type Config, type LoadedConfig, type StudyConfig } from './config/index.ts'
export { loadStudy } from './files/index.ts'
export { decisionLog, fileStore, readDecisions } from './files/index.ts'
export type { DecisionLog, DecisionLogOptions, DecisionRecord, FileStoreOptions } from './files/index.ts'
export { openSelector, StoredSelector } from './select/index.ts'
export type { LastChange, Observed, OpenOptions, Revision, SelectorStore } from './select/index.ts'
export { joinDecisions, readWeightsFile, validateWeights, weigh, Weights, weightsFile } from './weigh/index.ts'
export type { DecisionValidation, DecisionVerdict, LeftOut, LoggedDecision, ValidateDecisionsOptions } from './weigh/index.ts'
export type {
  Expectation,
  PolicyName,
  ProfileRecord,
  ValidateOptions,
  Validation,
  ValidationVerdict,
  WeighOptions,
  WeighSource,
  WeightReason,
  WeightsFile,
} from './weigh/index.ts'
export { exportStudy, studySvg, type ExportFormat, type StudySvgOptions } from './report/index.ts'
export {
  classifyError,
  createSelector,
  findBestHead,
  restoreSelector,
  type BestHead,
  type BestMethod,
  type FindBestOptions,
} from './select/index.ts'
export type {
  CallAttempt,
  CallLimits,
  CallOptions,
  CallResult,
  CapacityOptions,
  Classify,
  Decision,
  DriftOptions,
  EjectionOptions,
  Fault,
  HeadExplanation,
  Outcome as PickOutcome,
  Pick,
  PickOptions,
  Rating,
  Selector,
  SelectorExplanation,
  SelectorHead,
  SelectorHeads,
  SelectorOptions,
  SelectorPolicy,
  SlowStartOptions,
} from './select/index.ts'
export { dashboardConfiguration, type DashboardConfiguration, type DashboardOptions } from './dashboard/index.ts'
export { compareToBaseline, findChangePoints, fitTrend, type Trend, type TrendNote, type TrendOptions } from './engine/index.ts'
export type { BaselineComparison, BaselineOptions, BaselineVerdict } from './engine/index.ts'
export type { ChangeMethod, ChangeOptions, ChangePoint, Segment } from './engine/index.ts'
export { engineInfo, scoreAnomalies, successInterval, summarize, summarizeGroups } from './engine/index.ts'
export type {
  AnomalyOptions,
  AnomalyScores,
  EngineChoice,
  EngineInfo,
  EngineKind,
  EngineOption,
  GroupSummaries,
  Interval,
  PairMethod,
  Sample,
  Summary,
  SummaryField,
  SummaryNote,
  QuantileInterval,
  OutlierCounts,
  FurtherField,
  SummaryOptions,
} from './engine/index.ts'
export type { AnomalyEvent, AnomalyMethod } from './engine/index.ts'
export { HydraError, isHydraError, onWarning } from './errors/index.ts'
export type { ErrorCode, HydraErrorOptions, Severity, Where } from './errors/index.ts'
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
export type { FormulaAnalysis, FormulaClause, FormulaExplanation, FormulaMissing } from './formula/index.ts'
export type { FormulaFunction, FormulaType, FormulaUnit, FormulaVariableType, ParsedFormula } from './formula/index.ts'
