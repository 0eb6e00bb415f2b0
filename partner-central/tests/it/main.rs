//! The flows against a fake Partner Central, over real HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod changes;
mod crash;
mod events;
mod invitations;
mod leads;
mod readiness;
mod submission;
mod support;
mod validation;
