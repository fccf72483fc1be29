/** The mathematics that both engines share, bit for bit: the functions of libm 0.2.16, and the normal distribution on top. */
export { erf, erfc } from './erf.ts'
export { exp } from './exp.ts'
export { expm1 } from './expm1.ts'
export { log } from './log.ts'
export { log1p } from './log1p.ts'
export { normalCdf, normalQuantile } from './normal.ts'
export { pow } from './pow.ts'
export { scalbn } from './scalbn.ts'
