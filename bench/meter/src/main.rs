//! `meter FILE COMMAND ..`: runs the command and writes into the file what it and all its children took.
//!
//! As `RUSTC_WRAPPER`, with the name of a crate in `METER_CRATE` and the file in `METER_FILE`: what rustc took for that crate, and
//! nothing of cargo or of other crates.
//!
//! A process of its own for each command, since the peak of memory is that of all children that a process ever had.

use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let file = match std::env::var_os("METER_CRATE") {
        Some(name) if is_of(&arguments, &name) => Some(std::env::var_os("METER_FILE").ok_or("METER_FILE is not set")?),
        Some(_) => None,
        None if arguments.is_empty() => return Err("name the file that gets the figures".into()),
        None => Some(arguments.remove(0)),
    };
    run(&arguments, file.as_deref())
}

/// Whether rustc is asked to build this crate.
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
