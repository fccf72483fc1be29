//! What the rows of the grammar are made of, and the macros that the printed tables of [`super::grammar`] stand in.
//! Twin: the types of src/reference/formula/grammar.ts

/// Of a size: what holds unless told otherwise, and the most that can be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub standard: usize,
    pub most: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    Scalar,
    Choice,
    String,
    Series,
    Window,
}

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Number,
    Boolean,
    String,
    Series,
    Any,
    Digits,
    Rows,
    Weight,
    Probability,
}

/// The type of a result; `Same`: that of the arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    Number,
    Boolean,
    Same,
}

/// The unit of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitRule {
    Keep,
    One,
    None,
    Drop,
    Power,
    Root2,
    Root3,
    Square,
    Angle,
    Rate,
}

/// A function with its signature.
#[derive(Debug)]
pub struct FunctionEntry {
    pub name: &'static str,
    pub kind: FunctionKind,
    /// The last one stands for all that follow.
    pub arguments: &'static [Wanted],
    pub fewest: usize,
    pub most: usize,
    pub result: Returned,
    pub unit: UnitRule,
    /// The ends of what the first argument can be: the function has no value beyond.
    pub low: f64,
    pub high: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    Time,
    Bytes,
    Ratio,
}

/// The unit is times / over of its base: ns, byte, or 1.
#[derive(Debug)]
pub struct UnitEntry {
    pub name: &'static str,
    pub dimension: Dimension,
    pub times: u64,
    pub over: u64,
}

macro_rules! functions {
    ($($name:literal $kind:ident [$($wanted:ident)*] $fewest:literal $most:literal $result:ident $unit:ident
        $(from $low:literal)? $(to $high:literal)?)*) => {
        /// Every function; a name can stand twice, for numbers and for a series.
        pub static FUNCTIONS: &[super::table::FunctionEntry] = &[$(super::table::FunctionEntry {
            name: $name,
            kind: super::table::FunctionKind::$kind,
            arguments: &[$(super::table::Wanted::$wanted),*],
            fewest: $fewest,
            most: $most,
            result: super::table::Returned::$result,
            unit: super::table::UnitRule::$unit,
            low: [$($low,)? f64::NEG_INFINITY][0],
            high: [$($high,)? f64::INFINITY][0],
        }),*];
    };
}

macro_rules! units {
    ($($name:literal $dimension:ident $times:literal / $over:literal)*) => {
        /// Every unit, in the order of the grammar.
        pub static UNITS: &[super::table::UnitEntry] = &[$(super::table::UnitEntry {
            name: $name,
            dimension: super::table::Dimension::$dimension,
            times: $times,
            over: $over,
        }),*];
    };
}

macro_rules! suffixes {
    ($($suffix:literal $unit:literal)*) => {
        /// Ends of names that tell a unit.
        pub static SUFFIXES: &[(&str, &str)] = &[$(($suffix, $unit)),*];
    };
}

pub(super) use {functions, suffixes, units};
