//! The end-to-end tests of the generated client, in one binary.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

// `aws-sdk-partnercentralselling = { package = "partnercentral-selling", .. }` in a manifest does
// this. `client` is the name in programs of either client.
extern crate partnercentral_selling as aws_sdk_partnercentralselling;
extern crate partnercentral_selling as client;

mod bedrock;
mod blocking;
mod constraints;
#[cfg(unix)]
mod credentials;
mod customize;
mod discovery;
mod errors;
mod failures;
mod fake;
mod home;
mod migration;
mod mock;
mod official;
mod overlays;
mod pagination;
mod presigning;
mod redaction;
mod request;
mod resources;
mod response;
mod retries;
mod serde;
mod settings;
mod subscriber;
mod tracing;
mod transport;
