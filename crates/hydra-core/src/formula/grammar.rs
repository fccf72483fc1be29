//! The tables of the formula language: operators with levels, functions with signatures, units, words and limits.
//! Printed from formula/grammar.json by `node scripts/grammar.mjs`; do not edit.  Twin: src/reference/formula/grammar.ts
#![allow(clippy::match_same_arms, reason = "in the order of the table")]

use super::ast::NodeKind;
use super::table::{Limit, functions, suffixes, units};

/// See `Limits`: text.
pub const TEXT: Limit = Limit {
    standard: 16_384,
    most: 262_144,
};

/// See `Limits`: nesting.
pub const NESTING: Limit = Limit {
    standard: 64,
    most: 512,
};

/// See `Limits`: nodes.
pub const NODES: Limit = Limit {
    standard: 4_096,
    most: 65_536,
};

/// See `Limits`: arguments.
pub const ARGUMENTS: Limit = Limit {
    standard: 255,
    most: 255,
};

/// A reserved word, in lower case.
pub fn keyword(word: &str) -> Option<&'static str> {
    Some(match word {
        "and" => "and",
        "or" => "or",
        "not" => "not",
        "true" => "true",
        "false" => "false",
        "null" => "null",
        "missing" => "missing",
        _ => return None,
    })
}

/// Digits of a constant.
pub fn constant(word: &str) -> Option<&'static str> {
    Some(match word {
        "pi" => "3.141592653589793",
        "e" => "2.718281828459045",
        "tau" => "6.283185307179586",
        "inf" => "Infinity",
        _ => return None,
    })
}

/// The kind of node that an operator between operands makes.
pub fn infix_node(word: &str) -> Option<NodeKind> {
    Some(match word {
        "?" => NodeKind::Conditional,
        "or" => NodeKind::Or,
        "and" => NodeKind::And,
        "==" => NodeKind::Compare,
        "!=" => NodeKind::Compare,
        "<" => NodeKind::Compare,
        "<=" => NodeKind::Compare,
        ">" => NodeKind::Compare,
        ">=" => NodeKind::Compare,
        "in" => NodeKind::In,
        "??" => NodeKind::Coalesce,
        "+" => NodeKind::Sum,
        "-" => NodeKind::Sum,
        "*" => NodeKind::Product,
        "/" => NodeKind::Product,
        "%" => NodeKind::Product,
        "^" => NodeKind::Power,
        _ => return None,
    })
}

/// An operator of signs, by one of its writings: `&&` is `and`.
pub fn operator(word: &str) -> Option<&'static str> {
    Some(match word {
        "?" => "?",
        "or" => "or",
        "and" => "and",
        "==" => "==",
        "!=" => "!=",
        "<" => "<",
        "<=" => "<=",
        ">" => ">",
        ">=" => ">=",
        "in" => "in",
        "??" => "??",
        "+" => "+",
        "-" => "-",
        "*" => "*",
        "/" => "/",
        "%" => "%",
        "^" => "^",
        "!" => "!",
        "||" => "or",
        "&&" => "and",
        "**" => "^",
        _ => return None,
    })
}

/// Low binds loosely; calls, literals and names are above all.
pub const fn level(kind: NodeKind) -> u8 {
    match kind {
        NodeKind::Conditional => 1,
        NodeKind::Or => 2,
        NodeKind::And => 3,
        NodeKind::Not => 4,
        NodeKind::Compare => 5,
        NodeKind::In => 5,
        NodeKind::Coalesce => 6,
        NodeKind::Sum => 7,
        NodeKind::Product => 8,
        NodeKind::Sign => 9,
        NodeKind::Negation => 9,
        NodeKind::Power => 10,
        _ => 11,
    }
}

