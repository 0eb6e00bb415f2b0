//! `cargo xtask bench soak`: calls to servers with faults, for a given time.

use std::process::Command;

use crate::failure::Failure;
use crate::output;

/// The parts, in their order.
const PARTS: [&str; 5] = ["faults", "load", "calls", "restarts", "expiry"];

/// Measure the behaviour of the client under failures over a time: faults, load, restarts of the
/// server, expiring credentials.
///
/// Counts the results of calls, and records memory, file descriptors and tasks. Exits with 1 if a
/// call took effect twice or was made with expired keys, or if a resource grew.
#[derive(clap::Args)]
pub(super) struct SoakArguments {
    /// The parts; by default all.
    #[arg(value_name = "PART", value_parser = PARTS)]
    parts: Vec<String>,
    /// The seconds that `restarts` and `expiry` take.
    #[arg(long, value_name = "N", default_value_t = 600)]
    seconds: u32,
    /// The calls per second of both.
    #[arg(long, value_name = "N", default_value_t = 500)]
    rate: u32,
}

pub(super) fn run(arguments: &SoakArguments) -> Result<(), Failure> {
    let all = PARTS.map(str::to_owned);
    let parts = match &arguments.parts[..] {
        [] => &all[..],
        parts => parts,
    };
    let status = Command::new("cargo")
        .args([
            "run",
            "--release",
            "--quiet",
            "--package",
            "e2e",
            "--example",
            "soak",
            "--features",
            "soak",
            "--",
        ])
        .args(parts)
        .args(["--seconds", &arguments.seconds.to_string()])
        .args(["--rate", &arguments.rate.to_string()])
        .current_dir(output::workspace())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::Input(
            "error: the soak failed; see its output above".to_owned(),
        )),
        Err(error) => Err(Failure::Input(format!("error: cannot run cargo: {error}"))),
    }
}
