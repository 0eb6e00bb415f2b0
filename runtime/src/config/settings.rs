//! Loads a config from the settings that all AWS tools share.

mod fill;
mod http_client;
mod loader;
mod table;
#[cfg(test)]
mod table_tests;

pub use self::loader::ConfigLoader;
