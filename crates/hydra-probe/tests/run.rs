//! What comes back of real commands: output, ends, limits, figures.
#![cfg(target_os = "linux")]

mod asked;

use asked::{done, request};
use hydra_probe::frame::Answer;
use hydra_probe::run::run;
use std::time::Instant;

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
fn a_closed_control_pipe_ends_the_command() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(writer);
    let start = Instant::now();
    let Answer::Done(outcome) = run(&request(&["sleep", "30"]).read(), &reader) else {
        panic!("not started")
    };
    assert_eq!(outcome.signal, 9);
    assert!(start.elapsed().as_secs_f64() < 5.0);
}
