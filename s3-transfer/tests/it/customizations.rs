//! The peculiarities of S3, with responses from memory.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use s3::config::retry::RetryConfig;
use s3::config::{Builder, Credentials, Region, RequestChecksumCalculation, http_client_fn};
use s3::error::ProvideErrorMetadata;
use s3::primitives::ByteStream;
use s3::types::{ChecksumAlgorithm, CompletedMultipartUpload};
use s3::{Client, Config};

type Requests = Arc<Mutex<Vec<http::Request<Bytes>>>>;

const MRAP: &str = "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap";

fn config() -> Builder {
    Config::builder()
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "test"))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
}

/// Returns a client that gets these responses one after the other, and its requests.
fn client(config: Builder, responses: &[(&'static str, &'static str)]) -> (Client, Requests) {
    let (requests, responses) = (Requests::default(), Mutex::new(responses.to_vec()));
    let record = Arc::clone(&requests);
    let http = http_client_fn(move |request| {
        record.lock().unwrap().push(request);
        let (expires, body) = responses.lock().unwrap().remove(0);
        let response = http::Response::builder().header("expires", expires);
        response.body(Bytes::from_static(body.as_bytes())).unwrap()
    });
    (Client::from_conf(config.http_client(http).build()), requests)
}

fn header(requests: &Requests, name: &str) -> Option<String> {
    let requests = requests.lock().unwrap();
    let value = requests.last().unwrap().headers().get(name)?;
    Some(value.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn an_expiry_that_is_no_date_is_read() {
    for expires in ["0", "-1", "never", "Thu, 01 Jan 1970 00:00:00 GMT"] {
        let (client, _) = client(config(), &[(expires, "content")]);
        let output = client.get_object().bucket("bucket").key("key").send().await.unwrap();
        assert_eq!(output.expires_string(), Some(expires));
        let is_date = expires.ends_with("GMT");
        assert!(!is_date || output.expires().is_some_and(|expires| expires.secs() == 0));
        assert_eq!(output.body.collect().await.unwrap().into_bytes(), "content");
    }
}

#[tokio::test]
async fn a_list_of_parts_ends_where_the_service_says_so() {
    let pages = [
        "<ListPartsResult><NextPartNumberMarker>1</NextPartNumberMarker><IsTruncated>true</IsTruncated>\
         <Part><PartNumber>1</PartNumber></Part></ListPartsResult>",
        "<ListPartsResult><NextPartNumberMarker>2</NextPartNumberMarker><IsTruncated>false</IsTruncated>\
         <Part><PartNumber>2</PartNumber></Part></ListPartsResult>",
    ];
    let (client, requests) = client(config(), &pages.map(|page| ("0", page)));
    let call = client.list_parts().bucket("bucket").key("key").upload_id("id");
    let parts = call
        .into_paginator()
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await;
    let numbers: Vec<_> = parts.unwrap().iter().map(|part| part.part_number()).collect();
    assert_eq!(numbers, [Some(1), Some(2)]);
    let requests = requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    assert!(requests[1].uri().query().unwrap().contains("part-number-marker=1"));
}

#[tokio::test]
async fn a_success_that_holds_an_error_is_sent_again() {
    const FAILED: &str = "<Error><Code>InternalError</Code><Message>Try again</Message></Error>";
    let copied = "<CopyObjectResult><ETag>tag</ETag></CopyObjectResult>";
    let (copying, requests) = client(config(), &[("0", FAILED), ("0", copied)]);
    let call = copying.copy_object().bucket("bucket").key("key");
    let output = call.copy_source("bucket/other").send().await.unwrap();
    assert_eq!(output.copy_object_result().unwrap().e_tag(), Some("tag"));
    assert_eq!(requests.lock().unwrap().len(), 2);
    let completed = "<CompleteMultipartUploadResult><ETag>tag</ETag></CompleteMultipartUploadResult>";
    let (completing, requests) = client(config(), &[("0", FAILED), ("0", completed)]);
    let call = completing.complete_multipart_upload().bucket("bucket").key("key");
    let call = call
        .upload_id("id")
        .multipart_upload(CompletedMultipartUpload::builder().build());
    assert_eq!(call.send().await.unwrap().e_tag(), Some("tag"));
    assert_eq!(requests.lock().unwrap().len(), 2);
    let (failing, requests) = client(config(), &[("0", FAILED); 3]);
    let call = failing
        .copy_object()
        .bucket("bucket")
        .key("key")
        .copy_source("bucket/other");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.code(), Some("InternalError"));
    assert_eq!(requests.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn keys_are_sent_as_they_are() {
    for (key, path) in [
        ("a//b", "/a//b"),
        ("../x", "/../x"),
        ("./x/..", "/./x/.."),
        ("/a", "//a"),
        ("a%2Fb", "/a%252Fb"),
        ("a b+c?d#e", "/a%20b%2Bc%3Fd%23e"),
        ("ä/☃", "/%C3%A4/%E2%98%83"),
    ] {
        let (client, requests) = client(config(), &[("0", "")]);
        client.head_object().bucket("bucket").key(key).send().await.unwrap();
        let requests = requests.lock().unwrap();
        assert_eq!(requests[0].uri().path(), path, "{key}");
        assert_eq!(requests[0].uri().host(), Some("bucket.s3.eu-west-1.amazonaws.com"));
    }
}

#[tokio::test]
async fn checksums_can_be_turned_off() {
    let put = async |config: Builder| {
        let (client, requests) = client(config, &[("0", "")]);
        let body = ByteStream::from_static(b"content");
        client
            .put_object()
            .bucket("bucket")
            .key("key")
            .body(body)
            .send()
            .await
            .unwrap();
        requests
    };
    let required = RequestChecksumCalculation::WhenRequired;
    let with = put(config()).await;
    let without = put(config().request_checksum_calculation(required)).await;
    let checksums = |requests: &Requests| {
        let requests = requests.lock().unwrap();
        let names = requests[0].headers().keys().map(|name| name.as_str().to_owned());
        names
            .filter(|name| name.contains("checksum") || name == "x-amz-trailer")
            .count()
    };
    assert!(checksums(&with) > 0);
    assert_eq!(checksums(&without), 0);
    assert!(header(&without, "x-amz-content-sha256").is_some());
    // A checksum that the call asks for is still sent.
    let (client, requests) = client(config().request_checksum_calculation(required), &[("0", "")]);
    let call = client
        .put_object()
        .bucket("bucket")
        .key("key")
        .body(ByteStream::from_static(b"content"));
    call.checksum_algorithm(ChecksumAlgorithm::Crc32).send().await.unwrap();
    assert!(checksums(&requests) > 0);
}

#[tokio::test]
async fn a_multi_region_access_point_is_signed_for_all_regions() {
    let (client, requests) = client(config(), &[("0", "")]);
    client.head_object().bucket(MRAP).key("key").send().await.unwrap();
    let host = requests.lock().unwrap()[0].uri().host().map(str::to_owned);
    assert_eq!(
        host.as_deref(),
        Some("mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com")
    );
    assert_eq!(header(&requests, "x-amz-region-set").as_deref(), Some("*"));
    let authorization = header(&requests, "authorization").unwrap();
    assert!(
        authorization.starts_with("AWS4-ECDSA-P256-SHA256 Credential=AKID/"),
        "{authorization}"
    );
}

#[tokio::test]
async fn access_points_acceleration_dual_stack_and_fips_have_hosts_of_their_own() {
    let arn = "arn:aws:s3:eu-west-1:123456789012:accesspoint/reports";
    for (config, bucket, host) in [
        (
            config(),
            arn,
            "reports-123456789012.s3-accesspoint.eu-west-1.amazonaws.com",
        ),
        (
            config().accelerate(true),
            "bucket",
            "bucket.s3-accelerate.amazonaws.com",
        ),
        (
            config().use_dual_stack(true),
            "bucket",
            "bucket.s3.dualstack.eu-west-1.amazonaws.com",
        ),
        (
            config().use_fips(true).region(Region::new("us-east-1")),
            "bucket",
            "bucket.s3-fips.us-east-1.amazonaws.com",
        ),
        (config().force_path_style(true), "bucket", "s3.eu-west-1.amazonaws.com"),
        (config(), "with.dots", "s3.eu-west-1.amazonaws.com"),
    ] {
        let (client, requests) = client(config, &[("0", "")]);
        client.head_object().bucket(bucket).key("key").send().await.unwrap();
        assert_eq!(requests.lock().unwrap()[0].uri().host(), Some(host));
    }
}
