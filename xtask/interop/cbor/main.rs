//! Calls the service whose package is the argument: it creates, reads and lists something, and
//! expects one error.

#[path = "../protocols/cloudwatch.rs"]
mod cloudwatch;
mod codebuild;
mod servicediscovery;

/// The result of the calls of a service.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    match std::env::args().nth(1).unwrap_or_default().as_str() {
        "cloudwatch" => cloudwatch::call().await,
        "codebuild" => codebuild::call().await,
        "servicediscovery" => servicediscovery::call().await,
        other => Err(format!("no calls of `{other}`").into()),
    }
}
