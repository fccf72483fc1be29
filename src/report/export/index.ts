/**
 * A study for other programs, in the format they read.
 * In: a study, the name of a format. Out: the text of a file. One table of formats: options of the command and messages follow from it.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import type { Study } from '../../study/index.ts'
import { studySvg } from '../svg/study-svg.ts'
import { studyBenchmarkAction } from './benchmark-action.ts'
import { studyBmf } from './bmf.ts'
import { studyCsv } from './csv.ts'
import { studyDocument } from './document.ts'
import { studyHyperfine } from './hyperfine.ts'
import { studyMarkdown } from './markdown.ts'

export const exportFormats = ['json', 'csv', 'markdown', 'hyperfine', 'benchmark-action', 'bmf', 'svg'] as const
export type ExportFormat = (typeof exportFormats)[number]

const pretty = (data: unknown): string => `${JSON.stringify(data, undefined, 2)}\n`

const writers: Readonly<Record<ExportFormat, (study: Study) => string>> = {
  json: (study) => pretty(studyDocument(study)),
  csv: studyCsv,
  markdown: studyMarkdown,
  hyperfine: (study) => pretty(studyHyperfine(study)),
  'benchmark-action': (study) => pretty(studyBenchmarkAction(study)),
  bmf: (study) => pretty(studyBmf(study)),
  svg: (study) => studySvg(study),
}

export const isExportFormat = (value: unknown): value is ExportFormat => exportFormats.some((format) => format === value)

/**
 * A study as the text of a file that another program reads.
 *
 * - `json`: figures, verdicts and all trials, as `hydra compare --export-json`
 * - `csv`: one row a trial, times in ms
 * - `markdown`: a table, one row a head
 * - `hyperfine`: as `hyperfine --export-json`, times in seconds, good trials only
 * - `benchmark-action`: for github-action-benchmark, tool `customSmallerIsBetter`; medians in ms
 * - `bmf`: Bencher Metric Format; medians in ns with their 95 % interval
 * - `svg`: a picture of the distributions, see `studySvg`
 *
 * Heads without a success are left out of hyperfine, benchmark-action and bmf, which have no way to say so.
 *
 * @param study - from `profile`, `loadStudy` or `importStudy`
 * @param format - one of the seven
 * @throws HYD-1003 an unknown format
 * @example
 * ```ts
 * import { exportStudy, profile } from 'hydra-profiler'
 * const study = await profile({ heads: { slice: () => [1, 2, 3].slice(), spread: () => [...[1, 2, 3]] }, trials: 20 })
 * JSON.parse(exportStudy(study, 'hyperfine')).results.length // 2
 * ```
 * @since 0.1.0
 */
export function exportStudy(study: Study, format: ExportFormat): string {
  if (isExportFormat(format)) return writers[format](study)
  const got: unknown = format
  const expected = exportFormats.join(' | ')
  throw hydraError('1003', { option: 'format', expected, got: show(got), type: kindOf(got) }, { where: { option: 'format' } }) // prettier-ignore
}
