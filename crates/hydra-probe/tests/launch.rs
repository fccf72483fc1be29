//! The launcher as a process: what becomes of a command when the launcher's input ends, or the launcher itself.
#![cfg(target_os = "linux")]

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

struct Launcher {
    child: Child,
    input: Option<ChildStdin>,
}

fn put_texts(out: &mut Vec<u8>, texts: &[&str]) {
    let block: Vec<u8> = texts
        .iter()
        .flat_map(|text| [text.as_bytes(), b"\0"].concat())
        .collect();
    out.extend_from_slice(&(texts.len() as u32).to_le_bytes());
    out.extend_from_slice(&(block.len() as u32).to_le_bytes());
    out.extend_from_slice(&block);
}

fn frame(id: u32, argv: &[&str]) -> Vec<u8> {
    let mut body = id.to_le_bytes().to_vec();
    body.extend_from_slice(&0f64.to_le_bytes());
    body.extend_from_slice(&100f64.to_le_bytes());
    body.extend_from_slice(&4096u32.to_le_bytes());
    for texts in [argv, &[], &["PATH=/bin:/usr/bin"]] {
        put_texts(&mut body, texts);
    }
    body.extend_from_slice(&0u32.to_le_bytes());
    [&(body.len() as u32).to_le_bytes(), body.as_slice()].concat()
}

impl Launcher {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hydra-launch"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let input = child.stdin.take();
        Self { child, input }
    }

    fn ask(&mut self, id: u32, argv: &[&str]) {
        let input = self.input.as_mut().expect("open");
        input.write_all(&frame(id, argv)).expect("written");
    }

    /// The id and the kind of the next answer.
    fn answer(&mut self) -> (u32, u8) {
        let output = self.child.stdout.as_mut().expect("open");
        let mut length = [0; 4];
        output.read_exact(&mut length).expect("a length");
        let mut body = vec![0; u32::from_le_bytes(length) as usize];
        output.read_exact(&mut body).expect("a body");
        (
            u32::from_le_bytes(body[..4].try_into().expect("4")),
            body[4],
        )
    }
}

/// How many processes have `mark` in their command line; those that have ended have none.
fn living(mark: &str) -> usize {
    let all = std::fs::read_dir("/proc").expect("/proc").flatten();
    let lines = all.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines
        .filter(|line| String::from_utf8_lossy(line).contains(mark))
        .count()
}

fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A command with a child of its own, both to be found by `mark`.
fn start_pair(launcher: &mut Launcher, mark: &str) {
    launcher.ask(
        1,
        &["sh", "-c", &format!("sleep {mark} & sleep {mark}; true")],
    );
    wait_for("a shell and two sleeps", || living(mark) == 3);
}

#[test]
fn answers_come_in_order_and_the_end_of_input_ends_it() {
    let mut launcher = Launcher::start();
    for (id, argv) in [(1, &["true"][..]), (2, &["/nowhere/at/all"])] {
        launcher.ask(id, argv);
    }
    assert_eq!((launcher.answer(), launcher.answer()), ((1, 0), (2, 1)));
    launcher.input = None;
    assert!(launcher.child.wait().expect("ended").success());
}

#[test]
fn a_text_with_a_nul_fails_its_command_and_no_other() {
    let mut launcher = Launcher::start();
    launcher.ask(1, &["true", "a\0b"]);
    launcher.ask(2, &["true"]);
    assert_eq!((launcher.answer(), launcher.answer()), ((1, 1), (2, 0)));
}

#[test]
fn a_frame_that_does_not_fit_ends_it_with_a_reason() {
    let mut launcher = Launcher::start();
    let input = launcher.input.as_mut().expect("open");
    input.write_all(&[3, 0, 0, 0, 1, 2, 3]).expect("written");
    let ended = launcher.child.wait_with_output().expect("ended");
    assert_eq!(ended.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("does not fit"));
}

#[test]
fn the_end_of_its_input_kills_the_command_with_its_children() {
    let mut launcher = Launcher::start();
    let mark = format!("31.{}1", std::process::id());
    start_pair(&mut launcher, &mark);
    launcher.input = None;
    wait_for("none of them", || living(&mark) == 0);
    assert!(launcher.child.wait().expect("ended").success());
}

#[test]
fn nobody_left_to_read_the_answer_is_no_failure() {
    let mut launcher = Launcher::start();
    let mark = format!("31.{}2", std::process::id());
    start_pair(&mut launcher, &mark);
    launcher.child.stdout = None;
    launcher.input = None;
    let ended = launcher.child.wait_with_output().expect("ended");
    assert!(ended.status.success() && ended.stderr.is_empty());
    assert_eq!(living(&mark), 0);
}

#[test]
fn a_killed_launcher_takes_its_command_along() {
    let mut launcher = Launcher::start();
    let mark = format!("31.{}3", std::process::id());
    launcher.ask(1, &["sleep", &mark]);
    wait_for("a sleep", || living(&mark) == 1);
    launcher.child.kill().expect("killed");
    launcher.child.wait().expect("reaped");
    wait_for("no sleep", || living(&mark) == 0);
}
