//! The commands of this workspace: `cargo xtask --help`.

// Its `println!` and similar macros shadow those of the standard library.
#[macro_use]
extern crate smithy_codegen_cli;

mod bench;
mod changelog;
mod clients;
mod codegen;
mod corpus;
mod docs;
mod dropin;
mod endpoints;
mod example;
mod iam;
mod import;
mod interop;
mod judge;
mod names;
mod output;
mod protocol_tests;
mod venv;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use smithy_codegen_cli::{ast, check, diff, failure, input, sync, traits};

/// The text below the help of every command.
const EXIT_CODES: &str = "Exit codes: 0 success, 1 stale files, findings or failed tests, 2 bad arguments or a bad \
model, 3 a requirement such as a Python package is missing.";

/// The commands of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print a model as JSON AST.
    Ast(ast::Arguments),
    /// Measure this client and the official one, and the generator.
    Bench(bench::Arguments),
    /// Check a model against the specification.
    Check(check::Arguments),
    /// Generate client crates from models.
    Codegen(codegen::Arguments),
    /// Generate a client of every AWS service, and have cargo check them.
    Corpus(corpus::Arguments),
    /// Compare two versions of a model by the Rust API of their clients.
    Diff(diff::Arguments),
    /// Check the texts of the models: missing texts, and copied ones.
    Docs(docs::Arguments),
    /// Build third-party programs with clients instead of the official crates.
    Dropin(dropin::Arguments),
    /// Run the endpoint tests of AWS services, from botocore.
    Endpoints(endpoints::Arguments),
    /// Print the IAM policy that a program needs.
    Iam(iam::Arguments),
    /// Import the facts of a Smithy model, without its prose, into model/.
    Import(import::Arguments),
    /// Generate clients of AWS services and call them on independent servers.
    Interop(interop::Arguments),
    /// Compare the requests and outputs of clients with botocore, for every operation.
    Judge(judge::Arguments),
    /// Compare the names of clients with those of the official crates.
    Names(names::Arguments),
    /// Run the protocol test cases of models against clients generated from them.
    ProtocolTests(protocol_tests::Arguments),
    /// List the traits: supported, ignored with the reason, or unknown.
    Traits(traits::Arguments),
}

/// Parses the arguments of the process, or ends it with an error or the help.
fn parse() -> Command {
    let command = Arguments::command()
        .after_help(EXIT_CODES)
        .mut_subcommands(|command| command.after_help(EXIT_CODES));
    match Arguments::from_arg_matches(&command.get_matches()) {
        Ok(arguments) => arguments.command,
        Err(error) => error.exit(),
    }
}

fn main() -> ExitCode {
    let result = match parse() {
        Command::Ast(arguments) => ast::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::Dropin(arguments) => dropin::run(&arguments),
        Command::Endpoints(arguments) => endpoints::run(&arguments),
        Command::Iam(arguments) => iam::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Interop(arguments) => interop::run(&arguments),
        Command::Judge(arguments) => judge::run(&arguments),
        Command::Names(arguments) => names::run(&arguments),
        Command::ProtocolTests(arguments) => protocol_tests::run(&arguments),
        Command::Traits(arguments) => traits::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
