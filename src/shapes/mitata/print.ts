/** What run() prints, by its format: Hydra's table (`mitata`), Markdown, JSON in mitata's shape, or nothing. */
import { describeThrown } from '../../errors/index.ts'
import { exportStudy, shownName, type Paint } from '../../report/index.ts'
import { studyLines } from '../study-lines.ts'
import type { Measured } from './group.ts'
import type { Arguments, Results, Run, RunOptions } from './types.ts'

type Format = 'mitata' | 'quiet' | 'json' | 'markdown'

export const formatOf = ({ format = 'mitata' }: RunOptions): Format =>
  typeof format === 'string' ? format : 'json' in format ? 'json' : 'mitata'

const argumentWords = (args: Arguments): string =>
  Object.entries(args).map(([name, value]) => `${name} = ${String(value)}`).join(', ') // prettier-ignore

const titleOf = (group: string | null, args: Arguments): string =>
  [group ?? '', argumentWords(args)].filter((part) => part !== '').join(', ')

/** Runs that have no head in the study: their generator failed. */
const unopened = ({ study, runs }: Measured): Run[] =>
  [...runs.values()].filter(({ error, name }) => error !== undefined && study?.heads[name] === undefined)

/** Lines of a study, in one of the formats that print while they go. */
export function measuredLines(group: string | null, measured: Measured, format: Format, paint: Paint): string[] {
  if (format === 'quiet' || format === 'json') return []
  const title = titleOf(group, measured.args)
  const failures = unopened(measured).map(
    ({ name, error }) => `  ${shownName(name)}: error: ${shownName(describeThrown(error), 200)}`,
  )
  const { study } = measured
  if (study === undefined) return failures
  if (format === 'mitata') return [...studyLines(study, title, paint), ...failures]
  return [...(title === '' ? [] : [`### ${title}`, '']), ...exportStudy(study, 'markdown').trimEnd().split('\n'), '', ...failures]
}

/** The document of the format `json`, as mitata writes it; studies are beside it. */
export function resultsText(results: Results, { format }: RunOptions): string {
  const { debug = true, samples = true } = typeof format === 'object' && 'json' in format ? format.json : {}
  return JSON.stringify(results, (key, value: unknown) => {
    if (key === 'debug' && !debug) return ''
    if (key === 'samples' && !samples) return null
    return value instanceof Error ? { message: value.message, stack: value.stack } : value
  })
}
