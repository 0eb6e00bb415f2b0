//! Discovery before the first call, and its reloads in the background.

use std::time::Duration;

use super::ledgers::Client;
use super::ledgers::config::{AsyncSleep, Sleep};
use super::{BASE, Clock, DESCRIBE, Service, done, endpoint, failure, ledgers, moved};

#[tokio::test]
async fn warming_up_discovers_the_endpoint() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    client.warm_up().await.unwrap();
    service.assert_requests(&[(DESCRIBE, BASE)]);
    client.list_ledgers().send().await.unwrap();
    service.assert_requests(&[(DESCRIBE, BASE), ("ListLedgers", "cell-1.example")]);
    let service = Service::start(vec![failure()], Vec::new()).await;
    let error = Client::from_conf(service.config().build()).warm_up().await.unwrap_err();
    assert!(error.to_string().contains("AccessDeniedException"), "{error}");
    let custom = service.config().endpoint_url("http://mine.example").build();
    Client::from_conf(custom).warm_up().await.unwrap();
    service.assert_requests(&[(DESCRIBE, BASE)]);
}

#[tokio::test]
async fn a_program_written_for_the_official_crate_discovers_and_reloads() {
    let clock = Clock::new();
    let cells = vec![
        endpoint("cell-1.example", 60),
        failure(),
        endpoint("cell-2.example", 60),
    ];
    let service = Service::start(cells, vec![done()]).await;
    let client = Client::from_conf(service.config().time_source(clock.clone()).build());
    let (client, reload) = client.with_endpoint_discovery_enabled().await.unwrap();
    service.assert_requests(&[(DESCRIBE, BASE)]);
    // A reload that fails keeps the endpoint.
    reload.reload_once().await;
    client.list_ledgers().send().await.unwrap();
    clock.advance(61);
    reload.reload_once().await;
    client.list_ledgers().send().await.unwrap();
    service.assert_requests(&[
        (DESCRIBE, BASE),
        (DESCRIBE, BASE),
        ("ListLedgers", "cell-1.example"),
        (DESCRIBE, BASE),
        ("ListLedgers", "cell-2.example"),
    ]);
    let service = Service::start(vec![failure()], Vec::new()).await;
    let client = Client::from_conf(service.config().build());
    assert!(client.with_endpoint_discovery_enabled().await.is_err());
}

#[tokio::test]
async fn a_program_written_for_the_official_crate_discovers_at_an_endpoint_url() {
    let cells = vec![
        endpoint("cell-1.example", 60),
        failure(),
        endpoint("cell-2.example", 60),
    ];
    let service = Service::start(cells, vec![moved(), done()]).await;
    let config = service.config().endpoint_url("http://mine.example").build();
    let client = Client::from_conf(config);
    let (discovering, reload) = client.clone().with_endpoint_discovery_enabled().await.unwrap();
    reload.reload_once().await;
    discovering.list_ledgers().send().await.unwrap();
    // The first client still calls its URL.
    client.list_ledgers().send().await.unwrap();
    service.assert_requests(&[
        (DESCRIBE, "mine.example"),
        (DESCRIBE, "mine.example"),
        ("ListLedgers", "cell-1.example"),
        (DESCRIBE, "mine.example"),
        ("ListLedgers", "cell-2.example"),
        ("ListLedgers", "mine.example"),
    ]);
}

/// A timer whose minutes are over at once, and advance the clock. Other times never end.
#[derive(Clone, Debug)]
struct FastMinutes(Clock);

impl AsyncSleep for FastMinutes {
    fn sleep(&self, duration: Duration) -> Sleep {
        if duration != Duration::from_secs(60) {
            return Sleep::new(std::future::pending());
        }
        self.0.advance(60);
        Sleep::new(tokio::task::yield_now())
    }
}

#[tokio::test]
async fn the_reload_task_ends_with_the_client() {
    let clock = Clock::new();
    let cells = vec![endpoint("cell-1.example", 10), endpoint("cell-2.example", 10)];
    let service = Service::start(cells, vec![done()]).await;
    let config = service
        .config()
        .time_source(clock.clone())
        .sleep_impl(FastMinutes(clock));
    let client = Client::from_conf(config.build());
    let (client, reload) = client.with_endpoint_discovery_enabled().await.unwrap();
    let task: ledgers::endpoint_discovery::ReloadEndpoint = reload;
    let task = tokio::spawn(task.reload_task());
    // The program calls nothing, and the endpoint is discovered again.
    while service.requests().len() < 3 {
        tokio::task::yield_now().await;
    }
    drop(client);
    task.await.unwrap();
    assert!(service.requests().iter().all(|(name, _)| name == DESCRIBE));
}
