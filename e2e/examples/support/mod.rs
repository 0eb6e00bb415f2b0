//! The shared part of the examples: `--live` and `--help`, a client, and the fake service.

use std::error::Error;
use std::process::ExitCode;

use partner_central_fake::{Fake, ServiceError, sample};
use partnercentral_selling::Client;

/// The catalog of all examples, which is for tests.
pub(crate) const CATALOG: &str = "Sandbox";

/// The error of an example that ends early.
pub(crate) type Failure = Box<dyn Error>;

/// Runs an example against a fake service that this function prepares, or with `--live` against
/// AWS.
pub(crate) async fn run(
    about: &str,
    prepare: impl FnOnce(&Fake) -> Result<(), ServiceError>,
    example: impl AsyncFnOnce(Client) -> Result<(), Failure>,
) -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => local(prepare, example).await,
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
    prepare: impl FnOnce(&Fake) -> Result<(), ServiceError>,
    example: impl AsyncFnOnce(Client) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let fake = Fake::start().await?;
    prepare(&fake)?;
    let done = example(e2e::client(&fake)).await;
    println!("\nThe service in this process received, each time with a valid signature:");
    for request in fake.requests() {
        println!("  {} {}", request.operation(), request.json());
    }
    done
}

/// Adds opportunities to the fake service.
#[allow(dead_code, reason = "not all examples need them")]
pub(crate) fn with_opportunities(fake: &Fake) -> Result<(), ServiceError> {
    for company in ["Example Corp.", "Second Corp.", "Third Corp."] {
        fake.add_opportunity(CATALOG, sample::opportunity(company))?;
    }
    Ok(())
}

/// Returns the identifier of the opportunity that changed last.
#[allow(dead_code, reason = "not all examples need one")]
pub(crate) async fn last_changed(client: &Client) -> Result<String, Failure> {
    let page = client
        .list_opportunities()
        .catalog(CATALOG)
        .max_results(1)
        .send()
        .await?;
    let id = page.opportunity_summaries().first().and_then(|summary| summary.id());
    Ok(id.ok_or("the catalog has no opportunity")?.to_owned())
}
