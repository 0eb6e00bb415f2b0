//! Tags an opportunity, reads its tags, and removes one.

mod support;

use std::process::ExitCode;

use partnercentral_selling::Client;
use partnercentral_selling::types::Tag;
use support::{CATALOG, Failure};

const ABOUT: &str = "Tags the opportunity that changed last.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, support::with_opportunities, tag).await
}

async fn tag(client: Client) -> Result<(), Failure> {
    // Tags belong to an ARN, which is a member of the opportunity. The tag operations are the only
    // ones without a catalog.
    let id = support::last_changed(&client).await?;
    let opportunity = client.get_opportunity().catalog(CATALOG).identifier(id).send().await?;
    let arn = opportunity.arn().ok_or("the opportunity has no ARN")?;

    client
        .tag_resource()
        .resource_arn(arn)
        .tags(Tag::builder().key("team").value("alliances").build()?)
        .tags(Tag::builder().key("region").value("north").build()?)
        .send()
        .await?;
    show(&client, arn).await?;

    client
        .untag_resource()
        .resource_arn(arn)
        .tag_keys("region")
        .send()
        .await?;
    show(&client, arn).await
}

async fn show(client: &Client, arn: &str) -> Result<(), Failure> {
    let listed = client.list_tags_for_resource().resource_arn(arn).send().await?;
    let tags: Vec<_> = listed
        .tags()
        .iter()
        .map(|tag| format!("{}={}", tag.key(), tag.value()))
        .collect();
    println!("{arn}: {}", tags.join(", "));
    Ok(())
}
