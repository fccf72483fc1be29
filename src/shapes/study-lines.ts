/** A study as lines of text: title, table, verdicts. For benches that print by themselves. */
import { shownName, studyTable, tooFewNote, verdictLines, type Paint } from '../report/index.ts'
import type { Study } from '../study/index.ts'

/** Verdicts only; a note in their place where there are too few trials. */
export function judgementLines(study: Study, paint: Paint): string[] {
  const note = tooFewNote(study)
  return note === undefined ? verdictLines(study, { paint }) : [`  ${note}`]
}

export function studyLines(study: Study, title: string, paint: Paint): string[] {
  const head = title === '' ? [] : [paint.bold(`• ${shownName(title, 100)}`)]
  const judgement = judgementLines(study, paint)
  return [...head, ...studyTable(study, { paint }), ...(judgement.length === 0 ? [] : ['', ...judgement]), '']
}
