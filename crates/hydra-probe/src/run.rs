//! Runs one command to its end: limit, output, and the kernel's account of it.
//!
//! In: a request. Out: how it ended and what it used, or the error number of a failed start.
//! One thread, one `poll` over the end of the process, its two output pipes and its input pipe. The end is seen through a
//! pidfd, so the time is taken when the kernel says so and not at the next tick. At the limit the command's own process
//! group gets a terminate signal, after the grace a kill. An orphan that holds a pipe open is given 200 ms, no more.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::frame::{Answer, Outcome, Request};
use crate::sys;

const DRAIN: Duration = Duration::from_millis(200);
const READY: i16 = libc::POLLIN | libc::POLLHUP | libc::POLLERR;

pub use crate::sys::{become_subreaper, die_with_parent};

/// One output stream: what is kept, how much there was.
struct Stream<R> {
    pipe: Option<R>,
    kept: Vec<u8>,
    bytes: f64,
    limit: usize,
}

impl<R: Read + AsFd> Stream<R> {
    fn new(pipe: Option<R>, limit: usize) -> io::Result<Self> {
        if let Some(pipe) = &pipe {
            sys::set_nonblocking(pipe.as_fd())?;
        }
        Ok(Self {
            pipe,
            kept: Vec::new(),
            bytes: 0.0,
            limit,
        })
    }

    fn fd(&self) -> i32 {
        self.pipe
            .as_ref()
            .map_or(-1, |pipe| pipe.as_fd().as_raw_fd())
    }

