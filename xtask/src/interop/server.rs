//! The servers that the programs call: each runs while its value lives.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::output;

/// The time that a server may take to start.
const LIMIT: Duration = Duration::from_secs(60);

/// A server, and what a client needs to call it.
pub(crate) struct Server {
    child: Child,
    settings: Vec<(String, String)>,
}

impl Server {
    /// Starts moto and waits until it is ready.
    pub(crate) fn start(python: &Path, folder: &Path) -> Result<Self, Failure> {
        let log = folder.join("server.log");
        let fault = |text: String| {
            let log = output::shown(&log);
            Failure::Input(format!("error: cannot run the server: {text}\n  = help: see {log}"))
        };
        let mut command = Command::new(python);
        command.arg(output::workspace().join("xtask/interop/serve.py"));
        command.stderr(File::create(&log).map_err(|error| fault(error.to_string()))?);
        let (mut server, lines) = Self::spawn(command, 1).map_err(fault)?;
        let words: Vec<_> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        let [port, id, secret] = words[..] else {
            return Err(fault(format!("it printed `{}`", lines.join("\n"))));
        };
        server.settings = vec![
            ("AWS_ENDPOINT_URL".to_owned(), format!("http://127.0.0.1:{port}")),
            ("AWS_REGION".to_owned(), "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID".to_owned(), id.to_owned()),
            ("AWS_SECRET_ACCESS_KEY".to_owned(), secret.to_owned()),
        ];
        Ok(server)
    }

    /// Returns the settings that a client needs.
    pub(crate) fn settings(&self) -> &[(String, String)] {
        &self.settings
    }

    /// Starts the fake Partner Central, which prints its settings as commands of a shell.
    pub(super) fn start_fake(program: &Path) -> Result<Self, Failure> {
        let fault = |text: String| Failure::Input(format!("error: cannot run the fake service: {text}"));
        let mut command = Command::new(program);
        command.arg("--until-stdin-ends").stderr(Stdio::null());
        let (mut server, lines) = Self::spawn(command, 5).map_err(fault)?;
        for line in &lines {
            let setting = line.strip_prefix("export ").and_then(|line| line.split_once('='));
            let (name, value) = setting.ok_or_else(|| fault(format!("it printed `{line}`")))?;
            server.settings.push((name.to_owned(), value.to_owned()));
        }
        Ok(server)
    }

    /// Starts a server and waits for its first lines. Its standard input ends with this program,
    /// however that ends, and the server ends with its input.
    fn spawn(mut command: Command, lines: usize) -> Result<(Self, Vec<String>), String> {
        without_settings(&mut command);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let child = command.spawn().map_err(|error| error.to_string())?;
        let mut server = Self {
            child,
            settings: Vec::new(),
        };
        let lines = server.first_lines(lines).ok_or("it is not ready")?;
        Ok((server, lines))
    }

    fn first_lines(&mut self, count: usize) -> Option<Vec<String>> {
        let stdout = self.child.stdout.take()?;
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let lines = BufReader::new(stdout).lines().take(count);
            // Nobody listens after the limit.
            let _ = sender.send(lines.collect::<io::Result<Vec<_>>>());
        });
        let lines = receiver.recv_timeout(LIMIT).ok()?.ok()?;
        (lines.len() == count).then_some(lines)
    }

    /// Returns the command of a program, with the settings of the server in its environment and no
    /// others.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        without_settings(&mut command);
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Prints the settings and waits until the standard input ends.
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

/// Removes the settings of AWS and of proxies, which have no part in calls on loopback.
fn without_settings(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("AWS_") {
            command.env_remove(name);
        }
    }
    command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
}
