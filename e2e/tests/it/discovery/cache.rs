//! The life of a discovered endpoint: its first use, its refreshes, and its end.

use serde_json::{Value, json};

use super::ledgers::config::Credentials;
use super::ledgers::{Client, Config};
use super::{BASE, Clock, DESCRIBE, Service, done, endpoint, failure, moved, operation};

#[tokio::test]
async fn an_endpoint_is_discovered_once() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    client.list_ledgers().send().await.unwrap();
    client.list_ledgers().send().await.unwrap();
    // The operation itself goes to the endpoint of the rules.
    client.describe_endpoints().send().await.unwrap();
    service.assert_requests(&[
        (DESCRIBE, BASE),
        ("ListLedgers", "cell-1.example"),
        ("ListLedgers", "cell-1.example"),
        (DESCRIBE, BASE),
    ]);
}

#[tokio::test]
async fn calls_at_once_share_a_discovery() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    let (a, b, c) = (client.list_ledgers(), client.list_ledgers(), client.list_ledgers());
    let (a, b, c) = tokio::join!(a.send(), b.send(), c.send());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    let discoveries = service.requests().into_iter().filter(|(name, _)| name == DESCRIBE);
    assert_eq!(discoveries.count(), 1);
}

#[tokio::test]
async fn endpoints_differ_by_identifiers_and_keys() {
    let service = Service::start(vec![endpoint("cell-1.example", 60)], vec![done()]).await;
    let client = Client::from_conf(service.config().build());
    for name in ["a", "b", "a"] {
        client.get_ledger().name(name).send().await.unwrap();
    }
    let other = Config::builder().credentials_provider(Credentials::from_keys("OTHER", "SECRET", None));
    let call = client.get_ledger().name("a").customize().config_override(other);
    call.send().await.unwrap();
    let requests = service.0.requests();
    let discoveries = requests.iter().filter(|request| operation(request) == DESCRIBE);
    let inputs: Vec<Value> = discoveries
        .map(|request| serde_json::from_slice(&request.body).unwrap())
        .collect();
    let input = |name: &str| json!({ "Operation": "GetLedger", "Identifiers": { "Name": name } });
    assert_eq!(inputs, [input("a"), input("b"), input("a")]);
    // Without identifiers, the operation is not sent either.
    client.list_ledgers().send().await.unwrap();
    let requests = service.0.requests();
    let last = requests.iter().rfind(|request| operation(request) == DESCRIBE).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&last.body).unwrap(), json!({}));
}

#[tokio::test]
async fn an_endpoint_is_refreshed_before_it_expires() {
    let (clock, cells) = (
        Clock::new(),
        vec![endpoint("cell-1.example", 60), endpoint("cell-2.example", 60)],
    );
    let service = Service::start(cells, vec![done()]).await;
    let client = Client::from_conf(service.config().time_source(clock.clone()).build());
    client.list_ledgers().send().await.unwrap();
    clock.advance(54 * 60);
    client.list_ledgers().send().await.unwrap();
    // In the last five minutes, a call starts the refresh and does not wait for it.
    clock.advance(2 * 60);
    client.list_ledgers().send().await.unwrap();
    while service.requests().iter().filter(|(name, _)| name == DESCRIBE).count() < 2 {
        tokio::task::yield_now().await;
    }
    clock.advance(5 * 60);
    client.list_ledgers().send().await.unwrap();
    let calls: Vec<_> = service
        .requests()
        .into_iter()
        .filter(|(name, _)| name != DESCRIBE)
        .collect();
    let hosts: Vec<_> = calls.iter().map(|(_, host)| host.as_str()).collect();
    assert_eq!(
        hosts,
        ["cell-1.example", "cell-1.example", "cell-1.example", "cell-2.example"]
    );
}

#[tokio::test]
async fn the_last_endpoint_is_used_while_discovery_fails() {
    let clock = Clock::new();
    let service = Service::start(vec![endpoint("cell-1.example", 1), failure()], vec![done()]).await;
    let client = Client::from_conf(service.config().time_source(clock.clone()).build());
    for _ in 0..3 {
        client.list_ledgers().send().await.unwrap();
        clock.advance(2 * 60);
    }
    clock.advance(10);
    client.list_ledgers().send().await.unwrap();
    // After a failure, discovery is not repeated for a minute.
    client.list_ledgers().send().await.unwrap();
    let requests = service.requests();
    assert_eq!(requests.iter().filter(|(name, _)| name == DESCRIBE).count(), 4);
    assert!(
        requests
            .iter()
            .all(|(name, host)| name == DESCRIBE || host == "cell-1.example")
    );
}

#[tokio::test]
async fn a_wrong_endpoint_is_discovered_again_and_the_call_repeated_once() {
    let cells = vec![endpoint("cell-1.example", 60), endpoint("cell-2.example", 60)];
    let service = Service::start(cells.clone(), vec![moved(), done()]).await;
    let client = Client::from_conf(service.config().build());
    client.get_ledger().name("a").send().await.unwrap();
    service.assert_requests(&[
        (DESCRIBE, BASE),
        ("GetLedger", "cell-1.example"),
        (DESCRIBE, BASE),
        ("GetLedger", "cell-2.example"),
    ]);
    // An operation that is not idempotent is repeated too: the request had no effect.
    let service = Service::start(cells.clone(), vec![moved(), done()]).await;
    let client = Client::from_conf(service.config().endpoint_discovery_enabled(true).build());
    client.put_entry().entry("1").send().await.unwrap();
    assert_eq!(service.requests().len(), 4);
    let service = Service::start(cells, vec![moved()]).await;
    let client = Client::from_conf(service.config().build());
    let error = client.get_ledger().name("a").send().await.unwrap_err();
    assert!(error.into_service_error().is_moved_exception());
    assert_eq!(service.requests().len(), 4);
    // The next call discovers the endpoint again.
    assert!(client.get_ledger().name("a").send().await.is_err());
    assert_eq!(service.requests().len(), 8);
}
