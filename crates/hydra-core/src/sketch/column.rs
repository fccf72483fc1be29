//! A whole column as a sketch, in a form that the other side of the addon merges into its own.
//! In: values, bits, whether squares are summed. Out: count, rejected, zeros, min, max, pages; then for each page by ascending
//! code: the code, its sum in limbs, its squares in limbs (with moments), its counts.
//! Why not fill the caller's state: its pages lie as they came, and may have to grow; a merge costs a microsecond.
//! Twin: src/reference/sketch/column.ts

use super::log_linear::{MOST_BITS, Page, Sketch};
use crate::Fault;

/// Places before the first page.
pub const HEAD: usize = 6;
const SUM_LIMBS: usize = 3;
const SQUARE_LIMBS: usize = 7;

/// Whether a column had room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// All of it is there.
    Whole,
    /// Only the head is there, which says how many pages there are.
    HeadOnly,
}

/// Writes the sketch of a column.
///
/// # Errors
/// [`Fault::ParameterRange`] when `bits` is not 1 to 12, or there is no room for the head.
pub fn sketch_column(
    values: &[f64],
    bits: u32,
    moments: bool,
    out: &mut [f64],
) -> Result<Written, Fault> {
    if !(1..=MOST_BITS).contains(&bits) || out.len() < HEAD {
        return Err(Fault::ParameterRange);
    }
    let mut sketch = Sketch::new(bits, moments);
    sketch.add_many(values);
    let (head, body) = out.split_at_mut(HEAD);
    head.copy_from_slice(&[
        sketch.count as f64,
        sketch.rejected as f64,
        sketch.zeros as f64,
        sketch.min,
        sketch.max,
        sketch.pages.len() as f64,
    ]);
    let size = 1 + SUM_LIMBS + if moments { SQUARE_LIMBS } else { 0 } + (1 << bits);
    if body.len() < size * sketch.pages.len() {
        return Ok(Written::HeadOnly);
    }
    for (part, page) in body.chunks_exact_mut(size).zip(sketch.pages_in_order()) {
        write_page(page, moments, part);
    }
    Ok(Written::Whole)
}

fn write_page(page: &Page, moments: bool, out: &mut [f64]) {
    let mut places = out.iter_mut();
    let mut put = |x: f64| {
        if let Some(place) = places.next() {
            *place = x;
        }
    };
    put(f64::from(page.code));
    put(f64::from(page.sum as u32));
    put(f64::from((page.sum >> 32) as u32));
    put((page.sum >> 64) as f64);
    if moments {
        let upper = page.squares_high + (page.squares_low >> 64);
        for limb in 0..4 {
            put(f64::from((page.squares_low >> (16 * limb)) as u16));
        }
        put(f64::from(upper as u32));
        put(f64::from((upper >> 32) as u32));
        put((upper >> 64) as f64);
    }
    for &count in &page.counts {
        put(count as f64);
    }
}
