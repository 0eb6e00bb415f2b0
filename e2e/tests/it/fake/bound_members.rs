//! Clients that set the catalog of each call.

use partner_central_fake::sample;
use partnercentral_selling::config::{Credentials, Region, http_client_fn};
use partnercentral_selling::error::{ProvideErrorMetadata, SdkError};
use partnercentral_selling::types::Tag;
use partnercentral_selling::{Client, Config};

use super::{AWS, SANDBOX, start};

#[tokio::test]
async fn calls_pages_and_updates_have_the_catalog_of_the_client() {
    let (fake, client) = start().await;
    let client = client.with_catalog(SANDBOX);
    let id = fake
        .add_opportunity(SANDBOX, sample::opportunity("Example Corp."))
        .unwrap();
    let read = client.get_opportunity().identifier(&id).send().await.unwrap();
    assert_eq!(read.catalog(), SANDBOX);
    let pages = client.list_opportunities().into_paginator().items().send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 1);
    client
        .update_opportunity_with(&id, |update| update.marketing = None)
        .await
        .unwrap();
    // The three tag operations have no catalog.
    let arn = read.arn().unwrap();
    let tag = Tag::builder().key("team").value("night").build().unwrap();
    client.tag_resource().resource_arn(arn).tags(tag).send().await.unwrap();
    client.list_tags_for_resource().resource_arn(arn).send().await.unwrap();
}

#[tokio::test]
async fn an_explicit_catalog_takes_precedence() {
    let (fake, client) = start().await;
    let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
    let sandbox = client.with_catalog(SANDBOX);
    let call = sandbox.get_opportunity().identifier(&id).catalog(AWS);
    assert_eq!(call.send().await.unwrap().catalog(), AWS);
    let error = sandbox.get_opportunity().identifier(&id).send().await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    // The last value counts. The original client stays as it was, and so do calls with settings of
    // their own.
    let aws = sandbox.with_catalog(AWS);
    aws.get_opportunity().identifier(&id).send().await.unwrap();
    let call = aws.get_opportunity().identifier(&id).customize();
    call.header("x-note", "1").send().await.unwrap();
    let error = client.get_opportunity().identifier(&id).send().await.unwrap_err();
    assert!(error.to_string().contains("catalog"), "{error}");
}

#[tokio::test]
async fn a_response_from_another_catalog_is_an_error() {
    let transport = http_client_fn(|_| {
        let body = r#"{"Catalog":"AWS","Id":"O1","LastModifiedDate":"2026-11-02T09:15:01Z",
            "CreatedDate":"2026-11-02T09:15:01Z","RelatedEntityIdentifiers":{}}"#;
        http::Response::new(body.as_bytes().to_vec().into())
    });
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "static"))
        .http_client(transport)
        .build();
    let client = Client::from_conf(config);
    let bound = client.with_catalog(SANDBOX);
    let error = bound.get_opportunity().identifier("O1").send().await.unwrap_err();
    assert!(matches!(error, SdkError::ResponseError(_)), "{error}");
    let text = error.to_string();
    assert!(
        text.contains("expected `Sandbox`") && text.contains("found `AWS`"),
        "{text}"
    );
    bound
        .get_opportunity()
        .identifier("O1")
        .catalog(AWS)
        .send()
        .await
        .unwrap();
    client
        .get_opportunity()
        .identifier("O1")
        .catalog(SANDBOX)
        .send()
        .await
        .unwrap();
}
