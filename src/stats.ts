/** The sub-path `hydra-profiler/stats`: statistics without the rest. A list of exports. */
export { compareAllToBaseline, compareToBaseline, findAllChangePoints, findChangePoints } from './engine/index.ts'
export { fitTrend, type Trend, type TrendNote, type TrendOptions } from './engine/index.ts'
export { correlate, correlateAll } from './engine/index.ts'
export type { Correlation, CorrelationColumns, CorrelationMethod, CorrelationNote, NamedCorrelation } from './engine/index.ts'
export type { CorrelateAllOptions, CorrelateOptions } from './engine/index.ts'
export { aggregateProfiles, analyzeProfile, efficiency, stabilityScores } from './engine/index.ts'
export type { AggregatedHead, AggregatedProfiles, AggregateOptions, RunSummary, Spread } from './engine/index.ts'
export type { AnalyzeOptions, EfficiencyColumns, PartAnalysis, ProfilePart } from './engine/index.ts'
export type { Fleet, PartOfScore, StabilityColumns, StabilityOptions, StabilityPart } from './engine/index.ts'
export type { StabilityRow, StabilityScores, StabilityState } from './engine/index.ts'
export { fitAllTrends, type TrendBatchOptions, type TrendSeries } from './engine/index.ts'
export { cusum, newDetector, pageHinkley } from './engine/index.ts'
export type { BaselineComparison, BaselineOptions, BaselineVerdict, RunPair } from './engine/index.ts'
export type { ChangeMethod, ChangeOptions, ChangePoint, DetectorOptions, DetectorState, Segment } from './engine/index.ts'
export {
  autocorrelation,
  createSketch,
  engineInfo,
  mergeMoments,
  quantile,
  scoreAnomalies,
  sketchFromBytes,
  successInterval,
  successIntervals,
  summarize,
  summarizeAll,
  summarizeGroups,
} from './engine/index.ts'
export type { AnomalyEvent, AnomalyOptions, AnomalyScores, GroupSummaries, IntervalColumns, Sample } from './engine/index.ts'
export type { EngineChoice, EngineInfo, EngineKind, EngineOption, Interval, SuccessOptions, Summary } from './engine/index.ts'
export type {
  AutocorrelationOptions,
  FurtherField,
  Moments,
  OutlierCounts,
  QuantileInterval,
  QuantileOptions,
  SummaryNote,
} from './engine/index.ts'
export type { MergeOptions, Sketch, SketchJson, SketchOptions } from './engine/index.ts'
export type { SummaryField, SummaryOptions } from './engine/index.ts'
export { expandingScore, newExpandingScore, newRollingScore, rollingScore } from './engine/index.ts'
export type { AnomalyMethod, ExpandingOptions, ExpandingScore, RollingOptions, RollingScore } from './engine/index.ts'
export { HydraError, isHydraError, type ErrorCode } from './errors/index.ts'
export { adjustPValues, type AdjustMethod, type SuccessMethod } from './engine/index.ts'
export { compareAllSamples, compareSamples, type SampleComparison, type TwoSamples } from './engine/index.ts'
export type { Alternative, CompareNote, CompareOptions, CompareTest } from './engine/index.ts'
export { bootstrapInterval, bootstrapIntervals, type BootstrapInterval, type BootstrapNote } from './engine/index.ts'
export type { BootstrapMethod, BootstrapOptions, BootstrapStatistic } from './engine/index.ts'
export { confidenceSequence, type ConfidenceSequence, type ConfidenceSequenceOptions } from './engine/index.ts'
