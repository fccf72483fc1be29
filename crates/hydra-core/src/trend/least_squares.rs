//! Least squares of a polynomial, or of several columns, by Householder reflections in double-double.
//! In: k columns of x one behind the other, y; degree (k = 1) and intercept. Out: coefficients (the intercept first, when there is one), their
//! standard errors, r2, residual sd, p of the whole fit (F test). Errors, sd and p are NaN when no value is left over.
//! Columns centred at their rounded mean (with an intercept) and scaled by powers of two into -1 .. 1, both exactly; powers of a centred
//! column; one step of refinement on the residuals; then back to the x given by the binomial theorem, still in double-double.
//! Why not the normal equations: they square the condition; Filip's data then have no digit left.
//! A column whose part beyond the others is below 2^-46 of itself: singular.
//! Source: Householder 1958; Golub 1965; Bjorck 1967 (refinement).  Twin: src/reference/trend/least-squares.ts
//! Golden: fixtures/golden/trend/nist.json

use super::line::residual_or_0;
use super::power_for;
use crate::Fault;
use crate::math::beta::incomplete_beta;
use crate::math::double_double::{self as dd, DoubleDouble};
use crate::math::scalbn;

const SINGULAR: f64 = 1.4210854715202004e-14; // 2^-46

/// Columns of the design, and how to come back from them.
struct Design {
    columns: Vec<Vec<DoubleDouble>>,
    /// Of each coefficient of the user: its shares of ours, and the power of two of its column.
    back: Vec<Vec<DoubleDouble>>,
    powers: Vec<i32>,
}

/// A column within -1 .. 1, where its centre went, and its power of two.
struct Scaled {
    values: Vec<DoubleDouble>,
    centre: f64,
    power: i32,
}

fn scaled(x: &[f64], centred: bool) -> Scaled {
    let first = power_for(x);
    let mut sum = 0.0;
    for &value in x {
        sum += scalbn(value, -first);
    }
    let centre = if centred { sum / x.len() as f64 } else { 0.0 };
    let values: Vec<DoubleDouble> = x
        .iter()
        .map(|&value| dd::two_sum(scalbn(value, -first), -centre))
        .collect();
    let highs: Vec<f64> = values.iter().map(|v| v.high).collect();
    let second = power_for(&highs);
    Scaled {
        values: values.iter().map(|&v| dd::scale(v, -second)).collect(),
        centre: scalbn(centre, -second),
        power: first + second,
    }
}

fn ones(n: usize) -> Vec<DoubleDouble> {
    vec![dd::from(1.0); n]
}

fn polynomial(x: &[f64], degree: usize, intercept: bool) -> Design {
    let Scaled {
        values,
        centre,
        power,
    } = scaled(x, intercept);
    let mut columns = vec![ones(x.len())];
    for k in 1..=degree {
        let last = &columns[k - 1];
        let next = last.iter().zip(&values).map(|(&a, &b)| dd::multiply(a, b));
        columns.push(next.collect());
    }
    let mut back = vec![vec![dd::ZERO; degree + 1]; degree + 1];
    back[0][0] = dd::from(1.0);
    for k in 1..=degree {
        for m in 0..=k {
            let moved = dd::multiply(back[m][k - 1], dd::from(-centre));
            let kept = if m > 0 { back[m - 1][k - 1] } else { dd::ZERO };
            back[m][k] = dd::add(kept, moved);
        }
    }
    let powers = (0..).take(degree + 1).map(|m| m * power).collect();
    let mut design = Design {
        columns,
        back,
        powers,
    };
    if !intercept {
        design.columns.remove(0);
        design.powers.remove(0);
        design.back.remove(0);
        for row in &mut design.back {
            row.remove(0);
        }
    }
    design
}

