//! Pages and items.

use crate::mini::{self, ListInput, Requests, response};
use bytes::Bytes;
use smithy_client_runtime::paginate::Paginator;

/// Returns the response for this page.
type Answer = fn(usize) -> http::Response<Bytes>;

fn paginator(answer: Answer) -> (Paginator<ListInput>, Requests) {
    let (client, requests) = mini::client(answer);
    (Paginator::new(client, ListInput::default()), requests)
}

fn three_pages(page: usize) -> http::Response<Bytes> {
    let body = [
        r#"{"Arns":["a","b"],"NextToken":"1"}"#,
        r#"{"Arns":[],"NextToken":"2"}"#,
        r#"{"Arns":["c"]}"#,
    ];
    response(200, &[], body.get(page).copied().unwrap_or("one page too many"))
}

fn bodies(requests: &Requests) -> Vec<String> {
    requests
        .lock()
        .unwrap()
        .iter()
        .map(|request| String::from_utf8_lossy(request.body()).into_owned())
        .collect()
}

#[tokio::test]
async fn items_run_over_all_pages() {
    let (paginator, requests) = paginator(three_pages);
    let items = paginator
        .page_size(2)
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .unwrap();
    assert_eq!(items, ["a", "b", "c"]);
    assert_eq!(
        bodies(&requests),
        [
            r#"{"MaxResults":2}"#,
            r#"{"NextToken":"1","MaxResults":2}"#,
            r#"{"NextToken":"2","MaxResults":2}"#
        ]
    );
}

#[tokio::test]
async fn pages_are_asked_for_one_at_a_time() {
    let (paginator, requests) = paginator(three_pages);
    let mut pages = paginator.send();
    assert_eq!(bodies(&requests).len(), 0);
    assert_eq!(pages.next().await.unwrap().unwrap().arns, ["a", "b"]);
    assert_eq!(bodies(&requests).len(), 1);
    assert_eq!(pages.try_next().await.unwrap().unwrap().arns.len(), 0);
    assert_eq!(pages.try_next().await.unwrap().unwrap().arns, ["c"]);
    assert!(pages.try_next().await.unwrap().is_none());
    assert!(pages.next().await.is_none());
    assert_eq!(bodies(&requests).len(), 3);
}

#[tokio::test]
async fn an_empty_or_repeated_token_ends_the_pages() {
    let cases: [(Answer, usize); 3] = [
        (|_| response(200, &[], r#"{"Arns":["a"],"NextToken":""}"#), 1),
        (|_| response(200, &[], r#"{"Arns":["a"],"NextToken":null}"#), 1),
        (|_| response(200, &[], r#"{"Arns":["a"],"NextToken":"same"}"#), 2),
    ];
    for (answer, expected) in cases {
        let (paginator, _) = paginator(answer);
        assert_eq!(paginator.items().send().try_collect().await.unwrap().len(), expected);
    }
    let (paginator, _) = paginator(|_| response(200, &[], r#"{"Arns":["a"],"NextToken":"same"}"#));
    let mut pages = paginator.stop_on_duplicate_token(false).send();
    for _ in 0..10 {
        assert!(pages.next().await.is_some());
    }
}

#[tokio::test]
async fn an_error_ends_the_pages() {
    let (paginator, requests) = paginator(|page| {
        if page == 0 {
            three_pages(0)
        } else {
            response(500, &[], "")
        }
    });
    let mut items = paginator.items().send();
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    assert_eq!(items.next().await.unwrap().unwrap(), "b");
    assert!(items.next().await.unwrap().is_err());
    assert!(items.next().await.is_none());
    assert_eq!(bodies(&requests).len(), 2);
}
