//! Frames between Node and the launcher: a u32 of the body's length, then the body; little-endian throughout.
//! A list of texts is their count, then one block of bytes in which each ends in a NUL, as the kernel takes them.
//! In: bytes of a pipe. Out: a request, or a result as bytes. A body that does not fit its own lengths is refused.
//! Twin of the other side: src/process/launcher/frame.ts.

use std::cmp::Ordering;
use std::ffi::CStr;

/// The longest body that is read: arguments, environment and standard input of one command.
pub const MAX_BODY: usize = 64 << 20;

/// One command to run. Its texts are parts of the body that it was read from, each with the NUL that the kernel wants.
#[derive(Debug, Clone, PartialEq)]
pub struct Request<'a> {
    /// Given back with the result.
    pub id: u32,
    /// Ends the command after so many milliseconds; 0 = never.
    pub timeout_ms: f64,
    /// Between the terminate and the kill signal, milliseconds.
    pub grace_ms: f64,
    /// Bytes of each output stream that are kept; the rest is counted. 0 = the streams go to the null device.
    pub keep_bytes: u32,
    /// Program and arguments; at least the program.
    pub argv: Vec<&'a CStr>,
    /// Working folder; `None` = that of the launcher.
    pub cwd: Option<&'a CStr>,
    /// All variables, as NAME=value.
    pub env: Vec<&'a CStr>,
    /// What the command reads on its standard input.
    pub stdin: &'a [u8],
}

/// Why a body is no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Its lengths do not fit it, or it names no program: nothing after it can be trusted.
    Lengths,
    /// A text of the request with this id holds a NUL: no program can be given that.
    Nul(u32),
}

/// How a command ended and what it used. Times in milliseconds, memory in bytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Exit code, or -1 when a signal ended it.
    pub exit_code: i32,
    /// Number of the signal that ended it, or 0.
    pub signal: i32,
    /// The limit was reached.
    pub timed_out: bool,
    /// From before the start to the end, monotonic.
    pub wall_ms: f64,
    /// CPU time in user mode of the command and of the children it waited for.
    pub user_ms: f64,
    /// CPU time in the kernel, likewise.
    pub system_ms: f64,
    /// Largest resident set of the command or of one child it waited for.
    pub max_rss_bytes: f64,
    /// Minor, then major page faults.
    pub faults: [f64; 2],
    /// Voluntary, then involuntary context switches.
    pub switches: [f64; 2],
    /// Block input, then output operations.
    pub blocks: [f64; 2],
    /// All bytes of standard output, then of standard error, kept or not.
    pub bytes: [f64; 2],
    /// What was kept of standard output.
    pub stdout: Vec<u8>,
    /// What was kept of standard error.
    pub stderr: Vec<u8>,
}

/// What goes back for one request.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The command ran.
    Done(Outcome),
    /// It could not be started: the operating system's error number.
    Failed(i32),
}

struct Reader<'a> {
    rest: &'a [u8],
    id: u32,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Flaw> {
        let (head, tail) = self.rest.split_at_checked(count).ok_or(Flaw::Lengths)?;
        self.rest = tail;
        Ok(head)
    }

    fn u32(&mut self) -> Result<u32, Flaw> {
        let bytes = self.take(4)?.try_into().map_err(|_| Flaw::Lengths)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn f64(&mut self) -> Result<f64, Flaw> {
        let bytes = self.take(8)?.try_into().map_err(|_| Flaw::Lengths)?;
        Ok(f64::from_le_bytes(bytes))
    }

    fn bytes(&mut self) -> Result<&'a [u8], Flaw> {
        let length = self.u32()?;
        self.take(length as usize)
    }

    /// As many texts as the count says, each with a NUL at its end and none inside.
    fn texts(&mut self) -> Result<Vec<&'a CStr>, Flaw> {
        let (count, block) = (self.u32()? as usize, self.bytes()?);
        // Read before it is counted: a count that is too large allocates nothing.
        let texts = block.split_inclusive(|&byte| byte == 0);
        let texts = texts.map(|text| CStr::from_bytes_with_nul(text).map_err(|_| Flaw::Lengths));
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        match texts.len().cmp(&count) {
            Ordering::Less => Err(Flaw::Lengths),
            Ordering::Equal => Ok(texts),
            Ordering::Greater => Err(Flaw::Nul(self.id)),
        }
    }
}

