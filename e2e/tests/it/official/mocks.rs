//! The mocks of `aws-smithy-mocks`: rules, sequences, errors and raw responses.

use aws_smithy_mocks::{RuleMode, mock, mock_client};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use super::orders::Client;
use super::orders::config::retry::RetryConfig;
use super::orders::operation::get_order::{GetOrderError, GetOrderOutput};
use super::orders::operation::list_orders::ListOrdersOutput;
use super::orders::types::error::{NoSuchOrder, Throttled};
use super::orders::types::{Address, Order, State};
use crate::official::orders;

fn order(id: &str, state: State) -> Order {
    let address = Address::builder().city("Bern").build().unwrap();
    Order::builder().id(id).state(state).address(address).build().unwrap()
}

fn output(id: &str) -> GetOrderOutput {
    GetOrderOutput::builder().order(order(id, State::Open)).build()
}

#[tokio::test]
async fn rules_match_operations_and_inputs() {
    let first = mock!(Client::get_order)
        .match_requests(|input| input.id() == Some("1"))
        .then_output(|| output("1"));
    let missing = mock!(Client::get_order)
        .match_requests(|input| input.id() == Some("2"))
        .then_error(|| GetOrderError::NoSuchOrder(NoSuchOrder::builder().message("gone").id("2").build()));
    let list = mock!(Client::list_orders).then_output(|| {
        ListOrdersOutput::builder()
            .orders(order("7", State::Shipped))
            .build()
            .unwrap()
    });
    let client = mock_client!(orders, RuleMode::MatchAny, [&first, &missing, &list]);

    let found = client.get_order().id("1").send().await.unwrap();
    assert_eq!(found.order().unwrap().id(), "1");
    let error = client.get_order().id("2").send().await.unwrap_err();
    let error = error.into_service_error();
    assert!(error.is_no_such_order());
    assert_eq!(error.to_string(), "NoSuchOrder; id: 2");
    let listed = client.list_orders().send().await.unwrap();
    assert_eq!(listed.orders()[0].state(), Some(&State::Shipped));
    assert_eq!((first.num_calls(), missing.num_calls(), list.num_calls()), (1, 1, 1));
}

#[tokio::test]
async fn sequences_reply_in_order() {
    let rule = mock!(Client::get_order)
        .sequence()
        .output(|| output("1"))
        .error(|| GetOrderError::unhandled("broken"))
        .output(|| output("2"))
        .times(2)
        .build();
    let client = mock_client!(orders, RuleMode::Sequential, [&rule]);
    let get = || client.get_order().id("x").send();
    assert_eq!(get().await.unwrap().order().unwrap().id(), "1");
    assert!(get().await.unwrap_err().as_service_error().is_some());
    for _ in 0..2 {
        assert_eq!(get().await.unwrap().order().unwrap().id(), "2");
    }
    assert!(rule.is_exhausted());
}

#[tokio::test]
async fn raw_responses_are_read_and_retried() {
    let found = r#"{"order": {"id": "1", "address": {"city": "Bern"}, "state": "lost"}}"#;
    let rule = mock!(Client::get_order)
        .sequence()
        .http_status(503, None)
        .times(2)
        .http_status(200, Some(found.to_owned()))
        .http_response(|| {
            let body = SdkBody::from(r#"{"__type": "NoSuchOrder", "message": "gone"}"#);
            let mut response = HttpResponse::new(StatusCode::try_from(400).unwrap(), body);
            response.headers_mut().insert("x-amzn-requestid", "r-1");
            response
        })
        .build();
    let client = mock_client!(orders, RuleMode::Sequential, [&rule], |config| config.retry_config(
        RetryConfig::standard().with_initial_backoff(std::time::Duration::from_millis(1))
    ));
    let output = client.get_order().id("1").send().await.unwrap();
    assert_eq!(output.order().unwrap().state(), Some(&State::from("lost")));
    assert_eq!(rule.num_calls(), 3);
    let error = client.get_order().id("1").send().await.unwrap_err();
    let response = error.raw_response().unwrap();
    assert_eq!(response.headers().get("x-amzn-requestid"), Some("r-1"));
    assert!(matches!(error, SdkError::ServiceError(error) if error.err().is_no_such_order()));
}

#[tokio::test]
async fn an_error_of_a_rule_is_retried_if_the_model_says_so() {
    let rule = mock!(Client::get_order)
        .sequence()
        .error(|| GetOrderError::Throttled(Throttled::builder().build()))
        .output(|| output("1"))
        .build();
    let client = mock_client!(orders, RuleMode::Sequential, [&rule]);
    client.get_order().id("1").send().await.unwrap();
    assert_eq!(rule.num_calls(), 2);
}

#[tokio::test]
async fn outputs_are_computed_from_inputs() {
    let rule = mock!(Client::put_order).then_compute_output(|input| {
        let id = input.order().map(|order| order.id().to_owned());
        orders::operation::put_order::PutOrderOutput::builder()
            .set_id(id)
            .build()
    });
    let client = mock_client!(orders, [&rule]);
    let mut order = order("9", State::Open);
    // Integer enums are numbers.
    order.priority = Some(2);
    assert_eq!(order.priority(), Some(2));
    let put = client.put_order().order(order).send().await.unwrap();
    assert_eq!(put.id(), Some("9"));
}
