//! Lists engagements without `async`.

use std::error::Error;

use e2e::{Answer, Server};
use partnercentral_selling::blocking::Client;
use serde_json::json;

/// With `--live` against AWS's Sandbox catalog, with the settings of the environment; else against
/// a server in this process.
fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().any(|argument| argument == "--live") {
        return list(&Client::from_env()?);
    }
    // The server is asynchronous; a program that calls AWS needs no runtime of its own.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let page = json!({ "EngagementSummaryList": [{ "Id": "eng-0123456789abcd", "Title": "Cloud for the harbour" }] });
    let server = runtime.block_on(Server::always(Answer::json(200, &page)))?;
    list(&Client::from_conf(server.config().build()))
}

fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    for engagement in client
        .list_engagements()
        .catalog("Sandbox")
        .into_paginator()
        .items()
        .send()
    {
        let engagement = engagement?;
        println!(
            "{}: {}",
            engagement.id().unwrap_or("?"),
            engagement.title().unwrap_or("no title")
        );
    }
    Ok(())
}
