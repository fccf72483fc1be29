/** The first value of some columns that cannot be, as an error; for after a kernel refused them. */
import { hydraError, show } from '../../errors/index.ts'

/**
 * HYD-4004 with column and place.
 *
 * @param reason - what was expected of a value, undefined when it may be
 */
export function wrongCell<Name extends string>(
  names: readonly Name[],
  values: Float64Array,
  count: number,
  reason: (name: Name, x: number, index: number) => string | undefined,
): Error {
  for (let i = 0; i < values.length; i += 1) {
    const [name, index] = [names[Math.floor(i / count)]!, i % count]
    const expected = reason(name, values[i]!, index)
    if (expected !== undefined) {
      const parameter = `${name}[${index}]`
      return hydraError('4004', { parameter, expected, got: show(values[i]) }, { where: { option: name } })
    }
  }
  return hydraError('9999', { what: 'a kernel refused columns in which nothing is wrong' })
}
