/** The options of sketches, read once each. */
import { hydraError, kindOf, show } from '../../errors/index.ts'

function outOfRange(parameter: string, expected: string, value: unknown): never {
  throw hydraError('4004', { parameter, expected, got: show(value) }, { where: { option: parameter } })
}

/** @throws HYD-4004 not a whole number from 1 to 12 */
export function bitsAt(value: unknown): number {
  if (value === undefined) return 6
  const isOne = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 12
  return isOne ? value : outOfRange('bits', 'a whole number from 1 to 12', value)
}

/** @throws HYD-4004 not a number from 0 to 1 */
export function shareAt(value: unknown): number {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : outOfRange('p', 'a number from 0 to 1', value)
}

/** @throws HYD-1003 neither true nor false */
export function flagAt(value: unknown, option: string, fallback: boolean): boolean {
  if (value === undefined) return fallback
  if (typeof value === 'boolean') return value
  const params = { option, expected: 'true or false', got: show(value), type: kindOf(value) }
  throw hydraError('1003', params, { where: { option } })
}
