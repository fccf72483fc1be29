//! What this thread and this process have used up to now: the snapshot that stands around every measured batch.
//! In: a slice. Out: it is filled from its start, as far as it reaches: wall clock ms, CPU ms of the thread,
//! involuntary context switches of the thread, minor page faults of the thread, CPU ms of the process.
//! Why as far as it reaches: each figure is a call of the kernel (wall 30 ns, a CPU clock 200 ns, `getrusage` 160 ns), and
//! batches that follow each other pay for it; who wants the thread's CPU time alone gives two places.
//! Why clocks and not `getrusage` for CPU time: they count ns, `getrusage` counts us.
#![allow(unsafe_code)]

use std::mem::MaybeUninit;

/// How many figures there are.
pub const FIGURES: usize = 5;

const WALL: usize = 0;
const THREAD_CPU: usize = 1;
const SWITCHES: usize = 2;
const FAULTS: usize = 3;
const PROCESS_CPU: usize = 4;

fn clock_ms(clock: libc::clockid_t) -> f64 {
    let mut time = MaybeUninit::<libc::timespec>::zeroed();
    // SAFETY: the pointer is to a live, writable timespec, for which all-zero bytes are a valid value.
    let time = unsafe {
        libc::clock_gettime(clock, time.as_mut_ptr());
        time.assume_init()
    };
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

fn thread_usage() -> libc::rusage {
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: as above.
    unsafe {
        libc::getrusage(libc::RUSAGE_THREAD, usage.as_mut_ptr());
        usage.assume_init()
    }
}

/// Fills `out` from its start, as far as it reaches.
pub fn snapshot(out: &mut [f64]) {
    // From the last to the first, so that the clocks are read next to the work that begins now.
    if out.len() > PROCESS_CPU {
        out[PROCESS_CPU] = clock_ms(libc::CLOCK_PROCESS_CPUTIME_ID);
    }
    if out.len() > SWITCHES {
        let usage = thread_usage();
        out[SWITCHES] = usage.ru_nivcsw as f64;
        if out.len() > FAULTS {
            out[FAULTS] = usage.ru_minflt as f64;
        }
    }
    if out.len() > THREAD_CPU {
        out[THREAD_CPU] = clock_ms(libc::CLOCK_THREAD_CPUTIME_ID);
    }
    if !out.is_empty() {
        out[WALL] = clock_ms(libc::CLOCK_MONOTONIC);
    }
}
