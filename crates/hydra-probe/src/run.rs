//! Runs one command to its end: limit, output, and the kernel's account of it.
//!
//! In: a request. Out: how it ended and what it used, or the error number of a failed start.
//! One thread, one `poll` over the end of the process, its two output pipes and its input pipe. The end is seen through a
//! pidfd, so the time is taken when the kernel says so and not at the next tick. At the limit the command's own process
//! group gets a terminate signal, after the grace a kill. An orphan that holds a pipe open is given 200 ms, no more.

use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::time::{Duration, Instant};

use crate::frame::{Answer, Outcome, Request};
use crate::start;
use crate::stream::{Input, Output};
use crate::sys;
use crate::vfork::Image;

const DRAIN: Duration = Duration::from_millis(200);
const READY: i16 = libc::POLLIN | libc::POLLHUP | libc::POLLERR;

pub use crate::sys::become_subreaper;

/// When the terminate and the kill signal are due.
struct Limit {
    term_at: Option<Instant>,
    kill_at: Option<Instant>,
    grace: Duration,
    reached: bool,
}

impl Limit {
    fn new(start: Instant, request: &Request<'_>) -> Self {
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

/// Runs the command of a request. `control` is watched meanwhile: when it closes, the command is killed.
pub fn run(request: &Request<'_>, control: &impl AsFd) -> Answer {
    match attend(request, control.as_fd().as_raw_fd()) {
        Ok(outcome) => Answer::Done(outcome),
        Err(error) => Answer::Failed(error.raw_os_error().unwrap_or(libc::EINVAL)),
    }
}

struct Attended<'a> {
    leader: i32,
    end: OwnedFd,
    out: Output,
    err: Output,
    input: Input<'a>,
}

/// The clock runs from just before the start, when all that it needs is there, to when the end has been seen.
fn attend(request: &Request<'_>, control: i32) -> io::Result<Outcome> {
    let (theirs, ours) = start::streams(request)?;
    let paths = start::candidates(request.argv[0], &request.env);
    let mut image = Image::new(
        paths,
        &request.argv,
        &request.env,
        request.cwd,
        theirs.streams(),
    );
    let keep = request.keep_bytes as usize;
    let (out, err) = (Output::new(ours.out, keep), Output::new(ours.err, keep));
    let input = Input::new(ours.input, request.stdin);
    let begun = Instant::now();
    let (leader, end) = image.start()?;
    drop(theirs);
    let mut all = Attended {
        leader,
        end,
        out,
        err,
        input,
    };
    let mut limit = Limit::new(begun, request);
    let ended = watch(&mut all, &mut limit, control)?;
    let wall = begun.elapsed();
    drain_rest(&mut all);
    Ok(outcome(&ended, wall, limit.reached, all))
}

/// Until the process has ended; reaps it.
fn watch(all: &mut Attended<'_>, limit: &mut Limit, control: i32) -> io::Result<sys::Ended> {
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
        let ready = sys::poll(fds, wait)?;
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
        for (stream, is_ready) in [(&mut all.out, ready[1] != 0), (&mut all.err, ready[2] != 0)] {
            if is_ready {
                stream.drain();
            }
        }
        if ready[3] != 0 {
            all.input.feed();
        }
    }
}

/// Reaps orphans that have ended. Only for a process that runs one command at a time: it takes any child.
pub fn reap_orphans() {
    while let Ok(Some(_)) = sys::wait4(-1, false) {}
}

/// What is still in the pipes, for 200 ms at most.
fn drain_rest(all: &mut Attended<'_>) {
    let until = Instant::now() + DRAIN;
    loop {
        all.out.drain();
        all.err.drain();
        let left = until.saturating_duration_since(Instant::now());
        if (all.out.fd() < 0 && all.err.fd() < 0) || left.is_zero() {
            break;
        }
        if sys::poll(
            [(all.out.fd(), READY), (all.err.fd(), READY)],
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

fn outcome(ended: &sys::Ended, wall: Duration, timed_out: bool, all: Attended<'_>) -> Outcome {
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
