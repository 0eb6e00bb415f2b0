//! Presigned requests, which anybody can send.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use e2e::{Answer, Server};
use partnercentral_selling::config::Region;
use partnercentral_selling::error::SdkError;
use partnercentral_selling::presigning::{PresignedRequest, PresigningConfig};
use partnercentral_selling::{Client, Config, blocking};
use serde_json::json;

fn at_noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_767_268_800)
}

fn config() -> PresigningConfig {
    let builder = PresigningConfig::builder().start_time(at_noon());
    builder.expires_in(Duration::from_secs(900)).build().unwrap()
}

async fn server() -> Server {
    Server::always(Answer::json(200, &json!({}))).await.unwrap()
}

/// Returns the parameters of the signature, except the signature itself.
fn params(request: &PresignedRequest) -> Vec<(&str, &str)> {
    let (_, query) = request.uri().split_once('?').unwrap();
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
    pairs.filter(|(name, _)| *name != "X-Amz-Signature").collect()
}

#[tokio::test]
async fn a_presigned_request_is_all_that_another_client_needs() {
    let server = server().await;
    let request = server
        .client()
        .get_opportunity()
        .catalog("Sandbox")
        .identifier("O1")
        .presigned(config())
        .await
        .unwrap();
    assert!(server.requests().is_empty(), "nothing is sent");
    assert_eq!(request.method(), "POST");
    assert_eq!(request.body(), br#"{"Catalog":"Sandbox","Identifier":"O1"}"#);
    let mut headers: Vec<_> = request.headers().collect();
    headers.sort_unstable();
    let target = "AWSPartnerCentralSelling.GetOpportunity";
    assert_eq!(
        headers,
        [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target)]
    );
    let names = ["content-type", "host", "x-amz-target"].join("%3B");
    let found = params(&request);
    assert_eq!(found[0], ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"));
    assert_eq!(
        found[2..5],
        [
            ("X-Amz-Date", "20260101T120000Z"),
            ("X-Amz-Expires", "900"),
            ("X-Amz-SignedHeaders", names.as_str()),
        ]
    );
    let http = request.make_http_1x_request(request.body());
    assert_eq!(http.uri().to_string(), request.uri());
    assert_eq!(http.headers()["x-amz-target"], target);
    // Anybody who has the URL may send it, so it is not shown.
    assert!(!format!("{request:?}").contains("Signature"));
}

#[tokio::test]
async fn headers_of_the_call_are_signed() {
    let server = server().await;
    let call = server.client().list_opportunities().catalog("Sandbox").customize();
    let request = call.header("x-crm-tenant", "acme").presigned(config()).await.unwrap();
    assert!(request.headers().any(|header| header == ("x-crm-tenant", "acme")));
    assert!(request.uri().contains("host%3Bx-amz-target%3Bx-crm-tenant"));
}

#[tokio::test]
async fn without_a_start_requests_are_valid_from_now_on() {
    let server = server().await;
    let now = || PresigningConfig::expires_in(Duration::from_secs(60)).unwrap();
    let call = server.client().list_opportunities().catalog("Sandbox");
    let request = call.clone().presigned(now()).await.unwrap();
    let one = params(&request)[2].1.to_owned();
    assert!(one.starts_with("20") && one.ends_with('Z'), "{one}");
}

#[tokio::test]
async fn a_request_that_cannot_be_signed_is_a_construction_failure() {
    let client = Client::from_conf(Config::builder().region(Region::new("us-east-1")).build());
    let error = client.get_opportunity().presigned(config()).await.unwrap_err();
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error}");
    assert!(error.to_string().contains("identifier"), "{error}");
    let call = client.list_opportunities().catalog("Sandbox");
    let error = call.presigned(config()).await.unwrap_err().to_string();
    assert!(error.contains("no credentials"), "{error}");
}

#[test]
fn the_blocking_client_presigns() {
    let config_of_client = Config::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(partnercentral_selling::config::Credentials::from_keys(
            "AKID", "SECRET", None,
        ))
        .build();
    let client = blocking::Client::from_conf(config_of_client);
    let request = client
        .list_opportunities()
        .catalog("Sandbox")
        .presigned(config())
        .unwrap();
    assert!(request.uri().contains("X-Amz-Signature="));
}

#[test]
fn a_week_is_the_longest() {
    let week = Duration::from_secs(604_800);
    assert!(PresigningConfig::expires_in(week).is_ok());
    let error = PresigningConfig::expires_in(week + Duration::from_secs(1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`expires_in` is 604801 seconds: expected at most 604800, one week"
    );
    assert!(PresigningConfig::builder().build().is_err());
}