functions! {
    "abs" Scalar [Number] 1 1 Number Keep
    "floor" Scalar [Number] 1 1 Number Keep
    "ceil" Scalar [Number] 1 1 Number Keep
    "trunc" Scalar [Number] 1 1 Number Keep
    "sign" Scalar [Number] 1 1 Number None
    "round" Scalar [Number Digits] 1 2 Number Keep
    "clamp" Scalar [Number Number Number] 3 3 Number One
    "min" Scalar [Number] 1 255 Number One
    "max" Scalar [Number] 1 255 Number One
    "sqrt" Scalar [Number] 1 1 Number Root2 from 0.0
    "exp" Scalar [Number] 1 1 Number Drop
    "ln" Scalar [Number] 1 1 Number Drop from 0.0
    "log1p" Scalar [Number] 1 1 Number Drop from -1.0
    "expm1" Scalar [Number] 1 1 Number Drop
    "sigmoid" Scalar [Number] 1 1 Number Drop
    "pow" Scalar [Number Number] 2 2 Number Power
    "log2" Scalar [Number] 1 1 Number Drop from 0.0
    "log10" Scalar [Number] 1 1 Number Drop from 0.0
    "log" Scalar [Number Number] 2 2 Number Drop from 0.0
    "cbrt" Scalar [Number] 1 1 Number Root3
    "hypot" Scalar [Number] 1 16 Number One
    "sin" Scalar [Number] 1 1 Number Drop
    "cos" Scalar [Number] 1 1 Number Drop
    "tan" Scalar [Number] 1 1 Number Drop
    "asin" Scalar [Number] 1 1 Number Drop from -1.0 to 1.0
    "acos" Scalar [Number] 1 1 Number Drop from -1.0 to 1.0
    "atan" Scalar [Number] 1 1 Number Drop
    "atan2" Scalar [Number Number] 2 2 Number Angle
    "sinh" Scalar [Number] 1 1 Number Drop
    "cosh" Scalar [Number] 1 1 Number Drop
    "tanh" Scalar [Number] 1 1 Number Drop
    "asinh" Scalar [Number] 1 1 Number Drop
    "acosh" Scalar [Number] 1 1 Number Drop from 1.0
    "atanh" Scalar [Number] 1 1 Number Drop from -1.0 to 1.0
    "if" Choice [Boolean Any Any] 3 3 Same One
    "coalesce" Choice [Any] 1 255 Same One
    "is_missing" Choice [Any] 1 1 Boolean None
    "approx" Choice [Number Number Number] 3 3 Boolean One
    "starts_with" String [String String] 2 2 Boolean None
    "ends_with" String [String String] 2 2 Boolean None
    "contains" String [String String] 2 2 Boolean None
    "count" Series [Series] 1 1 Number None
    "sum" Series [Series] 1 1 Number Keep
    "mean" Series [Series] 1 1 Number Keep
    "median" Series [Series] 1 1 Number Keep
    "p50" Series [Series] 1 1 Number Keep
    "p90" Series [Series] 1 1 Number Keep
    "p95" Series [Series] 1 1 Number Keep
    "p99" Series [Series] 1 1 Number Keep
    "min" Series [Series] 1 1 Number Keep
    "max" Series [Series] 1 1 Number Keep
    "stddev" Series [Series] 1 1 Number Keep
    "mad" Series [Series] 1 1 Number Keep
    "iqr" Series [Series] 1 1 Number Keep
    "first" Series [Series] 1 1 Number Keep
    "last" Series [Series] 1 1 Number Keep
    "quantile" Series [Series Probability] 2 2 Number Keep
    "variance" Series [Series] 1 1 Number Square
    "cv" Series [Series] 1 1 Number None
    "slope" Series [Series] 1 1 Number Keep
    "argmin" Series [Series] 1 1 Number None
    "previous" Window [Number Rows] 1 2 Number Keep
    "delta" Window [Number] 1 1 Number Keep
    "rate" Window [Number Number] 2 2 Number Rate
    "changed" Window [Any] 1 1 Boolean None
    "ewma" Window [Number Weight] 2 2 Number Keep
    "mean_of" Window [Number Rows] 2 2 Number Keep
    "max_of" Window [Number Rows] 2 2 Number Keep
    "min_of" Window [Number Rows] 2 2 Number Keep
    "count_of" Window [Any Rows] 2 2 Number None
    "held_for" Window [Boolean Rows] 2 2 Boolean None
    "rank" Window [Number] 1 1 Number None
    "zscore" Window [Number Rows] 2 2 Number None
}

units! {
    "ns" Time 1 / 1
    "us" Time 1000 / 1
    "ms" Time 1000000 / 1
    "s" Time 1000000000 / 1
    "min" Time 60000000000 / 1
    "h" Time 3600000000000 / 1
    "d" Time 86400000000000 / 1
    "B" Bytes 1 / 1
    "kB" Bytes 1000 / 1
    "MB" Bytes 1000000 / 1
    "GB" Bytes 1000000000 / 1
    "TB" Bytes 1000000000000 / 1
    "KiB" Bytes 1024 / 1
    "MiB" Bytes 1048576 / 1
    "GiB" Bytes 1073741824 / 1
    "TiB" Bytes 1099511627776 / 1
    "%" Ratio 1 / 100
}

