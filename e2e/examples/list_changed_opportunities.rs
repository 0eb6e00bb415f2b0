//! Synchronizes a CRM: reads all opportunities that changed since the last time, oldest change
//! first, with AWS's side of each, and prints the time to continue from.

mod support;

use std::pin::pin;
use std::process::ExitCode;

use futures_util::StreamExt;
use partner_central::changes_since;
use partnercentral_selling::Client;
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
use support::{CATALOG, Failure};

const ABOUT: &str = "Lists the opportunities that changed since the start of the year 2026.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, support::with_opportunities, list_changed).await
}

async fn list_changed(client: Client) -> Result<(), Failure> {
    // A program stores the last time that the service returned; a local clock may be ahead of it.
    let mut seen = DateTime::from_str("2026-01-01T00:00:00Z", DateTimeFormat::DateTime)?;
    let mut changes = pin!(changes_since(&client, CATALOG, seen).stream());
    while let Some(change) = changes.next().await {
        // A change at exactly that time is listed again, so storing must be idempotent.
        let change = change?;
        let stage = change.opportunity.life_cycle().and_then(|it| it.stage());
        println!(
            "{}  {}  {}  {}",
            change.opportunity.id(),
            change.continue_from,
            stage.map_or("no stage", |stage| stage.as_str()),
            if change.aws_summary.is_some() {
                "at AWS"
            } else {
                "not submitted"
            },
        );
        seen = change.continue_from;
    }
    println!("next time, continue after {seen}");
    Ok(())
}
