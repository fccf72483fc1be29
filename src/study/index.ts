/** The study room: what a study is, its summaries, its verdicts. */
export { byName } from './by-name.ts'
export { compare, defaultConfidence, defaultMargin, type Comparable, type CompareOptions } from './compare.ts'
export { abortedCode, outcomeCode, successCode } from './outcome.ts'
export { paretoFront } from './pareto.ts'
export { closingLine, spokenTime, type Closing } from './sentence.ts'
export { createStudy, Study, type StudyOptions, type StudyStore } from './study.ts'
export { leastBlocks } from './verdict/verdict.ts'
export * from './types.ts'
