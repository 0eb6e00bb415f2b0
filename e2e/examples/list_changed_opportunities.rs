//! Keeps a CRM in step: all opportunities that changed since the last time, oldest change first,
//! and where to go on next time.

mod support;

use std::process::ExitCode;

use e2e::{Answer, Request};
use partnercentral_selling::Client;
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
use partnercentral_selling::types::{LastModifiedDate, OpportunitySort, OpportunitySortName, SortOrder};
use serde_json::{Value, json};
use support::{CATALOG, Failure};

const ABOUT: &str = "Lists the opportunities that changed since the start of the year 2026.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, service, list_changed).await
}

async fn list_changed(client: Client) -> Result<(), Failure> {
    // A program keeps what the service said last; a local clock may be ahead of it and would skip
    // changes.
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
    let mut changed = call.into_paginator().page_size(50).items().send();
    while let Some(summary) = changed.try_next().await? {
        // What changed at that very moment comes again: writing an opportunity twice must do no
        // harm.
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
    println!("next time, go on after {seen}");
    Ok(())
}

/// The responses of the server in this process: two pages, and each opportunity.
fn service(request: &Request) -> Answer {
    let asked = request.json();
    let changed = |id: &str| match id {
        "O1234567" => "2026-11-02T09:15:00.123Z",
        "O1234568" => "2026-11-02T09:15:00.456Z",
        _ => "2026-11-03T17:00:00Z",
    };
    let summary = |id: &str| json!({ "Catalog": CATALOG, "Id": id, "LastModifiedDate": changed(id) });
    let body = match (request.operation(), asked.get("NextToken").and_then(Value::as_str)) {
        ("ListOpportunities", None) => {
            json!({ "OpportunitySummaries": [summary("O1234567"), summary("O1234568")], "NextToken": "2" })
        }
        ("ListOpportunities", Some(_)) => json!({ "OpportunitySummaries": [summary("O1234569")] }),
        _ => {
            let id = asked.get("Identifier").and_then(Value::as_str).unwrap_or_default();
            json!({ "Catalog": CATALOG, "Id": id, "LastModifiedDate": changed(id), "LifeCycle": { "Stage": "Qualified" } })
        }
    };
    Answer::json(200, &body)
}
