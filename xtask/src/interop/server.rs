//! The server that the programs call: runs while its value lives.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::output;

/// The time limit of its start.
const LIMIT: Duration = Duration::from_secs(60);

/// A server, and what a client needs to call it.
pub(super) struct Server {
    child: Child,
    settings: Vec<(&'static str, String)>,
}

impl Server {
    /// Starts the server and waits until it answers.
    pub(super) fn start(python: &Path, folder: &Path) -> Result<Self, Failure> {
        let log = folder.join("server.log");
        let fault = |text: String| {
            Failure::Input(format!(
                "error: cannot run the server: {text}\n  = help: it says more in {}",
                output::shown(&log)
            ))
        };
        let mut command = Command::new(python);
        command.arg(output::workspace().join("xtask/interop/serve.py"));
        without_settings(&mut command);
        // Its standard input ends with this program, however that ends, and the server ends with
        // its input.
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).map_err(|error| fault(error.to_string()))?);
        let child = command.spawn().map_err(|error| fault(error.to_string()))?;
        let mut server = Self {
            child,
            settings: Vec::new(),
        };
        let line = server.first_line().ok_or_else(|| fault("it is not ready".to_owned()))?;
        let [port, id, secret] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(fault(format!("it says `{line}`")));
        };
        server.settings = vec![
            ("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}")),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", id.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", secret.to_owned()),
        ];
        Ok(server)
    }

    fn first_line(&mut self) -> Option<String> {
        let stdout = self.child.stdout.take()?;
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(stdout).read_line(&mut line);
            // Nobody listens after the time is over.
            let _ = sender.send(read.is_ok_and(|length| length > 0).then_some(line));
        });
        receiver.recv_timeout(LIMIT).ok().flatten()
    }

    /// A program that finds the server in its environment, and nothing that this one was given for
    /// others.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        without_settings(&mut command);
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Waits until the standard input ends.
    pub(super) fn keep(&self) {
        for (name, value) in &self.settings {
            println!("export {name}={value}");
        }
        println!("the server runs until the standard input ends");
        let _ = io::stdin().lock().read_to_end(&mut Vec::new());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Neither the account of whoever runs this nor a proxy has a part in calls on loopback.
fn without_settings(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("AWS_") {
            command.env_remove(name);
        }
    }
    command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
}
