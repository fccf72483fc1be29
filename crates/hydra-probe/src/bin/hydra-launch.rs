//! The resident launcher: reads requests on standard input, runs each command to its end, writes the answers to
//! standard output. Small, so that the peak memory of a command is the command's own.
//! Ends when its input ends, which is also how the end of who started it is seen: a command that runs then is killed with
//! its group. Why not by a signal at the parent's death: that would leave nobody to kill the group.

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    match serve() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hydra-launch: {error}");
            std::process::ExitCode::from(3)
        }
    }
}

#[cfg(target_os = "linux")]
fn serve() -> std::io::Result<()> {
    use hydra_probe::frame::{self, Answer, Flaw};
    use hydra_probe::run;
    use std::io::{Error, ErrorKind, Read, Write};

    let invalid = |what: &'static str| Error::new(ErrorKind::InvalidData, what);
    run::become_subreaper()?;
    // Unlocked and unbuffered: a reader that waited for more than one frame would hide the pipe's end from `poll`.
    let control = std::os::fd::AsFd::as_fd(&std::io::stdin()).try_clone_to_owned()?;
    let mut input = std::fs::File::from(control.try_clone()?);
    // Not by std's stdout, which would write a frame in two parts wherever a byte of it looks like the end of a line.
    let output = std::os::fd::AsFd::as_fd(&std::io::stdout()).try_clone_to_owned()?;
    let mut output = std::fs::File::from(output);
    let mut length = [0; 4];
    loop {
        match input.read_exact(&mut length) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let size = u32::from_le_bytes(length) as usize;
        if size > frame::MAX_BODY {
            return Err(invalid("a request over 64 MiB"));
        }
        let mut body = vec![0; size];
        input.read_exact(&mut body)?;
        let (id, answer) = match frame::parse_request(&body) {
            Ok(request) => (request.id, run::run(&request, &control)),
            Err(Flaw::Nul(id)) => (id, Answer::Failed(libc::EINVAL)),
            Err(Flaw::Lengths) => return Err(invalid("a request that does not fit its lengths")),
        };
        match output.write_all(&frame::answer_frame(id, &answer)) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            other => other?,
        }
        run::reap_orphans();
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> std::process::ExitCode {
    eprintln!("hydra-launch: this system has no pidfd; commands are started by Node");
    std::process::ExitCode::from(3)
}
