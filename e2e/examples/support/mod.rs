//! Helpers of the examples: `--live` and `--help`, a client, and a server in this process that
//! plays the service.

use std::error::Error;
use std::process::ExitCode;

use e2e::{Answer, Request, Server};
use partnercentral_selling::Client;

/// All examples stay in the catalog for tests.
pub(crate) const CATALOG: &str = "Sandbox";

/// Why an example ends early.
pub(crate) type Failure = Box<dyn Error>;

/// Runs an example against a server that answers by this function, or with `--live` against AWS.
pub(crate) async fn run(
    about: &str,
    service: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    example: impl AsyncFnOnce(Client) -> Result<(), Failure>,
) -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => local(service, example).await,
        ["--live"] => live(example).await,
        ["-h" | "--help"] => {
            println!(
                "{about}\n\nOptions:\n      --live  Work in AWS's Sandbox catalog, with region and credentials of the environment\n  -h, --help  Print this help"
            );
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("error: unexpected arguments {arguments:?}\n\nFor more information, try '--help'.");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn live(example: impl AsyncFnOnce(Client) -> Result<(), Failure>) -> Result<(), Failure> {
    example(Client::from_env().await?).await
}

async fn local(
    service: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    example: impl AsyncFnOnce(Client) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let server = Server::start(service).await?;
    let done = example(server.client()).await;
    println!("\nThe server in this process was asked, each time with a signature that it found to be right:");
    for request in server.requests() {
        println!("  {} {}", request.operation(), request.json());
    }
    done
}
