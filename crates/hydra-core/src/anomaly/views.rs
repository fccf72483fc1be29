//! One score for streams: a value seen in six ways, each against its own past, as one root mean square.
//! In: values one after the other, in order of time. Out: a score, above 1 when the six z-scores have a root mean square above 3.
//! The ways: the value; its averages with weights .2, .05 and .02 (shifts that last longer and longer); the step from the value
//! before; the fast average less the slow one (a level that leaves its surroundings). Each has mean and sd of its own past, so
//! slow and heavy-tailed series are measured by what is usual for them, and no way needs a threshold of its own.
//! Why not their maximum: spikes that one way sees are common; what several ways see is news.
//! Source: Roberts 1959 (the averages); measured in bench/stats/nab.ts.  Twin: src/reference/anomaly/views.ts

use super::past::Past;
use super::point::standard;
use super::spread::held;

/// How many ways.
pub const VIEWS: usize = 6;
/// Weights of the averages.
const WEIGHTS: [f64; 3] = [0.2, 0.05, 0.02];
/// A root mean square of z-scores above this is news.
const LIMIT: f64 = 3.0;

/// What the ways remember of the values before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    seen: bool,
    before: f64,
    averages: [f64; 3],
}

impl Memory {
    /// A value in six ways.
    pub fn see(&mut self, x: f64) -> [f64; VIEWS] {
        if !self.seen {
            *self = Self {
                seen: true,
                before: x,
                averages: [x; 3],
            };
        }
        let step = x - self.before;
        self.before = x;
        for (average, weight) in self.averages.iter_mut().zip(WEIGHTS) {
            *average += weight * (x - *average);
        }
        let [fast, middle, slow] = self.averages;
        [x, fast, middle, slow, step, fast - slow]
    }
}

/// Root mean square of z-scores, over the limit.
pub fn together(scores: [f64; VIEWS]) -> f64 {
    let mut squares = 0.0;
    for score in scores {
        squares += score * score;
    }
    held((squares / VIEWS as f64).sqrt(), LIMIT)
}

/// Memory and pasts of a series.
pub struct Views {
    memory: Memory,
    pasts: [Past; VIEWS],
}

impl Views {
    /// Of nothing yet; window 0: all values.
    pub fn new(window: usize) -> Self {
        Self {
            memory: Memory::default(),
            pasts: std::array::from_fn(|_| Past::new(window)),
        }
    }

    /// The score of the next value.
    pub fn score(&mut self, x: f64) -> f64 {
        let views = self.memory.see(x);
        let mut scores = [0.0; VIEWS];
        for ((score, past), view) in scores.iter_mut().zip(&mut self.pasts).zip(views) {
            let moments = past.moments();
            *score = standard((view - moments.mean).abs(), moments);
            past.add(view);
        }
        together(scores)
    }
}
