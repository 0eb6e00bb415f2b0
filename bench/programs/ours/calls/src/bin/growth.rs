//! The growth of calls: `list N`, the summaries of a response; `concurrency N`, calls under way in
//! memory; `connections N URL`, calls over so many connections.
//!
//! Prints the processor's time of all that is done, in seconds, and the peak of what is allocated
//! for it, in bytes.

use std::alloc::System;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use client::config::http::{Body, HttpClient, HttpRequest, HttpsClient, SharedHttpClient};
use client::config::{BehaviorVersion, Credentials, Region};
use client::{Client, Config};
use nix::time::{ClockId, clock_gettime};
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc, PeakMemAllocTrait};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Barrier;

#[path = "../../../../body.rs"]
#[allow(dead_code, reason = "no invitation is sent here")]
mod body;

#[global_allocator]
static ALLOCATOR: &PeakMemAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The result of a program.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let (what, size) = match &arguments[..] {
        [what, size, ..] => (what.as_str(), size.parse()?),
        _ => return Err("say what grows, and how large it is".into()),
    };
    match (what, arguments.get(2)) {
        ("list", _) => list(size),
        ("concurrency", _) => concurrency(size),
        ("connections", Some(url)) => connections(size, url),
        _ => Err("say what grows: list, concurrency or connections".into()),
    }
}

/// Reads one response with so many summaries.
fn list(summaries: usize) -> Outcome<()> {
    let body = Bytes::from(body::opportunities_of(summaries));
    let answer = move |_| http::Response::new(body.clone());
    let client = client(client::config::http_client_fn(answer), None);
    let runtime = small_runtime()?;
    let call = async || -> Outcome<usize> {
        let call = client.list_opportunities().catalog("Sandbox").send().await;
        Ok(call?.opportunity_summaries().len())
    };
    // The first call learns the order of members and makes the tables of schemas.
    runtime.block_on(call())?;
    metered(|| {
        let read = runtime.block_on(call())?;
        if read == summaries {
            Ok(())
        } else {
            Err("summaries are missing".into())
        }
    })
}

/// Makes this many calls. The server responds to none before all have been sent.
fn concurrency(calls: usize) -> Outcome<()> {
    let transport = SharedHttpClient::new(AllAtOnce(Arc::new(Barrier::new(calls))));
    many(client(transport, None), calls, 1, small_runtime()?)
}

/// Makes ten calls on each of so many connections.
fn connections(connections: usize, url: &str) -> Outcome<()> {
    let transport = HttpsClient::builder()
        .max_connections(connections)
        .max_idle_connections(connections);
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    many(
        client(SharedHttpClient::new(transport.build()), Some(url)),
        connections,
        10,
        runtime,
    )
}

fn many(client: Client, tasks: usize, calls_each: usize, runtime: Runtime) -> Outcome<()> {
    metered(|| {
        runtime.block_on(async {
            let mut under_way = Vec::with_capacity(tasks);
            for _ in 0..tasks {
                let client = client.clone();
                under_way.push(tokio::spawn(async move {
                    for _ in 0..calls_each {
                        let call = client.get_opportunity().catalog("Sandbox").identifier("O1234567");
                        call.send().await.map_err(|error| error.to_string())?;
                    }
                    Ok::<_, String>(())
                }));
            }
            for task in under_way {
                task.await??;
            }
            Ok(())
        })
    })
}

/// Does the work, and prints what it took.
fn metered(work: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
    ALLOCATOR.reset_peak_memory();
    let started = now();
    work()?;
    println!("cpu {}", now().saturating_sub(started).as_secs_f64());
    println!("peak {}", ALLOCATOR.get_peak_memory());
    Ok(())
}

fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

fn small_runtime() -> Outcome<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

fn client(transport: SharedHttpClient, url: Option<&str>) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .http_client(transport);
    let config = match url {
        Some(url) => config.endpoint_url(url),
        None => config,
    };
    Client::from_conf(config.build())
}

/// A transport that responds once this many requests wait.
#[derive(Debug)]
struct AllAtOnce(Arc<Barrier>);

impl HttpClient for AllAtOnce {
    fn send(
        &self,
        request: HttpRequest,
    ) -> client::config::future::BoxFuture<'_, Result<http::Response<Body>, client::error::ConnectorError>> {
        Box::pin(async move {
            let held = request;
            self.0.wait().await;
            drop(held);
            Ok(http::Response::new(Body::from(Bytes::from_static(
                body::OPPORTUNITY.as_bytes(),
            ))))
        })
    }
}
