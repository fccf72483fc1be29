/** What goes to stdout: either the lines for people, or one versioned JSON document with `--json`. */
import { asciiLine } from '../report/index.ts'
import type { Context } from './context.ts'

/** Versions of all JSON documents of the command; raised when a field changes its meaning or goes. */
export const documentSchema = 1

/**
 * Prints a result once, in the form asked for.
 *
 * @param document - fields of the document, beside `schema` and `command`
 * @param lines - for people; only made when they are wanted
 */
export function print(
  { json, out, parsed, unicode }: Context,
  document: Readonly<Record<string, unknown>>,
  lines: () => readonly string[],
): void {
  const command = parsed.command?.name ?? 'hydra'
  if (json) out(`${JSON.stringify({ schema: documentSchema, command, ...document }, undefined, 2)}\n`)
  else out(`${(unicode ? lines() : lines().map(asciiLine)).join('\n')}\n`)
}
