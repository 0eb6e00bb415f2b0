//! `cargo xtask interop`

mod cbor;
mod digest;
mod partner_central;
mod program;
mod protocols;
mod s3;
pub(crate) mod server;
mod workspace;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Instant;

use self::program::ProgramOutcome;
use self::server::ServerProcess;
use self::workspace::ClientWorkspace;
use crate::failure::Failure;
use crate::{output, venv};

/// The services by package. Each has a model, and a program in the package xtask/interop.
const SERVICES: [CalledService; 8] = [
    CalledService {
        package: "cloudwatch-logs",
        model: "cloudwatch-logs-2014-03-28.json",
    },
    CalledService {
        package: "cognito-identity",
        model: "cognito-identity-2014-06-30.json",
    },
    CalledService {
        package: "dynamodb",
        model: "dynamodb-2012-08-10.json",
    },
    CalledService {
        package: "ecs",
        model: "ecs-2014-11-13.json",
    },
    CalledService {
        package: "kms",
        model: "kms-2014-11-01.json",
    },
    CalledService {
        package: "secrets-manager",
        model: "secrets-manager-2017-10-17.json",
    },
    CalledService {
        package: "sfn",
        model: "sfn-2016-11-23.json",
    },
    CalledService {
        package: "sqs",
        model: "sqs-2012-11-05.json",
    },
];

/// The server, in the version that the programs were written against.
const SERVER: &str = "moto[server]==5.2.5";

/// A service and its model.
#[derive(Clone, Copy)]
struct CalledService {
    /// The package that is generated, which is also the name of the program.
    package: &'static str,
    /// The file in the folder of models.
    model: &'static str,
}

/// Generate clients of AWS services and call them on independent servers.
///
/// Generates clients of eight services in target/interop. They must pass clippy without a warning,
/// and their endpoint tests. The programs of the package xtask/interop call them on moto, a
/// stand-in for AWS that checks each signature, installed from the Python registry into
/// target/interop/venv. So does one program for clients of twelve services that speak awsQuery,
/// ec2Query, restJson1 and restXml, generated from botocore's facts, and one for three services
/// that speak rpcv2Cbor, which localstack's parser and serializer translate for moto. The program
/// of s3-transfer calls moto and s3s-fs, a store that is built from the registry. Another calls
/// httpbin and Flask-HTTPAuth with digest authentication. Then our client, the official one and
/// botocore run one scenario of all operations on the fake Partner Central, with equal reports.
/// Exits with 1 if something fails, and with 3 if Python or the models are missing.
#[derive(clap::Args)]
pub(crate) struct InteropArguments {
    /// Only this service, by its package.
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// The folder of the models; by default ../shared/models seen from the workspace.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Generate, lint and test the clients, but call nothing; Python is not needed.
    #[arg(long)]
    no_programs: bool,
    /// Leave the server running after the programs, until the standard input ends.
    #[arg(long, conflicts_with = "no_programs")]
    keep: bool,
}

/// Installs moto, and returns the path of its Python.
pub(crate) fn python() -> Result<PathBuf, Failure> {
    let folder = output::workspace().join("target/interop");
    venv::prepare(&folder, SERVER, "the programs are not run")
}

pub(crate) fn run(arguments: &InteropArguments) -> Result<(), Failure> {
    let folder = output::workspace().join("target/interop");
    match arguments.service.as_deref() {
        Some(partner_central::PACKAGE) => return partner_central::run(&folder),
        Some(s3::PACKAGE) => return transfers(&folder),
        Some(digest::PACKAGE) => return digest::run(&folder),
        _ => {}
    }
    let Selected {
        services,
        protocols,
        cbor,
    } = services(arguments.service.as_deref())?;
    let workspace = match services.is_empty() {
        true => None,
        false => Some(clients(arguments, &services)?),
    };
    if arguments.no_programs {
        return Ok(());
    }
    if let Some(workspace) = &workspace {
        stage("building the programs", || {
            workspace.cargo("build", &workspace::programs(&services), &[])
        })?;
    }
    let build = |group: &protocols::ServiceGroup, packages: &[&str]| match packages {
        [] => Ok(None),
        _ => stage(&format!("building {}", group.package), || group.build(&folder)).map(Some),
    };
    let program = build(&protocols::GROUP, &protocols)?;
    let cbor_program = build(&cbor::GROUP, &cbor)?;
    let python = stage("installing the server", python)?;
    let server = stage("starting the server", || ServerProcess::start(&python, &folder))?;
    let mut outcomes = Vec::new();
    if let Some(workspace) = &workspace {
        for service in &services {
            println!("{}", service.package);
            let command = server.command(&workspace.program(service));
            outcomes.push((service.package, program::run(command, true)?));
        }
    }
    if let Some(program) = &program {
        outcomes.extend(protocols::call(program, &server, &protocols)?);
    }
    if let Some(program) = &cbor_program {
        outcomes.extend(cbor::call(program, &python, &folder, &cbor)?);
    }
    report(arguments, &outcomes, &server)?;
    match arguments.service {
        Some(_) => Ok(()),
        None => {
            transfers(&folder)?;
            digest::run(&folder)?;
            partner_central::run(&folder)
        }
    }
}

