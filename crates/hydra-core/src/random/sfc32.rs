//! A seeded stream of random numbers: sfc32, its state expanded from the seed by splitmix64.
//! In: a seed (a whole number) and the name of the stream. Out: a stream that repeats.
//! Why a name: two statistics with one seed must not share their draws; a batch equals its single calls.
//! Why sfc32: 32-bit additions, shifts and xors only, so JavaScript and Rust agree; passes `PractRand`.
//! Source: Doty-Humphrey 2010, `PractRand` (sfc32); Steele, Lea, Flood 2014 (splitmix64); FNV-1a for the name.
//! Twin: src/reference/random/sfc32.ts  Golden: fixtures/golden/random/sfc32.json

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
const TWO_TO_53: f64 = 9_007_199_254_740_992.0;

/// A stream; see [`create`].
#[derive(Clone, Debug)]
pub struct Sfc32 {
    a: u32,
    b: u32,
    c: u32,
    counter: u32,
}

/// FNV-1a, 64 bits, of the name in UTF-8.
fn hash_name(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One output of splitmix64 for a state.
fn splitmix(state: u64) -> u64 {
    let mut z = state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Starts a stream; seeds that differ give streams that differ.
pub fn create(seed: i64, stream: &str) -> Sfc32 {
    let state = seed.cast_unsigned() ^ hash_name(stream);
    let first = splitmix(state.wrapping_add(GOLDEN));
    let second = splitmix(state.wrapping_add(GOLDEN.wrapping_mul(2)));
    let (a, b, c) = (first as u32, (first >> 32) as u32, second as u32);
    let mut random = Sfc32 {
        a,
        b,
        c,
        counter: 1,
    };
    for _ in 0..12 {
        random.next_u32();
    }
    random
}

impl Sfc32 {
    /// The next 32 random bits.
    pub fn next_u32(&mut self) -> u32 {
        let result = self.a.wrapping_add(self.b).wrapping_add(self.counter);
        self.counter = self.counter.wrapping_add(1);
        self.a = self.b ^ (self.b >> 9);
        self.b = self.c.wrapping_add(self.c << 3);
        self.c = self.c.rotate_left(21).wrapping_add(result);
        result
    }

    /// The next number from [0, 1), 53 random bits: two draws.
    pub fn float(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) / TWO_TO_53
    }

    /// A place among n >= 1: `below` in whole numbers.
    #[inline]
    pub fn index(&mut self, n: usize) -> usize {
        if n <= 2_097_152 {
            return ((u64::from(self.next_u32()) * n as u64) >> 32) as usize;
        }
        self.below(n as f64) as usize
    }

    /// A whole number from 0 to n - 1, n a whole number from 1 to 2^53.
    pub fn below(&mut self, n: f64) -> f64 {
        if n <= 2_097_152.0 {
            return (f64::from(self.next_u32()) * n / 4_294_967_296.0).floor();
        }
        let index = (self.float() * n).floor();
        if index < n { index } else { n - 1.0 }
    }
}
