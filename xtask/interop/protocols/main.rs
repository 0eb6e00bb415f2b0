//! Calls the service whose package is the argument: it creates, reads and lists something, and
//! expects one error.

mod api_gateway;
mod cloudformation;
mod cloudwatch;
mod ec2;
mod elastic_load_balancing;
mod iam;
mod lambda;
mod route_53;
mod s3;
mod ses;
mod sns;
mod sts;

/// The result of the calls of a service.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    match std::env::args().nth(1).unwrap_or_default().as_str() {
        "api-gateway" => api_gateway::call().await,
        "cloudformation" => cloudformation::call().await,
        "cloudwatch" => cloudwatch::call().await,
        "ec2" => ec2::call().await,
        "elastic-load-balancing" => elastic_load_balancing::call().await,
        "iam" => iam::call().await,
        "lambda" => lambda::call().await,
        "route-53" => route_53::call().await,
        "s3" => s3::call().await,
        "ses" => ses::call().await,
        "sns" => sns::call().await,
        "sts" => sts::call().await,
        other => Err(format!("no calls of `{other}`").into()),
    }
}
