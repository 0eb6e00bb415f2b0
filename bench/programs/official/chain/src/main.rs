//! Four operations by the official client, its settings from the environment.

#[path = "../../../four_operations.rs"]
mod four_operations;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(runtime.block_on(async {
        let config = aws_config::load_defaults(client::config::BehaviorVersion::latest()).await;
        four_operations::run(client::Client::new(&config)).await
    })?)
}
