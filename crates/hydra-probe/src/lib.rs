//! What the kernel knows about a command: its time, its memory, its end; and what this thread has used (`usage`).
//!
//! A command is not started by Node itself but by a small resident launcher (`hydra-launch`): the peak memory that
//! the kernel reports for a process carries the image of whoever forked it, which for Node is tens to hundreds of
//! megabytes. The launcher is small, so the figure is the command's own.
//!
//! Linux only (pidfd, wait4, subreaper); elsewhere the launcher says so and Node starts the commands.

pub mod frame;

#[cfg(target_os = "linux")]
pub mod run;
#[cfg(target_os = "linux")]
mod start;
#[cfg(target_os = "linux")]
mod stream;
#[cfg(target_os = "linux")]
mod sys;
#[cfg(target_os = "linux")]
pub mod usage;
#[cfg(target_os = "linux")]
mod vfork;
