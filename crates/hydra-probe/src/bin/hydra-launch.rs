//! The resident launcher: reads requests on standard input, runs each command to its end, writes the answers to
//! standard output. Ends when its input ends. Small, so that the peak memory of a command is the command's own.

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
    use hydra_probe::{frame, run};
    use std::io::{Error, ErrorKind, Read, Write};

    run::die_with_parent()?;
    run::become_subreaper()?;
    // Unlocked and unbuffered: a reader that waited for more than one frame would hide the pipe's end from `poll`.
    let control = std::os::fd::AsFd::as_fd(&std::io::stdin()).try_clone_to_owned()?;
    let mut input = std::fs::File::from(control.try_clone()?);
    let mut output = std::io::stdout();
    let mut length = [0; 4];
    loop {
        match input.read_exact(&mut length) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let size = u32::from_le_bytes(length) as usize;
        if size > frame::MAX_BODY {
            return Err(Error::new(ErrorKind::InvalidData, "a request over 64 MiB"));
        }
        let mut body = vec![0; size];
        input.read_exact(&mut body)?;
        let request = frame::parse_request(&body).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidData,
                "a request that does not fit its lengths",
            )
        })?;
        let answer = run::run(&request, &control);
        output.write_all(&frame::answer_frame(request.id, &answer))?;
        output.flush()?;
        run::reap_orphans();
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> std::process::ExitCode {
    eprintln!("hydra-launch: this system has no pidfd; commands are started by Node");
    std::process::ExitCode::from(3)
}
