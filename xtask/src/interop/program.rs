//! Programs that are run to their end, and the lines that they print.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::output;

/// The time that a program may take; each needs about a second.
pub(super) const LIMIT: Duration = Duration::from_secs(60);

/// The end of a program.
pub(super) struct ProgramOutcome {
    /// The lines that it printed, one per step.
    pub(super) lines: Vec<String>,
    /// The status at its end; `None` if it took too long.
    pub(super) status: Option<ExitStatus>,
}

impl ProgramOutcome {
    /// Returns whether all steps were done.
    pub(super) fn is_success(&self) -> bool {
        self.status.is_some_and(|status| status.success())
    }
}

/// Runs a program to its end, or to the limit, and shows its lines if asked to.
pub(super) fn run(mut command: Command, shows_lines: bool) -> Result<ProgramOutcome, Failure> {
    let program = output::shown(Path::new(command.get_program()));
    let fault = |error| Failure::Input(format!("error: cannot run {program}: {error}"));
    let mut child = command
        .env("RUST_BACKTRACE", "0")
        .stdout(Stdio::piped())
        .spawn()
        .map_err(fault)?;
    let (sender, receiver) = mpsc::channel();
    let stdout = child.stdout.take();
    thread::spawn(move || {
        for line in stdout
            .into_iter()
            .flat_map(|stdout| BufReader::new(stdout).lines())
            .map_while(Result::ok)
        {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    let end = Instant::now() + LIMIT;
    let mut lines = Vec::new();
    loop {
        match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                if shows_lines {
                    println!("  {line}");
                }
                lines.push(line);
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Ok(ProgramOutcome {
                    lines,
                    status: Some(child.wait().map_err(fault)?),
                });
            }
            Err(RecvTimeoutError::Timeout) => {
                child.kill().and_then(|()| child.wait()).map_err(fault)?;
                return Ok(ProgramOutcome { lines, status: None });
            }
        }
    }
}
