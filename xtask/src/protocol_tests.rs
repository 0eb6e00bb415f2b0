//! `cargo xtask protocol-tests`

mod run;
pub(crate) mod table;
mod workspace;

use std::path::{Path, PathBuf};

use smithy_codegen::conformance::{self, ProtocolTests};
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Options, RuntimeDependency};
use smithy_codegen::source::Source;

use self::table::Outcome;
use self::workspace::Workspace;
use crate::failure::Failure;
use crate::output;

/// Run the protocol test cases of a model against clients generated from it.
///
/// For each service a client is generated under target/protocol-tests, with a test for each case of
/// smithy.test#httpRequestTests and smithy.test#httpResponseTests that applies to clients. Exits with 1 if any fails.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Smithy models as JSON AST, each with test cases of its own.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Only this service.
    #[arg(long, value_name = "SHAPE_ID")]
    service: Option<String>,
}

/// What is made of one file.
pub(crate) struct Suite {
    /// The file's name, for people.
    name: String,
    /// The name of its folder.
    stem: String,
    services: Vec<ProtocolTests>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut suites = Vec::new();
    for file in &arguments.files {
        suites.extend(suite(file, arguments.service.as_deref())?);
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
    if outcomes.iter().any(Outcome::has_failures) {
        Err(Failure::Tests)
    } else {
        Ok(())
    }
}

/// The clients of a file's services with their tests, or nothing if it has not the one that is asked for.
pub(crate) fn suite(file: &Path, service: Option<&str>) -> Result<Option<Suite>, Failure> {
    let mut sources = vec![output::read_or_fail(file)?];
    let mut diagnostics = Diagnostics::default();
    let mut ids = conformance::services(&sources, &mut diagnostics);
    output::errors(&diagnostics, &sources)?;
    if ids.is_empty() {
        return Err(Failure::Input(format!(
            "error: {} has no service\n  = help: give a model with a service and test cases",
            output::shown(file)
        )));
    }
    ids.retain(|id| service.is_none_or(|wanted| id == wanted || id.rsplit('#').next() == Some(wanted)));
    if ids.is_empty() {
        return Ok(None);
    }
    let partitions = output::workspace().join("model/partitions.json");
    let partitions = partitions
        .is_file()
        .then(|| output::read_or_fail(&partitions))
        .transpose()?;
    let partitions_at = partitions.as_ref().map(|_| sources.len());
    sources.extend(partitions);
    let services = ids
        .into_iter()
        .map(|id| generate(&sources, partitions_at, id))
        .collect::<Result<Vec<_>, _>>()?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let services = services.into_iter().flatten().collect();
    Ok(Some(Suite {
        name: output::shown(file),
        stem,
        services,
    }))
}

fn generate(sources: &[Source], partitions: Option<usize>, id: String) -> Result<Option<ProtocolTests>, Failure> {
    let options = Options {
        filter: Filter {
            service: Some(id),
            operations: Vec::new(),
        },
        runtime: RuntimeDependency::Workspace,
        command: "cargo xtask protocol-tests FILE".to_owned(),
        readme: None,
    };
    // Warnings are for who writes the model, and have been seen by `codegen`.
    let mut diagnostics = Diagnostics::default();
    let made = conformance::generate_protocol_tests(sources, partitions, &options, &mut diagnostics);
    output::errors(&diagnostics, sources)?;
    Ok(made)
}

/// Builds and runs the tests of all services of a file.
pub(crate) fn outcome(suite: &Suite) -> Result<Vec<Outcome>, Failure> {
    let workspace = Workspace::prepare(&suite.stem, &suite.services).map_err(Failure::Input)?;
    let cases: usize = suite.services.iter().map(|service| service.cases.len()).sum();
    eprintln!(
        "{}: building and running {cases} cases in {}",
        suite.name,
        output::shown(&workspace.folder)
    );
    let built = run::build(&workspace)?;
    let mut outcomes = Vec::new();
    for service in &suite.services {
        let results = if built {
            run::test(&workspace, &service.generated.package)?
        } else {
            run::Results::none("the crate does not compile")
        };
        outcomes.push(Outcome::of(&suite.name, service, &results));
    }
    Ok(outcomes)
}
