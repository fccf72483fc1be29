//! The mathematics that both engines share, bit for bit: functions of libm 0.2.16, and the normal distribution on top.
//! Why not the standard library: it calls the platform's, which differs between systems and from JavaScript.
//! Twin: src/reference/math/index.ts

pub mod beta;
pub mod beta_quantile;
pub mod double_double;
mod normal;
pub mod saddle;
pub mod student;
pub mod whole;
mod whole_bits;

pub use libm::{erf, erfc, exp, expm1, log, log1p, pow, scalbn};
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
        _ => return None,
    })
}
