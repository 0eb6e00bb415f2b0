//! Presigned requests have the signatures that botocore computes.
//!
//! `generate_presigned_url` of botocore differs in three points. It leaves out the parameter
//! `x-id`, which the URI patterns of the model have: by the specification, and in the AWS SDK for
//! Rust, they are sent. It asks for the encoding `url` of keys in lists. It writes `uploads=` for
//! `uploads`, which is signed in the same way. So its signer, `S3SigV4QueryAuth`, signed the URLs
//! of the model. The order of parameters is not a part of the signature.

mod odd_members;

use std::time::{Duration, UNIX_EPOCH};

use s3::config::{Credentials, Region};
use s3::presigning::{PresignedRequest, PresigningConfig};
use s3::{Client, Config};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn client() -> Client {
    let token = Some("TOKEN".to_owned());
    let config = Config::builder()
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", SECRET, token, None, "test"));
    Client::from_conf(config.build())
}

fn config() -> PresigningConfig {
    let noon = UNIX_EPOCH + Duration::from_secs(1_795_867_200);
    let config = PresigningConfig::builder().start_time(noon);
    config.expires_in(Duration::from_secs(900)).build().unwrap()
}

/// Returns method, host and path, sorted parameters of the operation, signed headers and signature.
fn parts(request: &PresignedRequest) -> [String; 4] {
    let uri = request.uri().strip_prefix("https://").unwrap();
    let (target, query) = uri.split_once('?').unwrap();
    let (signing, mut params): (Vec<_>, Vec<_>) = query.split('&').partition(|param| param.starts_with("X-Amz-"));
    params.sort_unstable();
    let value = |name: &str| {
        let mut found = signing
            .iter()
            .filter_map(|param| param.strip_prefix(name)?.strip_prefix('='));
        found.next().unwrap_or_default().to_owned()
    };
    assert_eq!(value("X-Amz-Date"), "20261128T120000Z");
    assert_eq!(value("X-Amz-Expires"), "900");
    assert_eq!(value("X-Amz-Security-Token"), "TOKEN");
    let method = request.method();
    [
        format!("{method} {target}"),
        params.join("&"),
        value("X-Amz-SignedHeaders"),
        value("X-Amz-Signature"),
    ]
}

/// Returns each request, with its expected parts.
macro_rules! cases {
    ($(($call:expr, $target:literal, $params:literal, $headers:literal, $signature:literal),)*) => {
        [$((
            $call.presigned(config()).await.unwrap(),
            [$target, $params, $headers, $signature],
        )),*]
    };
}

use cases;

