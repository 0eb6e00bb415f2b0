//! The servers that the programs call. Each runs until its value is dropped.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::output;

/// The time that a server may take to start.
const LIMIT: Duration = Duration::from_secs(60);

/// The setting with the URL of a server.
const URL: &str = "AWS_ENDPOINT_URL";

/// A server, and the settings of its clients.
pub(crate) struct ServerProcess {
    child: Child,
    settings: Vec<(String, String)>,
}

impl ServerProcess {
    /// Starts moto and waits until it is ready.
    pub(crate) fn start(python: &Path, folder: &Path) -> Result<Self, Failure> {
        let log = folder.join("server.log");
        let fault = |text: String| {
            let log = output::shown(&log);
            Failure::Input(format!("error: cannot run the server: {text}\n  = help: see {log}"))
        };
        let mut command = Command::new(python);
        without_settings(&mut command);
        command.arg(output::workspace().join("xtask/interop/serve.py"));
        command.stderr(File::create(&log).map_err(|error| fault(error.to_string()))?);
        let (mut server, lines) = Self::spawn(command, 1).map_err(fault)?;
        let words: Vec<_> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        let [port, id, secret] = words[..] else {
            return Err(fault(format!("it printed `{}`", lines.join("\n"))));
        };
        let port = port.parse().map_err(|_| fault(format!("it printed the port {port}")))?;
        server.settings = settings(port, id, secret);
        Ok(server)
    }

    /// Returns the settings that a client needs.
    pub(crate) fn settings(&self) -> &[(String, String)] {
        &self.settings
    }

    /// Starts a front end of another server, which accepts the same keys and prints its port.
    pub(super) fn start_front(mut command: Command, behind: &Self, log: &Path) -> Result<Self, Failure> {
        let fault = |text: String| {
            let log = output::shown(log);
            Failure::Input(format!("error: cannot run the front: {text}\n  = help: see {log}"))
        };
        command.stderr(File::create(log).map_err(|error| fault(error.to_string()))?);
        let (mut server, port) = Self::spawn_with_port(command).map_err(fault)?;
        server.settings.clone_from(&behind.settings);
        for (name, value) in &mut server.settings {
            if name == URL {
                *value = format!("http://127.0.0.1:{port}");
            }
        }
        Ok(server)
    }

    /// Starts a server that prints its port, and whose clients need no other setting.
    pub(super) fn start_plain(mut command: Command, log: &Path) -> Result<Self, Failure> {
        let fault = |text: String| {
            let log = output::shown(log);
            Failure::Input(format!("error: cannot run the server: {text}\n  = help: see {log}"))
        };
        without_settings(&mut command);
        command.stderr(File::create(log).map_err(|error| fault(error.to_string()))?);
        let (mut server, port) = Self::spawn_with_port(command).map_err(fault)?;
        server.settings = vec![(URL.to_owned(), format!("http://127.0.0.1:{port}"))];
        Ok(server)
    }

    /// Starts a server and waits for the line with its port.
    fn spawn_with_port(command: Command) -> Result<(Self, u16), String> {
        let (server, lines) = Self::spawn(command, 1)?;
        let line = lines.concat();
        let port = line.trim().parse().map_err(|_| format!("it printed `{line}`"))?;
        Ok((server, port))
    }

    /// Starts the fake Partner Central, which prints its settings as commands of a shell.
    pub(super) fn start_fake(program: &Path) -> Result<Self, Failure> {
        let fault = |text: String| Failure::Input(format!("error: cannot run the fake service: {text}"));
        let mut command = Command::new(program);
        without_settings(&mut command);
        command.arg("--until-stdin-ends").stderr(Stdio::null());
        let (mut server, lines) = Self::spawn(command, 5).map_err(fault)?;
        for line in &lines {
            let setting = line.strip_prefix("export ").and_then(|line| line.split_once('='));
            let (name, value) = setting.ok_or_else(|| fault(format!("it printed `{line}`")))?;
            server.settings.push((name.to_owned(), value.to_owned()));
        }
        Ok(server)
    }

    /// Starts a server on a port of loopback, and waits until it accepts connections.
    pub(super) fn start_on_port(mut command: Command, port: u16, [id, secret]: [&str; 2]) -> Result<Self, String> {
        without_settings(&mut command);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().map_err(|error| error.to_string())?;
        let server = Self {
            child,
            settings: settings(port, id, secret),
        };
        let end = Instant::now() + LIMIT;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if Instant::now() > end {
                return Err("it is not ready".to_owned());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// Starts a server and waits for its first lines. The caller sets its settings. The server ends
    /// with its standard input, which ends with this program.
    fn spawn(mut command: Command, lines: usize) -> Result<(Self, Vec<String>), String> {
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
            // After the limit, there is no receiver.
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

/// Returns the settings of a client of a server.
fn settings(port: u16, id: &str, secret: &str) -> Vec<(String, String)> {
    let url = format!("http://127.0.0.1:{port}");
    let settings = [
        (URL, url.as_str()),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", id),
        ("AWS_SECRET_ACCESS_KEY", secret),
    ];
    settings
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It may have ended already.
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
