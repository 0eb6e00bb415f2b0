//! Four operations by our client, its settings from the environment.

#[path = "../../../four_operations.rs"]
mod four_operations;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(runtime.block_on(async {
        let client = client::Client::from_env().await.map_err(|error| error.to_string())?;
        four_operations::run(client).await
    })?)
}
