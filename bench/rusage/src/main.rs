//! `rusage FILE COMMAND ..` runs the command and writes into the file the resources that it and all
//! its children used.
//!
//! As `RUSTC_WRAPPER`, with a crate name in `RUSAGE_CRATE` and the file in `RUSAGE_FILE`, it
//! measures rustc for that crate only, without cargo and other crates.
//!
//! Each command has a process of its own, because the peak of memory is the maximum over all
//! children that a process ever had.

use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let file = match std::env::var_os("RUSAGE_CRATE") {
        Some(name) if is_of(&arguments, &name) => Some(std::env::var_os("RUSAGE_FILE").ok_or("RUSAGE_FILE is not set")?),
        Some(_) => None,
        None if arguments.is_empty() => return Err("name the file that gets the figures".into()),
        None => Some(arguments.remove(0)),
    };
    run(&arguments, file.as_deref())
}

/// Returns whether rustc is asked to build this crate.
fn is_of(arguments: &[OsString], name: &OsStr) -> bool {
    let mut pairs = arguments.iter().zip(arguments.iter().skip(1));
    pairs.any(|(option, value)| option == "--crate-name" && value == name)
}

fn run(command: &[OsString], file: Option<&OsStr>) -> Result<ExitCode, Box<dyn Error>> {
    let (program, arguments) = command.split_first().ok_or("name the command")?;
    let started = Instant::now();
    let status = Command::new(program).args(arguments).status()?;
    let wall = started.elapsed().as_secs_f64();
    if let Some(file) = file {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
        let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
        // Kilobytes, but for Apple's systems.
        let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
        let peak = usage.max_rss().saturating_mul(unit);
        std::fs::write(file, format!("wall {wall}\ncpu {cpu}\npeak {peak}\n"))?;
    }
    Ok(match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) => code.into(),
        None => ExitCode::FAILURE,
    })
}

fn seconds(time: TimeVal) -> f64 {
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}