    /// Reads what is there; closes the pipe at its end.
    fn drain(&mut self) {
        let mut buffer = [0; 16384];
        while let Some(pipe) = &mut self.pipe {
            match pipe.read(&mut buffer) {
                Ok(0) => self.pipe = None,
                Ok(count) => self.keep(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => self.pipe = None,
            }
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = self.limit.saturating_sub(self.kept.len()).min(bytes.len());
        self.kept.extend_from_slice(&bytes[..room]);
        self.bytes += bytes.len() as f64;
    }
}

/// What is still to be written to the command's standard input.
struct Input {
    pipe: Option<std::process::ChildStdin>,
    rest: Vec<u8>,
}

impl Input {
    fn fd(&self) -> i32 {
        self.pipe.as_ref().map_or(-1, AsRawFd::as_raw_fd)
    }

    /// Writes what fits; closes the pipe when all is written or nobody reads.
    fn feed(&mut self) {
        while let Some(pipe) = &mut self.pipe {
            match pipe.write(&self.rest) {
                Ok(count) if count < self.rest.len() && count > 0 => drop(self.rest.drain(..count)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                _ => self.pipe = None,
            }
        }
    }
}

/// When the terminate and the kill signal are due.
struct Limit {
    term_at: Option<Instant>,
    kill_at: Option<Instant>,
    grace: Duration,
    reached: bool,
}

impl Limit {
    fn new(start: Instant, request: &Request) -> Self {
        let term_at = (request.timeout_ms > 0.0).then(|| start + millis(request.timeout_ms));
        Self {
            term_at,
            kill_at: None,
            grace: millis(request.grace_ms),
            reached: false,
        }
    }

    fn next(&self) -> Option<Instant> {
        self.term_at.or(self.kill_at)
    }

    fn act(&mut self, leader: i32, now: Instant) {
        if self.term_at.is_some_and(|at| now >= at) {
            self.reached = true;
            self.term_at = None;
            self.kill_at = Some(now + self.grace);
            signal(leader, libc::SIGTERM);
        } else if self.kill_at.is_some_and(|at| now >= at) {
            self.kill_at = None;
            signal(leader, libc::SIGKILL);
        }
    }
}

/// A group that is gone needs no signal: the error says nothing new.
fn signal(leader: i32, number: i32) {
    let _gone = sys::signal_group(leader, number);
}

fn millis(ms: f64) -> Duration {
    Duration::from_secs_f64((ms / 1e3).clamp(0.0, 1e9))
}

fn command_of(request: &Request) -> Command {
    let word = |bytes: &[u8]| std::ffi::OsStr::from_bytes(bytes).to_owned();
    let mut command = Command::new(word(&request.argv[0]));
    command
        .args(request.argv[1..].iter().map(|bytes| word(bytes)))
        .process_group(0);
    if !request.cwd.is_empty() {
        command.current_dir(word(&request.cwd));
    }
    if let Some(pairs) = &request.env {
        command.env_clear();
        for pair in pairs {
            let cut = pair
                .iter()
                .position(|&byte| byte == b'=')
                .unwrap_or(pair.len());
            command.env(
                word(&pair[..cut]),
                word(pair.get(cut + 1..).unwrap_or_default()),
            );
        }
    }
    let output = || {
        if request.keep_bytes > 0 {
            Stdio::piped()
        } else {
            Stdio::null()
        }
    };
    command.stdin(if request.stdin.is_empty() {
        Stdio::null()
    } else {
        Stdio::piped()
    });
    command.stdout(output()).stderr(output());
    command
}

/// Runs the command of a request. `control` is watched meanwhile: when it closes, the command is killed.
pub fn run(request: &Request, control: &impl AsFd) -> Answer {
    let mut command = command_of(request);
    let start = Instant::now();
    match command.spawn() {
        Err(error) => Answer::Failed(error.raw_os_error().unwrap_or(libc::EINVAL)),
        Ok(child) => match attend(child, request, start, control.as_fd().as_raw_fd()) {
            Ok(outcome) => Answer::Done(outcome),
            Err(error) => Answer::Failed(error.raw_os_error().unwrap_or(libc::EIO)),
        },
    }
}

struct Attended {
    leader: i32,
    end: OwnedFd,
    out: Stream<std::process::ChildStdout>,
    err: Stream<std::process::ChildStderr>,
    input: Input,
}

fn attend(
    mut child: Child,
    request: &Request,
    start: Instant,
    control: i32,
) -> io::Result<Outcome> {
    let leader =
        i32::try_from(child.id()).map_err(|_| io::Error::from_raw_os_error(libc::ESRCH))?;
    let keep = request.keep_bytes as usize;
    let input = Input {
        pipe: child.stdin.take(),
        rest: request.stdin.clone(),
    };
    if let Some(pipe) = &input.pipe {
        sys::set_nonblocking(pipe.as_fd())?;
    }
    let out = Stream::new(child.stdout.take(), keep)?;
    let err = Stream::new(child.stderr.take(), keep)?;
    let mut all = Attended {
        leader,
        end: sys::pidfd_open(leader)?,
        out,
        err,
        input,
    };
    let mut limit = Limit::new(start, request);
    let ended = watch(&mut all, &mut limit, control)?;
    let wall = start.elapsed();
    drain_rest(&mut all);
    Ok(outcome(&ended, wall, limit.reached, all))
}

/// Until the process has ended; reaps it.
fn watch(all: &mut Attended, limit: &mut Limit, control: i32) -> io::Result<sys::Ended> {
    loop {
        let fds = [
            (all.end.as_raw_fd(), libc::POLLIN),
            (all.out.fd(), READY),
            (all.err.fd(), READY),
            (all.input.fd(), libc::POLLOUT),
            (control, libc::POLLHUP),
        ];
        let wait = limit.next().map_or(-1, |at| {
            round_up(at.saturating_duration_since(Instant::now()))
        });
        let ready = sys::poll(&fds, wait)?;
        if ready[0] != 0 {
            // The leader is not reaped yet, so the group's number is still its own.
            if limit.reached {
                signal(all.leader, libc::SIGKILL);
            }
            if let Some((_, ended)) = sys::wait4(all.leader, false)? {
                return Ok(ended);
            }
        }
        limit.act(all.leader, Instant::now());
        if ready[4] & libc::POLLHUP != 0 {
            signal(all.leader, libc::SIGKILL);
        }
        all.out.drain();
        all.err.drain();
        all.input.feed();
    }
}

/// Reaps orphans that have ended. Only for a process that runs one command at a time: it takes any child.
pub fn reap_orphans() {
    while let Ok(Some(_)) = sys::wait4(-1, false) {}
}

/// What is still in the pipes, for 200 ms at most.
fn drain_rest(all: &mut Attended) {
    let until = Instant::now() + DRAIN;
    loop {
        all.out.drain();
        all.err.drain();
        let left = until.saturating_duration_since(Instant::now());
        if (all.out.pipe.is_none() && all.err.pipe.is_none()) || left.is_zero() {
            break;
        }
        if sys::poll(
            &[(all.out.fd(), READY), (all.err.fd(), READY)],
            round_up(left),
        )
        .is_err()
        {
            break;
        }
    }
}

fn round_up(left: Duration) -> i32 {
    i32::try_from(left.as_micros().div_ceil(1000)).unwrap_or(i32::MAX)
}

fn time_ms(time: libc::timeval) -> f64 {
    time.tv_sec as f64 * 1e3 + time.tv_usec as f64 / 1e3
}

fn outcome(ended: &sys::Ended, wall: Duration, timed_out: bool, all: Attended) -> Outcome {
    let usage = &ended.usage;
    let exited = libc::WIFEXITED(ended.status);
    Outcome {
        exit_code: if exited {
            libc::WEXITSTATUS(ended.status)
        } else {
            -1
        },
        signal: if exited {
            0
        } else {
            libc::WTERMSIG(ended.status)
        },
        timed_out,
        wall_ms: wall.as_secs_f64() * 1e3,
        user_ms: time_ms(usage.ru_utime),
        system_ms: time_ms(usage.ru_stime),
        max_rss_bytes: usage.ru_maxrss as f64 * 1024.0,
        faults: [usage.ru_minflt as f64, usage.ru_majflt as f64],
        switches: [usage.ru_nvcsw as f64, usage.ru_nivcsw as f64],
        blocks: [usage.ru_inblock as f64, usage.ru_oublock as f64],
        bytes: [all.out.bytes, all.err.bytes],
        stdout: all.out.kept,
        stderr: all.err.kept,
    }
}
