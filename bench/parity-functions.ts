/**
 * Part of `parity`: points of the mathematical functions, one kind of points for a hundred at a time, near what is hard for any of them.
 * In: the generator, doubles of any bits, and what counts differences. Out: a function that runs 100 points of one function;
 * of two arguments, every fourth time two that lie near to each other.
 */
import { openAddon } from '../src/engine/index.ts'
import * as ported from '../src/reference/math/index.ts'
import type { Random } from '../src/reference/random/sfc32.ts'

export interface FunctionBench {
  readonly random: Random
  readonly anyBits: () => number
  readonly count: (what: string, cases: number, a: Float64Array, b: Float64Array, context: () => unknown) => void
}

type Name = Exclude<keyof typeof ported, 'scalbn'>
const names = Object.keys(ported).filter((name): name is Name => name !== 'scalbn')

const view = new DataView(new ArrayBuffer(8))

/** x, some doubles further. */
function beside(x: number, steps: number): number {
  view.setFloat64(0, x)
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(steps))
  return view.getFloat64(0)
}

/** 1 and a little more or less, of any size. */
const about1 = (random: Random): number => 1 + (random.float() - 0.5) * 2 ** -random.below(50)

/** Anything; ordinary; shares; about 1; whole; large; about multiples of pi/4, very near and near; whole numbers and halves; subnormal;
 * about powers of two, the second time where hypot scales; and where the gamma distribution changes its method. */
const points: readonly ((random: Random, anyBits: () => number) => number)[] = [
  (_, anyBits) => anyBits(),
  (random) => (random.float() - 0.5) * 60,
  (random) => random.float(),
  (random) => 1 + (random.float() - 0.5) * 1e-6,
  (random) => random.below(40) - 20,
  (random) => (random.float() - 0.5) * 1e11,
  (random) => beside((random.below(2 ** (1 + random.below(40))) + 1) * 0.7853981633974483, random.below(9) - 4),
  (random) => beside((random.below(800) - 400) / 2 || 0.5, random.below(9) - 4),
  (random) => (random.below(2) === 0 ? 1 : -1) * random.next() * 2 ** -1074,
  (random) => beside(2 ** (random.below(200) - 100), random.below(2 ** 20) - 2 ** 19) * (random.below(2) === 0 ? 1 : -1),
  (random) => (random.float() - 0.5) * 1500,
  (random) => (random.below(2 ** 20) + 1) * 1.5707963267948966 * about1(random),
  (random) => 2 ** ((random.below(2) === 0 ? 509 : -452) + random.below(4)) * (1 + random.float()),
  (random) => 9e4 + random.float() * 1e5,
]

export function functionCases({ random, anyBits, count }: FunctionBench): void {
  const name = names[random.below(names.length)]!
  const f: (x: number, y: number) => number = ported[name]
  const [ofX, ofY] = [points[random.below(points.length)]!, points[random.below(points.length)]!]
  const x = Float64Array.from({ length: 100 }, () => ofX(random, anyBits))
  const isNear = random.below(4) === 0
  const y = x.map((value) => (isNear ? value * about1(random) : ofY(random, anyBits)))
  const out = new Float64Array(100)
  if (openAddon().mathColumn(name, x, y, out) !== 0) throw new Error(`the core has no function ${name}`)
  const own = x.map((value, i) => f(value, y[i]!))
  const at = own.findIndex((value, i) => !Object.is(value, out[i]))
  count(name, 100, out, own, () => [x[at], y[at]])
}
