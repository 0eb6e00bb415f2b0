//! Pages, their items, and the conditions that end a pagination.

use e2e::{Answer, REQUEST_ID, Server};
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::error::{ProvideErrorMetadata, SdkError};
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::operation::list_opportunities::ListOpportunitiesOutput;
use partnercentral_selling::operation::list_opportunities::paginator::ListOpportunitiesPaginator;
use partnercentral_selling::types::OpportunitySummary;
use partnercentral_selling::{Client, Error};
use serde_json::{Value, json};

/// Returns a page with opportunities of these ids.
fn page(ids: &[&str], next: Value) -> Answer {
    let summaries: Vec<Value> = ids.iter().map(|id| json!({ "Catalog": "AWS", "Id": id })).collect();
    Answer::json(200, &json!({ "OpportunitySummaries": summaries, "NextToken": next }))
}

fn throttled() -> Answer {
    Answer::json(429, &json!({ "__type": "ThrottlingException", "Message": "slow down" }))
}

/// Returns the paginator of a client without retries. The responses are pages, one after the other.
fn paginator(server: &Server) -> ListOpportunitiesPaginator {
    let config = server.config().retry_config(RetryConfig::disabled());
    Client::from_conf(config.build())
        .list_opportunities()
        .catalog("AWS")
        .customer_company_name("A")
        .into_paginator()
}

/// Returns the token and the page size of each request.
fn asked(server: &Server) -> Vec<(Value, Value)> {
    let asked = |body: Value| (body["NextToken"].clone(), body["MaxResults"].clone());
    let requests = server.requests();
    assert!(
        requests
            .iter()
            .all(|request| request.operation() == "ListOpportunities")
    );
    // The request of every page has the other members of the input.
    assert!(
        requests
            .iter()
            .all(|request| request.json()["CustomerCompanyName"] == json!(["A"]))
    );
    requests.iter().map(|request| asked(request.json())).collect()
}

fn ids<'a>(items: impl IntoIterator<Item = &'a OpportunitySummary>) -> Vec<&'a str> {
    items.into_iter().map(|summary| summary.id().unwrap()).collect()
}

fn page_ids(page: &ListOpportunitiesOutput) -> Vec<&str> {
    ids(page.opportunity_summaries())
}

#[tokio::test]
async fn pages_follow_the_token_to_the_end() {
    // A page without items is not the last one.
    let pages = [
        page(&["a", "b"], json!("t1")),
        page(&[], json!("t2")),
        page(&["c"], json!(null)),
    ];
    let server = Server::script(pages).await.unwrap();
    let mut pages = paginator(&server).send();
    assert!(
        server.requests().is_empty(),
        "nothing is sent before a page is asked for"
    );

    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (page_ids(&first), first.next_token(), first.request_id()),
        (vec!["a", "b"], Some("t1"), Some(REQUEST_ID))
    );
    assert_eq!(server.requests().len(), 1);
    assert_eq!(page_ids(&pages.try_next().await.unwrap().unwrap()), [""; 0]);
    assert_eq!(page_ids(&pages.next().await.unwrap().unwrap()), ["c"]);
    assert!(pages.next().await.is_none());
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(
        asked(&server),
        [
            (json!(null), json!(null)),
            (json!("t1"), json!(null)),
            (json!("t2"), json!(null))
        ]
    );
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn items_come_one_by_one_over_all_pages() {
    let pages = [
        page(&["a", "b"], json!("t1")),
        page(&[], json!("t2")),
        page(&["c"], json!("")),
    ];
    let server = Server::script(pages).await.unwrap();
    let mut items = paginator(&server).page_size(2).items().send();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.unwrap());
        // No page is fetched before it is needed.
        assert_eq!(server.requests().len(), if found.len() < 3 { 1 } else { 3 });
    }
    assert_eq!(ids(&found), ["a", "b", "c"]);
    assert_eq!(
        asked(&server),
        [
            (json!(null), json!(2)),
            (json!("t1"), json!(2)),
            (json!("t2"), json!(2))
        ]
    );
}

#[tokio::test]
async fn pages_and_items_are_collected() {
    let pages = || [page(&["a"], json!("t1")), page(&["b"], json!(null))];
    let server = Server::script(pages()).await.unwrap();
    let collected = paginator(&server).send().collect::<Result<Vec<_>, _>>().await.unwrap();
    assert_eq!(collected.iter().map(page_ids).collect::<Vec<_>>(), [["a"], ["b"]]);
    let server = Server::script(pages()).await.unwrap();
    let collected: Vec<OpportunitySummary> = paginator(&server)
        .items()
        .send()
        .collect::<Result<_, SdkError<Error>>>()
        .await
        .unwrap();
    assert_eq!(ids(&collected), ["a", "b"]);
}

#[tokio::test]
async fn a_token_that_comes_twice_ends_the_pages_unless_one_wants_to_go_on() {
    let pages = || {
        [
            page(&["a"], json!("t")),
            page(&["b"], json!("t")),
            page(&["c"], json!(null)),
        ]
    };
    let server = Server::script(pages()).await.unwrap();
    let items = paginator(&server)
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .unwrap();
    assert_eq!((ids(&items), server.requests().len()), (vec!["a", "b"], 2));
    let server = Server::script(pages()).await.unwrap();
    let items = paginator(&server)
        .stop_on_duplicate_token(false)
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .unwrap();
    assert_eq!((ids(&items), server.requests().len()), (vec!["a", "b", "c"], 3));
}

#[tokio::test]
async fn an_error_in_the_middle_is_handed_out_and_ends_the_pages() {
    let pages = || [page(&["a"], json!("t1")), throttled(), page(&["never"], json!(null))];
    let server = Server::script(pages()).await.unwrap();
    let mut items = paginator(&server).items().send();
    assert_eq!(items.try_next().await.unwrap().unwrap().id(), Some("a"));
    let error = items.try_next().await.unwrap_err();
    assert_eq!(
        (error.code(), error.operation()),
        (Some("ThrottlingException"), Some("ListOpportunities"))
    );
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 2);

    let server = Server::script(pages()).await.unwrap();
    let error = paginator(&server)
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .unwrap_err();
    assert!(error.into_service_error().is_throttling_exception());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn pages_start_where_the_input_says() {
    let server = Server::script([page(&["b"], json!(null))]).await.unwrap();
    let call = server
        .client()
        .list_opportunities()
        .catalog("AWS")
        .customer_company_name("A")
        .next_token("t7")
        .max_results(5);
    let pages = call
        .into_paginator()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .unwrap();
    assert_eq!((pages.len(), asked(&server)), (1, vec![(json!("t7"), json!(5))]));
}

#[tokio::test]
async fn a_missing_member_is_reported_by_the_first_page() {
    let server = Server::always(page(&[], json!(null))).await.unwrap();
    let mut pages = server.client().list_opportunities().into_paginator().send();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(
        error.to_string().ends_with("lacks required members: catalog"),
        "{error}"
    );
    assert!(pages.next().await.is_none() && server.requests().is_empty());
}
