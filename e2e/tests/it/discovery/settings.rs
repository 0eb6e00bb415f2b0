//! Operations and settings that require discovery, allow it, or disable it.

use std::time::Duration;

use partner_central_fake::http::Answer;
use serde_json::json;

use super::ledgers::Client;
use super::{BASE, Clock, DESCRIBE, Service, done, endpoint, failure, ledgers};

#[tokio::test]
async fn a_required_endpoint_that_is_not_discovered_is_an_error() {
    let service = Service::start(vec![failure(), endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    let error = client.list_ledgers().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListLedgers: nothing was sent: DescribeEndpoints did not return the endpoint: AccessDeniedException: not yours"
    );
    client.list_ledgers().send().await.unwrap();
    for response in [
        json!({}),
        json!({ "Endpoints": [] }),
        json!({ "Endpoints": [{ "Address": "" }] }),
    ] {
        let service = Service::start(vec![Answer::json(200, &response)], vec![done()]).await;
        let client = Client::from_conf(service.config().build());
        let error = client.list_ledgers().send().await.unwrap_err().to_string();
        assert!(
            error.ends_with("the response has no endpoint with an address"),
            "{error}"
        );
    }
    for address in ["a b", "user@cell.example", "ftp://cell.example", "cell.example?x"] {
        let service = Service::start(vec![endpoint(address, 60)], vec![done()]).await;
        let client = Client::from_conf(service.config().build());
        let error = client.list_ledgers().send().await.unwrap_err().to_string();
        assert!(error.contains("is not an http or https URL"), "{error}");
    }
}

#[tokio::test]
async fn an_optional_endpoint_is_discovered_if_the_config_enables_it() {
    let clock = Clock::new();
    let service = Service::start(vec![failure(), endpoint("cell-1.example", 60)], vec![done()]).await;
    let config = service.config().time_source(clock.clone());
    let put = async |client: &Client| client.put_entry().entry("1").send().await.unwrap();
    put(&Client::from_conf(config.clone().build())).await;
    put(&Client::from_conf(
        config.clone().endpoint_discovery_enabled(false).build(),
    ))
    .await;
    service.assert_requests(&[("PutEntry", BASE); 2]);
    let client = Client::from_conf(config.endpoint_discovery_enabled(true).build());
    put(&client).await;
    put(&client).await;
    clock.advance(61);
    put(&client).await;
    service.assert_requests(&[
        ("PutEntry", BASE),
        ("PutEntry", BASE),
        (DESCRIBE, BASE),
        ("PutEntry", BASE),
        ("PutEntry", BASE),
        (DESCRIBE, BASE),
        ("PutEntry", "cell-1.example"),
    ]);
}

#[tokio::test]
async fn an_endpoint_url_takes_precedence() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let config = service.config().endpoint_url("http://mine.example").build();
    Client::from_conf(config).list_ledgers().send().await.unwrap();
    service.assert_requests(&[("ListLedgers", "mine.example")]);
}

#[tokio::test]
async fn a_required_discovery_that_is_disabled_is_an_error() {
    let service = Service::start(Vec::new(), Vec::new()).await;
    let client = Client::from_conf(service.config().endpoint_discovery_enabled(false).build());
    let error = client.list_ledgers().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListLedgers: nothing was sent: the operation needs endpoint discovery, which the config disables: enable it with `endpoint_discovery_enabled`, or set `endpoint_url`"
    );
    service.assert_requests(&[]);
}

#[tokio::test]
async fn presigned_requests_go_to_the_discovered_endpoint() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    let expiry = ledgers::presigning::PresigningConfig::expires_in(Duration::from_secs(60)).unwrap();
    let presigned = client.list_ledgers().presigned(expiry).await.unwrap();
    assert!(
        presigned.uri().starts_with("https://cell-1.example/?"),
        "{}",
        presigned.uri()
    );
}
