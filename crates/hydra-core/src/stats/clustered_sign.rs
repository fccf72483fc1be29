//! The clustered sign test: blocks of one epoch share a code layout, so epochs, not blocks, are independent.
//! In: n values ascending, the cluster (0 to E - 1) of each. Out: the statistic at every cut, the ends of an interval, p.
//! Cut c stands for a point that has c values below it. `S_e` = values of cluster e above it less those below; S = sum of `S_e`,
//! Q = sum of `S_e`^2; m = S / E, v = max(variance of `S_e` with E - 1 below the line, n / E); T = m / sqrt(v / E)
//! = S / sqrt(max(E Q - S^2, n (E - 1)) / (E - 1)). S and Q are whole, and moving on by one value changes them by a few whole
//! numbers: all cuts in one pass, exact below n = 1e7.
//! T mostly falls with c but need not, so the hull of {|T| <= q} is the interval, and p of a claim is the largest over all
//! points that it excludes: a point far out is never proven by a dip of T further in.
//! Why signs and not ranks: blocks of a loaded machine have tails of 100 %. Why the floor n / E: epochs that agree by chance
//! claim nothing.
//! Source: Datta and Satten 2005; Larocque 2005.  Twin: src/reference/stats/clustered-sign.ts

use crate::math::student::student_tail;

/// Epochs with fewer blocks are merged with their neighbour.
pub const LEAST_BLOCKS: usize = 3;

/// Fills `clusters` with the cluster of each value, from epochs in ascending order; returns how many clusters there are.
/// A cluster is closed where the epoch changes and it has `LEAST_BLOCKS`; what is left over at the end joins the last one.
pub fn cluster(epochs: &[u32], clusters: &mut Vec<u32>) -> usize {
    clusters.clear();
    let (mut current, mut size) = (0_u32, 0);
    for (i, epoch) in epochs.iter().enumerate() {
        if size >= LEAST_BLOCKS && *epoch != epochs[i - 1] {
            current += 1;
            size = 0;
        }
        clusters.push(current);
        size += 1;
    }
    if current > 0 && size < LEAST_BLOCKS {
        current -= 1;
        let last = clusters.len() - size;
        for label in &mut clusters[last..] {
            *label = current;
        }
    }
    if epochs.is_empty() {
        0
    } else {
        current as usize + 1
    }
}

/// What is left above and below a cut, cluster by cluster.
#[derive(Default)]
struct Signs {
    of: Vec<f64>,
    sum: f64,
    squares: f64,
}

impl Signs {
    fn load(&mut self, clusters: &[u32], count: usize) {
        self.of.clear();
        self.of.resize(count, 0.0);
        for label in clusters {
            self.of[*label as usize] += 1.0;
        }
        self.sum = clusters.len() as f64;
        self.squares = self.of.iter().fold(0.0, |sum, s| sum + s * s);
    }

    /// One value of a cluster comes to lie below the cut.
    fn pass(&mut self, label: u32) {
        let s = &mut self.of[label as usize];
        self.squares += 4.0 - 4.0 * *s;
        self.sum -= 2.0;
        *s -= 2.0;
    }

    fn statistic(&self, floor: f64) -> f64 {
        let count = self.of.len() as f64;
        let spread = count * self.squares - self.sum * self.sum;
        let spread = if spread > floor { spread } else { floor };
        self.sum / (spread / (count - 1.0)).sqrt()
    }
}

/// T at every cut from 0 to n; NaN between equal values, where no point can lie.
#[derive(Default)]
pub struct Clustered {
    signs: Signs,
    at: Vec<f64>,
}

impl Clustered {
    /// Computes all cuts. `values` ascending, `clusters` theirs, `count` clusters, 2 or more.
    pub fn load(&mut self, values: &[f64], clusters: &[u32], count: usize) {
        self.signs.load(clusters, count);
        let floor = values.len() as f64 * (count as f64 - 1.0);
        self.at.clear();
        self.at.push(self.signs.statistic(floor));
        for (i, label) in clusters.iter().enumerate() {
            self.signs.pass(*label);
            let is_tied = i + 1 < values.len() && values[i] == values[i + 1];
            self.at.push(if is_tied {
                f64::NAN
            } else {
                self.signs.statistic(floor)
            });
        }
    }

    /// Whether values of these sizes of clusters can prove anything at this quantile: when all lie on one side.
    pub fn can_reach(&self, q: f64) -> bool {
        self.at[0] > q
    }

    /// Places of the ends among the values; `None` when even the extremes lie inside: too few for this quantile.
    pub fn interval(&self, q: f64) -> Option<(usize, usize)> {
        let low = self.at.iter().position(|t| *t <= q)?;
        let high = self.at.iter().rposition(|t| *t >= -q)?;
        (low > 0 && high + 1 < self.at.len()).then(|| (low - 1, high))
    }

    /// Two-sided p of "the median lies above a point" that has `cut` values below it or on it.
    pub fn p_above(&self, cut: usize) -> f64 {
        let least = self.at[..=cut].iter().fold(
            f64::INFINITY,
            |least, t| if *t < least { *t } else { least },
        );
        self.p(least)
    }

    /// Two-sided p of "the median lies below a point" that has `cut` values below it.
    pub fn p_below(&self, cut: usize) -> f64 {
        let largest =
            self.at[cut..].iter().fold(
                f64::NEG_INFINITY,
                |most, t| if *t > most { *t } else { most },
            );
        self.p(-largest)
    }

    fn p(&self, t: f64) -> f64 {
        if t > 0.0 {
            2.0 * student_tail(t, self.signs.of.len() as f64 - 1.0)
        } else {
            1.0
        }
    }
}
