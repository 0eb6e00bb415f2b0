//! The benchmark's workspace: its folders, runs of cargo, and runs of the programs.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::measure::Figure;
use crate::output;

/// One of the two clients.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// `aws-sdk-partnercentralselling`
    Official,
    /// `partnercentral-selling`
    Ours,
}

impl Side {
    /// Returns the package of the service.
    pub(super) fn service(self) -> &'static str {
        match self {
            Self::Official => "aws-sdk-partnercentralselling",
            Self::Ours => "partnercentral-selling",
        }
    }

    /// Returns one of its packages in bench/programs.
    pub(super) fn package(self, name: &str) -> String {
        match self {
            Self::Official => format!("official-{name}"),
            Self::Ours => format!("ours-{name}"),
        }
    }
}

/// Returns both sides' figures of one measurement.
pub(super) fn both(measure: impl Fn(Side) -> Figure) -> [Figure; 2] {
    [Side::Official, Side::Ours].map(measure)
}

/// The resources that a command used, including its children.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usage {
    /// Seconds on the clock.
    pub(super) wall: f64,
    /// Seconds of all cores.
    pub(super) cpu: f64,
    /// The bytes of the largest process.
    pub(super) peak: f64,
}

impl Usage {
    /// Parses the output of `rusage`.
    fn read(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("no figures: {error}"))?;
        let figures = parse(&text);
        Ok(Self {
            wall: figure(&figures, "wall")?,
            cpu: figure(&figures, "cpu")?,
            peak: figure(&figures, "peak")?,
        })
    }
}

/// The folders of the benchmark.
pub(super) struct BenchWorkspace {
    /// The workspace of the programs and the tools.
    pub(super) folder: PathBuf,
    target: PathBuf,
}

/// Variables set by `cargo run` and a user's shell, and those that make the builds differ from a
/// fresh checkout.
const REMOVED: [&str; 10] = [
    "CARGO_BUILD_RUSTC_WRAPPER",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTC_WRAPPER",
    "RUSTFLAGS",
];

impl BenchWorkspace {
    /// Determines the folders. Nothing is built.
    pub(super) fn new() -> Self {
        let root = output::workspace();
        Self {
            folder: root.join("bench"),
            target: root.join("target/bench"),
        }
    }

    /// Returns the workspace of programs in another folder; its builds go below target/bench, too.
    pub(super) fn of(folder: PathBuf) -> Self {
        Self { folder, ..Self::new() }
    }

    /// Returns the file that gets the figures.
    pub(super) fn results(&self) -> PathBuf {
        output::workspace().join("bench/RESULTS.md")
    }

    /// Returns a folder below target/bench.
    pub(super) fn target(&self, name: &str) -> PathBuf {
        self.target.join(name)
    }

    /// Returns a program that was built for release.
    pub(super) fn program(&self, target: &str, name: &str) -> PathBuf {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.target(target).join("release").join(name)
    }

    /// Runs cargo in the workspace, to build below this folder of target/bench.
    pub(super) fn cargo(&self, target: &str, arguments: &[&str]) -> Result<(), String> {
        let mut command = Command::new(cargo());
        command.args(arguments);
        self.run_cargo(target, command, &arguments.join(" "))
    }

    /// Runs the command and returns the resources that it used.
    pub(super) fn metered(&self, target: &str, arguments: &[&str]) -> Result<Usage, String> {
        let figures = self.target("usage");
        let mut command = Command::new(self.program("tools", "rusage"));
        command.arg(&figures).arg(cargo()).args(arguments);
        self.run_cargo(target, command, &arguments.join(" "))?;
        Usage::read(&figures)
    }

    /// Runs the command and returns the resources that rustc used for this package's library.
    pub(super) fn metered_crate(&self, target: &str, arguments: &[&str], package: &str) -> Result<Usage, String> {
        let figures = self.target("usage");
        // The output of an earlier build must not be taken for the output of this one.
        std::fs::write(&figures, "").map_err(|error| format!("cannot write {}: {error}", output::shown(&figures)))?;
        let mut command = Command::new(cargo());
        command.args(arguments);
        self.configure(target, &mut command)
            .env("RUSAGE_CRATE", package.replace('-', "_"))
            .env("RUSAGE_FILE", &figures)
            .env("RUSTC_WRAPPER", self.program("tools", "rusage"));
        Self::finish(command, &arguments.join(" "))?;
        Usage::read(&figures)
    }

    fn run_cargo(&self, target: &str, mut command: Command, shown: &str) -> Result<(), String> {
        self.configure(target, &mut command);
        Self::finish(command, shown)
    }

    fn finish(mut command: Command, shown: &str) -> Result<(), String> {
        // The progress bar is only shown on a terminal.
        if !std::io::stderr().is_terminal() {
            command.env("CARGO_TERM_QUIET", "true");
        }
        match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => Err(format!("`cargo {shown}` failed in bench/; see its output above")),
            Err(error) => Err(format!("cannot run cargo: {error}")),
        }
    }

    /// Returns the output of cargo.
    pub(super) fn cargo_output(&self, arguments: &[&str]) -> Result<String, String> {
        let mut command = Command::new(cargo());
        command.args(arguments).stderr(Stdio::inherit());
        let output = self.configure("warm", &mut command).output();
        let output = output.map_err(|error| format!("cannot run cargo: {error}"))?;
        if !output.status.success() {
            return Err(format!(
                "`cargo {}` failed in bench/; see its output above",
                arguments.join(" ")
            ));
        }
        String::from_utf8(output.stdout).map_err(|_| "the output of cargo is not UTF-8".to_owned())
    }

    fn configure<'c>(&self, target: &str, command: &'c mut Command) -> &'c mut Command {
        for name in REMOVED {
            command.env_remove(name);
        }
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.target(target))
            .env("CARGO_INCREMENTAL", "0")
    }
}

fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs a program to its end and reads the figures that it prints, one `name figure` per line.
pub(super) fn figures(program: &Path, arguments: &[&str]) -> Result<BTreeMap<String, f64>, String> {
    Ok(parse(&run(program, arguments)?))
}

/// Runs a program to its end, and returns its output.
pub(super) fn run(program: &Path, arguments: &[&str]) -> Result<String, String> {
    let name = program.file_name().unwrap_or_default().display();
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("cannot run {name}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().lines().last().unwrap_or("it does not say why").to_owned();
        Err(format!("{name} {} failed: {said}", arguments.first().unwrap_or(&"")))
    }
}

fn parse(text: &str) -> BTreeMap<String, f64> {
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines
        .filter_map(|(name, figure)| Some((name.to_owned(), figure.parse().ok()?)))
        .collect()
}

/// Returns one of the figures.
pub(super) fn figure(figures: &BTreeMap<String, f64>, name: &str) -> Figure {
    figures
        .get(name)
        .copied()
        .ok_or_else(|| format!("`{name}` was not printed"))
}
