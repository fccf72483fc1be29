//! What is wrong with a formula, as data: a number of the catalog, a reason with its arguments, and the place. No text is made here.
//! Places are UTF-16 units from the start of the text. At most 20 faults a text, and none twice at one place.
//! Twin: src/reference/formula/fault.ts

use std::ops::Range;

use super::text::Text;

/// One thing that is wrong, or doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaFault {
    /// 2001 to 2056.
    pub code: u32,
    /// Which sentence tells it; the sentences stand with whoever renders them.
    pub reason: &'static str,
    /// Arguments of the sentence.
    pub values: Vec<Text>,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What could have stood there instead: names, operators.
    pub suggestions: Vec<Text>,
}

pub const MOST_FAULTS: usize = 20;
/// From here on numbers are warnings; 2008 is one too.
const FIRST_WARNING: u32 = 2050;

const fn is_warning(code: u32) -> bool {
    code > FIRST_WARNING || code == 2008
}

#[derive(Debug, Default)]
pub struct Faults {
    pub errors: Vec<FormulaFault>,
    pub warnings: Vec<FormulaFault>,
    /// A limit was passed, or there are faults enough: nothing after it is looked at.
    pub is_over: bool,
}

impl Faults {
    pub fn add(
        &mut self,
        code: u32,
        reason: &'static str,
        place: Range<usize>,
        values: Vec<Text>,
        suggestions: Vec<Text>,
    ) {
        let of_errors = !is_warning(code);
        let list = if of_errors {
            &mut self.errors
        } else {
            &mut self.warnings
        };
        let is_same =
            |fault: &FormulaFault| fault.start == place.start && (of_errors || fault.code == code);
        if self.is_over || list.len() >= MOST_FAULTS || list.iter().any(is_same) {
            return;
        }
        list.push(FormulaFault {
            code,
            reason,
            values,
            start: place.start,
            end: place.end,
            suggestions,
        });
        self.is_over = self.errors.len() >= MOST_FAULTS;
    }

    /// Too long, too deep, too large: the last fault of a text.
    pub fn stop(&mut self, reason: &'static str, place: Range<usize>, values: Vec<Text>) {
        self.add(2005, reason, place, values, Vec::new());
        self.is_over = true;
    }

    /// By place, so that the first one stands in front.
    pub fn sort(&mut self) {
        self.errors.sort_by_key(|fault| fault.start);
    }
}