#[tokio::test]
async fn presigned_requests_are_those_of_botocore() {
    let client = client();
    let get = |key: &str| client.get_object().bucket("bucket").key(key);
    let put = || client.put_object().bucket("bucket").key("key");
    let cases = cases![
        (
            get("key"),
            "GET bucket.s3.eu-west-1.amazonaws.com/key",
            "x-id=GetObject",
            "host",
            "1fa984b5bcbd0171f5f098c502984b7deb2ade5ccf132f5b0200d472938d326e"
        ),
        (
            get("a//b/../c"),
            "GET bucket.s3.eu-west-1.amazonaws.com/a//b/../c",
            "x-id=GetObject",
            "host",
            "0e332838763c4f9c25a2454c9902b737b1c5cb8c498f91d8467ce1a5d02a5759"
        ),
        (
            get("a%2Fb x+y"),
            "GET bucket.s3.eu-west-1.amazonaws.com/a%252Fb%20x%2By",
            "x-id=GetObject",
            "host",
            "e5a8b5fe5ecb729ff3c405bad14c3dd962d8dafae3aa8e9dd5f8213ba2fbcef8"
        ),
        (
            get("ключ"),
            "GET bucket.s3.eu-west-1.amazonaws.com/%D0%BA%D0%BB%D1%8E%D1%87",
            "x-id=GetObject",
            "host",
            "2c22c063eb9388e458ed9749a92bed88887687c7cd22ce12f4d9d768732623db"
        ),
        (
            get("key").version_id("v1").response_content_type("text/plain"),
            "GET bucket.s3.eu-west-1.amazonaws.com/key",
            "response-content-type=text%2Fplain&versionId=v1&x-id=GetObject",
            "host",
            "8524c1677651dcd5ba4c28d83b13e0dac7e7903e416d47228dcf828776d2f41d"
        ),
        (
            client.get_object().bucket("bucket.with.dots").key("key"),
            "GET s3.eu-west-1.amazonaws.com/bucket.with.dots/key",
            "x-id=GetObject",
            "host",
            "604906ae5b0578a03ad4f4f0f43cdc9c30e44473cc0f58783c48f3ce90dc0a56"
        ),
        (
            put(),
            "PUT bucket.s3.eu-west-1.amazonaws.com/key",
            "x-id=PutObject",
            "host",
            "7e1ef3bcf1d48599cad409830fe52bece8d4158b005625967e993b52824ca301"
        ),
        (
            put().content_type("text/plain"),
            "PUT bucket.s3.eu-west-1.amazonaws.com/key",
            "x-id=PutObject",
            "content-type%3Bhost",
            "3518567472b7fe2843a1282748f7ed00077701417758928d91db71eacaeb92af"
        ),
        (
            client.head_object().bucket("bucket").key("key"),
            "HEAD bucket.s3.eu-west-1.amazonaws.com/key",
            "",
            "host",
            "633ac2566d1d90a63bf6187fb57bd05422cc9c7c9c857db47bcb191e9558aa77"
        ),
        (
            client.head_bucket().bucket("bucket"),
            "HEAD bucket.s3.eu-west-1.amazonaws.com/",
            "",
            "host",
            "cde2c6a9283df481722e165949afeb389311fdaf6881e0fc9cc9e672cbad5aa8"
        ),
        (
            client.delete_object().bucket("bucket").key("key"),
            "DELETE bucket.s3.eu-west-1.amazonaws.com/key",
            "x-id=DeleteObject",
            "host",
            "5862c2b97442fe20fd7b31fdbb99081721fd920caf834c6a8e6e3018bc078d26"
        ),
        (
            client
                .upload_part()
                .bucket("bucket")
                .key("key")
                .part_number(3)
                .upload_id("id/1"),
            "PUT bucket.s3.eu-west-1.amazonaws.com/key",
            "partNumber=3&uploadId=id%2F1&x-id=UploadPart",
            "host",
            "0988bbdd44df0e6040fd7c9fe0f3484cc7b312391ce29ef3967af37632e31775"
        ),
        (
            client.create_multipart_upload().bucket("bucket").key("key"),
            "POST bucket.s3.eu-west-1.amazonaws.com/key",
            "uploads",
            "host",
            "7748f7ef1eef47627df4b723f1116220a4f2f2c1fff6abb1f8308255211c958a"
        ),
        (
            client
                .complete_multipart_upload()
                .bucket("bucket")
                .key("key")
                .upload_id("id"),
            "POST bucket.s3.eu-west-1.amazonaws.com/key",
            "uploadId=id",
            "host",
            "11f2dc6c80a9f526a3e7c716d6eadcd1b8a7131713056a6ad74a4b476afe93d4"
        ),
        (
            client
                .abort_multipart_upload()
                .bucket("bucket")
                .key("key")
                .upload_id("id"),
            "DELETE bucket.s3.eu-west-1.amazonaws.com/key",
            "uploadId=id&x-id=AbortMultipartUpload",
            "host",
            "fe95c824b3d83f3e3698ca4d536c92092dafa68a736e10cd5a40469483742bb2"
        ),
        (
            client.list_parts().bucket("bucket").key("key").upload_id("id"),
            "GET bucket.s3.eu-west-1.amazonaws.com/key",
            "uploadId=id&x-id=ListParts",
            "host",
            "de1188f015f4078590ca1983a08aa11cbb3b6cc69dfeba89d59be55c9bed54d3"
        ),
        (
            client.list_objects_v2().bucket("bucket").prefix("a/b c").max_keys(5),
            "GET bucket.s3.eu-west-1.amazonaws.com/",
            "list-type=2&max-keys=5&prefix=a%2Fb%20c",
            "host",
            "3351a37dd626a9d7674b00de07406546b97b9282744f3caa05f8a4bf4dec712a"
        ),
        (
            client.list_multipart_uploads().bucket("bucket"),
            "GET bucket.s3.eu-west-1.amazonaws.com/",
            "uploads",
            "host",
            "4dd1b731e839c8101300af2c94ff4dec059486067cef246df63ca227c5fad038"
        ),
    ];
    for (request, expected) in cases {
        assert_eq!(parts(&request), expected);
    }
}
