//! The scenario, run by the official client.

#[path = "scenario.rs"]
mod scenario;

use std::env::var;
use std::error::Error;

use aws_sdk_partnercentralselling as sdk;
use sdk::config::{BehaviorVersion, Credentials, Region};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let keys = Credentials::new(
        var("AWS_ACCESS_KEY_ID")?,
        var("AWS_SECRET_ACCESS_KEY")?,
        var("AWS_SESSION_TOKEN").ok(),
        None,
        "interop",
    );
    // Without TLS, since the server is on loopback.
    let config = sdk::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(var("AWS_REGION")?))
        .credentials_provider(keys)
        .endpoint_url(var("AWS_ENDPOINT_URL")?)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    for line in scenario::run(&sdk::Client::from_conf(config)).await? {
        println!("{line}");
    }
    Ok(())
}
