//! Numbers in ascending order that more are added to, and how many of them are below a value.
//! In blocks of at most 2048, so that adding moves one block and never the whole. Cost of one: O(n / 2048). Memory: all values.
//! Twin: src/reference/formula/window/sorted.ts

const MOST_IN_BLOCK: usize = 2048;

/// All numbers so far, in blocks.
pub struct Sorted {
    blocks: Vec<Vec<f64>>,
}

impl Sorted {
    /// Without numbers.
    pub fn new() -> Self {
        Self {
            blocks: vec![Vec::new()],
        }
    }

    /// Adds x, which has a value. Answers how many added before are below it.
    pub fn add(&mut self, x: f64) -> usize {
        let (mut at, mut before) = (0, 0);
        while let Some(block) = self.blocks.get(at) {
            let is_last = at + 1 == self.blocks.len();
            if is_last || block.last().is_none_or(|&last| last >= x) {
                break;
            }
            before += block.len();
            at += 1;
        }
        let Some(block) = self.blocks.get_mut(at) else {
            return before;
        };
        let place = block.partition_point(|&value| value < x);
        block.insert(place, x);
        if block.len() > MOST_IN_BLOCK {
            let upper = block.split_off(MOST_IN_BLOCK >> 1);
            self.blocks.insert(at + 1, upper);
        }
        before + place
    }
}
