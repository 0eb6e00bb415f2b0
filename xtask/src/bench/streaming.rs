//! `cargo xtask bench streaming`: the memory of large streams.

use super::workspace::Workspace;
use crate::failure::Failure;

/// Streams a gigabyte up and down, and prints the throughput and the peak memory of the client.
///
/// It fails if the memory exceeds 40 MB.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The size of each stream in megabytes.
    #[arg(long, value_name = "N", default_value_t = 1024)]
    megabytes: u32,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let size = arguments.megabytes.to_string();
    Workspace::new()
        .cargo(
            "streaming",
            &["run", "--release", "--quiet", "--package", "streaming", "--", &size],
        )
        .map_err(|text| Failure::Input(format!("error: {text}")))
}
