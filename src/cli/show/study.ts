/** How the command shows a study: table, plot, verdicts, notes and the closing line. In: a study. Out: lines for stdout. */
import {
  failureSentence,
  inputWinners,
  metricWinners,
  noiseLines,
  shownName,
  spanLines,
  studyPlot,
  studyTable,
  tooFewNote,
  verdictLines,
  type Paint,
} from '../../report/index.ts'
import { closingLine, paretoFront, type HeadStudy, type Study } from '../../study/index.ts'
import type { Context } from '../context.ts'

const headsOf = (study: Study): HeadStudy[] => study.names.flatMap((name) => study.heads[name] ?? [])

/** Heads that did not always succeed, each with its first failure, or with the first five. */
function failureLines(study: Study, { verbose, paint, sentences }: View): string[] {
  return headsOf(study).flatMap((head) => {
    const sentence = failureSentence(head)
    if (sentence === '') return []
    const failures = head.firstFailures.slice(0, verbose ? 5 : 1).flatMap((failure) => {
      const text = `${failure.code} ${shownName(failure.message, 200)}`
      return spanLines([{ text, brush: paint.dim }], { columns: sentences, first: '    ', rest: '      ' })
    })
    const name = { text: shownName(head.name, Math.min(40, sentences - 4)), brush: paint.yellow }
    return [...spanLines([name, `: ${sentence}`], { columns: sentences, first: '  ', rest: '      ' }), ...failures]
  })
}

/** Blocks of lines with an empty line between; empty blocks are left out. */
export const paragraphs = (blocks: readonly (readonly string[])[]): string[] =>
  blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]))

/** Verdicts with what they rest on; a note instead while there are too few trials for any. */
function verdictBlock(study: Study, { paint, verbose, sentences }: View): string[] {
  const note = tooFewNote(study)
  const words = { paint, columns: sentences }
  const verdicts = note === undefined || verbose ? verdictLines(study, { ...words, all: verbose }) : []
  const noise = verdicts.length === 0 ? [] : noiseLines(study, words)
  return [...verdicts, ...noise, ...(note === undefined ? [] : spanLines([note], { columns: sentences, first: '  ' }))]
}

/** Who wins where, once there can be verdicts. */
function winnerBlocks(study: Study, { paint, columns, verbose }: View): string[][] {
  if (tooFewNote(study) !== undefined) return []
  const options = { paint, columns, ...(verbose ? { most: Infinity } : {}) }
  return [metricWinners(study, options), inputWinners(study, options)]
}

export type View = Pick<Context, 'paint' | 'verbose' | 'columns' | 'sentences'>

/** All but the closing line. */
export function studyLines(study: Study, view: View, title?: string): string[] {
  const { paint, columns, verbose, sentences } = view
  const front = paretoFront(headsOf(study))
  return paragraphs([
    title === undefined ? [] : spanLines([{ text: shownName(title, 100), brush: paint.bold }], { columns: sentences }),
    studyTable(study, { front, paint, verbose, columns }),
    studyPlot(study, front, { paint, columns }),
    failureLines(study, view),
    verdictBlock(study, view),
    ...winnerBlocks(study, view),
  ])
}

export const closing = (study: Study, paint: Paint): string => paint.bold(closingLine(study))
