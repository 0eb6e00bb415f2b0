//! Runs a program and shows its steps.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::server::Server;
use crate::failure::Failure;
use crate::output;

/// The time limit of a program; each takes about a second.
pub(super) const LIMIT: Duration = Duration::from_secs(60);

/// The outcome of a program.
pub(super) struct Outcome {
    /// The lines that it printed, one a step.
    pub(super) steps: usize,
    /// Its exit status; `None` if it timed out.
    pub(super) status: Option<ExitStatus>,
}

impl Outcome {
    /// Whether all steps were done.
    pub(super) fn is_success(&self) -> bool {
        self.status.is_some_and(|status| status.success())
    }
}

/// Runs a program to its end, or to the limit.
pub(super) fn run(program: &Path, server: &Server) -> Result<Outcome, Failure> {
    let fault = |error| Failure::Input(format!("error: cannot run {}: {error}", output::shown(program)));
    let mut child = server
        .command(program)
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
    let mut steps = 0;
    loop {
        match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                steps += 1;
                println!("  {line}");
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Ok(Outcome {
                    steps,
                    status: Some(child.wait().map_err(fault)?),
                });
            }
            Err(RecvTimeoutError::Timeout) => {
                child.kill().and_then(|()| child.wait()).map_err(fault)?;
                return Ok(Outcome { steps, status: None });
            }
        }
    }
}
