//! The tests of the commands, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod cli;
mod dependencies;
mod features;
mod generated_layout;
mod house;
mod jmespath;
mod layers;
mod protocol_tests;
mod sizes;
mod waiters;

use std::io::Write;

/// Reports on stderr, past libtest's capture, that a suite was skipped.
fn report_skipped(suite: &str, reason: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {suite}: {reason}");
}
