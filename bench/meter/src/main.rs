//! `meter FILE COMMAND ..`: runs the command and writes into the file what it and all its children took.
//!
//! A process of its own for each command, since the peak of memory is that of all children that a process ever had.

use std::error::Error;
use std::process::{Command, ExitCode};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let file = arguments.next().ok_or("name the file that gets the figures")?;
    let program = arguments.next().ok_or("name the command")?;
    let started = Instant::now();
    let status = Command::new(program).args(arguments).status()?;
    let wall = started.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    // Kilobytes, but for Apple's systems.
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    let peak = usage.max_rss().saturating_mul(unit);
    std::fs::write(file, format!("wall {wall}\ncpu {cpu}\npeak {peak}\n"))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn seconds(time: TimeVal) -> f64 {
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}
