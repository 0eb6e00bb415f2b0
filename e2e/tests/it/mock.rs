//! The mock of the service, against which programs are tested.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use e2e::sample;
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::error::{ErrorMetadata, ProvideErrorMetadata, SdkError};
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::operation::create_engagement_invitation::builders::CreateEngagementInvitationFluentBuilder;
use partnercentral_selling::operation::create_engagement_invitation::{
    CreateEngagementInvitationInput, CreateEngagementInvitationOutput,
};
use partnercentral_selling::test_util::Mock;
use partnercentral_selling::types::ValidationExceptionReason;
use partnercentral_selling::types::error::{InternalServerException, ThrottlingException, ValidationException};
use partnercentral_selling::{Client, Error};

fn output(id: &str) -> CreateEngagementInvitationOutput {
    CreateEngagementInvitationOutput::builder()
        .id(id)
        .arn("arn")
        .build()
        .unwrap()
}

fn invite(client: &Client) -> CreateEngagementInvitationFluentBuilder {
    client
        .create_engagement_invitation()
        .catalog("Sandbox")
        .engagement_identifier("eng-0123456789abcd")
        .invitation(sample::lead_invitation().unwrap())
}

/// Returns the message with which the mock fails the test.
fn failure(mock: Mock) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(mock))).expect_err("the mock is content");
    panic.downcast_ref::<String>().expect("a text").clone()
}

#[tokio::test]
async fn rules_answer_and_calls_are_recorded() {
    let mock = Mock::new();
    let client = Client::from_conf(mock.config());
    mock.on(Client::create_engagement_invitation)
        .when(|input| input.catalog() == Some("AWS"))
        .returns(output("from-aws"));
    mock.on(Client::create_engagement_invitation)
        .times(2)
        .returns_sequence([output("first"), output("second")]);
    let first = invite(&client).send().await.unwrap();
    assert_eq!(first.id(), "first");
    assert!(first.request_id().is_some());
    assert_eq!(invite(&client).catalog("AWS").send().await.unwrap().id(), "from-aws");
    assert_eq!(invite(&client).send().await.unwrap().id(), "second");

    let inputs = mock.inputs(Client::create_engagement_invitation);
    let catalogs: Vec<_> = inputs
        .iter()
        .filter_map(CreateEngagementInvitationInput::catalog)
        .collect();
    assert_eq!(catalogs, ["Sandbox", "AWS", "Sandbox"]);
    assert!(inputs.iter().all(|input| input.client_token().is_some()));
    let calls = mock.calls();
    assert_eq!(calls.len(), 3);
    assert_eq!(
        (calls[0].operation, calls[0].attempt),
        ("CreateEngagementInvitation", 1)
    );
    // It is signed like any other request.
    assert!(calls[0].request.headers().contains_key("authorization"));
    assert!(mock.inputs(Client::list_opportunities).is_empty());
    mock.verify();
}

#[tokio::test]
async fn errors_are_typed_and_tried_again_by_status_and_code() {
    let throttled = ThrottlingException::builder().message("slowly").build();
    let invalid = ValidationException::builder()
        .message("wrong")
        .reason(ValidationExceptionReason::BusinessValidationFailed)
        .build();
    let meta = ErrorMetadata::builder().code("Brownout").status(503).build();
    for (error, attempts) in [
        (Error::from(throttled), 3),
        (Error::from(InternalServerException::builder().message("oh").build()), 3),
        (Error::generic(meta), 3),
        (invalid.map(Error::from).unwrap(), 1),
    ] {
        let mock = Mock::new();
        let code = error.code().map(str::to_owned);
        mock.on(Client::create_engagement_invitation).returns_error(error);
        let error = invite(&Client::from_conf(mock.config())).send().await.unwrap_err();
        assert_eq!(
            (error.attempts(), mock.calls().len()),
            (attempts, attempts as usize),
            "{error}"
        );
        assert_eq!(error.code().map(str::to_owned), code);
        assert_eq!(mock.inputs(Client::create_engagement_invitation).len(), 1, "one call");
    }
}

#[tokio::test]
async fn faults_are_those_of_a_network() {
    let mock = Mock::new();
    mock.on(Client::create_engagement_invitation)
        .fails_to_connect()
        .drops()
        .returns(output("third"))
        .status(503)
        .garbage()
        .delays(Duration::from_secs(60))
        .returns(output("late"));
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_millis(200))
        .build();
    let client = Client::from_conf(mock.config_builder().build());
    assert_eq!(invite(&client).send().await.unwrap().id(), "third");
    let error = invite(&client).send().await.unwrap_err();
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert_eq!(error.attempts(), 2);
    let hasty = Client::from_conf(mock.config_builder().timeout_config(timeouts).build());
    let error = invite(&hasty).send().await.unwrap_err();
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    let attempts: Vec<_> = mock.calls().iter().map(|call| call.attempt).collect();
    assert_eq!(attempts, [1, 2, 3, 1, 2, 1, 2, 3]);
}

#[tokio::test]
async fn an_unexpected_call_fails_the_test_and_shows_nothing_sensitive() {
    let mock = Mock::new();
    let client = Client::from_conf(mock.config());
    let wanted = CreateEngagementInvitationInput::builder()
        .catalog("AWS")
        .engagement_identifier("eng-0123456789abcd")
        .invitation(sample::lead_invitation().unwrap());
    mock.on(Client::create_engagement_invitation)
        .with_input(wanted.build().unwrap())
        .returns(output("a"));
    assert_eq!(
        invite(&client).catalog("AWS").send().await.unwrap().id(),
        "a",
        "any token will do"
    );
    let error = invite(&client).send().await.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
    assert_eq!(error.attempts(), 1);
    let other = client.list_opportunities().catalog("Sandbox").send().await.unwrap_err();
    assert!(other.to_string().contains("ListOpportunities"), "{other}");

    let text = failure(mock);
    for part in [
        "unexpected call of CreateEngagementInvitation",
        "rule 1 expects another input",
        "-         \"AWS\",",
        "+         \"Sandbox\",",
        "unexpected call of ListOpportunities",
        "there are rules for CreateEngagementInvitation",
    ] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    assert!(!text.contains("acme.example"), "{text}");
}

#[tokio::test]
async fn a_rule_that_is_not_used_as_it_wants_fails_the_test() {
    let mock = Mock::new();
    mock.on(Client::list_opportunities).times(2).status(400);
    mock.on(Client::get_opportunity).status(400);
    let client = Client::from_conf(mock.config());
    client.list_opportunities().catalog("Sandbox").send().await.unwrap_err();
    assert_eq!(
        failure(mock),
        "rule 1 for ListOpportunities expected 2 calls, and there came 1 call\n\nrule 2 for GetOpportunity was never called"
    );

    let mock = Mock::new();
    mock.on(Client::list_opportunities).times(1).status(400);
    let client = Client::from_conf(mock.config());
    for _ in 0..2 {
        client.list_opportunities().catalog("Sandbox").send().await.unwrap_err();
    }
    assert!(failure(mock).ends_with("rule 1 has already had its 1 call"));
}

#[test]
fn it_stands_in_for_a_blocking_client_too() {
    use partnercentral_selling::blocking::Client;
    let mock = Mock::new();
    mock.on(Client::create_engagement_invitation)
        .drops()
        .returns(output("a"));
    let call = Client::from_conf(mock.config()).create_engagement_invitation();
    let call = call
        .catalog("c")
        .engagement_identifier("e")
        .invitation(sample::lead_invitation().unwrap());
    assert_eq!(call.send().unwrap().id(), "a");
}
