//! A sketch as bytes, and back. One sketch has one byte string, so equal bytes mean equal sketches.
//! Layout: 'HYSK', version 1, bits, 1 with moments or 0; then whole numbers as varints (7 bits a byte, the lowest first):
//! rejected, zeros, and unless all is empty min and max (8 bytes each, lowest first), the number of pages, and each page by
//! ascending code: its code less the one before, its sum, its squares (with moments), how many buckets are in use, and each
//! one: its index less the one before, its count. Last 8 bytes: FNV-1a of all before them, 64 bits, lowest first.
//! Reading accepts what writing gives and nothing else: whatever was read is written again and compared.
//! Twin: src/reference/sketch/codec.ts  Golden: fixtures/golden/sketch/bytes.json

use super::log_linear::{CODES, MOST_BITS, Page, Sketch};
use super::read::Bucket;
use crate::Fault;
use crate::math::whole::Size;

const MAGIC: [u8; 5] = *b"HYSK\x01";
const CHECKSUM: usize = 8;
const MOST_COUNT: u64 = (1 << 53) - 1;
/// Of the longest varint: 24 groups of 7 bits.
const MOST_GROUPS: usize = 24;

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    let mix = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix).to_le_bytes()
}

fn put(out: &mut Vec<u8>, number: &Size) {
    let groups = number.groups_of_seven();
    let last = groups.len() - 1;
    for (i, group) in groups.into_iter().enumerate() {
        out.push(if i == last { group } else { group | 128 });
    }
}

fn put_whole(out: &mut Vec<u8>, number: u64) {
    put(out, &Size::from(u128::from(number)));
}

fn put_page(out: &mut Vec<u8>, page: &Page, moments: bool) {
    put(out, &Size::from(page.sum));
    if moments {
        put(out, &page.squares());
    }
    let used = || {
        page.counts
            .iter()
            .enumerate()
            .filter(|&(_, &count)| count > 0)
    };
    put_whole(out, used().count() as u64);
    let mut last = 0;
    for (index, &count) in used() {
        put_whole(out, (index - last) as u64);
        put_whole(out, count);
        last = index;
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    fn size(&mut self) -> Option<Size> {
        let mut size = Size::default();
        for group in 0..MOST_GROUPS {
            let byte = self.byte()?;
            let part = Size::from(u128::from(byte & 127)).shifted(7 * group);
            size = size.plus(&part);
            if byte < 128 {
                return Some(size);
            }
        }
        None
    }

    fn whole(&mut self, most: u64) -> Option<u64> {
        let whole = u64::try_from(self.size()?.as_u128()?).ok()?;
        (whole <= most).then_some(whole)
    }

    fn double(&mut self) -> Option<f64> {
        let (bytes, rest) = self.bytes.split_first_chunk::<8>()?;
        self.bytes = rest;
        Some(f64::from_le_bytes(*bytes))
    }

    fn page(&mut self, bits: u32, moments: bool, code: u16) -> Option<Page> {
        let sum = self.size()?.as_u128()?;
        let squares = if moments {
            self.size()?
        } else {
            Size::default()
        };
        let (squares_low, squares_high) = squares.split_at_64()?;
        let size = 1usize << bits;
        let mut counts = vec![0u64; size];
        let mut index = 0;
        for _ in 0..self.whole(size as u64)? {
            index += self.whole(size as u64 - 1)? as usize;
            let count = counts.get_mut(index)?;
            *count = count.checked_add(self.whole(MOST_COUNT)?)?;
        }
        let total = counts.iter().try_fold(0u64, |sum, &x| sum.checked_add(x))?;
        let most = u128::from(total);
        let is_fit = total > 0
            && total <= MOST_COUNT
            && sum <= most << 52
            && squares <= Size::from(most).shifted(106);
        is_fit.then_some(Page {
            code,
            sum,
            squares_low,
            squares_high,
            counts,
        })
    }

    fn sketch(&mut self) -> Option<Sketch> {
        for byte in MAGIC {
            self.byte().filter(|&found| found == byte)?;
        }
        let bits = u32::from(self.byte()?);
        let moments = self.byte().filter(|&flag| flag <= 1)? == 1;
        if !(1..=MOST_BITS).contains(&bits) {
            return None;
        }
        let mut sketch = Sketch::new(bits, moments);
        sketch.rejected = self.whole(MOST_COUNT)?;
        sketch.zeros = self.whole(MOST_COUNT)?;
        sketch.count = sketch.zeros;
        if self.bytes.is_empty() {
            return Some(sketch);
        }
        (sketch.min, sketch.max) = (self.double()?, self.double()?);
        self.pages(&mut sketch)?;
        (sketch.count <= MOST_COUNT && has_extremes(&sketch)).then_some(sketch)
    }

    fn pages(&mut self, sketch: &mut Sketch) -> Option<()> {
        let mut code = 0;
        for _ in 0..self.whole(CODES as u64)? {
            code += self.whole(CODES as u64 - 1)?;
            let is_one = code < CODES as u64 && code & 2047 != 2047;
            let code = u16::try_from(code).ok().filter(|_| is_one)?;
            let page = self.page(sketch.bits, sketch.moments, code)?;
            sketch.count = sketch.count.checked_add(page.count())?;
            *sketch.open_page(code) = page;
        }
        Some(())
    }
}

fn bucket_of(x: f64, bits: u32) -> Bucket {
    if x == 0.0 {
        return Bucket::Zeros;
    }
    let key = x.to_bits();
    let index = (key & ((1 << 52) - 1)) >> (52 - bits);
    Bucket::Of((key >> 52) as u16, index)
}

/// Whether min lies in the lowest bucket that is in use, and max in the highest.
fn has_extremes(sketch: &Sketch) -> bool {
    let is_minus_zero = |x: f64| x == 0.0 && x.is_sign_negative();
    let outer = (
        bucket_of(sketch.min, sketch.bits),
        bucket_of(sketch.max, sketch.bits),
    );
    sketch.min <= sketch.max
        && !is_minus_zero(sketch.min)
        && !is_minus_zero(sketch.max)
        && sketch.outer_buckets() == Some(outer)
}

impl Sketch {
    /// The bytes of the sketch.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend([self.bits as u8, u8::from(self.moments)]);
        put_whole(&mut out, self.rejected);
        put_whole(&mut out, self.zeros);
        if self.count > 0 {
            out.extend(self.min.to_le_bytes());
            out.extend(self.max.to_le_bytes());
            put_whole(&mut out, self.pages.len() as u64);
            let mut last = 0;
            for page in self.pages_in_order() {
                put_whole(&mut out, u64::from(page.code - last));
                put_page(&mut out, page, self.moments);
                last = page.code;
            }
        }
        let sum = checksum(&out);
        out.extend(sum);
        out
    }

    /// The sketch of bytes.
    ///
    /// # Errors
    /// [`Fault::BadSketch`] when they are not what [`Sketch::to_bytes`] gives.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let (body, sum) = bytes
            .split_last_chunk::<CHECKSUM>()
            .ok_or(Fault::BadSketch)?;
        if checksum(body) != *sum {
            return Err(Fault::BadSketch);
        }
        let sketch = Reader { bytes: body }.sketch().ok_or(Fault::BadSketch)?;
        if sketch.to_bytes() == bytes {
            Ok(sketch)
        } else {
            Err(Fault::BadSketch)
        }
    }
}
