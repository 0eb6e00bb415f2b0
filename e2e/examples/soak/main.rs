//! Measures how the client handles failures: the results that a caller gets from a server that
//! misbehaves, and after how long; 10,000 calls at once over 64 connections; 200,000 calls with one
//! failure in twenty attempts; a server that restarts every ten seconds; credentials that expire
//! every five seconds.
//!
//! `cargo run --release -p e2e --example soak [-- --help]`, or `cargo xtask bench soak`

mod expiry;
mod faults;
mod load;
mod meter;
mod pace;
mod restarts;
mod soak;

use std::process::ExitCode;

use self::pace::Pace;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const HELP: &str = "Usage: soak [PART].. [--calls N] [--seconds N] [--rate N]

  PART         faults, load, calls, restarts, expiry (default: the first three)
  --calls N    calls of the part `calls` (default 200000)
  --seconds N  time of `restarts` and of `expiry` (default 600)
  --rate N     calls per second of both (default 500)";

struct Arguments {
    parts: Vec<String>,
    calls: usize,
    pace: Pace,
}

fn arguments() -> std::result::Result<Arguments, String> {
    let mut found = Arguments {
        parts: Vec::new(),
        calls: 200_000,
        pace: Pace {
            seconds: 600,
            rate: 500,
        },
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let value = arguments.next().unwrap_or_default();
            let number = value.parse::<u32>().ok().filter(|number| *number > 0);
            number.ok_or_else(|| format!("{argument} expects a number, found {value:?}"))
        };
        match argument.as_str() {
            "--calls" => found.calls = number()? as usize,
            "--seconds" => found.pace.seconds = number()?.into(),
            "--rate" => found.pace.rate = number()?.into(),
            "faults" | "load" | "calls" | "restarts" | "expiry" => found.parts.push(argument),
            "--help" | "-h" => return Err(HELP.to_owned()),
            other => return Err(format!("unknown argument {other:?}\n\n{HELP}")),
        }
    }
    if found.parts.is_empty() {
        found.parts = ["faults", "load", "calls"].map(str::to_owned).into();
    }
    Ok(found)
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(text) => {
            eprintln!("{text}");
            return ExitCode::from(2);
        }
    };
    match run(&arguments).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("something did not end as it should");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<bool> {
    let mut is_right = true;
    for part in &arguments.parts {
        is_right &= match part.as_str() {
            "faults" => faults::table().await.map(|()| true),
            "load" => load::run().await,
            "restarts" => restarts::run(arguments.pace).await,
            "expiry" => expiry::run(arguments.pace).await,
            _ => soak::run(arguments.calls).await,
        }?;
    }
    Ok(is_right)
}
