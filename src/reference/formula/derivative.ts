/**
 * Derivatives of the functions of numbers. In: the argument and the value there. Out: the slope; at a kink 0, of steps 0.
 * No twin yet.
 */
import { cos, cosh, log, sin, sinh } from '../math/index.ts'
import { power, sign } from './scalar.ts'

const ln2 = 0.6931471805599453
const ln10 = 2.302585092994046
const flat = (): number => 0

/** Of one number. */
const slopes: ReadonlyMap<string, (x: number, value: number) => number> = new Map<string, (x: number, value: number) => number>([
  ['abs', (x) => sign(x) + 0],
  ['sign', flat],
  ['floor', flat],
  ['ceil', flat],
  ['trunc', flat],
  ['round', flat],
  ['sqrt', (_, value) => 0.5 / value],
  ['cbrt', (_, value) => 1 / (3 * value * value)],
  ['exp', (_, value) => value],
  ['expm1', (_, value) => value + 1],
  ['ln', (x) => 1 / x],
  ['log1p', (x) => 1 / (1 + x)],
  ['log2', (x) => 1 / (x * ln2)],
  ['log10', (x) => 1 / (x * ln10)],
  ['sigmoid', (_, value) => value * (1 - value)],
  ['sin', (x) => cos(x)],
  ['cos', (x) => -sin(x)],
  ['tan', (_, value) => 1 + value * value],
  ['asin', (x) => 1 / Math.sqrt((1 - x) * (1 + x))],
  ['acos', (x) => -1 / Math.sqrt((1 - x) * (1 + x))],
  ['atan', (x) => 1 / (1 + x * x)],
  ['sinh', (x) => cosh(x)],
  ['cosh', (x) => sinh(x)],
  ['tanh', (_, value) => (1 - value) * (1 + value)],
  ['asinh', (x) => 1 / Math.sqrt(x * x + 1)],
  ['acosh', (x) => 1 / Math.sqrt((x - 1) * (x + 1))],
  ['atanh', (x) => 1 / ((1 - x) * (1 + x))],
])

/** A slope times a change; what does not change adds nothing, also where the slope is infinite or has no value. */
export const along = (slope: number, change: number): number => (change === 0 ? 0 : slope * change)

export const unarySlope = (name: string, x: number, value: number): number | undefined => slopes.get(name)?.(x, value)

/** Of a to the b. */
export function powerChange(a: number, b: number, da: number, db: number): number {
  const bySlope = b === 0 ? 0 : along(b * power(a, b - 1), da)
  return bySlope + (db === 0 ? 0 : along(power(a, b) * log(a), db))
}

/** Of one link of a chain. */
export function stepChange(operator: string, a: number, b: number, da: number, db: number): number {
  if (operator === '+') return da + db
  if (operator === '-') return da - db
  if (operator === '*') return along(b, da) + along(a, db)
  if (operator === '/') return along(1 / b, da) - along(a / b / b, db)
  return da - along(Math.trunc(a / b), db)
}

/** Of the root of a^2 + b^2; at the origin 0. */
export function hypotChange(a: number, b: number, root: number, da: number, db: number): number {
  return root === 0 ? 0 : along(a / root, da) + along(b / root, db)
}

export function angleChange(y: number, x: number, dy: number, dx: number): number {
  const square = x * x + y * y
  return along(x / square, dy) - along(y / square, dx)
}

/** Of ln x / ln base. */
export function logarithmChange(x: number, base: number, dx: number, dbase: number): number {
  const scale = log(base)
  return along(1 / (x * scale), dx) - along(log(x) / (scale * scale * base), dbase)
}
