//! `smithy-codegen generate`, and the generation of crates for other commands.

mod stats;

use std::path::{Path, PathBuf};
use std::time::Instant;

use smithy_codegen::GeneratedCrate;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::{self, select::Filter};
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::report::Report;
use smithy_codegen::source::Source;

use crate::failure::Failure;
use crate::sync::Difference;
use crate::{input, output};

/// Write the client crate of a model.
///
/// Files that did not change are not touched, and files of this program that are no longer
/// generated are removed. Other files are never overwritten.
#[derive(clap::Args)]
pub struct Arguments {
    /// Smithy IDL (`.smithy`) or JSON AST, or a folder of them; several are one model.
    #[arg(long = "model", value_name = "PATH", required = true)]
    models: Vec<PathBuf>,
    /// The folder of the crate.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    mode: Mode,
}

/// The choices of what to generate.
#[derive(clap::Args)]
pub struct Choices {
    /// The service to generate, where a model has several.
    #[arg(long, value_name = "SHAPE_ID")]
    service: Option<String>,
    /// The form of the output for a model with several services.
    #[arg(long, value_name = "LAYOUT", default_value = "crate")]
    layout: LayoutChoice,
    /// Only types, without a client: the shapes of a namespace, or a shape by its id with all that
    /// it needs. They implement `serde::Serialize` and `serde::Deserialize`.
    #[arg(long, value_name = "NAMESPACE|SHAPE_ID", value_delimiter = ',')]
    shapes: Vec<String>,
    /// The name of the package with `--layout features` or `--shapes`; by default that of the
    /// folder.
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
    /// Only these operations and the shapes that they need.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    operations: Vec<String>,
    /// The protocol to speak, where the service has several: a trait id or its name, as restJson1.
    /// By default the first that is supported, in the order of the AWS SDKs.
    #[arg(long, value_name = "PROTOCOL")]
    protocol: Option<String>,
    /// The API that the client is compatible with, where it differs from that of the official
    /// crates on purpose.
    #[arg(long, value_name = "API", value_enum)]
    compat: Option<Compat>,
    /// The dependency of the crate on the runtime: a path, a version such as 0.1, or `workspace`
    /// for a crate that is a member of a workspace whose manifest names it. By default the path of
    /// the checkout that this program was built from, or else its version.
    #[arg(long, value_name = "PATH|VERSION|workspace")]
    runtime: Option<String>,
}

/// An API of clients.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Compat {
    /// Optional structures and unions, an error type per operation, inputs that the service checks.
    AwsSdk,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum LayoutChoice {
    /// A crate with one service, which --service chooses.
    Crate,
    /// A crate with all services: a module and a cargo feature each.
    Features,
}

/// The choice between writing and checking.
#[derive(clap::Args)]
pub struct Mode {
    /// Write nothing; print a diff of stale files, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
    /// Print files, lines and items of each stage, and how long it took.
    #[arg(long)]
    stats: bool,
}

/// A crate to generate.
pub struct Job {
    /// The files and folders of the model.
    pub sources: Vec<PathBuf>,
    /// The folder of the crate.
    pub folder: Folder,
    /// The options of the generator.
    pub options: Options,
}

/// The folder of a crate.
pub enum Folder {
    /// The crate's own folder.
    Is(PathBuf),
    /// The folder in which the crate gets one after its package's name.
    Holds(PathBuf),
}

/// A generated crate that is not on the disk yet.
pub struct GeneratedJob {
    /// The crate.
    pub generated: GeneratedCrate,
    /// The report of the run.
    pub report: Report,
    /// The crate's folder.
    pub folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let command = "smithy-codegen generate --model PATH --out DIR";
    let job = Job {
        sources: arguments.models.clone(),
        folder: Folder::Is(arguments.out.clone()),
        options: arguments.choices.options_for(&arguments.out, command)?,
    };
    run_jobs(
        &[job],
        Vec::new(),
        &arguments.mode,
        "the same command` without `--check",
    )
}

/// Generates crates, and brings them and `others` to the disk or checks them; `command` is named as
/// the one that brings stale files up to date.
///
/// # Errors
/// Fails if a model is bad, if a folder cannot be written, or if the check finds stale files.
pub fn run_jobs(jobs: &[Job], others: Vec<GeneratedJob>, mode: &Mode, command: &str) -> Result<(), Failure> {
    let mut done = Vec::new();
    let mut failures = Vec::new();
    for job in jobs {
        match generate(job) {
            Ok(made) => done.push(made),
            Err(Failure::Input(text)) => failures.push(text),
            Err(stale) => return Err(stale),
        }
    }
    if !failures.is_empty() {
        return Err(Failure::Input(failures.join("\n\n")));
    }
    done.extend(others);
    let mut stale = false;
    for made in &done {
        stale |= write_or_check(mode, made, command)?;
    }
    if stale { Err(Failure::Stale) } else { Ok(()) }
}

impl Choices {
    /// Returns the options of the generator for a crate in this folder; the headers of files name
    /// `command`.
    ///
    /// # Errors
    /// Fails if choices exclude each other.
    pub fn options_for(&self, folder: &Path, command: &str) -> Result<Options, Failure> {
        self.check_protocol()?;
        let mut options = self.options(command);
        let is_bundle = self.layout == LayoutChoice::Features;
        if !is_bundle && self.shapes.is_empty() {
            return Ok(options);
        }
        if self.service.is_some() || !self.operations.is_empty() || is_bundle && !self.shapes.is_empty() {
            let text = "error: `--layout features` and `--shapes` choose what is generated\n  = help: give one of the two, without --service and --operations";
            return Err(Failure::Input(text.to_owned()));
        }
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let package = self.package.clone().unwrap_or(name);
        options.layout = match is_bundle {
            true => Layout::Services { package },
            false => Layout::Types {
                package,
                shapes: self.shapes.clone(),
            },
        };
        Ok(options)
    }

