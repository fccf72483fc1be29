//! The line of Theil and Sen: the median of the slopes of all pairs of points, which a quarter of wild values does not move.
//! In: x and y, finite, any order. Out: the row of [`super::COLUMNS`]; NaN for all when x is constant; errors and r2 always NaN.
//! intercept = median of y - slope x; interval by Sen 1968: ranks (N -+ z sigma) / 2 of the N slopes, rounded to nearest;
//! NaN where they lie beyond the slopes there are (at 95 % below 5 points), which then cannot hold the confidence;
//! p by Mann-Kendall; with `autocorrelation` both variances are corrected by Hamed and Rao 1998 (see kendall).
//! residualSd = 1.482602218505602 times the median |residual|. The least x is taken off first: time stamps are large.
//! Source: Theil 1950; Sen 1968.  Twin: src/reference/trend/theil-sen.ts  Golden: fixtures/golden/trend/theil-sen.json

use super::kendall::{self, Kendall};
use super::slopes::slopes_at;
use super::{Request, power_for};
use crate::math::{normal_quantile, scalbn};
use crate::stats::quantile::{blend, position, value_at};

const MAD_TO_SD: f64 = 1.482602218505602;
type Point = (f64, f64);

/// Points scaled into -1 .. 1, the least x taken off, in order of x, then y.
fn points_of(x: &[f64], y: &[f64], powers: (i32, i32), least: f64) -> Vec<Point> {
    let mut points: Vec<Point> = x
        .iter()
        .zip(y)
        .map(|(&x, &y)| {
            let x = scalbn(x, -powers.0) - least;
            (x + 0.0, scalbn(y, -powers.1) + 0.0)
        })
        .collect();
    points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    value_at(|rank| values[rank], position(values.len(), 0.5))
}

/// Ranks of the lower and the upper end of the interval among N slopes; none where they run out.
fn ends(slopes: f64, deviation: f64, confidence: f64) -> Option<[usize; 2]> {
    let reach = -normal_quantile((1.0 - confidence) * 0.5) * deviation;
    let low = ((slopes - reach) * 0.5 + 0.5).floor() - 1.0;
    let high = ((slopes + reach) * 0.5 + 0.5).floor();
    (low >= 0.0 && high < slopes).then_some([low as usize, high as usize])
}

/// Slopes of some ranks, however often each is asked for.
fn read(points: &[Point], ranks: &[usize]) -> Vec<f64> {
    let mut each = ranks.to_vec();
    each.sort_unstable();
    each.dedup();
    let slopes = slopes_at(points, &each);
    ranks
        .iter()
        .map(|rank| slopes[each.partition_point(|r| r < rank)])
        .collect()
}

fn residuals(points: &[Point], slope: f64) -> Vec<f64> {
    points.iter().map(|(x, y)| y - slope * x).collect()
}

/// As in the header.
pub fn fit(x: &[f64], y: &[f64], request: Request, row: &mut [f64]) {
    if x.iter().all(|&value| value == x[0]) {
        return;
    }
    let powers = (power_for(x), power_for(y));
    let mut least = f64::INFINITY;
    for &value in x {
        let value = scalbn(value, -powers.0);
        least = if value < least { value } else { least };
    }
    let points = points_of(x, y, powers, least);
    let Kendall {
        s,
        variance,
        interval_variance,
        slopes,
        ..
    } = kendall::kendall(&points);
    let last = slopes as usize - 1;
    let middle = read(&points, &[last / 2, last.div_ceil(2)]);
    let slope = blend(middle[0], middle[1], 0.5);
    let residuals = residuals(&points, slope);
    let factor = if request.autocorrelation {
        kendall::variance_factor(&residuals)
    } else {
        1.0
    };
    let spread = interval_variance * factor;
    let deviation = if spread > 0.0 { spread.sqrt() } else { 0.0 };
    let ranks = ends(slopes, deviation, request.confidence);
    let bounds = ranks.map_or(vec![f64::NAN; 2], |ranks| read(&points, &ranks));
    let centre = median(residuals.clone());
    let sizes = residuals.iter().map(|r| (r - centre).abs()).collect();
    let power = powers.1 - powers.0;
    row[0] = scalbn(slope, power);
    row[1] = scalbn(centre - slope * least, powers.1);
    row[2] = scalbn(bounds[0], power);
    row[3] = scalbn(bounds[1], power);
    row[6] = kendall::p_of(s, variance * factor);
    row[8] = scalbn(MAD_TO_SD * median(sizes), powers.1);
}
