//! What the loader asks: does this build fit the package?

use hydra_core::stats::fields::FIELD_NAMES;
use napi_derive::{module_init, napi};

/// Panics speak through the exception they become; nothing is printed on a stream that belongs to the program.
#[module_init]
fn silence_panics() {
    std::panic::set_hook(Box::new(|_| {}));
}

/// The number that says what the exports mean.
#[napi(catch_unwind)]
pub fn abi() -> u32 {
    hydra_core::ABI
}

/// The version of the core.
#[napi(catch_unwind)]
pub fn version() -> String {
    hydra_core::VERSION.to_owned()
}

/// The columns of a summary, in order.
#[napi(catch_unwind)]
pub fn summary_fields() -> Vec<String> {
    FIELD_NAMES.map(str::to_owned).to_vec()
}
