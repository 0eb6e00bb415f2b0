//! `cargo xtask codegen`

mod endpoint_rules;
mod stats;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use smithy_codegen::GeneratedCrate;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::{self, select::Filter};
use smithy_codegen::options::{Options, RuntimeDependency};
use smithy_codegen::report::Report;
use smithy_codegen::source::Source;

use crate::failure::Failure;
use crate::sync::Difference;
use crate::{models, output};

/// Write the client crates from their models.
///
/// Without --model, every folder of model/ becomes a crate in generated/, and model/endpoint-rules
/// becomes modules of the runtime. With it, the given files are one model and become one crate in
/// the folder of --out.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; print a diff of stale files, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
    /// A Smithy model in the IDL (`.smithy`) or as JSON AST, or a folder of them; several make one
    /// model.
    #[arg(long = "model", value_name = "PATH")]
    models: Vec<PathBuf>,
    /// The folder of the crate (with --model), or of all crates (without).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The service to generate, where a model has several.
    #[arg(long, value_name = "SHAPE_ID")]
    service: Option<String>,
    /// Only these operations and the shapes that they need.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    operations: Vec<String>,
    /// The protocol to speak, where the service has several: a trait id or its name, as restJson1.
    /// By default the first that is supported, in the order of the AWS SDKs.
    #[arg(long, value_name = "PROTOCOL")]
    protocol: Option<String>,
    /// The dependency of a crate made with --out on the runtime: a path, a version such as 0.1, or
    /// `workspace` for a crate that is a member of a workspace whose manifest names it. By default
    /// the path of this workspace's.
    #[arg(long, value_name = "PATH|VERSION|workspace")]
    runtime: Option<String>,
    /// Print files, lines and items of each stage, and how long it took.
    #[arg(long)]
    stats: bool,
}

/// The template of a crate's README, in the folder of its model.
pub(crate) const README: &str = "README.md.in";

/// One crate to make.
struct Job {
    sources: Vec<PathBuf>,
    folder: Folder,
    options: Options,
}

enum Folder {
    /// The crate's own folder.
    Is(PathBuf),
    /// The folder in which the crate gets one after its package's name.
    Holds(PathBuf),
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let jobs = jobs(arguments)?;
    let mut done = Vec::new();
    let mut failures = Vec::new();
    for job in &jobs {
        match generate(job) {
            Ok(made) => done.push(made),
            Err(Failure::Input(text)) => failures.push(text),
            Err(stale) => return Err(stale),
        }
    }
    if !failures.is_empty() {
        return Err(Failure::Input(failures.join("\n\n")));
    }
    if arguments.models.is_empty() && arguments.out.is_none() {
        done.extend(endpoint_rules::make()?.map(|(generated, folder)| GeneratedJob {
            generated,
            report: Report::default(),
            folder,
        }));
    }
    let mut stale = false;
    for made in &done {
        stale |= write_or_check(arguments, made)?;
    }
    if stale { Err(Failure::Stale) } else { Ok(()) }
}

fn jobs(arguments: &Arguments) -> Result<Vec<Job>, Failure> {
    let filter = Filter {
        service: arguments.service.clone(),
        operations: arguments.operations.clone(),
    };
    let workspace = output::workspace();
    if !arguments.models.is_empty() {
        let out = arguments.out.clone().ok_or_else(|| {
            Failure::Input(
                "error: --model needs --out\n  = help: name the folder of the crate, for example `--out /tmp/my-client`"
                    .to_owned(),
            )
        })?;
        let options = Options {
            filter,
            runtime: runtime(arguments, &workspace),
            command: "cargo xtask codegen --model FILE --out DIR".to_owned(),
            readme: None,
            protocol: arguments.protocol.clone(),
        };
        return Ok(vec![Job {
            sources: arguments.models.clone(),
            folder: Folder::Is(out),
            options,
        }]);
    }
    let out = arguments.out.clone().unwrap_or_else(|| workspace.join("generated"));
    let inside = arguments.out.is_none();
    let runtime = if inside {
        RuntimeDependency::Workspace
    } else {
        runtime(arguments, &workspace)
    };
    let mut jobs = Vec::new();
    for folder in output::model_folders() {
        let readme = folder.join(README);
        let readme = readme.is_file().then(|| output::read_or_fail(&readme)).transpose()?;
        jobs.push(Job {
            sources: model_files(&folder),
            folder: Folder::Holds(out.clone()),
            options: Options {
                filter: filter.clone(),
                runtime: runtime.clone(),
                command: "cargo xtask codegen".to_owned(),
                readme,
                protocol: arguments.protocol.clone(),
            },
        });
    }
    if jobs.is_empty() {
        let text = format!(
            "error: no model in {}\n  = help: bring one in with `cargo xtask import FILE`",
            output::shown(&workspace.join("model"))
        );
        return Err(Failure::Input(text));
    }
    Ok(jobs)
}

