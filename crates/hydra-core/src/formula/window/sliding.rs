//! A fold of the last n rows, without ever taking a value off: what has left the window leaves nothing behind.
//! Rows are cut into spans of n. The window is the end of one span, folded from its back to its front, and the beginning of the
//! next, folded forwards; both are joined. So a row costs O(1) on average, and the bits depend on the values of the window and
//! their places alone. Rows without value are skipped. Memory: n folds at most, only as many as there were rows.
//! Source: van Herk 1992.  Twin: src/reference/formula/window/sliding.ts

/// What is kept of values, and how two of it become one.
pub trait Fold: Copy {
    /// Of one value.
    fn of(value: f64) -> Self;
    /// The older part first.
    fn join(older: Self, newer: Self) -> Self;
}

/// The window.
pub struct Sliding<T> {
    rows: usize,
    /// Of the former span: from each of its rows still in the window to its end; the oldest row last.
    backwards: Vec<Option<T>>,
    span: Vec<f64>,
    forwards: Option<T>,
}

fn of<T: Fold>(value: f64) -> Option<T> {
    (!value.is_nan()).then(|| T::of(value))
}

fn join<T: Fold>(older: Option<T>, newer: Option<T>) -> Option<T> {
    match (older, newer) {
        (Some(older), Some(newer)) => Some(T::join(older, newer)),
        (one, other) => one.or(other),
    }
}

impl<T: Fold> Sliding<T> {
    /// A window of so many rows, at least one.
    pub const fn new(rows: usize) -> Self {
        Self {
            rows,
            backwards: Vec::new(),
            span: Vec::new(),
            forwards: None,
        }
    }

    /// The fold of the rows that are in the window; None where none of them has a value.
    pub fn value(&self) -> Option<T> {
        join(self.backwards.last().copied().flatten(), self.forwards)
    }

    /// The next row; NaN has no value.
    pub fn push(&mut self, value: f64) {
        if self.backwards.pop().is_none() && self.span.len() >= self.rows {
            self.turn();
        }
        self.span.push(value);
        self.forwards = join(self.forwards, of(value));
    }

    /// The span is full and its oldest row leaves: the others are folded from the back.
    fn turn(&mut self) {
        let mut rest = None;
        for &value in self.span.iter().skip(1).rev() {
            rest = join(of(value), rest);
            self.backwards.push(rest);
        }
        self.span.clear();
        self.forwards = None;
    }
}
