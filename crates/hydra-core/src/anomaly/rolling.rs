//! Order statistics of the last `window` values of a series, or of all so far: a tree of counts over the ranks of a block of values.
//! In: a series, a window (0: all), values taken one after the other. Out: the value of a rank among those in the window.
//! A block is a window and the values after it, as many as the window and 512 at least: its values are sorted once, and a binary
//! indexed tree counts which are in the window. Taking a value in, out, and reading a rank cost O(log window).
//! Only order statistics come out, so the blocks never show.
//! Source: Fenwick 1994.  Twin: src/reference/anomaly/rolling.ts

const LEAST_BLOCK: usize = 512;

/// The values before a point, in order.
pub struct Rolling<'a> {
    values: &'a [f64],
    window: usize,
    /// The window is `start .. end`.
    start: usize,
    end: usize,
    /// The block is `first .. first + ranks.len()`.
    first: usize,
    sorted: Vec<f64>,
    ranks: Vec<usize>,
    tree: Vec<u32>,
    top: usize,
}

impl<'a> Rolling<'a> {
    /// Nothing taken yet.
    pub fn new(values: &'a [f64], window: usize) -> Self {
        let mut rolling = Self {
            values,
            window,
            start: 0,
            end: 0,
            first: 0,
            sorted: Vec::new(),
            ranks: Vec::new(),
            tree: Vec::new(),
            top: 0,
        };
        rolling.open();
        rolling
    }

    /// How many values are in the window.
    pub fn count(&self) -> usize {
        self.end - self.start
    }

    /// Takes the next value; the oldest leaves a full window.
    pub fn take(&mut self) {
        if self.end == self.first + self.ranks.len() {
            self.open();
        }
        if self.window > 0 && self.count() == self.window {
            self.change(self.start, false);
            self.start += 1;
        }
        self.change(self.end, true);
        self.end += 1;
    }

    /// The value of a rank, from 0, below the count.
    pub fn at(&self, rank: usize) -> f64 {
        let (mut place, mut left) = (0, rank);
        let mut step = self.top;
        while step > 0 {
            let next = place + step;
            if next < self.tree.len() && self.tree[next] as usize <= left {
                left -= self.tree[next] as usize;
                place = next;
            }
            step /= 2;
        }
        self.sorted[place]
    }

    /// A new block, from the oldest value in the window on.
    fn open(&mut self) {
        let ahead = if self.window > LEAST_BLOCK {
            self.window
        } else {
            LEAST_BLOCK
        };
        let most = self.values.len();
        let far = self.end + ahead;
        let last = if self.window == 0 || far > most {
            most
        } else {
            far
        };
        let block = &self.values[self.start..last];
        self.first = self.start;
        self.sorted = block.to_vec();
        self.sorted.sort_unstable_by(f64::total_cmp);
        self.ranks = block
            .iter()
            .map(|&x| self.sorted.partition_point(|&y| y < x))
            .collect();
        self.tree = vec![0; block.len() + 1];
        self.top = 1;
        while self.top * 2 < self.tree.len() {
            self.top *= 2;
        }
        for index in self.start..self.end {
            self.change(index, true);
        }
    }

    fn change(&mut self, index: usize, comes: bool) {
        let mut node = self.ranks[index - self.first] + 1;
        while node < self.tree.len() {
            self.tree[node] = if comes {
                self.tree[node] + 1
            } else {
                self.tree[node] - 1
            };
            node += node & node.wrapping_neg();
        }
    }
}
