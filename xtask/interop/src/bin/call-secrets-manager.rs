//! Secrets Manager: a secret of text and one of bytes, read, listed, and one that is not there.

use std::error::Error;

use secrets_manager::Client;
use secrets_manager::primitives::Blob;
use secrets_manager::types::Tag;

const TEXT: &str = r#"{"user":"partner","password":"p\u00e4ss"}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    create_and_read(&client).await?;
    list(&client).await?;
    let error = client
        .get_secret_value()
        .secret_id("nothing")
        .send()
        .await
        .expect_err("there is no such secret")
        .into_service_error();
    assert!(
        matches!(error, secrets_manager::Error::ResourceNotFoundException(_)),
        "{error:?}"
    );
    println!("a secret was not there: {error}");
    Ok(())
}

fn tag() -> Tag {
    Tag::builder().key("partner").value("partner-1").build()
}

/// Creates a secret of text and one of bytes, and reads them.
async fn create_and_read(client: &Client) -> Result<(), Box<dyn Error>> {
    let call = client
        .create_secret()
        .name("crm/text")
        .description("of the CRM")
        .tags(tag());
    // No token is set: the client makes one, and the service makes it the id of the version.
    let created = call.secret_string(TEXT).send().await?;
    assert_eq!(created.name(), Some("crm/text"));
    assert_eq!(created.version_id().map(str::len), Some(36));
    println!("created a secret of text");
    client
        .create_secret()
        .name("crm/bytes")
        .secret_binary(Blob::new([0, 128, 255]))
        .send()
        .await?;
    println!("created a secret of bytes");

    let output = client.get_secret_value().secret_id("crm/text").send().await?;
    assert_eq!((output.secret_string(), output.secret_binary()), (Some(TEXT), None));
    assert_eq!(
        (output.arn(), output.version_id()),
        (created.arn(), created.version_id())
    );
    assert_eq!(output.version_stages(), ["AWSCURRENT"]);
    assert!(output.created_date().ok_or("no date")?.secs() > 1_700_000_000);
    assert!(!format!("{output:?}").contains("password"), "a secret is shown");
    println!("read the text");
    let output = client.get_secret_value().secret_id("crm/bytes").send().await?;
    assert_eq!(
        (output.secret_string(), output.secret_binary()),
        (None, Some(&Blob::new([0, 128, 255])))
    );
    println!("read the bytes");
    Ok(())
}

/// Lists the secrets page by page.
async fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    let items = client.list_secrets().into_paginator().page_size(1).send();
    let pages = items.collect::<Result<Vec<_>, _>>().await?;
    let listed: Vec<_> = pages.iter().flat_map(|page| page.secret_list()).collect();
    let names: Vec<_> = listed.iter().filter_map(|secret| secret.name()).collect();
    assert_eq!(names, ["crm/text", "crm/bytes"]);
    assert_eq!(
        (listed[0].description(), listed[0].tags()),
        (Some("of the CRM"), &[tag()][..])
    );
    println!("listed {} secrets in {} pages", names.len(), pages.len());
    Ok(())
}