/// Prints the table of the programs, and fails if one of them failed.
fn report(
    arguments: &InteropArguments,
    outcomes: &[(&str, ProgramOutcome)],
    server: &ServerProcess,
) -> Result<(), Failure> {
    print!("{}", table(outcomes));
    if arguments.keep {
        server.keep();
    }
    if !outcomes.iter().all(|(_, outcome)| outcome.is_success()) {
        return Err(Failure::Tests);
    }
    Ok(())
}

/// Runs the program of S3 on two stores.
fn transfers(folder: &Path) -> Result<(), Failure> {
    let python = stage("installing the server", || {
        venv::prepare(folder, SERVER, "the programs are not run")
    })?;
    s3::run(&python, folder)
}

/// Generates, lints and tests the clients of these services.
fn clients(arguments: &InteropArguments, services: &[CalledService]) -> Result<ClientWorkspace, Failure> {
    let models = models(arguments)?;
    let workspace = stage("generating", || ClientWorkspace::prepare(&models, &SERVICES))?;
    stage("clippy", || {
        let packages = workspace::packages(services);
        workspace.cargo("clippy", &packages, &["--all-targets", "--", "-D", "warnings"])
    })?;
    stage("endpoint tests", || {
        let packages = workspace::clients(services);
        let arguments = ["--test", "endpoint_tests", "--no-fail-fast", "--", "--quiet"];
        workspace.cargo("test", &packages, &arguments)
    })?;
    Ok(workspace)
}

/// The services that are called.
struct Selected {
    /// The services that have a program each.
    services: Vec<CalledService>,
    /// The packages of those of all protocols but CBOR, which share one.
    protocols: Vec<&'static str>,
    /// The packages of those of CBOR, which share another.
    cbor: Vec<&'static str>,
}

/// Returns the service of this name, or all.
fn services(name: Option<&str>) -> Result<Selected, Failure> {
    let is_chosen = |package: &str| name.is_none_or(|name| name == package);
    let of_group = |group: &protocols::ServiceGroup| group.packages().filter(|package| is_chosen(package)).collect();
    let selected = Selected {
        services: SERVICES
            .into_iter()
            .filter(|service| is_chosen(service.package))
            .collect(),
        protocols: of_group(&protocols::GROUP),
        cbor: of_group(&cbor::GROUP),
    };
    if selected.services.is_empty() && selected.protocols.is_empty() && selected.cbor.is_empty() {
        let names = SERVICES.iter().map(|service| service.package);
        let names: BTreeSet<_> = names
            .chain(protocols::GROUP.packages())
            .chain(cbor::GROUP.packages())
            .chain([digest::PACKAGE, s3::PACKAGE, partner_central::PACKAGE])
            .collect();
        let names: Vec<_> = names.into_iter().collect();
        let name = name.unwrap_or_default();
        return Err(Failure::Input(format!(
            "error: no program for `{name}`\n  = help: choose one of {}",
            names.join(", ")
        )));
    }
    Ok(selected)
}

/// Returns the folder of the models, which must hold those of all services.
fn models(arguments: &InteropArguments) -> Result<PathBuf, Failure> {
    let folder = arguments
        .models
        .clone()
        .unwrap_or_else(|| output::workspace().join("../shared/models"));
    let missing: Vec<_> = SERVICES
        .iter()
        .map(|service| service.model)
        .filter(|model| !folder.join(model).is_file())
        .collect();
    if missing.is_empty() {
        return Ok(folder);
    }
    let (shown, missing) = (output::shown(&folder), missing.join(", "));
    Err(match arguments.models {
        Some(_) => Failure::Input(format!(
            "error: {shown} lacks {missing}\n  = help: give the folder of these models with --models"
        )),
        None => Failure::Skipped(format!("{shown} lacks {missing}; --models says where they are")),
    })
}

/// Prints the step and its time.
fn stage<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    eprintln!("interop: {name}");
    let started = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "done" } else { "failed" };
    eprintln!(
        "interop: {name}: {verdict} after {:.1} s",
        started.elapsed().as_secs_f64()
    );
    result
}

fn table(outcomes: &[(&str, ProgramOutcome)]) -> String {
    let width = outcomes.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut text = format!("\n{:width$}  steps  result\n", "service");
    for (name, outcome) in outcomes {
        text += &format!("{name:width$}  {:5}  {}\n", outcome.lines.len(), result(outcome));
    }
    text
}

fn result(outcome: &ProgramOutcome) -> String {
    match outcome.status {
        Some(status) if status.success() => "ok".to_owned(),
        Some(status) => format!("failed: {}", ended(status)),
        None => format!("failed: not done after {} s", program::LIMIT.as_secs()),
    }
}

fn ended(status: ExitStatus) -> String {
    status
        .code()
        .map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}
