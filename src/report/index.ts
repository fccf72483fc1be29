export { asciiLine } from './ascii.ts'
export { bar } from './bars.ts'
export { formatBytes } from './bytes.ts'
export { cpuDifferenceLines, type CpuTableOptions } from './cpu-table.ts'
export { decisionLines } from './decision-validation.ts'
export { formatDuration } from './duration.ts'
export { failureCounts, failureSentence } from './failures.ts'
export { formatMetric } from './metric.ts'
export { shownName } from './names.ts'
export { counted, percent, significant, times } from './number.ts'
export { plain, type Paint } from './paint.ts'
export { sanitise } from './sanitise.ts'
export { scatterLines, type Point, type ScatterOptions } from './scatter.ts'
export { studyPlot } from './study-plot.ts'
export { byMedian, studyTable, type StudyTableOptions } from './study-table.ts'
export { tableLines, type Cell, type Column } from './table.ts'
export type { ReportOptions, StudyView } from './types.ts'
export { validationLines, type ValidationOptions } from './validation.ts'
export {
  bracketed,
  fastestHead,
  noiseLines,
  tooFewNote,
  trialsForVerdicts,
  turned,
  verdictLines,
  verdictSentence,
} from './verdicts.ts'
export { spanLines, type Span } from './spans.ts'
export { weightsTable } from './weights-table.ts'
export { inputWinners, metricWinners } from './winners.ts'
export { clipMiddle, pad, textWidth, wrap } from './width.ts'
export { exportFormats, exportStudy, isExportFormat, type ExportFormat } from './export/index.ts'
export { studySvg, type StudySvgOptions } from './svg/study-svg.ts'
