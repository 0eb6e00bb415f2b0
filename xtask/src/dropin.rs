//! `cargo xtask dropin`

mod candidates;
mod clients;
mod program;

use std::path::PathBuf;

use smithy_codegen::suggest::known_names;

use self::candidates::{CANDIDATES, Candidate};
use self::clients::Clients;
use self::program::{Program, ProgramOutcome};
use crate::failure::Failure;
use crate::interop::server::ServerProcess;
use crate::names::models::Choice;
use crate::{interop, output};

/// Build third-party programs with generated clients instead of the official crates.
///
/// The programs are crates of the registry that use official crates of the AWS SDK. Each is copied
/// to target/dropin, and `[patch.crates-io]` replaces the official crates by clients that are
/// generated with `--compat aws-sdk`. Then its own tests run, with moto where they need a server.
/// Exits with 1 if a program does not build or a test fails.
#[derive(clap::Args)]
pub(crate) struct DropinArguments {
    /// The crates; by default those of the table in `dropin/candidates.rs`.
    crates: Vec<String>,
    /// Also use the package in this folder.
    #[arg(long, value_name = "FOLDER")]
    path: Vec<PathBuf>,
    /// Check the programs and their tests without running them.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    models: Choice,
}

pub(crate) fn run(arguments: &DropinArguments) -> Result<(), Failure> {
    let folder = output::workspace().join("target/dropin");
    let mut programs = Vec::new();
    for path in &arguments.path {
        programs.push((Program::of_folder(&folder, path)?, Candidate::UNKNOWN));
    }
    let all = arguments.crates.is_empty() && arguments.path.is_empty();
    let known = CANDIDATES
        .iter()
        .filter(|known| all || arguments.crates.iter().any(|name| name == known.name));
    for candidate in known {
        programs.push((Program::of_registry(&folder, candidate.name)?, *candidate));
    }
    let others = arguments.crates.iter();
    for name in others.filter(|name| CANDIDATES.iter().all(|known| known.name != *name)) {
        programs.push((Program::of_registry(&folder, name)?, Candidate::UNKNOWN));
    }
    let needs_server = !arguments.check && programs.iter().any(|(_, candidate)| candidate.needs_server);
    let server =
        needs_server.then(|| -> Result<ServerProcess, Failure> { ServerProcess::start(&interop::python()?, &folder) });
    let server = server.transpose()?;
    let mut clients = Clients::new(&folder, &arguments.models)?;
    let mut verdicts = Vec::new();
    for (program, candidate) in &programs {
        let official = program.official_crates()?;
        if official.is_empty() {
            return Err(without_official_crates(&program.name));
        }
        let patched = clients.generate(&official)?;
        program.patch(&patched)?;
        let settings = server
            .as_ref()
            .filter(|_| candidate.needs_server)
            .map(ServerProcess::settings);
        let verdict = program.judge(candidate, arguments.check, settings.unwrap_or_default())?;
        eprintln!("dropin: {}: {}", program.name, verdict.summary());
        verdicts.push((program.name.clone(), verdict));
    }
    println!("| crate | official crates | builds | tests passed | differs |\n|---|---|---|---|---|");
    for (name, verdict) in &verdicts {
        println!("{}", verdict.row(name));
    }
    match verdicts.iter().all(|(_, verdict)| ProgramOutcome::is_equal(verdict)) {
        true => Ok(()),
        false => Err(Failure::Tests),
    }
}

fn without_official_crates(name: &str) -> Failure {
    let known = CANDIDATES.iter().map(|known| known.name);
    Failure::Input(format!(
        "error: `{name}` uses no official crate\n  = help: {}",
        known_names(name, "the crates of the table are", known)
    ))
}
