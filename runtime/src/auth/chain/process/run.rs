//! Runs a program and collects its output, on a thread that may block.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The interval at which an ended program is looked for once it has closed its output.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// The largest output that is read of a program, in bytes.
const MAX_OUTPUT: u64 = 1 << 20;

/// The output of a program that has ended.
pub(super) struct Finished {
    pub(super) status: ExitStatus,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: Vec<u8>,
}

/// The reason why there is no output.
pub(super) enum RunError {
    Start(io::Error),
    Wait(io::Error),
}

/// A handle to a program that runs on another thread.
#[derive(Clone, Default)]
pub(super) struct Killer(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    child: Option<Child>,
    is_cancelled: bool,
}

impl Killer {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Kills the program, or prevents its start.
    fn kill(&self) {
        let mut state = self.lock();
        state.is_cancelled = true;
        if let Some(child) = &mut state.child {
            // A program that has just ended cannot be killed, which does not matter.
            let _ = child.kill();
        }
    }
}

/// Kills the program when it is dropped: after a timeout, when the load is cancelled, or without
/// effect when the program has ended.
pub(super) struct KillOnDrop(pub(super) Killer);

impl Drop for KillOnDrop {
    fn drop(&mut self) {
        self.0.kill();
    }
}

/// Runs a program to its end.
pub(super) fn run(words: &[String], killer: &Killer) -> Result<Finished, RunError> {
    let [program, arguments @ ..] = words else {
        return Err(RunError::Start(io::ErrorKind::InvalidInput.into()));
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let (stdout, stderr) = {
        let mut state = killer.lock();
        if state.is_cancelled {
            return Err(RunError::Start(io::ErrorKind::Interrupted.into()));
        }
        let mut child = command.spawn().map_err(RunError::Start)?;
        let pipes = (child.stdout.take(), child.stderr.take());
        state.child = Some(child);
        pipes
    };
    let errors = thread::Builder::new()
        .name("smithy-client-stderr".to_owned())
        .spawn(move || read(stderr))
        .map_err(RunError::Wait)?;
    let stdout = read(stdout).map_err(RunError::Wait)?;
    let status = wait(killer).map_err(RunError::Wait)?;
    let stderr = errors.join().unwrap_or_else(|_| Ok(Vec::new())).unwrap_or_default();
    Ok(Finished { status, stdout, stderr })
}

fn read(pipe: Option<impl Read>) -> io::Result<Vec<u8>> {
    let mut output = Vec::new();
    if let Some(mut pipe) = pipe {
        pipe.by_ref().take(MAX_OUTPUT).read_to_end(&mut output)?;
        io::copy(&mut pipe, &mut io::sink())?;
    }
    Ok(output)
}

/// Waits without holding the lock, so that the program can be killed meanwhile.
fn wait(killer: &Killer) -> io::Result<ExitStatus> {
    loop {
        let status = match &mut killer.lock().child {
            Some(child) => child.try_wait()?,
            None => return Err(io::ErrorKind::NotFound.into()),
        };
        match status {
            Some(status) => return Ok(status),
            None => thread::sleep(POLL_INTERVAL),
        }
    }
}
