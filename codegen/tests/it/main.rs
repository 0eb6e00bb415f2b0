//! The integration tests of the generator, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accept;
mod common;
mod compatibility;
mod create_engagement_invitation;
mod determinism;
mod endpoint_calls;
mod endpoint_rules;
mod freshness;
mod hostile;
mod idl;
mod import;
mod import_committed;
mod obstacle_course;
mod patterns;
mod reject;
mod selectors;
mod semver;
mod weather;
