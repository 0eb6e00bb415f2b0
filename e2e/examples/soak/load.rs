//! 10,000 calls at once over 64 connections.

use std::time::{Duration, Instant};

use e2e::Server;
use partnercentral_selling::Client;
use partnercentral_selling::config::http::HttpsClient;
use partnercentral_selling::config::timeout::TimeoutConfig;
use tokio::task::JoinSet;

use crate::{Result, faults, meter};

const CALLS: usize = 10_000;
const CONNECTIONS: usize = 64;
const ROUNDS: usize = 3;

/// Whether all calls got a response over no more connections than allowed, and all descriptors were
/// closed.
pub(crate) async fn run() -> Result<bool> {
    let server = Server::forgetful(|_| faults::solutions()).await?;
    let before = meter::read();
    println!("{CALLS} calls at once over {CONNECTIONS} connections, {ROUNDS} rounds; before: {before}");
    let http = HttpsClient::builder().max_connections(CONNECTIONS).build();
    // The last of ten thousand calls waits for a connection.
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_secs(300))
        .build();
    let config = server.config().http_client(http).timeout_config(timeouts);
    let client = Client::from_conf(config.build());
    let mut answered = 0;
    for round in 1..=ROUNDS {
        let start = Instant::now();
        let mut calls = JoinSet::new();
        for _ in 0..CALLS {
            let call = client.list_solutions().catalog("Sandbox");
            calls.spawn(async move { call.send().await.is_ok() });
        }
        answered += calls.join_all().await.into_iter().filter(|ok| *ok).count();
        let rate = CALLS as f64 / start.elapsed().as_secs_f64();
        println!(
            "  round {round}: {answered} answered by now, {rate:.0} calls/s, {}",
            meter::read()
        );
    }
    let connections = server.connections();
    drop((client, server));
    tokio::time::sleep(Duration::from_millis(500)).await;
    let after = meter::read();
    println!("  {connections} connections were made; after: {after}\n");
    let leaked = after.descriptors > before.descriptors;
    Ok(answered == CALLS * ROUNDS && connections <= CONNECTIONS && !leaked)
}
