//! A server that restarts every ten seconds, under load.

use std::sync::Arc;
use std::time::Duration;

use partner_central_fake::http::Server;
use partner_central_fake::signature::checked;
use partnercentral_selling::Client;

use crate::pace::Pace;
use crate::soak::{Service, Tally, call, mix};
use crate::{Result, meter};

const RUNS_FOR: Duration = Duration::from_secs(10);

/// The longest time for which the server is down, in milliseconds.
const DOWN: u64 = 800;

/// Whether each call ended as it should, and the process holds no more than at the start.
pub(crate) async fn run(pace: Pace) -> Result<bool> {
    let service = Arc::new(Service::new(pace.most_calls()));
    let first = start(None, &service).await?;
    let url = first.url();
    let restarts = tokio::spawn(restart(first, Arc::clone(&service)));
    let client = Client::from_conf(e2e::config(&url).build());
    println!(
        "{} calls/s for {} s, the server restarts every {RUNS_FOR:?} and is down for up to {DOWN} ms; before: {}",
        pace.rate,
        pace.seconds,
        meter::read()
    );
    let mut tally = Tally::default();
    let (calls, readings) = pace
        .run(|number| call(client.clone(), number), |end| tally.count(&end, &service))
        .await?;
    restarts.abort();
    let _ = restarts.await;
    drop(client);
    println!("{tally}\n  after: {}\n", meter::read());
    Ok(tally.is_right(calls) && pace.is_flat(&readings))
}

/// Starts the server, at the address that it had before.
async fn start(address: Option<std::net::SocketAddr>, service: &Arc<Service>) -> Result<Server> {
    let service = Arc::clone(service);
    let address = address.unwrap_or_else(|| ([127, 0, 0, 1], 0).into());
    Ok(Server::bind(address, false, checked(move |request| service.work(request))).await?)
}

async fn restart(mut server: Server, service: Arc<Service>) {
    let address = server.address();
    for number in 0.. {
        tokio::time::sleep(RUNS_FOR).await;
        drop(server);
        tokio::time::sleep(Duration::from_millis(mix(number) % DOWN)).await;
        server = loop {
            match start(Some(address), &service).await {
                Ok(server) => break server,
                // Earlier connections still hold the port.
                Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        };
    }
}