/// Reads the body of a request.
///
/// # Errors
/// What is wrong with it.
pub fn parse_request(body: &[u8]) -> Result<Request<'_>, Flaw> {
    let mut reader = Reader { rest: body, id: 0 };
    reader.id = reader.u32()?;
    let request = Request {
        id: reader.id,
        timeout_ms: reader.f64()?,
        grace_ms: reader.f64()?,
        keep_bytes: reader.u32()?,
        argv: reader.texts()?,
        cwd: reader.texts()?.first().copied(),
        env: reader.texts()?,
        stdin: reader.bytes()?,
    };
    let fits = reader.rest.is_empty() && !request.argv.is_empty();
    if fits && request.timeout_ms >= 0.0 && request.grace_ms >= 0.0 {
        Ok(request)
    } else {
        Err(Flaw::Lengths)
    }
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn put_outcome(out: &mut Vec<u8>, outcome: &Outcome) {
    out.extend_from_slice(&outcome.exit_code.to_le_bytes());
    out.extend_from_slice(&outcome.signal.to_le_bytes());
    out.push(u8::from(outcome.timed_out));
    let [minor, major] = outcome.faults;
    let [voluntary, involuntary] = outcome.switches;
    let [input, output] = outcome.blocks;
    let times = [
        outcome.wall_ms,
        outcome.user_ms,
        outcome.system_ms,
        outcome.max_rss_bytes,
    ];
    let counts = [
        minor,
        major,
        voluntary,
        involuntary,
        input,
        output,
        outcome.bytes[0],
        outcome.bytes[1],
    ];
    for value in times.into_iter().chain(counts) {
        out.extend_from_slice(&value.to_le_bytes());
    }
    put_bytes(out, &outcome.stdout);
    put_bytes(out, &outcome.stderr);
}

/// The whole frame of an answer, its length first.
pub fn answer_frame(id: u32, answer: &Answer) -> Vec<u8> {
    let mut out = vec![0; 4];
    out.extend_from_slice(&id.to_le_bytes());
    match answer {
        Answer::Done(outcome) => {
            out.push(0);
            put_outcome(&mut out, outcome);
        }
        Answer::Failed(errno) => {
            out.push(1);
            out.extend_from_slice(&errno.to_le_bytes());
        }
    }
    let length = (out.len() - 4) as u32;
    out[..4].copy_from_slice(&length.to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put_texts(out: &mut Vec<u8>, texts: &[&[u8]]) {
        let block: Vec<u8> = texts
            .iter()
            .flat_map(|text| [text, &b"\0"[..]].concat())
            .collect();
        out.extend_from_slice(&(texts.len() as u32).to_le_bytes());
        put_bytes(out, &block);
    }

    fn body(argv: &[&[u8]], cwd: &[&[u8]], env: &[&[u8]]) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(&7u32.to_le_bytes());
        out.extend_from_slice(&250.0f64.to_le_bytes());
        out.extend_from_slice(&100.0f64.to_le_bytes());
        out.extend_from_slice(&4096u32.to_le_bytes());
        for texts in [argv, cwd, env] {
            put_texts(&mut out, texts);
        }
        put_bytes(&mut out, b"input");
        out
    }

    #[test]
    fn a_request_is_read_whole() {
        let whole = body(&[b"echo", b"a b", b""], &[b"/tmp"], &[b"A=1"]);
        let request = parse_request(&whole).expect("whole");
        assert_eq!(request.argv, [c"echo", c"a b", c""]);
        assert_eq!(
            (request.id, request.keep_bytes, request.cwd),
            (7, 4096, Some(c"/tmp"))
        );
        assert_eq!((request.env, request.stdin), (vec![c"A=1"], &b"input"[..]));
        let bare = body(&[b"true"], &[], &[]);
        let request = parse_request(&bare).expect("whole");
        assert_eq!((request.cwd, request.env.len()), (None, 0));
    }

    #[test]
    fn every_cut_and_every_addition_is_refused() {
        let whole = body(&[b"echo", b"x"], &[], &[b"A=1", b"B=2"]);
        for end in 0..whole.len() {
            assert_eq!(
                parse_request(&whole[..end]),
                Err(Flaw::Lengths),
                "cut at {end}"
            );
        }
        let longer: Vec<u8> = whole.iter().copied().chain([0]).collect();
        assert_eq!(parse_request(&longer), Err(Flaw::Lengths));
        assert_eq!(parse_request(&body(&[], &[], &[])), Err(Flaw::Lengths));
    }

    #[test]
    fn a_nul_inside_a_text_is_found_wherever_it_is() {
        let hidden = [
            body(&[b"true", b"a\0b"], &[], &[]),
            body(&[b"true"], &[b"/\0tmp"], &[]),
            body(&[b"true"], &[], &[b"A=1\0PATH=/elsewhere"]),
        ];
        for body in hidden {
            assert_eq!(parse_request(&body), Err(Flaw::Nul(7)));
        }
    }

    #[test]
    fn a_count_beyond_the_body_allocates_nothing() {
        let mut hostile = body(&[b"echo"], &[], &[]);
        hostile[24..28].copy_from_slice(&0xffff_fff0u32.to_le_bytes());
        assert_eq!(parse_request(&hostile), Err(Flaw::Lengths));
    }

    #[test]
    fn an_answer_frame_says_its_own_length() {
        let frame = answer_frame(9, &Answer::Failed(2));
        assert_eq!(frame, [9, 0, 0, 0, 9, 0, 0, 0, 1, 2, 0, 0, 0]);
        let done = answer_frame(
            1,
            &Answer::Done(Outcome {
                stdout: b"abc".to_vec(),
                ..Outcome::default()
            }),
        );
        assert_eq!(done.len(), 4 + 4 + 1 + 9 + 12 * 8 + 4 + 3 + 4);
        assert_eq!(done[..4], ((done.len() - 4) as u32).to_le_bytes());
    }
}
