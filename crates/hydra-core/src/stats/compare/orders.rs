//! Every way to divide the values of two small samples anew, by the statistic of Brunner and Munzel: its exact distribution under exchange.
//! In: two samples, ascending, two values each at least, neither all equal nor apart. Out: the share of all C(n + m, n) splits whose W is
//! at most (a larger), and at least (a smaller), that of the split seen.
//! Equal values form a group; the walk chooses how many of each group go to a, and counts a choice as often as it can be made. It ends
//! where a or b is used up, so it takes fewer than two steps a split. W orders splits as -B |B| / K with B = sum q, K = (m - 1)
//! (n sum q^2 - B^2) + (n - 1) (m sum r^2 - B^2): whole numbers below 2^53, multiplied crosswise, so ties are ties and no order of the
//! walk matters.
//! Source: Neubert and Brunner 2007.  Twin: src/reference/stats/compare/orders.ts

const MOST_SPLITS: f64 = 20_000.0;

/// C(n, k), or something above the most splits.
pub fn splits_of(n: f64, k: f64) -> f64 {
    let (mut count, mut i) = (1.0, 1.0);
    while i <= k && count <= MOST_SPLITS {
        count = count * (n - k + i) / i;
        i += 1.0;
    }
    count
}

/// Whether all splits of so many values are few enough to be walked.
pub fn is_walked(n: f64, m: f64) -> bool {
    splits_of(n + m, if n < m { n } else { m }) <= MOST_SPLITS
}

/// What orders splits: `balance` B above 0 where a is larger, `spread` K, 0 where a and b lie apart.
#[derive(Clone, Copy)]
struct Standing {
    balance: f64,
    spread: f64,
}

fn signed_square(x: f64) -> f64 {
    x * x.abs()
}

/// The groups of equal values: how many each holds, and how many of them are a's.
fn groups_of(a: &[f64], b: &[f64]) -> Vec<(f64, f64)> {
    let (mut i, mut j, mut groups) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        let value = if j == b.len() || (i < a.len() && a[i] < b[j]) {
            a[i]
        } else {
            b[j]
        };
        let (first, second) = (i, j);
        while i < a.len() && a[i] == value {
            i += 1;
        }
        while j < b.len() && b[j] == value {
            j += 1;
        }
        groups.push(((i - first + j - second) as f64, (i - first) as f64));
    }
    groups
}

/// A walk on its way: values left for each sample, sums so far of q, q^2 and r^2.
#[derive(Clone, Copy)]
struct Way {
    a: f64,
    b: f64,
    balance: f64,
    q: f64,
    r: f64,
    count: f64,
}

struct Walk {
    n: f64,
    m: f64,
    up: f64,
    down: f64,
    all: f64,
}

impl Walk {
    fn start(&self) -> Way {
        Way {
            a: self.n,
            b: self.m,
            balance: 0.0,
            q: 0.0,
            r: 0.0,
            count: 1.0,
        }
    }

    /// `taken` of a group of `size` go to a.
    fn step(&self, way: Way, size: f64, taken: f64) -> Way {
        let others = size - taken;
        let q = self.m - 2.0 * way.b + others;
        let r = self.n - 2.0 * way.a + taken;
        let fewer = if taken < others { taken } else { others };
        Way {
            a: way.a - taken,
            b: way.b - others,
            balance: way.balance + taken * q,
            q: way.q + taken * q * q,
            r: way.r + others * r * r,
            count: way.count * splits_of(size, fewer),
        }
    }

    /// Where all that is left belongs to one sample.
    fn end(&self, way: Way) -> Standing {
        let (n, m) = (self.n, self.m);
        let balance = way.balance + way.a * m;
        let square = balance * balance;
        let of_a = (m - 1.0) * (n * (way.q + way.a * m * m) - square);
        let of_b = (n - 1.0) * (m * (way.r + way.b * n * n) - square);
        Standing {
            balance,
            spread: of_a + of_b,
        }
    }

    fn every(&mut self, groups: &[(f64, f64)], way: Way, seen: Standing) {
        let size = match groups.first() {
            Some((size, _)) if way.a > 0.0 && way.b > 0.0 => *size,
            _ => return self.count(self.end(way), seen, way.count),
        };
        let most = if size < way.a { size } else { way.a };
        let mut taken = if size > way.b { size - way.b } else { 0.0 };
        while taken <= most {
            self.every(&groups[1..], self.step(way, size, taken), seen);
            taken += 1.0;
        }
    }

    fn count(&mut self, split: Standing, seen: Standing, count: f64) {
        let own = signed_square(split.balance) * seen.spread;
        let other = signed_square(seen.balance) * split.spread;
        self.all += count;
        self.up += if own >= other { count } else { 0.0 };
        self.down += if own <= other { count } else { 0.0 };
    }
}

/// p of "a tends to be larger" and of "a tends to be smaller", as in the header.
pub fn by_every_split(a: &[f64], b: &[f64]) -> (f64, f64) {
    let groups = groups_of(a, b);
    let mut walk = Walk {
        n: a.len() as f64,
        m: b.len() as f64,
        up: 0.0,
        down: 0.0,
        all: 0.0,
    };
    let step = |way, &(size, taken): &(f64, f64)| walk.step(way, size, taken);
    let seen = walk.end(groups.iter().fold(walk.start(), step));
    walk.every(&groups, walk.start(), seen);
    (walk.up / walk.all, walk.down / walk.all)
}
