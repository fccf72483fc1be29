//! The mathematics that both engines share, bit for bit: functions of libm 0.2.16, and on top the normal distribution, Student's t,
//! the incomplete beta and gamma functions.
//! Why not the standard library: it calls the platform's, which differs between systems and from JavaScript.
//! Twin: src/reference/math/index.ts

pub mod beta;
pub mod beta_quantile;
pub mod double_double;
pub mod incomplete_gamma;
mod normal;
pub mod saddle;
pub mod student;
pub mod whole;
mod whole_bits;

pub use libm::{
    acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, cos, cosh, erf, erfc, exp, expm1, hypot,
    lgamma_r, log, log1p, log2, log10, pow, scalbn, sin, sinh, tan, tanh, tgamma,
};
pub use normal::{normal_cdf, normal_quantile};

/// A function by its name, for the tests that hold the twin against this; `y` is used by those of two arguments.
pub fn by_name(name: &str) -> Option<fn(f64, f64) -> f64> {
    Some(match name {
        "exp" => |x, _| exp(x),
        "expm1" => |x, _| expm1(x),
        "log" => |x, _| log(x),
        "log1p" => |x, _| log1p(x),
        "erf" => |x, _| erf(x),
        "erfc" => |x, _| erfc(x),
        "pow" => pow,
        "scalbn" => |x, y| scalbn(x, y as i32),
        "normalCdf" => |x, _| normal_cdf(x),
        "normalQuantile" => |x, _| normal_quantile(x),
        "studentTail" => student::student_tail,
        "studentQuantileUpper" => student::student_quantile_upper,
        _ => {
            return of_circle(name)
                .or_else(|| of_gamma(name))
                .or_else(|| of_roots(name));
        }
    })
}

fn of_circle(name: &str) -> Option<fn(f64, f64) -> f64> {
    Some(match name {
        "sin" => |x, _| sin(x),
        "cos" => |x, _| cos(x),
        "tan" => |x, _| tan(x),
        "asin" => |x, _| asin(x),
        "acos" => |x, _| acos(x),
        "atan" => |x, _| atan(x),
        "atan2" => atan2,
        "sinh" => |x, _| sinh(x),
        "cosh" => |x, _| cosh(x),
        "tanh" => |x, _| tanh(x),
        "asinh" => |x, _| asinh(x),
        "acosh" => |x, _| acosh(x),
        "atanh" => |x, _| atanh(x),
        _ => return None,
    })
}

fn of_roots(name: &str) -> Option<fn(f64, f64) -> f64> {
    Some(match name {
        "cbrt" => |x, _| cbrt(x),
        "hypot" => hypot,
        "log2" => |x, _| log2(x),
        "log10" => |x, _| log10(x),
        _ => return None,
    })
}

fn of_gamma(name: &str) -> Option<fn(f64, f64) -> f64> {
    Some(match name {
        "lgamma" => |x, _| lgamma_r(x).0,
        "lgammaSign" => |x, _| f64::from(lgamma_r(x).1),
        "tgamma" => |x, _| tgamma(x),
        "lowerGamma" => incomplete_gamma::lower_gamma,
        "upperGamma" => incomplete_gamma::upper_gamma,
        "chiSquareTail" => incomplete_gamma::chi_square_tail,
        _ => return None,
    })
}
