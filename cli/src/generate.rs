//! `smithy-codegen generate`, and the generation of crates for other commands.

mod choices;
mod stats;

use std::path::{Path, PathBuf};
use std::time::Instant;

use smithy_codegen::GeneratedCrate;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model;
use smithy_codegen::options::{Options, RuntimeDependency};
use smithy_codegen::report::Report;
use smithy_codegen::source::Source;

use crate::failure::Failure;
use crate::sync::Difference;
use crate::{input, output};

pub use self::choices::Choices;

/// Write the client crate of a model.
///
/// Unchanged files are not touched, and files that this program wrote and no longer generates are
/// removed. Other files are never overwritten.
#[derive(clap::Args)]
pub struct GenerateArguments {
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

/// The choice between writing and checking.
#[derive(clap::Args)]
pub struct Mode {
    /// Write nothing; print a diff of stale files, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
    /// Print the files and lines of the crate, and the items and the time of each stage.
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
    /// The folder of the crate's folder, which has the name of the package.
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

pub(crate) fn run(arguments: &GenerateArguments) -> Result<(), Failure> {
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

/// Generates crates, and writes or checks them and `others`. Messages name `command` as the one
/// that updates stale files.
///
/// # Errors
/// Fails if a model is invalid, if a folder cannot be written, or if the check finds stale files.
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

/// Fails if the model violates the specification. Warnings are only reported by `smithy-codegen
/// check`.
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
