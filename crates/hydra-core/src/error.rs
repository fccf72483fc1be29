//! The failures that the core expects, as numbers of the catalog; text is made by TypeScript only.
//! A test holds them against `errors/catalog.json`.  Twin: the status numbers of `src/reference`.

/// An expected failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Fault {
    /// Bytes that are no program of a formula.
    BadProgram = 2015,
    /// A value is NaN or infinite; the caller finds which.
    NotFinite = 4001,
    /// Arguments outside their range, or that do not fit each other.
    ParameterRange = 4004,
    /// Bytes that are not those of a sketch.
    BadSketch = 4005,
    /// The columns of a fit follow from each other, or there are more of them than values.
    SingularDesign = 4007,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::BadProgram,
        Self::NotFinite,
        Self::ParameterRange,
        Self::BadSketch,
        Self::SingularDesign,
    ];

    /// Its number in the catalog.
    pub fn number(self) -> u32 {
        self as u32
    }

    /// Its name in the catalog.
    pub fn name(self) -> &'static str {
        match self {
            Self::BadProgram => "bad-program",
            Self::NotFinite => "not-finite",
            Self::ParameterRange => "parameter-range",
            Self::BadSketch => "bad-sketch",
            Self::SingularDesign => "singular-design",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn every_fault_stands_in_the_catalog_under_its_name() {
        let text = include_str!("../../../errors/catalog.json");
        let catalog: serde_json::Value = serde_json::from_str(text).unwrap();
        for fault in Fault::ALL {
            assert_eq!(catalog[fault.number().to_string()]["name"], fault.name());
        }
    }
}
