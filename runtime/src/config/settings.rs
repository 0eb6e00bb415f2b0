//! What a config takes from the settings that all AWS tools share.

mod fill;
mod loader;

pub use self::loader::ConfigLoader;
