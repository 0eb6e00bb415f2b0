//! Measures how the client handles failures: the results that a caller gets from a server that
//! misbehaves, and after how long; 10,000 calls at once over 64 connections; 200,000 calls of which
//! one in twenty attempts fails.
//!
//! `cargo run --release -p e2e --example soak [-- --calls N]`

mod faults;
mod load;
mod meter;
mod soak;

use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const HELP: &str = "Usage: soak [--calls N]

  --calls N  calls of the soak (default 200000)";

fn calls() -> std::result::Result<usize, String> {
    let mut arguments = std::env::args().skip(1);
    let mut calls = 200_000;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--calls" => {
                let value = arguments.next().unwrap_or_default();
                calls = value
                    .parse()
                    .map_err(|_| format!("--calls wants a number, not {value:?}"))?;
            }
            "--help" | "-h" => return Err(HELP.to_owned()),
            other => return Err(format!("{other:?} is not known\n\n{HELP}")),
        }
    }
    Ok(calls)
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let calls = match calls() {
        Ok(calls) => calls,
        Err(text) => {
            eprintln!("{text}");
            return ExitCode::from(2);
        }
    };
    match run(calls).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(calls: usize) -> Result<bool> {
    faults::table().await?;
    let load = load::run().await?;
    let soak = soak::run(calls).await?;
    Ok(load && soak)
}