fn several(x: &[f64], n: usize, intercept: bool) -> Design {
    let mut design = Design {
        columns: Vec::new(),
        back: Vec::new(),
        powers: Vec::new(),
    };
    let count = x.len() / n + usize::from(intercept);
    if intercept {
        design.columns.push(ones(n));
        design.powers.push(0);
        design.back.push(vec![dd::ZERO; count]);
        design.back[0][0] = dd::from(1.0);
    }
    for column in x.chunks(n) {
        let Scaled {
            values,
            centre,
            power,
        } = scaled(column, intercept);
        let place = design.columns.len();
        if intercept {
            design.back[0][place] = dd::from(-centre);
        }
        let mut row = vec![dd::ZERO; count];
        row[place] = dd::from(1.0);
        design.columns.push(values);
        design.back.push(row);
        design.powers.push(power);
    }
    design
}

fn dot(a: &[DoubleDouble], b: &[DoubleDouble]) -> DoubleDouble {
    let mut sum = dd::ZERO;
    for (&a, &b) in a.iter().zip(b) {
        sum = dd::add(sum, dd::multiply(a, b));
    }
    sum
}

/// Column j holds its reflection from place j on, and the column of R before it.
struct Factors {
    columns: Vec<Vec<DoubleDouble>>,
    diagonal: Vec<DoubleDouble>,
    /// 2 / (v . v) of each reflection.
    shares: Vec<DoubleDouble>,
}

fn reflect(v: &[DoubleDouble], factor: DoubleDouble, column: &mut [DoubleDouble]) {
    let share = dd::multiply(factor, dot(v, column));
    for (x, &v) in column.iter_mut().zip(v) {
        *x = dd::subtract(*x, dd::multiply(share, v));
    }
}

impl Factors {
    fn of(mut columns: Vec<Vec<DoubleDouble>>) -> Option<Self> {
        let whole: Vec<f64> = columns.iter().map(|c| dd::root(dot(c, c)).high).collect();
        let (mut diagonal, mut shares) = (Vec::new(), Vec::new());
        for k in 0..columns.len() {
            let (done, rest) = columns.split_at_mut(k + 1);
            let v = &mut done[k][k..];
            let norm = dd::root(dot(v, v));
            if norm.high <= SINGULAR * whole[k] {
                return None;
            }
            let end = if v[0].high > 0.0 {
                dd::negate(norm)
            } else {
                norm
            };
            v[0] = dd::subtract(v[0], end);
            let factor = dd::divide(dd::from(2.0), dot(v, v));
            for column in rest {
                reflect(v, factor, &mut column[k..]);
            }
            diagonal.push(end);
            shares.push(factor);
        }
        Some(Self {
            columns,
            diagonal,
            shares,
        })
    }

    /// R^-1 of the first places of a column.
    fn back_substitute(&self, column: &[DoubleDouble]) -> Vec<DoubleDouble> {
        let count = self.diagonal.len();
        let mut solution = column[..count].to_vec();
        for k in (0..count).rev() {
            for j in k + 1..count {
                let known = dd::multiply(self.columns[j][k], solution[j]);
                solution[k] = dd::subtract(solution[k], known);
            }
            solution[k] = dd::divide(solution[k], self.diagonal[k]);
        }
        solution
    }

    fn solve(&self, right: &[DoubleDouble]) -> Vec<DoubleDouble> {
        let mut right = right.to_vec();
        for (k, column) in self.columns.iter().enumerate() {
            reflect(&column[k..], self.shares[k], &mut right[k..]);
        }
        self.back_substitute(&right)
    }
}

fn residuals(
    columns: &[Vec<DoubleDouble>],
    y: &[DoubleDouble],
    solution: &[DoubleDouble],
) -> Vec<DoubleDouble> {
    let mut left = y.to_vec();
    for (column, &share) in columns.iter().zip(solution) {
        for (left, &x) in left.iter_mut().zip(column) {
            *left = dd::subtract(*left, dd::multiply(share, x));
        }
    }
    left
}

/// Squares of y about its mean, or about 0.
fn whole_of(y: &[DoubleDouble], intercept: bool) -> DoubleDouble {
    let mut mean = dd::ZERO;
    if intercept {
        for &value in y {
            mean = dd::add(mean, value);
        }
        mean = dd::divide(mean, dd::from(y.len() as f64));
    }
    let about: Vec<DoubleDouble> = y.iter().map(|&v| dd::subtract(v, mean)).collect();
    dot(&about, &about)
}

