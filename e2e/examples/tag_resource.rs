//! Tags an opportunity, reads its tags, and takes one off again.

mod support;

use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use e2e::{Answer, Request};
use partnercentral_selling::Client;
use partnercentral_selling::types::Tag;
use serde_json::{Value, json};
use support::{CATALOG, Failure};

const ABOUT: &str = "Tags the opportunity O1234567.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, service(), tag).await
}

async fn tag(client: Client) -> Result<(), Failure> {
    // Tags go by ARN, which comes with the opportunity; the tag operations are the only ones
    // without a catalog.
    let opportunity = client
        .get_opportunity()
        .catalog(CATALOG)
        .identifier("O1234567")
        .send()
        .await?;
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

/// The responses of the server in this process; it remembers the tags.
fn service() -> impl Fn(&Request) -> Answer + Send + Sync + 'static {
    let tags = Mutex::new(Vec::<Value>::new());
    move |request| {
        let asked = request.json();
        let listed = |key: &str| asked.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut tags = tags.lock().unwrap_or_else(PoisonError::into_inner);
        tags.extend(listed("Tags"));
        tags.retain(|tag| !listed("TagKeys").contains(&tag["Key"]));
        let body = match request.operation() {
            "GetOpportunity" => {
                json!({ "Id": "O1234567", "Arn": "arn:aws:partnercentral:us-east-1:123456789012:catalog/Sandbox/opportunity/O1234567" })
            }
            "ListTagsForResource" => json!({ "Tags": *tags }),
            _ => json!({}),
        };
        Answer::json(200, &body)
    }
}
