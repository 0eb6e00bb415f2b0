//! Four operations by either client, with credentials and a region from the program.

use client::config::{BehaviorVersion, Credentials, Region};
use client::{Client, Config};

#[path = "four_operations.rs"]
mod four_operations;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [key, secret] = ["KEY", "SECRET"].map(|name| std::env::var(name).unwrap_or_default());
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(key, secret, None, None, "program"))
        .build();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(runtime.block_on(four_operations::run(Client::from_conf(config)))?)
}
