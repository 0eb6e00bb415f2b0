//! The integration tests of the runtime, in one binary.
#![allow(
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod auth;
/// The builders of the structures in these tests.
mod builders {
    smithy_client_runtime::builders!();
}
mod call;
#[cfg(feature = "credentials-chain")]
mod chain;
#[cfg(all(feature = "http-checksum", feature = "rest-json", feature = "streaming"))]
mod checksums;
mod clock_skew;
mod corrected;
mod credentials;
mod damaged;
#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
mod dates;
mod depth;
mod describe;
mod enums;
#[cfg(all(
    feature = "https-client",
    feature = "rest-json",
    feature = "rpc",
    feature = "event-stream"
))]
mod event_stream;
mod host_prefix;
#[cfg(feature = "https-client")]
mod https_client;
mod json;
mod json_oracle;
mod json_order;
mod json_strings;
#[cfg(feature = "https-client")]
mod late_signing;
mod mini;
#[cfg(all(feature = "cbor", feature = "form", feature = "xml"))]
mod node;
mod paginate;
mod query_errors;
#[cfg(feature = "rest-xml")]
mod rest_xml_errors;
#[cfg(all(feature = "cbor", feature = "form", feature = "xml"))]
mod round_trips;
mod settings;
mod shapes;
#[cfg(all(feature = "https-client", feature = "rest-json", feature = "streaming"))]
mod streaming;
mod structures;
#[cfg(any(
    feature = "credentials-chain",
    all(feature = "https-client", feature = "rest-json", feature = "streaming")
))]
mod subscriber;
#[cfg(feature = "credentials-chain")]
mod suites;
#[cfg(feature = "default-https-client")]
mod transport;
mod waiters;
