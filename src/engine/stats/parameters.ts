/** Numbers that summaries and quantiles take, checked at the door. */
import { hydraError, show } from '../../errors/index.ts'
import { sampleAt } from '../door.ts'

function outOfRange(parameter: string, expected: string, value: unknown): never {
  throw hydraError('4004', { parameter, expected, got: show(value) }, { where: { option: parameter } })
}

const usual = Float64Array.of(0.9, 0.95, 0.99)
const mostPoints = 1000

/** @throws HYD-4004 not a number from 0 to 1 */
export function shareOf(value: unknown, parameter: string): number {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : outOfRange(parameter, 'a number from 0 to 1', value)
}

/** @throws HYD-4004 one not from 0 to 1, or more than 1000; HYD-4006 no list of numbers */
export function quantilesAt(value: unknown): Float64Array {
  return value === undefined ? usual : sharesAt(value, 'quantiles')
}

/** A list of shares; errors as above. */
export function sharesAt(value: unknown, parameter: string): Float64Array {
  const points = sampleAt(value, parameter).slice()
  if (points.length > mostPoints) outOfRange(parameter, `at most ${mostPoints} of them`, points.length)
  points.forEach((p) => shareOf(p, parameter))
  return points
}

/** @throws HYD-4004 not a whole number from 1 to 9 */
export function typeAt(value: unknown): number {
  if (value === undefined) return 7
  const isType = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 9
  return isType ? value : outOfRange('type', 'a whole number from 1 to 9', value)
}

/** @throws HYD-4004 not from 0 to below 0.5 */
export function trimAt(value: unknown): number {
  if (value === undefined) return 0.2
  return typeof value === 'number' && value >= 0 && value < 0.5
    ? value
    : outOfRange('trim', 'a number from 0 to below 0.5', value)
}

/** @throws HYD-4004 not a whole number from 1 on */
export function lagAt(value: unknown): number {
  if (value === undefined) return 1
  const isLag = typeof value === 'number' && Number.isSafeInteger(value) && value >= 1
  return isLag ? value : outOfRange('lag', 'a whole number from 1 on', value)
}
