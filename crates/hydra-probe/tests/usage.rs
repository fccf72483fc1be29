//! The snapshot: clocks that go forward, CPU time that tells work from waiting, as far as the slice reaches.
#![cfg(target_os = "linux")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use hydra_probe::usage::{FIGURES, snapshot};

fn taken() -> [f64; FIGURES] {
    let mut out = [0.0; FIGURES];
    snapshot(&mut out);
    out
}

#[test]
fn a_sleep_costs_wall_time_and_no_cpu_time() {
    let before = taken();
    std::thread::sleep(Duration::from_millis(30));
    let after = taken();
    assert!(after[0] - before[0] >= 30.0);
    assert!(after[1] - before[1] < 15.0);
}

#[test]
fn work_costs_cpu_time_of_the_thread_and_of_the_process() {
    let before = taken();
    let begun = Instant::now();
    let mut sum = 0_u64;
    while begun.elapsed() < Duration::from_millis(40) {
        sum = black_box(sum.wrapping_mul(31).wrapping_add(1));
    }
    let after = taken();
    let thread = after[1] - before[1];
    assert!(thread > 1.0, "{thread}");
    assert!(after[4] - before[4] >= thread * 0.99);
}

#[test]
fn fresh_memory_costs_page_faults() {
    let before = taken();
    let mut pages = vec![0_u8; 8 << 20];
    for page in pages.chunks_mut(4096) {
        page[0] = black_box(1);
    }
    black_box(&pages);
    assert!(taken()[3] - before[3] >= 4.0);
}

#[test]
fn fills_as_far_as_the_slice_reaches() {
    for length in 0..FIGURES + 3 {
        let mut out = vec![-1.0; length];
        snapshot(&mut out);
        for (i, &figure) in out.iter().enumerate() {
            assert_eq!(figure >= 0.0, i < FIGURES, "{i} of {length}");
        }
    }
}