/// Returns the JSON files of a model's folder: the facts first, then what is applied to them.
pub(crate) fn model_files(folder: &Path) -> Vec<PathBuf> {
    let facts = folder.join("model.json");
    let mut files: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json") && *path != facts);
    files.sort();
    files.insert(0, facts);
    files
}

fn runtime(arguments: &Arguments, workspace: &Path) -> RuntimeDependency {
    match arguments.runtime.as_deref() {
        Some(version) if version.starts_with(|c: char| c.is_ascii_digit() || "^=~<>*".contains(c)) => {
            RuntimeDependency::Version(version.to_owned())
        }
        Some("workspace") => RuntimeDependency::Workspace,
        Some(path) => RuntimeDependency::Path(absolute(Path::new(path))),
        None => RuntimeDependency::Path(workspace.join("runtime").display().to_string()),
    }
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .display()
        .to_string()
}

/// A generated crate that is not on the disk yet.
struct GeneratedJob {
    generated: GeneratedCrate,
    report: Report,
    folder: PathBuf,
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

/// Fails if the specification forbids the model. Warnings are for `cargo xtask check`.
fn validate(files: &[PathBuf]) -> Result<(), Failure> {
    let sources = models::read(files)?;
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    model::load_valid(&files, &[], &mut diagnostics);
    output::errors(&diagnostics, &sources)
}

/// Makes one crate of these files; `report` handles the findings.
pub(crate) fn make(
    files: &[PathBuf],
    options: &Options,
    report: fn(&Diagnostics, &[Source]) -> Result<(), Failure>,
) -> Result<(GeneratedCrate, Report), Failure> {
    let mut diagnostics = Diagnostics::default();
    let mut sources = models::read(files)?;
    let partitions = output::workspace().join("model/partitions.json");
    let partitions = partitions
        .is_file()
        .then(|| output::read_or_fail(&partitions))
        .transpose()?;
    let models = sources.len();
    sources.extend(partitions);
    let (models, partitions) = sources.split_at(models);
    let started = Instant::now();
    let clock = || started.elapsed();
    let made = smithy_codegen::generate(models, partitions.first(), options, &clock, &mut diagnostics);
    report(&diagnostics, &sources)?;
    made.ok_or_else(|| Failure::Input("error: nothing was generated, and no reason is known".to_owned()))
}

/// Writes the files that differ from the disk, or prints the differences. Returns whether files are
/// stale.
fn write_or_check(arguments: &Arguments, job: &GeneratedJob) -> Result<bool, Failure> {
    let difference = Difference::of(&job.folder, &job.generated);
    if !difference.foreign.is_empty() {
        let files: Vec<_> = difference.foreign.iter().map(|path| output::shown(path)).collect();
        return Err(Failure::Input(format!(
            "error: these files are in the way and were not written by the generator: {}\n  = help: move them, or choose another --out",
            files.join(", ")
        )));
    }
    if arguments.stats {
        stats::print(&job.generated, &job.report);
    }
    let shown = output::shown(&job.folder);
    if arguments.check {
        print!("{}", difference.diff());
        if !difference.is_empty() {
            eprintln!("{shown} is stale: run `{}`", command(arguments));
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

fn command(arguments: &Arguments) -> &'static str {
    if arguments.models.is_empty() {
        "cargo xtask codegen"
    } else {
        "cargo xtask codegen` without `--check"
    }
}
