//! The commands of `smithy-codegen`, as a library, because `cargo xtask` has some of them too.

#[macro_use]
pub mod print;

pub mod ast;
#[cfg(feature = "call")]
pub mod call;
pub mod check;
pub mod diff;
#[cfg(feature = "call")]
pub mod dynamic;
#[cfg(feature = "call")]
pub mod explore;
pub mod failure;
pub mod generate;
pub mod init;
pub mod input;
pub mod output;
pub mod select;
pub mod traits;

pub use smithy_codegen_build::{partitions, sync};

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Rust clients from Smithy models, without a JVM.
///
/// A model is Smithy IDL (`.smithy`), Smithy JSON AST (`.json`), or a folder of them, in version
/// 2.0 or 1.0. Several paths are one model.
#[derive(Parser)]
#[command(name = "smithy-codegen", version, after_help = EXAMPLES)]
struct ProgramArguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  smithy-codegen init weather --model weather.smithy       a crate that builds its client
  smithy-codegen generate --model model/ --out ../weather  a crate with the client's code
  smithy-codegen check model/                              errors and warnings about the model
  smithy-codegen diff old.json new.json --deny major       changes that break programs

Exit codes: 0 success, 1 findings or stale files, 2 bad arguments or a bad model.";

#[derive(Subcommand)]
enum Command {
    /// Write the client crate of a model.
    Generate(generate::GenerateArguments),
    /// Check a model against the specification.
    Check(check::CheckArguments),
    /// Compare two versions of a model by the Rust API of their clients.
    Diff(diff::DiffArguments),
    /// Print a model as JSON AST.
    Ast(ast::AstArguments),
    /// Print the shapes that a selector matches.
    Select(select::SelectArguments),
    /// List the traits and their support: supported, ignored with the reason, or unknown.
    Traits(traits::TraitsArguments),
    /// Write a page that shows a model: services, operations, shapes, requests.
    #[cfg(feature = "call")]
    Explore(explore::ExploreArguments),
    /// Call an operation without generating code.
    #[cfg(feature = "call")]
    Call(call::CallArguments),
    /// Write a crate that generates its client from a model in its build script.
    Init(init::InitArguments),
}

/// Runs the command that the arguments of the process name.
pub fn main() -> ExitCode {
    let result = match ProgramArguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Ast(arguments) => ast::run(&arguments),
        Command::Select(arguments) => select::run(&arguments),
        Command::Traits(arguments) => traits::run(&arguments),
        #[cfg(feature = "call")]
        Command::Explore(arguments) => explore::run(&arguments),
        #[cfg(feature = "call")]
        Command::Call(arguments) => call::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
