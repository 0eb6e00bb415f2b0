//! `cargo xtask codegen`

mod endpoint_rules;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use smithy_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithy_codegen::model::select::{self, Filter};
use smithy_codegen::options::{Options, RuntimeDependency};
use smithy_codegen::report::Report;
use smithy_codegen::suggest::known_names;
use smithy_codegen_cli::generate::{Choices, Folder, GeneratedJob, Job, Mode, run_jobs};

use crate::failure::Failure;
use crate::{input, output};

/// Write the client crates from their models.
///
/// Without --model, every folder of model/ becomes a crate in generated/, and model/endpoint-rules
/// becomes modules of the runtime. With it, the given files are one model and become one crate in
/// the folder of --out.
#[derive(clap::Args)]
pub(crate) struct CodegenArguments {
    /// A Smithy model in the IDL (`.smithy`) or as JSON AST, or a folder of them; several make one
    /// model.
    #[arg(long = "model", value_name = "PATH")]
    models: Vec<PathBuf>,
    /// The folder of the crate (with --model), or of all crates (without).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    mode: Mode,
}

/// The template of a crate's README, in the folder of its model.
pub(crate) const README: &str = "README.md.in";

const COMMAND: &str = "cargo xtask codegen";

pub(crate) fn run(arguments: &CodegenArguments) -> Result<(), Failure> {
    if !arguments.models.is_empty() {
        let job = job_of_models(arguments)?;
        return run_jobs(
            &[job],
            Vec::new(),
            &arguments.mode,
            "cargo xtask codegen` without `--check",
        );
    }
    let jobs = jobs_of_workspace(arguments)?;
    let is_inside = arguments.out.is_none();
    let endpoint_rules = is_inside.then(endpoint_rules::make).transpose()?.flatten();
    let others = endpoint_rules.map(|(generated, folder)| GeneratedJob {
        generated,
        report: Report::default(),
        folder,
    });
    run_jobs(&jobs, others.into_iter().collect(), &arguments.mode, COMMAND)
}

fn job_of_models(arguments: &CodegenArguments) -> Result<Job, Failure> {
    let out = arguments.out.clone().ok_or_else(|| {
        let help = "name the folder of the crate, such as `--out ../my-client`";
        Failure::Input(format!("error: --model needs --out\n  = help: {help}"))
    })?;
    let command = "cargo xtask codegen --model FILE --out DIR";
    let options = arguments.choices.options_for(&out, command)?;
    Ok(Job {
        sources: arguments.models.clone(),
        folder: Folder::Is(out),
        options,
    })
}

fn jobs_of_workspace(arguments: &CodegenArguments) -> Result<Vec<Job>, Failure> {
    let workspace = output::workspace();
    let out = arguments.out.clone().unwrap_or_else(|| workspace.join("generated"));
    let mut options = arguments.choices.options(COMMAND);
    if arguments.out.is_none() {
        options.runtime = RuntimeDependency::Workspace;
    }
    arguments.choices.check_protocol()?;
    let mut jobs = Vec::new();
    for folder in chosen_folders(&options.filter)? {
        let readme = folder.join(README);
        let readme = readme.is_file().then(|| input::read_file(&readme)).transpose()?;
        jobs.push(Job {
            sources: model_files(&folder),
            folder: Folder::Holds(out.clone()),
            options: Options {
                readme,
                ..options.clone()
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

/// Returns the folders of the models that have the service and the operations of a filter.
fn chosen_folders(filter: &Filter) -> Result<Vec<PathBuf>, Failure> {
    let mut folders = output::model_folders();
    let Filter { service, operations } = filter;
    if service.is_none() && operations.is_empty() {
        return Ok(folders);
    }
    let mut names = Vec::new();
    for folder in &folders {
        names.push(smithy_codegen::services_of(&input::read(&model_files(folder))?));
    }
    let all = || names.iter().flatten();
    let mut unknown = Diagnostics::default();
    let is_service = |id: &str, wanted: &str| id == wanted || id.rsplit('#').next() == Some(wanted);
    if let Some(wanted) = service
        && !all().any(|(id, _)| is_service(id, wanted))
    {
        unknown.push(select::no_service(wanted, all().map(|(id, _)| id.as_str())));
    }
    for wanted in operations
        .iter()
        .filter(|wanted| all().all(|(_, names)| !names.contains(wanted)))
    {
        let names: BTreeSet<&str> = all().flat_map(|(_, names)| names).map(String::as_str).collect();
        unknown.push(
            Diagnostic::error("no-operation", format!("no service has an operation `{wanted}`")).help(known_names(
                wanted,
                "the operations are",
                names.into_iter(),
            )),
        );
    }
    output::errors(&unknown, &[])?;
    let mut fits = names.iter().map(|services| {
        services.iter().any(|(id, names)| {
            let is_wanted = service.as_deref().is_none_or(|wanted| is_service(id, wanted));
            // With a service, an operation that it lacks is an error of its model.
            is_wanted && (service.is_some() || operations.iter().all(|operation| names.contains(operation)))
        })
    });
    folders.retain(|_| fits.next() == Some(true));
    match folders.is_empty() {
        true => Err(Failure::Input(format!(
            "error: no service has all of the operations {}\n  = help: name operations of one service",
            operations.join(", ")
        ))),
        false => Ok(folders),
    }
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
