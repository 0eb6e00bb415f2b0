//! Synchronizes a CRM: lists all opportunities that changed since the last time, oldest change
//! first, and prints the time to continue from.

mod support;

use std::process::ExitCode;

use partnercentral_selling::Client;
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
use partnercentral_selling::types::{LastModifiedDate, OpportunitySort, OpportunitySortName, SortOrder};
use support::{CATALOG, Failure};

const ABOUT: &str = "Lists the opportunities that changed since the start of the year 2026.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, support::with_opportunities, list_changed).await
}

async fn list_changed(client: Client) -> Result<(), Failure> {
    // A program stores the last time that the service returned; a local clock may be ahead of it.
    let mut seen = DateTime::from_str("2026-01-01T00:00:00Z", DateTimeFormat::DateTime)?;
    let since = LastModifiedDate::builder().after_last_modified_date(seen).build();
    let oldest_first = OpportunitySort::builder()
        .sort_by(OpportunitySortName::LastModifieddate)
        .sort_order(SortOrder::Ascending)
        .build()?;

    let call = client
        .list_opportunities()
        .catalog(CATALOG)
        .last_modified_date(since)
        .sort(oldest_first);
    let mut changed = call.into_paginator().page_size(2).items().send();
    while let Some(summary) = changed.try_next().await? {
        // A change at exactly that time is listed again, so storing must be idempotent.
        let Some(id) = summary.id() else { continue };
        let opportunity = client.get_opportunity().catalog(CATALOG).identifier(id).send().await?;
        let stage = opportunity.life_cycle().and_then(|life_cycle| life_cycle.stage());
        println!(
            "{id}  {}  {}",
            opportunity.last_modified_date(),
            stage.map_or("no stage", |stage| stage.as_str())
        );
        seen = seen.max(*opportunity.last_modified_date());
    }
    println!("next time, continue after {seen}");
    Ok(())
}