suffixes! {
    "_ns" "ns"
    "_us" "us"
    "_ms" "ms"
    "_seconds" "s"
    "_bytes" "B"
    "_kb" "KiB"
    "_mb" "MiB"
    "_gb" "GiB"
    "_percent" "%"
}

/// What other languages call a function.
pub fn foreign_function(word: &str) -> Option<&'static str> {
    Some(match word {
        "avg" => "mean",
        "average" => "mean",
        "std" => "stddev",
        "stdev" => "stddev",
        "sd" => "stddev",
        "var" => "variance",
        "len" => "count",
        "length" => "count",
        "ceiling" => "ceil",
        "fix" => "trunc",
        "iif" => "if",
        "ifnull" => "coalesce",
        "isnull" => "is_missing",
        "percentile" => "quantile",
        "Math.max" => "max",
        "Math.min" => "min",
        "Math.abs" => "abs",
        "Math.sqrt" => "sqrt",
        "Math.exp" => "exp",
        "Math.log" => "ln",
        "Math.pow" => "pow",
        "Math.log2" => "log2",
        "Math.log10" => "log10",
        "Math.log1p" => "log1p",
        "Math.expm1" => "expm1",
        "Math.cbrt" => "cbrt",
        "Math.hypot" => "hypot",
        "Math.sin" => "sin",
        "Math.cos" => "cos",
        "Math.tan" => "tan",
        "Math.asin" => "asin",
        "Math.acos" => "acos",
        "Math.atan" => "atan",
        "Math.atan2" => "atan2",
        "Math.sinh" => "sinh",
        "Math.cosh" => "cosh",
        "Math.tanh" => "tanh",
        "Math.asinh" => "asinh",
        "Math.acosh" => "acosh",
        "Math.atanh" => "atanh",
        "Math.floor" => "floor",
        "Math.ceil" => "ceil",
        "Math.round" => "round",
        "Math.trunc" => "trunc",
        "Math.sign" => "sign",
        "startsWith" => "starts_with",
        "endsWith" => "ends_with",
        "includes" => "contains",
        _ => return None,
    })
}

/// What people call a unit.
pub fn foreign_unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "sec" => "s",
        "secs" => "s",
        "second" => "s",
        "seconds" => "s",
        "msec" => "ms",
        "millis" => "ms",
        "usec" => "us",
        "minute" => "min",
        "minutes" => "min",
        "mins" => "min",
        "m" => "min",
        "hr" => "h",
        "hour" => "h",
        "hours" => "h",
        "day" => "d",
        "days" => "d",
        "b" => "B",
        "byte" => "B",
        "bytes" => "B",
        "K" => "KiB",
        "k" => "kB",
        "M" => "MiB",
        "G" => "GiB",
        "percent" => "%",
        _ => return None,
    })
}

/// An operator of other languages, in ours.
pub fn foreign_operator(word: &str) -> Option<&'static str> {
    Some(match word {
        "=>" => ">=",
        "=<" => "<=",
        "<>" => "!=",
        "===" => "==",
        "!==" => "!=",
        "&" => "and",
        "|" => "or",
        "~" => "not",
        ";" => ",",
        _ => return None,
    })
}

/// What a character of another alphabet is meant for.
pub fn look_alike(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{2212}' => "-",
        '\u{2013}' => "-",
        '\u{2014}' => "-",
        '\u{d7}' => "*",
        '\u{b7}' => "*",
        '\u{f7}' => "/",
        '\u{2265}' => ">=",
        '\u{2264}' => "<=",
        '\u{2260}' => "!=",
        '\u{2227}' => "and",
        '\u{2228}' => "or",
        '\u{ac}' => "not",
        '\u{2018}' => "'",
        '\u{2019}' => "'",
        '\u{201c}' => "\"",
        '\u{201d}' => "\"",
        '\u{ff08}' => "(",
        '\u{ff09}' => ")",
        '\u{ff0c}' => ",",
        _ => return None,
    })
}
