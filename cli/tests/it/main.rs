//! Tests of the program as a process: exit codes, output, and the files that it writes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod ast;
mod build_script;
#[cfg(feature = "call")]
mod call;
#[cfg(feature = "call")]
mod call_streams;
#[cfg(feature = "call")]
mod call_xml;
mod cases;
mod check;
mod diff;
#[cfg(feature = "call")]
mod explore;
mod features;
mod help;
mod init;
mod place;
#[cfg(feature = "call")]
mod presigning;
#[cfg(feature = "call")]
mod server;
mod types;
