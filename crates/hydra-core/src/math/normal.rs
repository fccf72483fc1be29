//! The standard normal distribution: share below z, and the z below which a share lies.
//! `normal_cdf(z) = erfc(-z / sqrt 2) / 2`, right in the lower tail too. `normal_quantile`: rational functions, relative error about 1e-16.
//! Why AS 241 and not a root search: a fixed number of operations, so the same bits in both engines and no loop to end.
//! Source: Wichura 1988, algorithm AS 241 (PPND16).  Twin: src/reference/math/normal.ts  Golden: fixtures/golden/math/normal.json

use super::{erfc, log};

const SQRT_2: f64 = std::f64::consts::SQRT_2;

/// Share of a standard normal below `z`, 0 to 1; NaN for NaN.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// The z with `normal_cdf(z) = p`; -Infinity at 0, Infinity at 1, NaN outside 0 to 1.
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * central(0.180625 - q * q);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return if q < 0.0 {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
    }
    let root = (-log(tail)).sqrt();
    let z = if root <= 5.0 {
        middle(root - 1.6)
    } else {
        far_tail(root - 5.0)
    };
    if q < 0.0 { -z } else { z }
}

/// |p - 0.5| <= 0.425, r = 0.180625 - q^2.
fn central(r: f64) -> f64 {
    (3.3871328727963666080e0
        + r * (1.3314166789178437745e2
            + r * (1.9715909503065514427e3
                + r * (1.3731693765509461125e4
                    + r * (4.5921953931549871457e4
                        + r * (6.7265770927008700853e4
                            + r * (3.3430575583588128105e4 + r * 2.5090809287301226727e3)))))))
        / (1.0
            + r * (4.2313330701600911252e1
                + r * (6.8718700749205790830e2
                    + r * (5.3941960214247511077e3
                        + r * (2.1213794301586595867e4
                            + r * (3.9307895800092710610e4
                                + r * (2.8729085735721942674e4 + r * 5.2264952788528545610e3)))))))
}

/// r = sqrt(-log p) - 1.6, up to 5 under the root.
fn middle(r: f64) -> f64 {
    (1.42343711074968357734e0
        + r * (4.63033784615654529590e0
            + r * (5.76949722146069140550e0
                + r * (3.64784832476320460504e0
                    + r * (1.27045825245236838258e0
                        + r * (2.41780725177450611770e-1
                            + r * (2.27238449892691845833e-2 + r * 7.74545014278341407640e-4)))))))
        / (1.0
            + r * (2.05319162663775882187e0
                + r * (1.67638483018380384940e0
                    + r * (6.89767334985100004550e-1
                        + r * (1.48103976427480074590e-1
                            + r * (1.51986665636164571966e-2
                                + r * (5.47593808499534494600e-4
                                    + r * 1.05075007164441684324e-9)))))))
}

/// r = sqrt(-log p) - 5.
fn far_tail(r: f64) -> f64 {
    (6.65790464350110377720e0
        + r * (5.46378491116411436990e0
            + r * (1.78482653991729133580e0
                + r * (2.96560571828504891230e-1
                    + r * (2.65321895265761230930e-2
                        + r * (1.24266094738807843860e-3
                            + r * (2.71155556874348757815e-5 + r * 2.01033439929228813265e-7)))))))
        / (1.0
            + r * (5.99832206555887937690e-1
                + r * (1.36929880922735805310e-1
                    + r * (1.48753612908506148525e-2
                        + r * (7.86869131145613259100e-4
                            + r * (1.84631831751005468180e-5
                                + r * (1.42151175831644588870e-7
                                    + r * 2.04426310338993978564e-15)))))))
}
