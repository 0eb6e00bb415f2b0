//! Failures of commands and their exit codes.

use std::process::ExitCode;

/// A failure of a command.
pub enum Failure {
    /// Generated files differ from those on the disk, or texts break the rules. The command has
    /// reported it. Exit code 1.
    Stale,
    /// Tests or other programs failed. The command has reported it. Exit code 1.
    Tests,
    /// The input is invalid; the text is the reason. Exit code 2.
    Input(String),
    /// A requirement of the command is missing; the text names it. Exit code 3.
    Skipped(String),
}

impl Failure {
    /// Prints what has not been reported yet, and returns the exit code.
    pub fn report(&self) -> ExitCode {
        match self {
            Self::Stale | Self::Tests => ExitCode::from(1),
            Self::Input(text) => {
                eprintln!("{}", text.trim_end());
                ExitCode::from(2)
            }
            Self::Skipped(text) => {
                eprintln!("skipped: {}", text.trim_end());
                ExitCode::from(3)
            }
        }
    }
}
