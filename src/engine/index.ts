/** The engine room: which engine computes, and the statistics that both engines give alike. */
export { engineChoice, engineInfo, openAddon, resolveEngine, type EngineJob, type EngineWork } from './choose.ts'
export { kernelsFor } from './kernels.ts'
export type { Addon, Kernels } from './addon.ts'
export { scoreAnomalies, type AnomalyScores } from './anomaly/anomaly.ts'
export type { AnomalyEvent } from './anomaly/events.ts'
export { expandingScore, newExpandingScore, type ExpandingOptions, type ExpandingScore } from './anomaly/expanding.ts'
export { newRollingScore, rollingScore, type RollingOptions, type RollingScore } from './anomaly/rolling.ts'
export type { AnomalyMethod, AnomalyOptions } from './anomaly/options.ts'
export {
  createSketch,
  sketchFromBytes,
  type MergeOptions,
  type Sketch,
  type SketchJson,
  type SketchOptions,
} from './sketch/sketch.ts'
export { summarizeGroups, type GroupSummaries } from './stats/groups.ts'
export { judgePairs, pairRules, type JudgedPair, type PairColumns, type PairOptions, type PairRule } from './stats/pairs.ts'
export { autocorrelation, quantile, type AutocorrelationOptions, type QuantileOptions } from './stats/order.ts'
export { mergeMoments, type Moments } from '../reference/stats/moments.ts'
export type { SummaryOptions } from './stats/options.ts'
export {
  successInterval,
  successIntervals,
  type IntervalColumns,
  type SuccessMethod,
  type SuccessOptions,
} from './stats/success.ts'
export { summarize, summarizeAll, type Sample } from './stats/summarize.ts'
export {
  weightColumns,
  type ColumnWeights,
  type WeightColumns,
  type WeightParameters,
  type WeightPolicy,
} from './weight/weights.ts'
export { compareAllToBaseline, compareToBaseline } from './drift/baseline.ts'
export type { BaselineComparison, BaselineVerdict, RunPair } from './drift/baseline.ts'
export type { BaselineOptions } from './drift/baseline-options.ts'
export type { ChangeMethod, ChangeOptions } from './drift/change-options.ts'
export { findAllChangePoints, findChangePoints, type ChangePoint, type Segment } from './drift/change-points.ts'
export { cusum, newDetector, pageHinkley, type DetectorOptions, type DetectorState } from './drift/detect.ts'
export { correlate, correlateAll } from './correlate/correlate.ts'
export type { Correlation, CorrelationColumns, CorrelationNote, NamedCorrelation } from './correlate/correlate.ts'
export type { CorrelateAllOptions, CorrelateOptions, CorrelationMethod } from './correlate/options.ts'
export { stabilityScores, type Fleet, type StabilityColumns, type StabilityScores } from './fleet/stability.ts'
export type { StabilityOptions } from './fleet/stability-options.ts'
export type { PartOfScore, StabilityPart, StabilityRow, StabilityState } from './fleet/stability-row.ts'
export { efficiency, type EfficiencyColumns } from './fleet/efficiency.ts'
export { analyzeProfile, type AnalyzeOptions, type PartAnalysis, type ProfilePart } from './fleet/analyze.ts'
export { aggregateProfiles, type AggregatedHead, type AggregatedProfiles, type AggregateOptions } from './fleet/aggregate.ts'
export type { RunSummary } from './fleet/runs.ts'
export type { Spread } from './fleet/spread-text.ts'
export { fitTrend, type Trend, type TrendNote } from './trend/trend.ts'
export type { TrendOptions } from './trend/options.ts'
export { adjustPValues, type AdjustMethod } from './inference/adjust.ts'
export { compareAllSamples, compareSamples, type SampleComparison, type TwoSamples } from './inference/compare.ts'
export type { CompareNote } from './inference/compare-notes.ts'
export type { Alternative, CompareOptions, CompareTest } from './inference/compare-options.ts'
export { bootstrapInterval, bootstrapIntervals, type BootstrapInterval } from './inference/bootstrap.ts'
export type { BootstrapNote } from './inference/bootstrap-notes.ts'
export type { BootstrapMethod, BootstrapOptions, BootstrapStatistic } from './inference/bootstrap-options.ts'
export { confidenceSequence, type ConfidenceSequence, type ConfidenceSequenceOptions } from './inference/confidence-sequence.ts'
export { fitAllTrends, type TrendBatchOptions, type TrendSeries } from './trend/batch.ts'
export { pairMethods, summaryFields } from './types.ts'
export type { EngineChoice, EngineInfo, EngineKind, EngineOption, Interval, PairMethod, Summary, SummaryField } from './types.ts'
export { openSnapshot, openUsage, usageFigures, usagePlaces, type Snapshot, type Usage } from './usage.ts'
export type { FurtherField, OutlierCounts, QuantileInterval, SummaryNote } from './types.ts'
export { ambient } from './ambient.ts'
