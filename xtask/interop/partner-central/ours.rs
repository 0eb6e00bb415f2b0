//! The scenario, run by our client.

#[path = "scenario.rs"]
mod scenario;

use std::error::Error;

use partnercentral_selling as sdk;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = sdk::Client::from_env().await?;
    for line in scenario::run(&client).await? {
        println!("{line}");
    }
    Ok(())
}
