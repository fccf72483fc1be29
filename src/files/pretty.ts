/** JSON that people can read: two blanks a level, but lists of plain values on one line, so that a column of trials stays one line. */

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null

function lines(value: unknown, indent: string): string {
  if (isPlain(value) || (Array.isArray(value) && value.every(isPlain))) return JSON.stringify(value)
  const inner = `${indent}  `
  const list = Array.isArray(value)
  const parts = list
    ? value.map((item) => inner + lines(item, inner))
    : Object.entries(value as object).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${lines(item, inner)}`)
  if (parts.length === 0) return list ? '[]' : '{}'
  const [open, close] = list ? '[]' : '{}'
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`
}

/**
 * The text of a JSON file, with a line feed at its end. Keys keep their order; `undefined` is left out, as JSON.stringify does.
 *
 * @param value - data that JSON can hold; a bigint or a circle throws
 * @since 0.1.0
 */
export const prettyJson = (value: unknown): string => `${lines(JSON.parse(JSON.stringify(value)), '')}\n`
