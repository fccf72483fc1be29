//! The start itself: a child that shares our memory (clone with `CLONE_VM` and `CLONE_VFORK`) until it has become the program.
//! In: an `Image`, made before. Out: the child and a descriptor of its end, or the error number of what failed in it.
//! The child calls only what may be called there: no allocation, no lock, no panic. All signals are blocked until its handlers can do
//! no harm: this program has none but those that std sets for its own faults.
//! Source: clone(2), vfork(2); `posix_spawn` of the C library does the same with more calls.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::io;
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicI32, Ordering};

/// Of the child's stack, until it is the program: it holds a few frames.
const STACK_WORDS: usize = 2048;

/// What a child is to become, as the kernel reads it.
pub struct Image<'a> {
    paths: Vec<CString>,
    argv: Vec<*const c_char>,
    env: Vec<*const c_char>,
    cwd: Option<&'a CStr>,
    streams: [RawFd; 3],
    stack: Vec<u128>,
    errno: AtomicI32,
    parent: u32,
    words: PhantomData<&'a CStr>,
}

fn pointers(words: &[&CStr]) -> Vec<*const c_char> {
    let ends = std::iter::once(std::ptr::null());
    words.iter().map(|word| word.as_ptr()).chain(ends).collect()
}

impl<'a> Image<'a> {
    /// `paths` are tried in order. `streams` become 0, 1 and 2; they are above 2 themselves, as std keeps those three open.
    pub fn new(
        paths: Vec<CString>,
        argv: &[&'a CStr],
        env: &[&'a CStr],
        cwd: Option<&'a CStr>,
        streams: [RawFd; 3],
    ) -> Self {
        debug_assert!(streams.iter().all(|&fd| fd > 2));
        Self {
            paths,
            argv: pointers(argv),
            env: pointers(env),
            cwd,
            streams,
            stack: Vec::with_capacity(STACK_WORDS),
            errno: AtomicI32::new(0),
            parent: std::process::id(),
            words: PhantomData,
        }
    }

    /// Starts the program as the leader of a group of its own.
    ///
    /// # Errors
    /// What the kernel says of the child, or what the child met on its way: no such folder, no such program.
    pub fn start(&mut self) -> io::Result<(i32, OwnedFd)> {
        self.errno.store(0, Ordering::Relaxed);
        let (pid, end) = blocked(|| self.clone_child())?;
        match self.errno.load(Ordering::Relaxed) {
            0 => Ok((pid, end)),
            errno => {
                crate::sys::wait4(pid, true)?;
                Err(io::Error::from_raw_os_error(errno))
            }
        }
    }

    fn clone_child(&mut self) -> io::Result<(i32, OwnedFd)> {
        let flags = libc::CLONE_VM | libc::CLONE_VFORK | libc::CLONE_PIDFD | libc::SIGCHLD;
        let mut end: RawFd = -1;
        // The stack grows down on every system that Rust knows as Linux.
        let top = self
            .stack
            .spare_capacity_mut()
            .as_mut_ptr_range()
            .end
            .cast::<c_void>();
        let image = (&raw mut *self).cast::<c_void>();
        // SAFETY: the stack is ours, aligned to 16, and used by nobody else until the child has left our memory, which is when
        // this call returns; `image` outlives that; the fifth argument is where CLONE_PIDFD puts the descriptor.
        let pid = unsafe { libc::clone(become_program, top, flags, image, &raw mut end) };
        if pid < 0 {
            return Err(io::Error::last_os_error());
        }
        if end < 0 {
            // Before Linux 5.2 the flag means nothing. Not reaped yet, so the number is still its own.
            crate::sys::signal_group(pid, libc::SIGKILL)?;
            crate::sys::wait4(pid, true)?;
            return Err(io::Error::from_raw_os_error(libc::ENOSYS));
        }
        // SAFETY: the kernel has just opened it for us alone.
        Ok((pid, unsafe { OwnedFd::from_raw_fd(end) }))
    }
}

/// Does something with all signals blocked, so that none is handled in a child that shares our memory.
fn blocked<T>(work: impl FnOnce() -> T) -> T {
    let mut all = MaybeUninit::<libc::sigset_t>::uninit();
    let mut before = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: both are live places of the right type; sigfillset writes the first, the second is written by the call.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr());
    }
    let made = work();
    // SAFETY: `before` was written above.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), std::ptr::null_mut()) };
    made
}

/// The child's whole life before it is the program.
extern "C" fn become_program(image: *mut c_void) -> c_int {
    // SAFETY: `image` is the one that `clone_child` gave and waits with: nobody else touches it meanwhile.
    let image = unsafe { &*image.cast_const().cast::<Image<'_>>() };
    let errno = match settle(image) {
        Ok(()) => exec(image),
        Err(errno) => errno,
    };
    image.errno.store(errno, Ordering::Relaxed);
    // SAFETY: ends the child without running anything that the parent is to run at its own end.
    unsafe { libc::_exit(127) }
}

fn errno() -> i32 {
    io::Error::last_os_error()
        .raw_os_error()
        .unwrap_or(libc::EIO)
}

fn check(result: c_int) -> Result<(), i32> {
    if result < 0 { Err(errno()) } else { Ok(()) }
}

/// Its own group, killed when we are, its streams, its folder; and the signals as a program expects them: SIGPIPE, which Rust ignores, ends it.
fn settle(image: &Image<'_>) -> Result<(), i32> {
    // SAFETY: these calls read nothing of ours but the texts of `image` and an empty set on the stack. The child has handlers,
    // descriptors and a folder of its own.
    unsafe {
        check(libc::setpgid(0, 0))?;
        check(libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0))?;
        // We may have been killed before that.
        if libc::getppid().cast_unsigned() != image.parent {
            return Err(libc::ESRCH);
        }
        for (fd, &stream) in (0..).zip(&image.streams) {
            check(libc::dup2(stream, fd))?;
        }
        if let Some(cwd) = image.cwd {
            check(libc::chdir(cwd.as_ptr()))?;
        }
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        let mut none = MaybeUninit::<libc::sigset_t>::uninit();
        libc::sigemptyset(none.as_mut_ptr());
        check(libc::sigprocmask(
            libc::SIG_SETMASK,
            none.as_ptr(),
            std::ptr::null_mut(),
        ))
    }
}

/// Becomes the first of the paths that can be become; else says why, and "not permitted" before "not there".
fn exec(image: &Image<'_>) -> i32 {
    let mut denied = false;
    let mut last = libc::ENOENT;
    for path in &image.paths {
        // SAFETY: texts that end in NUL, and arrays of such that end in a null pointer; all live as long as `image`.
        unsafe { libc::execve(path.as_ptr(), image.argv.as_ptr(), image.env.as_ptr()) };
        last = errno();
        match last {
            libc::EACCES => denied = true,
            libc::ENOENT | libc::ENOTDIR | libc::ESTALE | libc::ENODEV | libc::ETIMEDOUT => {}
            _ => return last,
        }
    }
    if denied { libc::EACCES } else { last }
}
