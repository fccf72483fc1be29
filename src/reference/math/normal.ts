/**
 * The standard normal distribution: share below z, and the z below which a share lies.
 * normalCdf(z) = erfc(-z / sqrt 2) / 2, right in the lower tail too. normalQuantile: rational functions, relative error about 1e-16.
 * Why AS 241 and not a root search: a fixed number of operations, so the same bits in both engines and no loop to end.
 * Source: Wichura 1988, algorithm AS 241 (PPND16).  Twin: crates/hydra-core/src/math/normal.rs  Golden: fixtures/golden/math/normal.json
 */
import { erfc } from './erf.ts'
import { log } from './log.ts'

const sqrt2 = 1.4142135623730951

/**
 * @param z - any double
 * @returns the share of a standard normal below z, 0 to 1; NaN for NaN
 */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / sqrt2)
}

/** |p - 0.5| <= 0.425, r = 0.180625 - q^2. */
const central = (r: number): number =>
  (3.387132872796366608 +
    r *
      (1.3314166789178437745e2 +
        r *
          (1.9715909503065514427e3 +
            r *
              (1.3731693765509461125e4 +
                r *
                  (4.5921953931549871457e4 +
                    r * (6.7265770927008700853e4 + r * (3.3430575583588128105e4 + r * 2.5090809287301226727e3))))))) /
  (1 +
    r *
      (4.2313330701600911252e1 +
        r *
          (6.871870074920579083e2 +
            r *
              (5.3941960214247511077e3 +
                r *
                  (2.1213794301586595867e4 +
                    r * (3.930789580009271061e4 + r * (2.8729085735721942674e4 + r * 5.226495278852854561e3)))))))
/** r = sqrt(-log p) - 1.6, up to 5 under the root. */
const middle = (r: number): number =>
  (1.42343711074968357734 +
    r *
      (4.6303378461565452959 +
        r *
          (5.7694972214606914055 +
            r *
              (3.64784832476320460504 +
                r *
                  (1.27045825245236838258 +
                    r * (2.4178072517745061177e-1 + r * (2.27238449892691845833e-2 + r * 7.7454501427834140764e-4))))))) /
  (1 +
    r *
      (2.05319162663775882187 +
        r *
          (1.6763848301838038494 +
            r *
              (6.8976733498510000455e-1 +
                r *
                  (1.4810397642748007459e-1 +
                    r * (1.51986665636164571966e-2 + r * (5.475938084995344946e-4 + r * 1.05075007164441684324e-9)))))))
/** r = sqrt(-log p) - 5. */
const farTail = (r: number): number =>
  (6.6579046435011037772 +
    r *
      (5.4637849111641143699 +
        r *
          (1.7848265399172913358 +
            r *
              (2.9656057182850489123e-1 +
                r *
                  (2.6532189526576123093e-2 +
                    r * (1.2426609473880784386e-3 + r * (2.71155556874348757815e-5 + r * 2.01033439929228813265e-7))))))) /
  (1 +
    r *
      (5.9983220655588793769e-1 +
        r *
          (1.3692988092273580531e-1 +
            r *
              (1.48753612908506148525e-2 +
                r *
                  (7.868691311456132591e-4 +
                    r * (1.8463183175100546818e-5 + r * (1.4215117583164458887e-7 + r * 2.04426310338993978564e-15)))))))

/**
 * @param p - a share, 0 to 1
 * @returns the z with normalCdf(z) = p; -Infinity at 0, Infinity at 1, NaN outside
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * central(0.180625 - q * q)
  const tail = q < 0 ? p : 1 - p
  if (tail === 0) return q < 0 ? -Infinity : Infinity
  const root = Math.sqrt(-log(tail))
  const z = root <= 5 ? middle(root - 1.6) : farTail(root - 5)
  return q < 0 ? -z : z
}
