//! `cargo xtask protocol-tests`

mod run;
pub(crate) mod table;
mod workspace;

use std::path::PathBuf;

use smithy_codegen::conformance::{self, ProtocolTests};
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::source::Source;

use self::table::SuiteOutcome;
use self::workspace::TestWorkspace;
use crate::failure::Failure;
use crate::{input, output};

/// Run the protocol test cases of a model against clients generated from it.
///
/// For each service a client is generated under target/protocol-tests, with a test for each case of
/// smithy.test#httpRequestTests, httpResponseTests and eventStreamTests that applies to clients.
/// Exits with 1 if any fails.
#[derive(clap::Args)]
pub(crate) struct ProtocolTestsArguments {
    /// Smithy models. Each JSON AST is a separate model, unless there is a folder or a `.smithy`
    /// file among them: then all are one model.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Only this service.
    #[arg(long, value_name = "SHAPE_ID")]
    service: Option<String>,
}

/// The crates generated from one file.
pub(crate) struct Suite {
    /// The file's name in the output.
    name: String,
    /// The name of its folder.
    stem: String,
    services: Vec<ProtocolTests>,
}

pub(crate) fn run(arguments: &ProtocolTestsArguments) -> Result<(), Failure> {
    let mut suites = Vec::new();
    for model in separate(&arguments.paths) {
        suites.extend(suite(model, arguments.service.as_deref())?);
    }
    if let (Some(wanted), []) = (&arguments.service, suites.as_slice()) {
        return Err(Failure::Input(format!(
            "error: no file has a service `{wanted}`\n  = help: give its shape id or name"
        )));
    }
    let mut outcomes = Vec::new();
    for suite in &suites {
        outcomes.extend(outcome(suite)?);
    }
    print!("{}", table::table(&outcomes));
    if outcomes.iter().any(SuiteOutcome::has_failures) {
        Err(Failure::Tests)
    } else {
        Ok(())
    }
}

/// Returns the paths of each model: all of them together, or each JSON AST alone.
fn separate(paths: &[PathBuf]) -> Vec<&[PathBuf]> {
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    if paths.iter().all(is_json) {
        paths.chunks(1).collect()
    } else {
        vec![paths]
    }
}

/// Returns the clients of a model's services with their tests, or `None` if it does not have the
/// requested one.
pub(crate) fn suite(paths: &[PathBuf], service: Option<&str>) -> Result<Option<Suite>, Failure> {
    let mut sources = input::read(paths)?;
    let name = paths
        .iter()
        .map(|path| output::shown(path))
        .collect::<Vec<_>>()
        .join(", ");
    let mut diagnostics = Diagnostics::default();
    let mut ids = conformance::services(&sources, &mut diagnostics);
    output::errors(&diagnostics, &sources)?;
    if ids.is_empty() {
        return Err(Failure::Input(format!(
            "error: {} has no service\n  = help: give a model with a service and test cases",
            name
        )));
    }
    ids.retain(|id| service.is_none_or(|wanted| id == wanted || id.rsplit('#').next() == Some(wanted)));
    if ids.is_empty() {
        return Ok(None);
    }
    let partitions = output::workspace().join("model/partitions.json");
    let partitions = partitions
        .is_file()
        .then(|| input::read_file(&partitions))
        .transpose()?;
    let models = sources.len();
    sources.extend(partitions);
    let services = ids
        .into_iter()
        .map(|id| generate(&sources, models, id))
        .collect::<Result<Vec<_>, _>>()?;
    let stem = stem(paths);
    let services = services.into_iter().flatten().collect();
    Ok(Some(Suite { name, stem, services }))
}

/// Returns the name of the folder for the crates of a model.
fn stem(paths: &[PathBuf]) -> String {
    let stems = paths
        .iter()
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy());
    stems.collect::<Vec<_>>().join("-")
}

/// Generates the client of one service. The first sources are the model, the rest the partitions.
fn generate(sources: &[Source], models: usize, id: String) -> Result<Option<ProtocolTests>, Failure> {
    let options = Options {
        filter: Filter {
            service: Some(id),
            operations: Vec::new(),
        },
        runtime: RuntimeDependency::Workspace,
        command: "cargo xtask protocol-tests PATH".to_owned(),
        readme: None,
        protocol: None,
        layout: Layout::Crate,
        compatibility: Compatibility::Own,
    };
    // Warnings are dropped; `codegen` reports them.
    let mut diagnostics = Diagnostics::default();
    let (models, partitions) = sources.split_at(models);
    let made = conformance::generate_protocol_tests(models, partitions.first(), &options, &mut diagnostics);
    output::errors(&diagnostics, sources)?;
    Ok(made)
}

/// Builds and runs the tests of all services of a file.
pub(crate) fn outcome(suite: &Suite) -> Result<Vec<SuiteOutcome>, Failure> {
    let workspace = TestWorkspace::prepare(&suite.stem, &suite.services).map_err(Failure::Input)?;
    let cases: usize = suite.services.iter().map(|service| service.cases.len()).sum();
    eprintln!(
        "{}: building and running {cases} cases in {}",
        suite.name,
        output::shown(&workspace.folder)
    );
    let programs = run::build(&workspace)?;
    let mut outcomes = Vec::new();
    for service in &suite.services {
        let results = match &programs {
            Some(programs) => run::test(programs, &service.generated.package)?,
            None => run::TestResults::none("the crate does not compile"),
        };
        outcomes.push(SuiteOutcome::of(&suite.name, service, &results));
    }
    Ok(outcomes)
}
