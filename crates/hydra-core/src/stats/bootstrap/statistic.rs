//! The statistics that can be resampled: of a whole sample, and of a resample.
//! In: a sample in order of size. Out: numbers on the scale they are compared on: deviations from the mean (mean, trimmed mean, sd;
//! scaled by a power of two where squares would over- or underflow), or the values themselves (order statistics).
//! Mean and sd of a resample are summed as it is drawn. The others count how often each place came, and walk along the counts:
//! order statistics without putting anything in order.
//! Twin: src/reference/stats/bootstrap/statistic.ts

use super::resample::Plan;
use crate::random::sfc32::Sfc32;
use crate::stats::quantile::{Position, blend, position};
use crate::stats::sums::{compensated_sum, scale_for, unscale};

const TRIM: f64 = 0.2;

/// A sample in order of size.
pub struct Sample {
    pub sorted: Vec<f64>,
    /// From the mean, scaled.
    pub deviations: Vec<f64>,
    mean: f64,
    back: f64,
}

fn held(x: f64, low: f64, high: f64) -> f64 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

impl Sample {
    /// One value at least.
    pub fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
        let scale = scale_for(if -least > most { -least } else { most });
        let mean = compensated_sum(&sorted, scale) / sorted.len() as f64;
        let mean = held(mean, least * scale, most * scale);
        Self {
            deviations: sorted.iter().map(|x| x * scale - mean).collect(),
            sorted,
            mean,
            back: unscale(scale),
        }
    }

    pub fn n(&self) -> usize {
        self.sorted.len()
    }

    fn least(&self) -> f64 {
        self.sorted[0]
    }

    fn most(&self) -> f64 {
        self.sorted[self.n() - 1]
    }

    pub fn is_constant(&self) -> bool {
        self.least() == self.most()
    }

    /// The value that lies so far from the mean.
    pub fn raised(&self, deviation: f64) -> f64 {
        (deviation + self.mean) * self.back
    }

    /// A statistic in the unit of the values; a centre lies within them.
    pub fn value(&self, statistic: Statistic, x: f64) -> f64 {
        match statistic {
            Statistic::Mean | Statistic::TrimmedMean => {
                held(self.raised(x), self.least(), self.most())
            }
            Statistic::Sd => x * self.back,
            Statistic::Quantile { .. } => x + 0.0,
        }
    }

    /// Below this two values of a statistic count as equal: 2^-40 of the range, on the scale of the statistic.
    pub fn tie(&self, statistic: Statistic) -> f64 {
        const PART: f64 = 9.094947017729282e-13;
        let of = |column: &[f64]| column[self.n() - 1] * PART - column[0] * PART;
        match statistic {
            Statistic::Quantile { .. } => of(&self.sorted),
            _ => of(&self.deviations),
        }
    }
}

/// What is resampled.
#[derive(Clone, Copy)]
pub enum Statistic {
    Mean,
    TrimmedMean,
    Sd,
    /// The median too; `is_named` for quantiles that are asked for by their p.
    Quantile {
        p: f64,
        is_named: bool,
    },
}

fn sd_of(sum: f64, squares: f64, n: f64) -> f64 {
    let spread = squares - sum * sum / n;
    (if spread > 0.0 { spread } else { 0.0 } / (n - 1.0)).sqrt()
}

/// Order statistics of what the counts say.
fn quantile_of(sorted: &[f64], counts: &[u32], Position { rank, share }: Position) -> f64 {
    let (mut seen, mut place) = (counts[0] as usize, 0);
    while seen <= rank {
        place += 1;
        seen += counts[place] as usize;
    }
    let a = sorted[place];
    if share == 0.0 {
        return a;
    }
    while seen <= rank + 1 {
        place += 1;
        seen += counts[place] as usize;
    }
    blend(a, sorted[place], share)
}

pub(super) fn trimmed_count(n: usize) -> usize {
    (n as f64 * TRIM).floor() as usize
}

/// The mean of those of rank `off` up to n - `off`.
fn trimmed_of(deviations: &[f64], counts: &[u32]) -> f64 {
    let n = deviations.len();
    let off = trimmed_count(n);
    let (mut seen, mut sum) = (0, 0.0);
    for (d, &count) in deviations.iter().zip(counts) {
        let after = seen + count as usize;
        let first = if seen < off { off } else { seen };
        let last = if after > n - off { n - off } else { after };
        if last > first {
            sum += (last - first) as f64 * d;
        }
        seen = after;
    }
    sum / (n - 2 * off) as f64
}

impl Statistic {
    pub fn of(number: usize, p: f64) -> Option<Self> {
        Some(match number {
            0 => Self::Mean,
            1 => Self::Quantile {
                p: 0.5,
                is_named: false,
            },
            2 => Self::TrimmedMean,
            3 => Self::Sd,
            4 => Self::Quantile { p, is_named: true },
            _ => return None,
        })
    }

    /// The name of its draws.
    pub fn stream(self) -> String {
        match self {
            Self::Mean => "bootstrap mean".to_owned(),
            Self::TrimmedMean => "bootstrap trimmed-mean".to_owned(),
            Self::Sd => "bootstrap sd".to_owned(),
            Self::Quantile {
                is_named: false, ..
            } => "bootstrap median".to_owned(),
            Self::Quantile { p, .. } => format!("bootstrap p{}", (p * 1e5 + 0.5).floor() as u32),
        }
    }

    /// Of the sample itself.
    pub fn of_whole(self, sample: &Sample) -> f64 {
        let n = sample.n();
        if let Self::Sd = self {
            let (mut sum, mut squares) = (0.0, 0.0);
            for d in &sample.deviations {
                sum += d;
                squares += d * d;
            }
            return if n < 2 {
                f64::NAN
            } else {
                sd_of(sum, squares, n as f64)
            };
        }
        if let Self::Mean = self {
            return 0.0;
        }
        self.of_counts(sample, &vec![1; n])
    }

    fn of_counts(self, sample: &Sample, counts: &[u32]) -> f64 {
        match self {
            Self::Quantile { p, .. } => {
                quantile_of(&sample.sorted, counts, position(sample.n(), p))
            }
            _ => trimmed_of(&sample.deviations, counts),
        }
    }

    /// Of a resample, drawn now.
    pub fn of_resample(
        self,
        sample: &Sample,
        plan: &Plan,
        random: &mut Sfc32,
        counts: &mut [u32],
    ) -> f64 {
        let n = sample.n() as f64;
        match self {
            Self::Mean => plan.sums(&sample.deviations, random).0 / n,
            Self::Sd => {
                let (sum, squares) = plan.sums(&sample.deviations, random);
                sd_of(sum, squares, n)
            }
            _ => {
                counts.fill(0);
                plan.draw(random, |place| counts[place] += 1);
                self.of_counts(sample, counts)
            }
        }
    }
}
