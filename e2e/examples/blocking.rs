//! Lists engagements without `async`.

use std::error::Error;

use partner_central_fake::Fake;
use partnercentral_selling::blocking::Client;

/// With `--live`, lists those of AWS's Sandbox catalog, with the settings of the environment;
/// otherwise those of a fake service in this process.
fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().any(|argument| argument == "--live") {
        return list(&Client::from_env()?);
    }
    // The fake service is asynchronous; a program that calls AWS needs no runtime of its own.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let fake = runtime.block_on(Fake::start())?;
    let client = Client::from_conf(e2e::config(&fake.url()).build());
    client
        .create_engagement()
        .catalog("Sandbox")
        .title("Cloud for the harbour")
        .send()?;
    list(&client)
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
