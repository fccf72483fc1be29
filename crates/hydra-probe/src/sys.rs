//! The system calls that std does not offer, each behind a safe function. Linux.
#![allow(unsafe_code)]

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, BorrowedFd};

/// What `wait4` says of a process that has ended.
pub struct Ended {
    /// Status word, for `libc::WIFEXITED` and its kin.
    pub status: i32,
    /// The kernel's account of the process and of the children it waited for.
    pub usage: libc::rusage,
}

fn check(result: i32) -> io::Result<i32> {
    if result < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(result)
    }
}

/// Orphans of the commands become children of this process, so that they can be found and ended.
///
/// # Errors
/// What prctl says; never on Linux 3.4 and later.
pub fn become_subreaper() -> io::Result<()> {
    // SAFETY: prctl with these arguments reads no memory of ours.
    check(unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) }).map(drop)
}

/// Reaps a process (`pid` -1: any child); `None` when none has ended and `block` is false.
pub fn wait4(pid: i32, block: bool) -> io::Result<Option<(i32, Ended)>> {
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    let flags = if block { 0 } else { libc::WNOHANG };
    loop {
        // SAFETY: both pointers are to live, writable places of the right types.
        match check(unsafe { libc::wait4(pid, &raw mut status, flags, usage.as_mut_ptr()) }) {
            Ok(0) => return Ok(None),
            Ok(who) => {
                // SAFETY: all-zero bytes are a valid rusage, and the call has filled it.
                let usage = unsafe { usage.assume_init() };
                return Ok(Some((who, Ended { status, usage })));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Signals a process group. The group's leader must be an unreaped child of ours, so that its number cannot be another's.
pub fn signal_group(leader: i32, signal: i32) -> io::Result<()> {
    if leader < 2 {
        return Err(io::Error::from_raw_os_error(libc::EINVAL));
    }
    // SAFETY: kill takes two integers; `leader` >= 2 means neither "my group" nor "everyone".
    check(unsafe { libc::kill(-leader, signal) }).map(drop)
}

/// Makes reads and writes return at once.
pub fn set_nonblocking(fd: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: fcntl on a descriptor that is open for the length of the borrow.
    let flags = check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GETFL) })?;
    // SAFETY: as above.
    check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_SETFL, flags | libc::O_NONBLOCK) }).map(drop)
}

/// Waits until one of the descriptors is ready or the time is over; negative time: for ever. Returns readiness in order.
pub fn poll<const N: usize>(fds: [(i32, i16); N], timeout_ms: i32) -> io::Result<[i16; N]> {
    let mut list = fds.map(|(fd, events)| libc::pollfd {
        fd,
        events,
        revents: 0,
    });
    // SAFETY: the pointer and the length are those of a live array.
    match check(unsafe { libc::poll(list.as_mut_ptr(), N as libc::nfds_t, timeout_ms) }) {
        Ok(_) => Ok(list.map(|entry| entry.revents)),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok([0; N]),
        Err(error) => Err(error),
    }
}
