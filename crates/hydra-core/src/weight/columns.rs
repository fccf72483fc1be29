//! What the weight kernel is given, and the door it comes through.
//! In: six columns behind each other, one value a head, NaN = unknown; four parameters. Out: the same, checked.
//! The door stands in both engines, so that both refuse the same things and nothing after it meets NaN by surprise.
//! Twin: src/reference/weight/columns.ts

/// Order of the columns; the index is what a refused value is reported with.
pub const COLUMN_NAMES: [&str; 6] = [
    "successes",
    "trials",
    "okMs",
    "failedMs",
    "logVariance",
    "price",
];

/// Order of the policies; the index is what crosses.
pub const POLICIES: [&str; 5] = [
    "balanced",
    "success-share",
    "inverse-time",
    "softmax",
    "equal",
];

/// Counts above 2^53 are none.
const MOST_TRIALS: f64 = 9007199254740992.0;

/// How scores are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// By the expected cost of one good answer.
    Balanced,
    /// Successes over all successes.
    SuccessShare,
    /// Success over time.
    InverseTime,
    /// Softmax of the success rate.
    Softmax,
    /// All alike.
    Equal,
}

impl Policy {
    const ALL: [Self; 5] = [
        Self::Balanced,
        Self::SuccessShare,
        Self::InverseTime,
        Self::Softmax,
        Self::Equal,
    ];

    /// The policy of an index in [`POLICIES`].
    pub fn at(index: f64) -> Option<Self> {
        let is_index = index >= 0.0 && index < Self::ALL.len() as f64 && index.floor() == index;
        if is_index {
            Self::ALL.get(index as usize).copied()
        } else {
            None
        }
    }
}

/// Why nothing was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Lengths that do not fit each other, or no heads.
    Shape,
    /// An index that is no policy.
    Policy,
    /// A parameter outside its range.
    Parameter,
    /// A value that cannot be.
    Value {
        /// Index into [`COLUMN_NAMES`].
        column: usize,
        /// Index of the head.
        head: usize,
    },
}

impl Refusal {
    /// As it crosses: below 0.
    pub fn status(self) -> i32 {
        match self {
            Self::Shape => -1,
            Self::Policy => -2,
            Self::Parameter => -3,
            Self::Value { .. } => -4,
        }
    }
}

/// What rules the policies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Params {
    /// Least weight of a head, 0 to 1/K.
    pub floor: f64,
    /// Of 'softmax', above 0.
    pub temperature: f64,
    /// Share of the price in the cost, 0 to 1.
    pub cost_weight: f64,
    /// Share of 1/cost in the weights of 'balanced', 0 to 1.
    pub spread: f64,
}

fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

impl Params {
    /// The four of a slice of length 4, if each is in its range.
    pub fn checked(values: &[f64], heads: usize) -> Option<Self> {
        let &[floor, temperature, cost_weight, spread] = values else {
            return None;
        };
        let fits = floor >= 0.0
            && floor <= 1.0 / heads as f64
            && temperature > 0.0
            && temperature < f64::INFINITY
            && is_share(cost_weight)
            && is_share(spread);
        fits.then_some(Self {
            floor,
            temperature,
            cost_weight,
            spread,
        })
    }
}

/// One slice a column, all of one length.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// 0 to `trials`; need not be whole.
    pub successes: &'a [f64],
    /// 0 to 2^53.
    pub trials: &'a [f64],
    /// Mean time of successes, ms.
    pub ok_ms: &'a [f64],
    /// Mean time of failures, ms.
    pub failed_ms: &'a [f64],
    /// Variance of ln(time) of successes.
    pub log_variance: &'a [f64],
    /// Price of a call, any unit, the same for all heads.
    pub price: &'a [f64],
}

/// The number of heads, when all lengths fit.
pub fn check_shape(values: &[f64], params: &[f64], out: &[f64]) -> Result<usize, Refusal> {
    let heads = out.len() / 3;
    let fits = heads > 0
        && out.len() == 3 * heads
        && values.len() == COLUMN_NAMES.len() * heads
        && params.len() == 4;
    if fits { Ok(heads) } else { Err(Refusal::Shape) }
}

fn is_known_or_nan(value: f64) -> bool {
    value.is_nan() || (0.0..f64::INFINITY).contains(&value)
}

impl<'a> Columns<'a> {
    /// The six columns of `values`, which holds them behind each other.
    pub fn split(values: &'a [f64]) -> Self {
        let heads = values.len() / COLUMN_NAMES.len();
        let column = |index: usize| &values[index * heads..(index + 1) * heads];
        Self {
            successes: column(0),
            trials: column(1),
            ok_ms: column(2),
            failed_ms: column(3),
            log_variance: column(4),
            price: column(5),
        }
    }

    /// How many heads.
    pub fn heads(&self) -> usize {
        self.trials.len()
    }

    /// The first column of a head that holds what it must not.
    fn bad_column(&self, head: usize) -> Option<usize> {
        let (successes, trials) = (self.successes[head], self.trials[head]);
        if !(0.0..=MOST_TRIALS).contains(&trials) {
            return Some(1);
        }
        if !(0.0..=trials).contains(&successes) {
            return Some(0);
        }
        let optional = [self.ok_ms, self.failed_ms, self.log_variance, self.price];
        optional
            .iter()
            .position(|column| !is_known_or_nan(column[head]))
            .map(|index| index + 2)
    }

    /// Refuses the first value that cannot be.
    pub fn check(&self) -> Result<(), Refusal> {
        for head in 0..self.heads() {
            if let Some(column) = self.bad_column(head) {
                return Err(Refusal::Value { column, head });
            }
        }
        Ok(())
    }
}
