//! Frames between Node and the launcher: a u32 of the body's length, then the body; little-endian throughout.
//! In: bytes of a pipe. Out: a request, or a result as bytes. A body that does not fit its own lengths is refused.
//! Twin of the other side: src/process/launcher/frame.ts.

/// The longest body that is read: arguments, environment and standard input of one command.
pub const MAX_BODY: usize = 64 << 20;

/// One command to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Given back with the result.
    pub id: u32,
    /// Ends the command after so many milliseconds; 0 = never.
    pub timeout_ms: f64,
    /// Between the terminate and the kill signal, milliseconds.
    pub grace_ms: f64,
    /// Bytes of each output stream that are kept; the rest is counted. 0 = the streams go to the null device.
    pub keep_bytes: u32,
    /// Program and arguments; at least the program.
    pub argv: Vec<Vec<u8>>,
    /// Working folder; empty = that of the launcher.
    pub cwd: Vec<u8>,
    /// Variables as NAME=value, in place of the launcher's own; `None` = inherited.
    pub env: Option<Vec<Vec<u8>>>,
    /// What the command reads on its standard input.
    pub stdin: Vec<u8>,
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

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        if count > self.0.len() {
            return None;
        }
        let (head, tail) = self.0.split_at(count);
        self.0 = tail;
        Some(head)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn f64(&mut self) -> Option<f64> {
        self.take(8)?.try_into().ok().map(f64::from_le_bytes)
    }

    fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = self.u32()? as usize;
        self.take(length).map(<[u8]>::to_vec)
    }

    fn list(&mut self, count: u32) -> Option<Vec<Vec<u8>>> {
        // Each entry has at least its length: a count beyond that is refused before anything is allocated.
        if count as usize > self.0.len() / 4 {
            return None;
        }
        (0..count).map(|_| self.bytes()).collect()
    }
}

/// The count that stands for "inherit the environment".
const INHERIT: u32 = u32::MAX;

/// Reads the body of a request; `None` when its lengths do not fit it or it names no program.
pub fn parse_request(body: &[u8]) -> Option<Request> {
    let mut reader = Reader(body);
    let id = reader.u32()?;
    let (timeout_ms, grace_ms, keep_bytes) = (reader.f64()?, reader.f64()?, reader.u32()?);
    let count = reader.u32()?;
    let argv = reader.list(count)?;
    let cwd = reader.bytes()?;
    let env = match reader.u32()? {
        INHERIT => None,
        count => Some(reader.list(count)?),
    };
    let stdin = reader.bytes()?;
    let whole = reader.0.is_empty() && !argv.is_empty() && timeout_ms >= 0.0 && grace_ms >= 0.0;
    whole.then_some(Request {
        id,
        timeout_ms,
        grace_ms,
        keep_bytes,
        argv,
        cwd,
        env,
        stdin,
    })
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

    fn body(argv: &[&[u8]], env: Option<&[&[u8]]>) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(&7u32.to_le_bytes());
        out.extend_from_slice(&250.0f64.to_le_bytes());
        out.extend_from_slice(&100.0f64.to_le_bytes());
        out.extend_from_slice(&4096u32.to_le_bytes());
        out.extend_from_slice(&(argv.len() as u32).to_le_bytes());
        for word in argv {
            put_bytes(&mut out, word);
        }
        put_bytes(&mut out, b"/tmp");
        out.extend_from_slice(&env.map_or(INHERIT, |list| list.len() as u32).to_le_bytes());
        for pair in env.unwrap_or_default() {
            put_bytes(&mut out, pair);
        }
        put_bytes(&mut out, b"input");
        out
    }

    #[test]
    fn a_request_is_read_whole() {
        let request = parse_request(&body(&[b"echo", b"a b"], Some(&[b"A=1"]))).expect("whole");
        assert_eq!(request.argv, vec![b"echo".to_vec(), b"a b".to_vec()]);
        assert_eq!(
            (request.id, request.keep_bytes, request.cwd.as_slice()),
            (7, 4096, &b"/tmp"[..])
        );
        assert_eq!(
            (request.env, request.stdin),
            (Some(vec![b"A=1".to_vec()]), b"input".to_vec())
        );
        assert_eq!(
            parse_request(&body(&[b"true"], None)).expect("whole").env,
            None
        );
    }

    #[test]
    fn every_cut_and_every_addition_is_refused() {
        let whole = body(&[b"echo", b"x"], Some(&[b"A=1", b"B=2"]));
        for end in 0..whole.len() {
            assert_eq!(parse_request(&whole[..end]), None, "cut at {end}");
        }
        let longer: Vec<u8> = whole.iter().copied().chain([0]).collect();
        assert_eq!(parse_request(&longer), None);
        assert_eq!(parse_request(&body(&[], None)), None);
    }

    #[test]
    fn a_count_beyond_the_body_allocates_nothing() {
        let mut hostile = body(&[b"echo"], None);
        hostile[24..28].copy_from_slice(&0xffff_fff0u32.to_le_bytes());
        assert_eq!(parse_request(&hostile), None);
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
