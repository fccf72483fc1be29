//! Memory of JavaScript lent for one call: inputs to read, outputs to fill.
//! An output may not share memory with an input or another output: two such slices would be undefined behaviour, so the
//! ranges are compared before the output is taken. No JavaScript runs during a call, so nobody else touches them.

use hydra_core::Fault;
use napi::bindgen_prelude::{Float64ArraySlice, Uint8ArraySlice};

/// Status of a call that went well.
pub const DONE: u32 = 0;

/// First and last address of a slice.
pub type Span = (usize, usize);

/// Where a slice lies.
pub fn span<T>(slice: &[T]) -> Span {
    let range = slice.as_ptr_range();
    (range.start.addr(), range.end.addr())
}

fn meet(a: Span, b: Span) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether a slice meets one of others.
pub fn meets(own: Span, others: &[Span]) -> bool {
    others.iter().any(|&other| meet(own, other))
}

/// Whether no output meets an input or another output.
pub fn are_apart(inputs: &[Span], outputs: &[Span]) -> bool {
    let mut sorted = outputs.to_vec();
    sorted.retain(|span| span.0 < span.1);
    sorted.sort_unstable();
    // Apart from each other they end in the order in which they begin.
    let apart = sorted.windows(2).all(|pair| !meet(pair[0], pair[1]));
    apart
        && inputs.iter().all(|&input| {
            let first = sorted.partition_point(|span| span.1 <= input.0);
            !sorted.get(first).is_some_and(|&span| meet(span, input))
        })
}

/// The output as a slice to fill, or None when it meets one of `others`.
pub fn output<'a>(out: &'a mut Float64ArraySlice<'_>, others: &[Span]) -> Option<&'a mut [f64]> {
    if meets(span(out.as_ref()), others) {
        return None;
    }
    // SAFETY: the range meets no other slice of this call, and no JavaScript runs before the call returns.
    Some(unsafe { out.as_mut() })
}

/// The same for bytes.
pub fn output_bytes<'a>(out: &'a mut Uint8ArraySlice<'_>, others: &[Span]) -> Option<&'a mut [u8]> {
    if meets(span(out.as_ref()), others) {
        return None;
    }
    // SAFETY: the range meets no other slice of this call, and no JavaScript runs before the call returns.
    Some(unsafe { out.as_mut() })
}

/// A result as a status: 0, or the number of the fault.
pub fn status(result: Result<(), Fault>) -> u32 {
    match result {
        Ok(()) => DONE,
        Err(fault) => fault.number(),
    }
}

/// The status of arguments that do not fit each other.
pub fn refused() -> u32 {
    Fault::ParameterRange.number()
}

/// A whole number from 0 to 2^32 - 1; JavaScript's own conversion would turn 0.5 and 2^32 silently into 0.
pub fn whole(x: f64) -> Option<u32> {
    let rounded = x as u32;
    (f64::from(rounded) == x).then_some(rounded)
}
