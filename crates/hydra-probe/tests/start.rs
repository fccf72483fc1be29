//! What a command is started with, and why it may not start: places, environment, group, signals, descriptors.
#![cfg(target_os = "linux")]

mod asked;

use asked::{Asked, answer, done, request, text};
use hydra_probe::frame::Answer;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

#[test]
fn what_cannot_be_started_gives_its_errno() {
    assert_eq!(answer(&request(&["/nowhere/at/all"])), Answer::Failed(2));
    assert_eq!(answer(&request(&["/etc"])), Answer::Failed(13));
    let mut no_folder = request(&["true"]);
    no_folder.cwd = Some(c"/nowhere");
    assert_eq!(answer(&no_folder), Answer::Failed(2));
}

#[test]
fn the_environment_is_the_one_that_is_given() {
    let mut named = request(&["/bin/sh", "-c", "echo $HYDRA_A-$HOME"]);
    named.env = vec![text("HYDRA_A=1=2")];
    assert_eq!(done(&named).stdout, b"1=2-\n");
    let mut empty = request(&["/usr/bin/env"]);
    empty.env.clear();
    assert_eq!(done(&empty).stdout, b"");
}

/// A folder of this test's own with one file in it.
fn folder_with(name: &str, content: &str, mode: u32) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("hydra-run-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(name);
    std::fs::write(&file, content).expect("a file");
    std::fs::set_permissions(&file, Permissions::from_mode(mode)).expect("a mode");
    folder
}

#[test]
fn a_program_is_looked_for_along_the_path_of_the_environment_given() {
    let folder = folder_with("found", "#!/bin/sh\necho found\n", 0o755);
    let mut named = request(&["found"]);
    assert_eq!(answer(&named), Answer::Failed(libc::ENOENT));
    named.env = vec![text(format!(
        "PATH=/nowhere:/etc/passwd:{}",
        folder.display()
    ))];
    assert_eq!(done(&named).stdout, b"found\n");
    let mut unnamed = request(&["sh", "-c", "echo default"]);
    unnamed.env.clear();
    assert_eq!(done(&unnamed).stdout, b"default\n");
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn a_program_that_may_not_be_executed_is_told_from_one_that_is_not_there() {
    let folder = folder_with("denied", "", 0o644);
    let mut named = request(&["denied"]);
    named.env = vec![text(format!("PATH={}:/nowhere", folder.display()))];
    assert_eq!(answer(&named), Answer::Failed(libc::EACCES));
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn what_is_not_a_program_is_given_to_no_shell() {
    let folder = folder_with("bare", "echo run by a shell\n", 0o755);
    let mut named = request(&["bare"]);
    named.env = vec![text(format!("PATH={}", folder.display()))];
    assert_eq!(answer(&named), Answer::Failed(libc::ENOEXEC));
    let whole = folder.join("bare").display().to_string();
    assert_eq!(answer(&request(&[&whole])), Answer::Failed(libc::ENOEXEC));
    std::fs::remove_dir_all(folder).expect("removed");
}

/// The words of one line of /proc/self/status, as a command sees its own.
fn status_of(line: &str, keep_bytes: u32) -> String {
    let mut shown = request(&["grep", line, "/proc/self/status"]);
    shown.keep_bytes = keep_bytes;
    let text = done(&shown).stdout;
    String::from_utf8_lossy(&text)
        .trim_start_matches(line)
        .trim()
        .to_owned()
}

#[test]
fn a_command_begins_with_no_signal_blocked_and_none_ignored_by_us() {
    assert_eq!(status_of("SigBlk:", 4096), "0000000000000000");
    let ignored = u64::from_str_radix(&status_of("SigIgn:", 4096), 16).expect("a mask");
    assert_eq!(ignored & (1 << (libc::SIGPIPE - 1)), 0);
}

#[test]
fn our_own_signals_are_as_before() {
    let blocked = || {
        let status = std::fs::read_to_string("/proc/thread-self/status").expect("status");
        let line = status.lines().find(|line| line.starts_with("SigBlk:"));
        line.expect("a mask").to_owned()
    };
    let before = blocked();
    done(&request(&["true"]));
    answer(&request(&["/nowhere/at/all"]));
    assert_eq!(blocked(), before);
}

#[test]
fn a_command_leads_a_group_of_its_own() {
    let shown = done(&request(&[
        "sh",
        "-c",
        "cut -d' ' -f5 /proc/$$/stat; echo $$",
    ]));
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], lines[1]);
}

#[test]
fn a_command_gets_no_descriptor_that_std_would_not_give_it() {
    let argv = ["ls", "/proc/self/fd"];
    let by_std = Command::new(argv[0])
        .arg(argv[1])
        .output()
        .expect("started");
    assert_eq!(done(&request(&argv)).stdout, by_std.stdout);
}

/// How many descriptors are open after some commands, at least: other tests have theirs meanwhile.
fn open_after(wanted: &Asked) -> usize {
    let open = || {
        std::fs::read_dir("/proc/self/fd")
            .expect("descriptors")
            .count()
    };
    let counts = (0..100).map(|_| {
        answer(wanted);
        open()
    });
    counts.min().expect("some")
}

#[test]
fn nothing_stays_open_whether_it_started_or_not() {
    let first = open_after(&request(&["true"]));
    let mut silent = request(&["true"]);
    silent.keep_bytes = 0;
    let mut fed = request(&["true"]);
    fed.stdin = b"input".to_vec();
    for wanted in [
        silent,
        fed,
        request(&["/nowhere/at/all"]),
        request(&["true"]),
    ] {
        let then = open_after(&wanted);
        assert!(then < first + 50, "{first}, then {then}");
    }
}
