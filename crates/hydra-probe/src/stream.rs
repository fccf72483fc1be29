//! The streams of a command that runs: what it writes is kept up to a limit and counted, what it reads is written bit by bit.
//! In: our ends of its pipes, which do not block. Each call does what can be done at once.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsRawFd;

/// One output stream: what is kept, how much there was.
pub struct Output {
    pipe: Option<PipeReader>,
    /// The first bytes.
    pub kept: Vec<u8>,
    /// How many there were.
    pub bytes: f64,
    limit: usize,
}

impl Output {
    /// Of a pipe, or of none.
    pub fn new(pipe: Option<PipeReader>, limit: usize) -> Self {
        Self {
            pipe,
            kept: Vec::new(),
            bytes: 0.0,
            limit,
        }
    }

    /// For `poll`: -1 when there is nothing more to come.
    pub fn fd(&self) -> i32 {
        self.pipe.as_ref().map_or(-1, AsRawFd::as_raw_fd)
    }

    /// Reads what is there; closes the pipe at its end.
    pub fn drain(&mut self) {
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
pub struct Input<'a> {
    pipe: Option<PipeWriter>,
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    /// Of a pipe, or of none.
    pub fn new(pipe: Option<PipeWriter>, rest: &'a [u8]) -> Self {
        Self { pipe, rest }
    }

    /// For `poll`: -1 when there is nothing more to write.
    pub fn fd(&self) -> i32 {
        self.pipe.as_ref().map_or(-1, AsRawFd::as_raw_fd)
    }

    /// Writes what fits; closes the pipe when all is written or nobody reads.
    pub fn feed(&mut self) {
        while let Some(pipe) = &mut self.pipe {
            match pipe.write(self.rest) {
                Ok(count) if count < self.rest.len() && count > 0 => {
                    self.rest = &self.rest[count..];
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                _ => self.pipe = None,
            }
        }
    }
}
