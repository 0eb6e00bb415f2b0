//! The blocking client over real HTTP.

use e2e::{Answer, Server};
use partnercentral_selling::blocking::Client;
use partnercentral_selling::error::{ProvideErrorMetadata, SdkError};
use serde_json::{Value, json};

/// Starts a server, and the runtime that drives it.
fn serve(answers: impl IntoIterator<Item = Answer>) -> (tokio::runtime::Runtime, Server) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(Server::script(answers)).unwrap();
    (runtime, server)
}

fn page(next: Option<&str>, ids: &[&str]) -> Answer {
    let engagements: Vec<Value> = ids.iter().map(|id| json!({ "Id": id })).collect();
    Answer::json(200, &json!({ "EngagementSummaryList": engagements, "NextToken": next }))
}

#[test]
fn calls_wait_for_their_answers_and_share_a_connection() {
    let (_runtime, server) = serve([
        page(None, &["a"]),
        page(None, &["b"]),
        Answer::json(400, &json!({ "__type": "ConflictException" })),
    ]);
    let client = Client::from_conf(server.config().build());
    assert_eq!(client.config().region().unwrap().as_ref(), "us-east-1");
    let output = client.list_engagements().catalog("Sandbox").send().unwrap();
    assert_eq!(output.engagement_summary_list()[0].id(), Some("a"));
    let output = client
        .list_engagements()
        .catalog("Sandbox")
        .customize()
        .header("x-a", "b")
        .send()
        .unwrap();
    assert_eq!(output.engagement_summary_list()[0].id(), Some("b"));
    // The clone shares the runtime of the original.
    let error = client.clone().list_engagements().catalog("Sandbox").send().unwrap_err();
    assert_eq!(error.code(), Some("ConflictException"));
    assert_eq!(server.requests()[1].header("x-a"), Some("b"));
    assert_eq!(server.connections(), 1);
}

#[test]
fn paginators_are_iterators() {
    let (_runtime, server) = serve([
        page(Some("1"), &["a", "b"]),
        page(None, &["c"]),
        page(Some("1"), &["a"]),
        Answer::json(400, &json!({})),
    ]);
    let client = Client::from_conf(server.config().build());
    let items = client
        .list_engagements()
        .catalog("Sandbox")
        .into_paginator()
        .page_size(2)
        .items()
        .send();
    let items = items.collect::<Result<Vec<_>, _>>().unwrap();
    let ids: Vec<_> = items.iter().filter_map(|item| item.id()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    let mut pages = client.list_engagements().catalog("Sandbox").into_paginator().send();
    assert!(pages.next().unwrap().is_ok());
    assert!(pages.next().unwrap().is_err());
    assert!(pages.next().is_none(), "an error ends them");
}

#[tokio::test]
async fn within_an_async_runtime_a_call_says_what_to_do() {
    let server = Server::always(page(None, &[])).await.unwrap();
    let client = Client::from_conf(server.config().build());
    let error = client.list_engagements().catalog("Sandbox").send().unwrap_err();
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    let text = error.to_string();
    assert!(
        text.starts_with("ListEngagements: ") && text.contains("std::thread::spawn"),
        "{text}"
    );
    let error = client
        .list_engagements()
        .catalog("Sandbox")
        .into_paginator()
        .send()
        .next()
        .unwrap();
    assert!(matches!(error, Err(SdkError::ConstructionFailure(_))));
    assert!(client.warm_up().unwrap_err().to_string().contains("async runtime"));
    assert!(Client::from_env().is_err());

    // The alternative that the message names.
    let theirs = client.clone();
    let thread = std::thread::spawn(move || {
        theirs.warm_up().unwrap();
        theirs.list_engagements().catalog("Sandbox").send().map(drop)
    });
    while !thread.is_finished() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    thread.join().unwrap().unwrap();
    // A client with a thread of its own can be dropped here.
    drop(client);
}

#[test]
fn a_catalog_is_bound_once() {
    let (_runtime, server) = serve([page(Some("n"), &["a"]), page(None, &["b"])]);
    let client = Client::from_conf(server.config().build()).with_catalog("Sandbox");
    let pages = client.list_engagements().into_paginator().items().send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().unwrap().len(), 2);
    for request in server.requests() {
        assert_eq!(request.json()["Catalog"], "Sandbox");
    }
}