    /// Fails if there is no such protocol, whatever the model.
    ///
    /// # Errors
    /// The text names the protocols.
    pub fn check_protocol(&self) -> Result<(), Failure> {
        let wanted = self.protocol.as_deref().unwrap_or_default();
        match self.protocol.as_deref().and_then(smithy_codegen::unknown_protocol) {
            Some(help) => Err(Failure::Input(format!(
                "error: there is no protocol `{wanted}`\n  = help: {help}"
            ))),
            None => Ok(()),
        }
    }

    /// Returns the choice of the service and its operations.
    pub fn filter(&self) -> Filter {
        Filter {
            service: self.service.clone(),
            operations: self.operations.clone(),
        }
    }

    /// Returns the options of the generator; the headers of files name `command`.
    pub fn options(&self, command: &str) -> Options {
        Options {
            filter: self.filter(),
            runtime: self.runtime.as_deref().map_or_else(default_runtime, parse_runtime),
            command: command.to_owned(),
            readme: None,
            protocol: self.protocol.clone(),
            layout: Layout::Crate,
            compatibility: match self.compat {
                None => Compatibility::Own,
                Some(Compat::AwsSdk) => Compatibility::AwsSdk,
            },
        }
    }
}

fn parse_runtime(text: &str) -> RuntimeDependency {
    if text.starts_with(|c: char| c.is_ascii_digit() || "^=~<>*".contains(c)) {
        return RuntimeDependency::Version(text.to_owned());
    }
    match text {
        "workspace" => RuntimeDependency::Workspace,
        path => RuntimeDependency::Path(absolute(Path::new(path))),
    }
}

/// Returns the path of the runtime in the checkout that this program was built from, or else the
/// version of the same release.
pub fn default_runtime() -> RuntimeDependency {
    match beside("runtime") {
        Some(path) => RuntimeDependency::Path(path),
        None => RuntimeDependency::Version(env!("CARGO_PKG_VERSION").to_owned()),
    }
}

/// Returns the folder of a crate beside this one, if this is a checkout.
pub(crate) fn beside(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join(name);
    folder
        .join("Cargo.toml")
        .is_file()
        .then(|| folder.display().to_string())
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .display()
        .to_string()
}

fn generate(job: &Job) -> Result<GeneratedJob, Failure> {
    validate(&job.sources)?;
    let (generated, report) = make(&job.sources, &job.options, output::report)?;
    let folder = match &job.folder {
        Folder::Is(folder) => folder.clone(),
        Folder::Holds(parent) => parent.join(&generated.package),
    };
    Ok(GeneratedJob {
        generated,
        report,
        folder,
    })
}

/// Fails if the specification forbids the model. Warnings are for `smithy-codegen check`.
pub(crate) fn validate(files: &[PathBuf]) -> Result<(), Failure> {
    let sources = input::read(files)?;
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    model::load_valid(&files, &[], &mut diagnostics);
    output::errors(&diagnostics, &sources)
}

/// Generates the crate of a model; `report` handles the findings.
///
/// # Errors
/// Fails if a file cannot be read, or if the model has errors.
pub fn make(
    files: &[PathBuf],
    options: &Options,
    report: fn(&Diagnostics, &[Source]) -> Result<(), Failure>,
) -> Result<(GeneratedCrate, Report), Failure> {
    let mut diagnostics = Diagnostics::default();
    let mut sources = input::read(files)?;
    let models = sources.len();
    sources.push(smithy_codegen_build::partitions());
    let (models, partitions) = sources.split_at(models);
    let started = Instant::now();
    let clock = || started.elapsed();
    let made = smithy_codegen::generate(models, partitions.first(), options, &clock, &mut diagnostics);
    report(&diagnostics, &sources)?;
    made.ok_or_else(|| Failure::Input("error: nothing was generated, and no reason is known".to_owned()))
}

/// Writes the files that differ from the disk, or prints the differences. Returns whether files are
/// stale.
fn write_or_check(mode: &Mode, job: &GeneratedJob, command: &str) -> Result<bool, Failure> {
    let difference = Difference::of(&job.folder, &job.generated);
    if !difference.foreign.is_empty() {
        let files: Vec<_> = difference.foreign.iter().map(|path| output::shown(path)).collect();
        return Err(Failure::Input(format!(
            "error: these files are in the way and were not written by the generator: {}\n  = help: move them, or choose another --out",
            files.join(", ")
        )));
    }
    if mode.stats {
        stats::print(&job.generated, &job.report);
    }
    let shown = output::shown(&job.folder);
    if mode.check {
        print!("{}", output::diff(&difference));
        if !difference.is_empty() {
            eprintln!("{shown} is stale: run `{command}`");
        }
        return Ok(!difference.is_empty());
    }
    difference.apply().map_err(|error| {
        Failure::Input(format!(
            "error: cannot write to {shown}: {error}\n  = help: no file is half-written; fix the cause and run the command again"
        ))
    })?;
    let (written, removed, all) = (
        difference.stale.len(),
        difference.orphans.len(),
        job.generated.files.len(),
    );
    if difference.is_empty() {
        println!("{shown}: {all} files, up to date");
    } else {
        println!("{shown}: {all} files, {written} written, {removed} removed");
    }
    Ok(false)
}
