//! Commands for the tests that run them.

use hydra_probe::frame::{Answer, Outcome, Request};
use hydra_probe::run::run;
use std::ffi::{CStr, CString};

/// A command with the environment of this test, or another.
pub struct Asked {
    pub argv: Vec<CString>,
    pub env: Vec<CString>,
    pub cwd: Option<&'static CStr>,
    pub stdin: Vec<u8>,
    pub timeout_ms: f64,
    pub keep_bytes: u32,
}

pub fn text(bytes: impl Into<Vec<u8>>) -> CString {
    CString::new(bytes).expect("no NUL")
}

pub fn request(argv: &[&str]) -> Asked {
    let env = std::env::vars().map(|(name, value)| text(format!("{name}={value}")));
    Asked {
        argv: argv.iter().map(|&word| text(word)).collect(),
        env: env.collect(),
        cwd: None,
        stdin: Vec::new(),
        timeout_ms: 0.0,
        keep_bytes: 4096,
    }
}

impl Asked {
    pub fn read(&self) -> Request<'_> {
        Request {
            id: 1,
            timeout_ms: self.timeout_ms,
            grace_ms: 100.0,
            keep_bytes: self.keep_bytes,
            argv: self.argv.iter().map(CString::as_c_str).collect(),
            cwd: self.cwd,
            env: self.env.iter().map(CString::as_c_str).collect(),
            stdin: &self.stdin,
        }
    }
}

/// A control pipe that stays open for the length of the call.
pub fn answer(request: &Asked) -> Answer {
    let (reader, _writer) = std::io::pipe().expect("a pipe");
    run(&request.read(), &reader)
}

pub fn done(request: &Asked) -> Outcome {
    match answer(request) {
        Answer::Done(outcome) => outcome,
        Answer::Failed(errno) => panic!("not started: {errno}"),
    }
}
