//! Mean and spread of the last `window` values of a series, or of all so far, without ever taking a value off a sum.
//! In: values one after the other, in order of time. Out: n, mean, sum of squares of those that are in the window.
//! Time is cut into spans of `window` values. The window is the end of one span, summed from its back to its front, and the
//! beginning of the next, summed forwards; both are merged. So the bits depend on the values in the window and on their places
//! only, a value that has left leaves nothing behind, and a point costs O(1) on average.
//! Source: van Herk 1992 (the spans); Chan, Golub and `LeVeque` 1983 (the merging).  Twin: src/reference/anomaly/past.ts

use crate::stats::moments::{Moments, merge_moments};

fn of_one(x: f64) -> Moments {
    Moments {
        n: 1.0,
        mean: x,
        m2: 0.0,
    }
}

/// The values before a point, as moments.
pub struct Past {
    window: usize,
    forwards: Moments,
    backwards: Vec<Moments>,
    span: Vec<f64>,
}

impl Past {
    /// Of nothing yet; window 0: all values.
    pub fn new(window: usize) -> Self {
        Self {
            window,
            forwards: Moments::default(),
            backwards: Vec::new(),
            span: Vec::new(),
        }
    }

    /// The moments of the window.
    pub fn moments(&self) -> Moments {
        match self.backwards.get(self.span.len()) {
            Some(&rest) => merge_moments(rest, self.forwards),
            None => self.forwards,
        }
    }

    /// One more value.
    pub fn add(&mut self, x: f64) {
        self.forwards = merge_moments(self.forwards, of_one(x));
        if self.window == 0 {
            return;
        }
        self.span.push(x);
        if self.span.len() == self.window {
            self.turn();
        }
    }

    /// A span is full: its moments from each value to its end.
    fn turn(&mut self) {
        self.backwards.clear();
        let mut rest = Moments::default();
        for &x in self.span.iter().rev() {
            rest = merge_moments(of_one(x), rest);
            self.backwards.push(rest);
        }
        self.backwards.reverse();
        self.span.clear();
        self.forwards = Moments::default();
    }
}
