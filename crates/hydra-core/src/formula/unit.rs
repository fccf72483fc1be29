//! Units of numbers: powers of time and bytes, and a scale.
//! A scale is times / over of the base (ns, byte, 1), both whole numbers without a common divisor; values stay in their own unit.
//! Conversion by the ratio of two scales: one product where that is whole, one quotient where its inverse is, else a product and a
//! quotient. All of them doubles, as in the twin: powers of powers leave every integer behind.
//! Twin: src/reference/formula/unit.ts

use super::grammar::{SUFFIXES, UNITS};
use super::table::{Dimension, UnitEntry};
use super::text::{ends_with, number_text};
use crate::math::cbrt;

/// Powers of time and bytes, times a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Power of time.
    pub time: f64,
    /// Power of bytes.
    pub bytes: f64,
    /// Numerator of the scale.
    pub times: f64,
    /// Denominator of the scale.
    pub over: f64,
}

/// value * times / over; a factor of 1 is left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conversion {
    /// The factor.
    pub times: f64,
    /// The divisor.
    pub over: f64,
}

/// Which root.
#[derive(Clone, Copy)]
pub enum Degree {
    Two,
    Three,
}

pub const PLAIN: Unit = Unit {
    time: 0.0,
    bytes: 0.0,
    times: 1.0,
    over: 1.0,
};
/// In the order in which composed units try them.
const TIMES: [&str; 7] = ["s", "ms", "us", "ns", "min", "h", "d"];
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

fn divisor(a: f64, b: f64) -> f64 {
    let (mut x, mut y) = (a, b);
    while y != 0.0 {
        (x, y) = (y, x % y);
    }
    x
}

/// None where the scale is no longer exact.
fn scaled(time: f64, bytes: f64, times: f64, over: f64) -> Option<Unit> {
    if !(times < MOST_EXACT && over < MOST_EXACT) {
        return None;
    }
    let common = divisor(times, over);
    Some(Unit {
        time,
        bytes,
        times: times / common,
        over: over / common,
    })
}

impl Unit {
    pub(super) fn is_ratio(&self) -> bool {
        self.time == 0.0 && self.bytes == 0.0
    }

    pub(super) fn is_plain(&self) -> bool {
        self.is_ratio() && self.times == self.over
    }

    pub(super) fn same_dimension(&self, other: &Self) -> bool {
        self.time == other.time && self.bytes == other.bytes
    }

    pub(super) fn same_scale(&self, other: &Self) -> bool {
        self.times == other.times && self.over == other.over
    }

    fn of(entry: &UnitEntry) -> Self {
        let power = |dimension| f64::from(u8::from(entry.dimension == dimension));
        Self {
            time: power(Dimension::Time),
            bytes: power(Dimension::Bytes),
            times: entry.times as f64,
            over: entry.over as f64,
        }
    }

    /// The unit of its place in the grammar.
    pub fn at(place: usize) -> Option<Self> {
        UNITS.get(place).map(Self::of)
    }

    /// Its place in the grammar; None for a unit without a name.
    pub fn place(&self) -> Option<usize> {
        let is_same = |known: Self| self.same_dimension(&known) && self.same_scale(&known);
        UNITS.iter().map(Self::of).position(is_same)
    }

    /// The unit of its name in the grammar; '' is no unit.
    pub(super) fn named(name: &str) -> Option<Self> {
        UNITS.iter().find(|unit| unit.name == name).map(Self::of)
    }

    /// The unit that the end of a name tells: `_ms`, `_mb`, ...
    pub(super) fn told_by(name: &[u16]) -> Option<Self> {
        let found = SUFFIXES.iter().find(|(suffix, _)| ends_with(name, suffix));
        found.and_then(|(_, unit)| Self::named(unit))
    }

    fn inverse(self) -> Self {
        Self {
            time: -self.time,
            bytes: -self.bytes,
            times: self.over,
            over: self.times,
        }
    }

    /// Of a product.
    pub(super) fn multiplied(self, other: Self) -> Option<Self> {
        scaled(
            self.time + other.time,
            self.bytes + other.bytes,
            self.times * other.times,
            self.over * other.over,
        )
    }

    /// Of a quotient.
    pub(super) fn divided(self, other: Self) -> Option<Self> {
        self.multiplied(other.inverse())
    }

    /// To a whole power.
    pub(super) fn raised(self, power: f64) -> Option<Self> {
        if power.abs() > 8.0 {
            return None;
        }
        let factor = if power > 0.0 { self } else { self.inverse() };
        let mut result = PLAIN;
        for _ in 0..power.abs() as u32 {
            result = result.multiplied(factor)?;
        }
        Some(result)
    }

