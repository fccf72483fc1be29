//! Which scores become flags: those above the threshold and, with a refractory span, above every score of the last `span` points.
//! In: scores >= 0 in order of time, threshold, span. Out: 1 or 0 a score.
//! Why: one upset raises many scores in a row, and only its beginning and its climb are news.
//! A growing span is 15 % of the points seen, 300 at least: the longer the past, the rarer is what deserves a flag.
//! The largest of the last scores by a queue that falls from its front to its back: O(1) a point.
//! Source: Lemire 2006 (the queue).  Twin: src/reference/anomaly/refractory.ts

use std::collections::VecDeque;

/// Points that a flag must exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// So many; 0: none.
    Points(usize),
    /// 15 % of those seen, 300 at least.
    Growing,
}

impl Span {
    /// How many before the point of an index.
    pub fn at(self, index: usize) -> usize {
        let share = index * 3 / 20;
        match self {
            Self::Points(span) => span,
            Self::Growing if share > 300 => share,
            Self::Growing => 300,
        }
    }
}

/// As in the header.
pub fn mark(scores: &[f64], threshold: f64, span: Span, marks: &mut [f64]) {
    let mut queue: VecDeque<(usize, f64)> = VecDeque::new();
    for (i, (&score, mark)) in scores.iter().zip(marks).enumerate() {
        let reach = span.at(i);
        while queue.front().is_some_and(|&(place, _)| place + reach < i) {
            queue.pop_front();
        }
        let before = queue.front().map_or(-1.0, |&(_, highest)| highest);
        *mark = if score > threshold && score > before {
            1.0
        } else {
            0.0
        };
        if reach > 0 {
            while queue.back().is_some_and(|&(_, last)| last <= score) {
                queue.pop_back();
            }
            queue.push_back((i, score));
        }
    }
}
