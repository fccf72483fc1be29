/**
 * Logged picks with what came of them, from a file.
 * In: JSON lines: { head, probability, reward, ... } each, or the log of a selector. Out: decisions to judge by, and how many lines were damaged.
 * Fails: HYD-6002 cannot be read, HYD-6004 a newer log.
 */
import { hydraError } from '../../errors/index.ts'
import { linesOfLog, shownPath, type LogLine } from '../../files/index.ts'
import { DecisionJoin, type LoggedDecision } from '../../weigh/index.ts'

export interface DecisionFile {
  readonly decisions: readonly LoggedDecision[]
  readonly damaged: number
  /** Place of the first damaged line, and why. */
  readonly first?: string
}

const known = 'hydra.decisions/1'
const shown = ({ file }: LogLine): string => (file === '-' ? 'standard input' : shownPath(file))

function refuseNewer(schema: unknown, line: LogLine): void {
  if (schema === known) return
  const path = shown(line)
  throw hydraError('6004', { path, found: String(schema), known }, { where: { path } })
}

/** The record of a line, or why it is none. */
function recordOf({ text }: LogLine): object | string {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : 'it is no object'
  } catch (error) {
    return (error as Error).message
  }
}

export async function readDecisionFile(path: string): Promise<DecisionFile> {
  const join = new DecisionJoin()
  let damaged = 0
  let first: string | undefined
  for await (const line of linesOfLog(path)) {
    if (line.text.trim() === '') continue
    const record = recordOf(line)
    if (typeof record === 'string') {
      damaged += 1
      first ??= `line ${line.number} of ${shown(line)}: ${record}`
    } else if ('schema' in record) refuseNewer(record.schema, line)
    else join.add(record)
  }
  return { decisions: join.decisions, damaged, ...(first !== undefined && { first }) }
}
