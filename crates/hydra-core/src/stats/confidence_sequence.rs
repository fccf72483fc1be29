//! Betting confidence sequence: an interval for the mean of values in [0, 1] that holds at every look at once.
//! In: values in their order, alpha between 0 and 1. Out: low and high, within 0 to 1; low above high where no single mean fits.
//! `mu_t = (1/2 + sum x)/(t + 1)`, `v_t = (1/4 + sum (x_i - mu_i)^2)/(t + 1)`, `bet_t = sqrt(2 ln(2/alpha)/(v_{t-1} t ln(1 + t)))`, fixed before `x_t`.
//! Who bets that the mean is above m has prod(1 + min(bet, .5/m)(x - m)), who bets below has prod(1 - min(bet, .5/(1 - m))(x - m)). If m is the
//! mean, neither ever reaches 2/alpha but with chance alpha. Kept are the m for which neither ever did. The first wealth falls as m rises, the second
//! rises, so each end is found by bisection, to 2^-40, rounded outwards.
//! Why products and no logarithms: a factor is at least 1/2, so a product that gets small is moved up by 2^500, and the bisection costs no log.
//! Source: Waudby-Smith and Ramdas 2024, Estimating means of bounded random variables by betting (hedged capital, predictable plug-in).
//! Twin: src/reference/stats/confidence-sequence.ts  Golden: fixtures/golden/stats/confidence-sequence.json

use crate::Fault;
use crate::math::log;

const HALVINGS: u32 = 40;
/// 2^500 and 2^-500.
const LARGE: f64 = f64::from_bits((1023 + 500) << 52);
const SMALL: f64 = f64::from_bits((1023 - 500) << 52);

/// What is staked at each value, known before it; `squares` is v_{t-1} t.
fn bets(x: &[f64], alpha: f64) -> Vec<f64> {
    let stake = 2.0 * log(2.0 / alpha);
    let mut sum = 0.5;
    let mut squares = 0.25;
    let mut out = Vec::with_capacity(x.len());
    for (i, &value) in x.iter().enumerate() {
        let t = (i + 1) as f64;
        out.push((stake / (squares * log(1.0 + t))).sqrt());
        sum += value;
        let off = value - sum / (t + 1.0);
        squares += off * off;
    }
    out
}

/// Whether the wealth of who bets that the mean is above m ever reaches the goal.
fn is_above(x: &[f64], bets: &[f64], m: f64, goal: f64) -> bool {
    let most = 0.5 / m;
    let mut wealth = 1.0;
    let mut moved = 0_u64;
    for (&value, &bet) in x.iter().zip(bets) {
        wealth *= 1.0 + (if bet < most { bet } else { most }) * (value - m);
        if wealth < SMALL {
            wealth *= LARGE;
            moved += 1;
        } else if moved == 0 {
            if wealth >= goal {
                return true;
            }
        } else if wealth >= 1.0 {
            wealth *= SMALL;
            moved -= 1;
        }
    }
    false
}

/// The least m that is kept, rounded down.
fn low_end(x: &[f64], bets: &[f64], goal: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    if !is_above(x, bets, 0.0, goal) {
        return 0.0;
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if is_above(x, bets, middle, goal) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// As in the header; `out` holds low and high.
///
/// # Errors
/// [`Fault::NotFinite`] for NaN, [`Fault::ParameterRange`] for a value or an alpha outside its range, an `out` of another length.
pub fn confidence_sequence(x: &[f64], alpha: f64, out: &mut [f64]) -> Result<(), Fault> {
    if !(alpha > 0.0 && alpha < 1.0) || out.len() != 2 {
        return Err(Fault::ParameterRange);
    }
    if x.iter().any(|value| value.is_nan()) {
        return Err(Fault::NotFinite);
    }
    if x.iter().any(|value| !(0.0..=1.0).contains(value)) {
        return Err(Fault::ParameterRange);
    }
    let goal = 2.0 / alpha;
    let mirrored: Vec<f64> = x.iter().map(|value| 1.0 - value).collect();
    out[0] = low_end(x, &bets(x, alpha), goal);
    out[1] = 1.0 - low_end(&mirrored, &bets(&mirrored, alpha), goal);
    Ok(())
}
