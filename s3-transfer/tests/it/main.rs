//! Transfers and sessions against a store in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod blocking;
mod customizations;
mod downloads;
mod express;
mod files;
mod presigning;
mod store;
mod uploads;
