//! Makes a command ready to be started: where its program is looked for, its words, its environment, its streams.
//! In: a request. Out: an image to start (`vfork`), the other ends of its streams, and ours.
//! Why apart from the start, and not by std's `Command`: the clock of a command begins when all this is done; and std forks, rather
//! than vforks, for a program that is named without a path and given an environment.
//! The search along PATH is that of POSIX execvp in the environment given; no shell takes over what is not a program (ENOEXEC).

use std::ffi::{CStr, CString};
use std::fs::File;
use std::io::{self, PipeReader, PipeWriter};
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};

use crate::frame::Request;
use crate::sys;

/// Where programs are looked for when there is no PATH.
const DEFAULT_PATH: &[u8] = b"/bin:/usr/bin";

/// Our ends of a command's streams, none of which blocks; `None` where it has the null device.
pub struct Ends {
    /// What it reads.
    pub input: Option<PipeWriter>,
    /// What it writes to standard output.
    pub out: Option<PipeReader>,
    /// What it writes to standard error.
    pub err: Option<PipeReader>,
}

/// The command's ends of its streams: closed by us as soon as it has them.
pub struct Theirs {
    pipes: [Option<OwnedFd>; 3],
    null: Option<File>,
}

impl Theirs {
    /// What becomes its descriptors 0, 1 and 2.
    pub fn streams(&self) -> [RawFd; 3] {
        let null = self.null.as_ref().map_or(-1, AsRawFd::as_raw_fd);
        [0, 1, 2].map(|at| self.pipes[at].as_ref().map_or(null, AsRawFd::as_raw_fd))
    }
}

fn input_pipe() -> io::Result<(OwnedFd, PipeWriter)> {
    let (reader, writer) = io::pipe()?;
    sys::set_nonblocking(writer.as_fd())?;
    Ok((reader.into(), writer))
}

fn output_pipe() -> io::Result<(OwnedFd, PipeReader)> {
    let (reader, writer) = io::pipe()?;
    sys::set_nonblocking(reader.as_fd())?;
    Ok((writer.into(), reader))
}

/// Pipes where there is something to write or to keep, the null device elsewhere.
pub fn streams(request: &Request<'_>) -> io::Result<(Theirs, Ends)> {
    let (their_input, input) = if request.stdin.is_empty() {
        None
    } else {
        Some(input_pipe()?)
    }
    .unzip();
    let output = || {
        if request.keep_bytes == 0 {
            Ok(None)
        } else {
            output_pipe().map(Some)
        }
    };
    let (their_out, out) = output()?.unzip();
    let (their_err, err) = output()?.unzip();
    let pipes = [their_input, their_out, their_err];
    let is_silent = pipes.iter().any(Option::is_none);
    let null = if is_silent {
        Some(File::options().read(true).write(true).open("/dev/null")?)
    } else {
        None
    };
    Ok((Theirs { pipes, null }, Ends { input, out, err }))
}

/// The places where a program is looked for, in order: its own path where it has one, else each folder of PATH.
pub fn candidates(program: &CStr, env: &[&CStr]) -> Vec<CString> {
    let name = program.to_bytes();
    if name.is_empty() || name.contains(&b'/') {
        return vec![program.to_owned()];
    }
    let path = env
        .iter()
        .find_map(|pair| pair.to_bytes().strip_prefix(b"PATH="));
    let folders = path.unwrap_or(DEFAULT_PATH).split(|&byte| byte == b':');
    folders.filter_map(|folder| joined(folder, name)).collect()
}

/// An empty folder is the working one.
fn joined(folder: &[u8], name: &[u8]) -> Option<CString> {
    let slash: &[u8] = if folder.is_empty() { b"" } else { b"/" };
    CString::new([folder, slash, name].concat()).ok()
}