    /// The square or cube root, where every part has one.
    pub(super) fn root(self, degree: Degree) -> Option<Self> {
        let (by, times, over) = match degree {
            Degree::Two => (2.0, self.times.sqrt(), self.over.sqrt()),
            Degree::Three => (3.0, cbrt(self.times), cbrt(self.over)),
        };
        let is_even = self.time % by == 0.0 && self.bytes % by == 0.0;
        let is_whole = is_even && times == times.floor() && over == over.floor();
        is_whole.then_some(Self {
            time: self.time / by,
            bytes: self.bytes / by,
            times,
            over,
        })
    }

    /// The unit less powers of two named ones: a ratio, whose scale is the factor that is left.
    fn without(self, time: Self, bytes: Self) -> Option<Self> {
        let of_bytes = bytes.raised(-self.bytes);
        let named = time.raised(-self.time)?.multiplied(of_bytes?)?;
        self.multiplied(named)
    }

    /// The first names by which the unit needs no factor.
    fn names(self) -> Option<(&'static str, &'static str)> {
        let times: &[&str] = if self.time == 0.0 { &["ns"] } else { &TIMES };
        let of_bytes = UNITS
            .iter()
            .filter(|unit| unit.dimension == Dimension::Bytes);
        let bytes: Vec<&str> = of_bytes.map(|unit| unit.name).collect();
        let bytes = if self.bytes == 0.0 {
            &["B"][..]
        } else {
            &bytes
        };
        let mut pairs = times
            .iter()
            .flat_map(|&time| bytes.iter().map(move |&name| (time, name)));
        pairs.find(|(time, name)| {
            let rest = Self::named(time).zip(Self::named(name));
            let rest = rest.and_then(|(time, bytes)| self.without(time, bytes));
            rest.is_some_and(|rest| rest.is_plain())
        })
    }

    /// As people write it: the unit's own name, else `MiB/s` where names fit, else `B^2/ns` with a factor. For messages.
    pub fn text(&self) -> String {
        if let Some(place) = self.place() {
            return UNITS[place].name.to_owned();
        }
        if self.is_plain() {
            return String::new();
        }
        match self.names() {
            Some(names) => self.parts_text(vec![], names),
            None => self.parts_text(self.factor_text(), ("ns", "B")),
        }
    }

    /// Powers of a time and of bytes, behind a factor.
    fn parts_text(&self, mut head: Vec<String>, (time, bytes): (&str, &str)) -> String {
        let powers = [(self.time, time), (self.bytes, bytes)];
        let above = powers.iter().filter(|(power, _)| *power > 0.0);
        let below: Vec<String> = powers
            .iter()
            .filter(|(power, _)| *power < 0.0)
            .map(|&(power, name)| power_text(name, -power))
            .collect();
        head.extend(above.map(|&(power, name)| power_text(name, power)));
        let head = head.join(" ");
        if below.is_empty() {
            return head;
        }
        let head = if head.is_empty() { "1" } else { &head };
        format!("{head}/{}", below.join("/"))
    }

    fn factor_text(&self) -> Vec<String> {
        let [times, over] = [self.times, self.over].map(number_text);
        if self.times == self.over {
            vec![]
        } else if self.over == 1.0 {
            vec![times]
        } else {
            vec![format!("{times}/{over}")]
        }
    }
}

fn power_text(name: &str, power: f64) -> String {
    if power == 1.0 {
        name.to_owned()
    } else {
        format!("{name}^{}", number_text(power))
    }
}

impl Conversion {
    /// How a value in one unit becomes one in another of the same dimension; None where the factor is not exact.
    pub(super) fn between(from: Unit, to: Unit) -> Option<Self> {
        let whole = scaled(0.0, 0.0, from.times * to.over, from.over * to.times);
        let reduced = whole.or_else(|| {
            let a = divisor(from.times, to.times);
            let b = divisor(from.over, to.over);
            let times = (from.times / a) * (to.over / b);
            let over = (from.over / b) * (to.times / a);
            scaled(0.0, 0.0, times, over)
        })?;
        let Unit { times, over, .. } = reduced;
        Some(Self { times, over })
    }

    /// First this one, then `next`.
    pub(super) fn then(self, next: Self) -> Option<Self> {
        let Self { times, over } = self;
        let before = Unit {
            times,
            over,
            ..PLAIN
        };
        let after = Unit {
            times: next.over,
            over: next.times,
            ..PLAIN
        };
        Self::between(before, after)
    }

    pub(super) fn is_none(&self) -> bool {
        self.times == 1.0 && self.over == 1.0
    }
}
