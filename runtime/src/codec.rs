//! Payload formats.

pub mod json;
