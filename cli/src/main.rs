//! The program `smithy-codegen`.

use std::process::ExitCode;

fn main() -> ExitCode {
    smithy_codegen_cli::main()
}
