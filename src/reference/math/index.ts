/**
 * The mathematics that both engines share, bit for bit: the functions of libm 0.2.16, and on top the normal distribution and the
 * incomplete gamma function. Student's t and the incomplete beta function lie beside it.
 */
export { acos, asin } from './arc.ts'
export { atan, atan2 } from './atan.ts'
export { cbrt } from './cbrt.ts'
export { erf, erfc } from './erf.ts'
export { exp } from './exp.ts'
export { expm1 } from './expm1.ts'
export { hypot } from './hypot.ts'
export { chiSquareTail, lowerGamma, upperGamma } from './incomplete-gamma.ts'
export { cosh, sinh, tanh } from './hyperbolic.ts'
export { acosh, asinh, atanh } from './inverse-hyperbolic.ts'
export { lgamma, lgammaSign } from './lgamma.ts'
export { log } from './log.ts'
export { log10 } from './log10.ts'
export { log1p } from './log1p.ts'
export { log2 } from './log2.ts'
export { normalCdf, normalQuantile } from './normal.ts'
export { pow } from './pow.ts'
export { scalbn } from './scalbn.ts'
export { tgamma } from './tgamma.ts'
export { cos, sin, tan } from './trig.ts'
