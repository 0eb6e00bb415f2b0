//! The commands of this workspace: `cargo xtask --help`.

mod codegen;
mod import;
mod output;
mod protocol_tests;
mod sync;
mod traits;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The commands of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the client crates from their models.
    Codegen(codegen::Arguments),
    /// Take the facts of a Smithy model, without its prose, into model/.
    Import(import::Arguments),
    /// Run the protocol test cases of models against clients generated from them.
    ProtocolTests(protocol_tests::Arguments),
    /// Say what becomes of each trait: honoured, ignored and why, or unknown.
    Traits(traits::Arguments),
}

/// Why a command ends without success.
enum Failure {
    /// What is generated differs from what is there: exit code 1.
    Stale,
    /// Test cases failed, and have been told: exit code 1.
    Tests,
    /// The input is bad; the text says how: exit code 2.
    Input(String),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::ProtocolTests(arguments) => protocol_tests::run(&arguments),
        Command::Traits(arguments) => traits::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Stale | Failure::Tests) => ExitCode::from(1),
        Err(Failure::Input(text)) => {
            eprintln!("{}", text.trim_end());
            ExitCode::from(2)
        }
    }
}
