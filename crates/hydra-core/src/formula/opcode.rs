//! The instructions of formula programs: one table.
//! A signature says what an instruction reads and writes: `n` a number that is not constant beside another constant, `v` a
//! number of any kind, `k` a constant number of digits, `m` a mask, `i` 0, 1 or 2 as it stands, `t` a later instruction;
//! after `=` the kind of the result.
//! Numbers are stable: a stored program means the same for ever.  Twin: src/reference/formula/opcode.ts

macro_rules! opcodes {
    ($($code:literal $variant:ident $name:literal $signature:literal)*) => {
        /// What an instruction does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names say it; the machine shows what each does")]
        pub enum Op { $($variant),* }

        impl Op {
            /// All of them, in order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// By its number.
            pub fn by_code(code: u32) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            /// Its number, its name and its signature.
            pub fn row(self) -> (u32, &'static str, &'static str) {
                match self { $(Self::$variant => ($code, $name, $signature)),* }
            }
        }
    };
}

opcodes! {
    1 Add "add" "nn=n"
    2 Subtract "subtract" "nn=n"
    3 Multiply "multiply" "nn=n"
    4 Divide "divide" "nn=n"
    5 Remainder "remainder" "nn=n"
    6 Min "min" "nn=n"
    7 Max "max" "nn=n"
    8 Power "power" "nn=n"
    9 Coalesce "coalesce" "nn=n"
    10 Round "round" "nk=n"
    16 Copy "copy" "v=n"
    17 Negate "negate" "n=n"
    18 Abs "abs" "n=n"
    19 Sign "sign" "n=n"
    20 Floor "floor" "n=n"
    21 Ceil "ceil" "n=n"
    22 Trunc "trunc" "n=n"
    23 Sqrt "sqrt" "n=n"
    24 Exp "exp" "n=n"
    25 Ln "ln" "n=n"
    26 Log1p "log1p" "n=n"
    27 Expm1 "expm1" "n=n"
    32 Less "less" "nn=m"
    33 LessEqual "lessEqual" "nn=m"
    34 Greater "greater" "nn=m"
    35 GreaterEqual "greaterEqual" "nn=m"
    36 Equal "equal" "nn=m"
    37 NotEqual "notEqual" "nn=m"
    38 IsMissing "isMissing" "n=m"
    48 And "and" "mm=m"
    49 Or "or" "mm=m"
    50 Not "not" "m=m"
    51 MaskEqual "maskEqual" "mm=m"
    52 MaskNotEqual "maskNotEqual" "mm=m"
    53 MaskCoalesce "maskCoalesce" "mm=m"
    54 MaskIsMissing "maskIsMissing" "m=m"
    55 MaskCopy "maskCopy" "m=m"
    56 MaskFill "maskFill" "i=m"
    64 Select "select" "mvv=n"
    65 MaskSelect "maskSelect" "mmm=m"
    72 SkipIfFalse "skipIfFalse" "mt="
    73 SkipIfTrue "skipIfTrue" "mt="
    80 Log2 "log2" "n=n"
    81 Log10 "log10" "n=n"
    82 Cbrt "cbrt" "n=n"
    83 Sin "sin" "n=n"
    84 Cos "cos" "n=n"
    85 Tan "tan" "n=n"
    86 Asin "asin" "n=n"
    87 Acos "acos" "n=n"
    88 Atan "atan" "n=n"
    89 Sinh "sinh" "n=n"
    90 Cosh "cosh" "n=n"
    91 Tanh "tanh" "n=n"
    92 Asinh "asinh" "n=n"
    93 Acosh "acosh" "n=n"
    94 Atanh "atanh" "n=n"
    96 Hypot "hypot" "nn=n"
    97 Atan2 "atan2" "nn=n"
}

impl Op {
    /// Whether its result is a number; else a mask, or nothing.
    pub fn gives_number(self) -> bool {
        self.row().2.ends_with("=n")
    }
}

/// The table as text, a line an instruction, for the test that compares both engines.
pub fn lines() -> Vec<String> {
    let row = |op: &Op| {
        let (code, name, signature) = op.row();
        format!("{code} {name} {signature}")
    };
    Op::ALL.iter().map(row).collect()
}