/// p of the F test that all coefficients but the intercept are 0.
fn p_of(residual: f64, explained: f64, freedom: f64, asked: f64) -> f64 {
    if explained <= 0.0 {
        return 1.0;
    }
    let ratio = (explained / asked) / (residual / freedom);
    incomplete_beta(
        freedom / (freedom + asked * ratio),
        freedom * 0.5,
        asked * 0.5,
    )
}

/// Fills `out`: coefficients, their errors, r2, residual sd, p. Parameters: degree, intercept 0 or 1.
///
/// # Errors
/// [`Fault::NotFinite`], [`Fault::ParameterRange`] when arguments do not fit each other, [`Fault::SingularDesign`].
pub fn least_squares(x: &[f64], y: &[f64], params: &[f64], out: &mut [f64]) -> Result<(), Fault> {
    let &[degree, intercept] = params else {
        return Err(Fault::ParameterRange);
    };
    let n = y.len();
    let intercept = intercept != 0.0;
    let whole = (1.0..=10.0).contains(&degree) && degree.floor() == degree;
    if !whole
        || n == 0
        || x.is_empty()
        || !x.len().is_multiple_of(n)
        || (degree > 1.0 && x.len() > n)
    {
        return Err(Fault::ParameterRange);
    }
    if !x.iter().chain(y).all(|value| value.is_finite()) {
        return Err(Fault::NotFinite);
    }
    let asked = if degree > 1.0 {
        degree as usize
    } else {
        x.len() / n
    };
    let count = asked + usize::from(intercept);
    if out.len() < 2 * count + 3 {
        return Err(Fault::ParameterRange);
    }
    if n < count {
        return Err(Fault::SingularDesign);
    }
    let design = if x.len() == n {
        polynomial(x, degree as usize, intercept)
    } else {
        several(x, n, intercept)
    };
    fit(&design, y, intercept, &mut out[..2 * count + 3])
}

fn fit(design: &Design, y: &[f64], intercept: bool, out: &mut [f64]) -> Result<(), Fault> {
    let count = design.columns.len();
    let power = power_for(y);
    let right: Vec<DoubleDouble> = y.iter().map(|&v| dd::from(scalbn(v, -power))).collect();
    let factors = Factors::of(design.columns.clone()).ok_or(Fault::SingularDesign)?;
    let mut solution = factors.solve(&right);
    let step = factors.solve(&residuals(&design.columns, &right, &solution));
    for (share, step) in solution.iter_mut().zip(step) {
        *share = dd::add(*share, step);
    }
    let left = residuals(&design.columns, &right, &solution);
    let whole = whole_of(&right, intercept);
    let residual = residual_or_0(dot(&left, &left), whole);
    out.fill(f64::NAN);
    for (m, row) in design.back.iter().enumerate() {
        out[m] = scalbn(dot(row, &solution).high, power - design.powers[m]);
    }
    let explained = dd::subtract(whole, residual);
    if whole.high > 0.0 {
        out[2 * count] = dd::divide(explained, whole).high;
    }
    if y.len() > count {
        let freedom = (y.len() - count) as f64;
        let variance = residual.high / freedom;
        let asked = (count - usize::from(intercept)) as f64;
        put_errors(&factors, design, variance, power, out);
        out[2 * count + 1] = scalbn(variance.sqrt(), power);
        out[2 * count + 2] = p_of(residual.high, explained.high, freedom, asked);
    }
    Ok(())
}

fn put_errors(factors: &Factors, design: &Design, variance: f64, power: i32, out: &mut [f64]) {
    let count = design.columns.len();
    let inverse: Vec<Vec<DoubleDouble>> = (0..count)
        .map(|j| {
            let mut unit = vec![dd::ZERO; count];
            unit[j] = dd::from(1.0);
            factors.back_substitute(&unit)
        })
        .collect();
    for (m, row) in design.back.iter().enumerate() {
        let mut squares = 0.0;
        for column in &inverse {
            let share = dot(row, column).high;
            squares += share * share;
        }
        out[count + m] = scalbn((variance * squares).sqrt(), power - design.powers[m]);
    }
}
