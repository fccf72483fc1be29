/** How the command shows a study: table, plot, verdicts, notes and the closing line. In: a study. Out: lines for stdout. */
import { failureSentence, shownName, studyPlot, studyTable, tooFewNote, verdictLines, type Paint } from '../../report/index.ts'
import { closingLine, paretoFront, type HeadStudy, type Study } from '../../study/index.ts'
import type { Context } from '../context.ts'

const headsOf = (study: Study): HeadStudy[] => study.names.flatMap((name) => study.heads[name] ?? [])

/** Heads that did not always succeed, each with its first failure, or with the first five. */
function failureLines(study: Study, verbose: boolean, paint: Paint): string[] {
  return headsOf(study).flatMap((head) => {
    const sentence = failureSentence(head)
    if (sentence === '') return []
    const failures = head.firstFailures
      .slice(0, verbose ? 5 : 1)
      .map((failure) => `    ${paint.dim(`${failure.code} ${shownName(failure.message, 200)}`)}`)
    return [`  ${paint.yellow(shownName(head.name))}: ${sentence}`, ...failures]
  })
}

/** Blocks of lines with an empty line between; empty blocks are left out. */
export const paragraphs = (blocks: readonly (readonly string[])[]): string[] =>
  blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]))

/** All but the closing line. */
export function studyLines(
  study: Study,
  { paint, verbose, columns }: Pick<Context, 'paint' | 'verbose' | 'columns'>,
  title?: string,
): string[] {
  const front = paretoFront(headsOf(study))
  const note = tooFewNote(study)
  return paragraphs([
    title === undefined ? [] : [paint.bold(shownName(title, 100))],
    studyTable(study, { front, paint, verbose }),
    studyPlot(study, front, { paint, columns }),
    failureLines(study, verbose, paint),
    note === undefined || verbose ? verdictLines(study, { all: verbose, paint }) : [],
    note === undefined ? [] : [`  ${note}`],
  ])
}

export const closing = (study: Study, paint: Paint): string => paint.bold(closingLine(study))
