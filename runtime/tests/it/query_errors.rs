//! Errors of services that used awsQuery before: a header has their old code and states who is at
//! fault, the client or the service.

use smithy_client_runtime::config::http::HttpResponse;
use smithy_client_runtime::endpoint::custom_only;
use smithy_client_runtime::operation::{Idempotency, Operation, Service, ServiceTraits};
use smithy_client_runtime::protocol::{AWS_JSON_1_0, ClientProtocol};

static SERVICE: Service = Service {
    name: "Old",
    sdk_id: "Old",
    version: "1",
    signing_name: "old",
    traits: ServiceTraits {
        query_compatible: true,
        ..ServiceTraits::NONE
    },
    retryable_errors: &[],
    protocol: &AWS_JSON_1_0,
    resolve_endpoint: custom_only,
};

static OPERATION: Operation = Operation::new(&SERVICE, "Do", Idempotency::ReadOnly);

#[test]
fn the_header_gives_code_and_fault() {
    for (header, code, fault) in [
        ("Old.NotThere;Sender", Some("Old.NotThere"), Some("Sender")),
        ("Old.NotThere;", Some("Old.NotThere"), None),
        ("Old.NotThere", Some("Old.NotThere"), None),
        (";Receiver", Some("NotThere"), Some("Receiver")),
        ("", Some("NotThere"), None),
    ] {
        let response = http::Response::builder()
            .status(400)
            .header("x-amzn-query-error", header)
            .body(bytes::Bytes::from_static(br#"{"__type":"NotThere"}"#))
            .unwrap();
        let (_, metadata) = AWS_JSON_1_0.error_metadata(&OPERATION, &HttpResponse::from(response));
        assert_eq!((metadata.code(), metadata.extra("type")), (code, fault), "{header}");
    }
}
