//! `smithy-codegen`, the commands of users.

use std::process::ExitCode;

fn main() -> ExitCode {
    smithy_codegen_cli::main()
}
