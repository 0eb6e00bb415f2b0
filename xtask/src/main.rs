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
struct XtaskArguments {
    #[command(subcommand)]
    command: XtaskCommand,
}

#[derive(Subcommand)]
enum XtaskCommand {
    /// Print a model as JSON AST.
    Ast(ast::AstArguments),
    /// Measure this client and the official one, and the generator.
    Bench(bench::BenchArguments),
    /// Check a model against the specification.
    Check(check::CheckArguments),
    /// Generate client crates from models.
    Codegen(codegen::CodegenArguments),
    /// Generate a client of every AWS service, and have cargo check them.
    Corpus(corpus::CorpusArguments),
    /// Compare two versions of a model by the Rust API of their clients.
    Diff(diff::DiffArguments),
    /// Check the texts of the models: missing texts, and copied ones.
    Docs(docs::DocsArguments),
    /// Build third-party programs with clients instead of the official crates.
    Dropin(dropin::DropinArguments),
    /// Run the endpoint tests of AWS services, from botocore.
    Endpoints(endpoints::EndpointsArguments),
    /// Print the IAM policy that a program needs.
    Iam(iam::IamArguments),
    /// Import the facts of a Smithy model, without its prose, into model/.
    Import(import::ImportArguments),
    /// Generate clients of AWS services and call them on independent servers.
    Interop(interop::InteropArguments),
    /// Compare the requests and outputs of clients with botocore, for every operation.
    Judge(judge::JudgeArguments),
    /// Compare the names of clients with those of the official crates.
    Names(names::NamesArguments),
    /// Run the protocol test cases of models against clients generated from them.
    ProtocolTests(protocol_tests::ProtocolTestsArguments),
    /// List the traits: supported, ignored with the reason, or unknown.
    Traits(traits::TraitsArguments),
}

/// Parses the arguments of the process, or ends it with an error or the help.
fn parse() -> XtaskCommand {
    let command = XtaskArguments::command()
        .after_help(EXIT_CODES)
        .mut_subcommands(|command| command.after_help(EXIT_CODES));
    match XtaskArguments::from_arg_matches(&command.get_matches()) {
        Ok(arguments) => arguments.command,
        Err(error) => error.exit(),
    }
}

fn main() -> ExitCode {
    let result = match parse() {
        XtaskCommand::Ast(arguments) => ast::run(&arguments),
        XtaskCommand::Bench(arguments) => bench::run(&arguments),
        XtaskCommand::Check(arguments) => check::run(&arguments),
        XtaskCommand::Codegen(arguments) => codegen::run(&arguments),
        XtaskCommand::Corpus(arguments) => corpus::run(&arguments),
        XtaskCommand::Diff(arguments) => diff::run(&arguments),
        XtaskCommand::Docs(arguments) => docs::run(&arguments),
        XtaskCommand::Dropin(arguments) => dropin::run(&arguments),
        XtaskCommand::Endpoints(arguments) => endpoints::run(&arguments),
        XtaskCommand::Iam(arguments) => iam::run(&arguments),
        XtaskCommand::Import(arguments) => import::run(&arguments),
        XtaskCommand::Interop(arguments) => interop::run(&arguments),
        XtaskCommand::Judge(arguments) => judge::run(&arguments),
        XtaskCommand::Names(arguments) => names::run(&arguments),
        XtaskCommand::ProtocolTests(arguments) => protocol_tests::run(&arguments),
        XtaskCommand::Traits(arguments) => traits::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
