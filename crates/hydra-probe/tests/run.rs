//! The launcher's work with real commands.
#![cfg(target_os = "linux")]

use hydra_probe::frame::{Answer, Outcome, Request};
use hydra_probe::run::run;
use std::time::Instant;

fn request(argv: &[&str]) -> Request {
    Request {
        id: 1,
        timeout_ms: 0.0,
        grace_ms: 100.0,
        keep_bytes: 4096,
        argv: argv.iter().map(|word| word.as_bytes().to_vec()).collect(),
        cwd: Vec::new(),
        env: None,
        stdin: Vec::new(),
    }
}

/// A control pipe that stays open for the length of the call.
fn answer(request: &Request) -> Answer {
    let (reader, _writer) = std::io::pipe().expect("a pipe");
    run(request, &reader)
}

fn done(request: &Request) -> Outcome {
    match answer(request) {
        Answer::Done(outcome) => outcome,
        Answer::Failed(errno) => panic!("not started: {errno}"),
    }
}

#[test]
fn output_and_exit_code_come_back() {
    let outcome = done(&request(&["sh", "-c", "echo out; echo err >&2; exit 3"]));
    assert_eq!(
        (outcome.exit_code, outcome.signal, outcome.timed_out),
        (3, 0, false)
    );
    assert_eq!(
        (outcome.stdout.as_slice(), outcome.stderr.as_slice()),
        (&b"out\n"[..], &b"err\n"[..])
    );
    assert!(outcome.wall_ms > 0.0 && outcome.max_rss_bytes > 1e5);
}

#[test]
fn a_signal_is_told_from_a_code() {
    let outcome = done(&request(&["sh", "-c", "kill -9 $$"]));
    assert_eq!((outcome.exit_code, outcome.signal), (-1, 9));
}

#[test]
fn what_cannot_be_started_gives_its_errno() {
    assert_eq!(answer(&request(&["/nowhere/at/all"])), Answer::Failed(2));
    assert_eq!(answer(&request(&["/etc"])), Answer::Failed(13));
    let mut no_folder = request(&["true"]);
    no_folder.cwd = b"/nowhere".to_vec();
    assert_eq!(answer(&no_folder), Answer::Failed(2));
    assert_eq!(answer(&request(&["true", "a\0b"])), Answer::Failed(22));
}

#[test]
fn the_limit_ends_a_command_and_its_children() {
    let mut endless = request(&["sh", "-c", "trap '' TERM; sleep 30 & sleep 30"]);
    endless.timeout_ms = 100.0;
    let start = Instant::now();
    let outcome = done(&endless);
    assert!(outcome.timed_out && outcome.signal == 9);
    assert!(
        start.elapsed().as_secs_f64() < 5.0,
        "back within limit, grace and drain"
    );
}

#[test]
fn an_orphan_that_holds_the_pipe_does_not_hold_us() {
    let start = Instant::now();
    let outcome = done(&request(&["sh", "-c", "setsid sleep 20 & echo done"]));
    assert_eq!(outcome.stdout, b"done\n");
    assert!(start.elapsed().as_secs_f64() < 10.0);
}

#[test]
fn long_output_is_counted_and_cut() {
    let outcome = done(&request(&["sh", "-c", "head -c 3000000 /dev/zero"]));
    assert_eq!((outcome.bytes[0], outcome.stdout.len()), (3e6, 4096));
}

#[test]
fn long_input_arrives_whole() {
    let mut count = request(&["wc", "-c"]);
    count.stdin = vec![b'x'; 1_000_000];
    assert_eq!(
        String::from_utf8_lossy(&done(&count).stdout).trim(),
        "1000000"
    );
    let mut deaf = request(&["true"]);
    deaf.stdin = vec![b'x'; 1_000_000];
    assert_eq!(done(&deaf).exit_code, 0);
}

#[test]
fn cpu_time_is_that_of_the_command_and_its_children() {
    let outcome = done(&request(&[
        "sh",
        "-c",
        "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; sleep 0.2",
    ]));
    let cpu = outcome.user_ms + outcome.system_ms;
    assert!(
        cpu > 10.0 && cpu < outcome.wall_ms - 150.0,
        "cpu {cpu}, wall {}",
        outcome.wall_ms
    );
}

#[test]
fn an_environment_replaces_the_inherited_one() {
    let mut named = request(&["/bin/sh", "-c", "echo $HYDRA_A-$HOME"]);
    named.env = Some(vec![b"HYDRA_A=1=2".to_vec()]);
    assert_eq!(done(&named).stdout, b"1=2-\n");
}

#[test]
fn a_closed_control_pipe_ends_the_command() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(writer);
    let start = Instant::now();
    let Answer::Done(outcome) = run(&request(&["sleep", "30"]), &reader) else {
        panic!("not started")
    };
    assert_eq!(outcome.signal, 9);
    assert!(start.elapsed().as_secs_f64() < 5.0);
}
