//! Blobs that stream, over real HTTP: what is sent and received, and what happens when the other
//! side stops.

mod download;
mod files;
mod service;
mod upload;
