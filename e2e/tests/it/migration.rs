//! Programs written for the AWS SDK's crate compile and run as they are; only the name of the
//! package differs.

/// The invitation that programs of either client build.
#[path = "../../../bench/programs/invitation.rs"]
mod invitation;

use std::time::{Duration, SystemTime};

use aws_sdk_partnercentralselling as partnercentral;
use aws_sdk_partnercentralselling::client::Client;
use aws_sdk_partnercentralselling::config::http::HttpResponse;
use aws_sdk_partnercentralselling::config::{
    AppName, BehaviorVersion, Builder, Config, Credentials, ProvideCredentials, Region, SharedCredentialsProvider,
};
use aws_sdk_partnercentralselling::error::{
    BoxError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, SdkError,
};
use aws_sdk_partnercentralselling::operation::RequestId;
use aws_sdk_partnercentralselling::operation::create_engagement_invitation::builders::{
    CreateEngagementInvitationFluentBuilder, CreateEngagementInvitationInputBuilder,
};
use aws_sdk_partnercentralselling::operation::create_engagement_invitation::{
    CreateEngagementInvitationError, CreateEngagementInvitationInput, CreateEngagementInvitationOutput,
};
use aws_sdk_partnercentralselling::operation::list_opportunities::ListOpportunitiesError;
use aws_sdk_partnercentralselling::primitives::{DateTime, DateTimeFormat};
use aws_sdk_partnercentralselling::types::builders::InvitationBuilder;
use aws_sdk_partnercentralselling::types::error::{ConflictException, ValidationException};
use aws_sdk_partnercentralselling::types::{
    Invitation, LastModifiedDate, OpportunitySort, OpportunitySortName, OpportunitySummary, ReviewStatus, SortOrder,
    Stage, ValidationExceptionError, ValidationExceptionErrorCode, ValidationExceptionReason,
};
use e2e::{Answer, REQUEST_ID, Server, TEMPORARY};
use serde_json::json;

use self::invitation::invitation;

fn make_client(server: &Server) -> Client {
    let credentials = Credentials::new(
        TEMPORARY.access_key_id,
        TEMPORARY.secret_access_key,
        TEMPORARY.session_token.map(String::from),
        Some(SystemTime::now() + Duration::from_secs(3600)),
        "crm",
    );
    let config = partnercentral::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .app_name(AppName::new("crm-sync").expect("a valid name"))
        .endpoint_url(server.url())
        .build();
    partnercentral::Client::from_conf(config)
}

async fn invite(
    client: &Client,
) -> Result<CreateEngagementInvitationOutput, SdkError<CreateEngagementInvitationError>> {
    client
        .create_engagement_invitation()
        .catalog("Sandbox")
        .client_token("token")
        .engagement_identifier("eng-0123456789abcd")
        .set_invitation(invitation().ok())
        .send()
        .await
}

/// Returns the decision of a program by the class of an error.
fn class<E: std::fmt::Debug>(error: &SdkError<E, HttpResponse>) -> &'static str {
    match error {
        SdkError::ConstructionFailure(_) => "construction",
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(failure) if failure.is_io() || failure.is_timeout() => "dispatch",
        SdkError::DispatchFailure(failure) if failure.is_user() || failure.is_other() => "dispatch of another kind",
        SdkError::ResponseError(response) if response.raw().status().is_success() => "response",
        SdkError::ServiceError(context)
            if context.raw().status().as_u16() < 500 && context.raw().headers().get("nothing").is_none() =>
        {
            let _: &E = context.err();
            "service"
        }
        _ => "other",
    }
}

fn validation_error() -> Answer {
    let field = json!({ "FieldName": "Catalog", "Message": "no", "Code": "INVALID_ENUM_VALUE" });
    let body = json!({
        "__type": "ValidationException", "Message": "bad", "Reason": "REQUEST_VALIDATION_FAILED", "ErrorList": [field],
    });
    Answer::json(400, &body)
}

#[tokio::test]
async fn a_call_succeeds() {
    let server = Server::always(Answer::json(200, &json!({ "Id": "i", "Arn": "a" })))
        .await
        .unwrap();
    let output = invite(&make_client(&server)).await.expect("it works");
    assert_eq!(
        (output.id(), output.arn(), output.request_id()),
        ("i", "a", Some(REQUEST_ID))
    );
    assert!(
        server.requests()[0]
            .header("user-agent")
            .unwrap()
            .contains("app/crm-sync")
    );
}

#[tokio::test]
async fn errors_are_matched_by_variant() {
    let server = Server::always(validation_error()).await.unwrap();
    let client = make_client(&server);
    let handled = match invite(&client).await.map_err(|error| error.into_service_error()) {
        Ok(_) => panic!("it was refused"),
        Err(CreateEngagementInvitationError::ConflictException(e)) => ConflictException::message(&e).map(str::to_owned),
        Err(CreateEngagementInvitationError::ValidationException(e)) => {
            let e: ValidationException = e;
            assert_eq!(e.reason(), &ValidationExceptionReason::RequestValidationFailed);
            let list: &[ValidationExceptionError] = e.error_list();
            assert_eq!(list[0].field_name(), Some("Catalog"));
            assert_eq!(list[0].code(), &ValidationExceptionErrorCode::InvalidEnumValue);
            assert_eq!(e.meta().code(), Some("ValidationException"));
            Some(format!("{e}"))
        }
        Err(e @ CreateEngagementInvitationError::ThrottlingException(_)) => panic!("{e}"),
        Err(err) => panic!("unhandled: {}", DisplayErrorContext(&err)),
    };
    assert!(handled.unwrap().starts_with("ValidationException: bad"));

    let err = invite(&client).await.unwrap_err();
    assert_eq!(class(&err), "service");
    assert_eq!(
        (err.code(), err.message(), err.request_id()),
        (Some("ValidationException"), Some("bad"), Some(REQUEST_ID))
    );
    assert!(
        err.as_service_error()
            .is_some_and(|e| e.is_validation_exception() && !e.is_conflict_exception())
    );
    if let SdkError::ServiceError(context) = &err {
        assert_eq!(context.raw().headers().get("x-amzn-requestid"), Some(REQUEST_ID));
        let meta: &ErrorMetadata = context.err().meta();
        assert_eq!(meta.message(), Some("bad"));
    }
    eprintln!("{}", DisplayErrorContext(&err));
    let source: BoxError = err.into_source().unwrap();
    assert!(source.downcast_ref::<CreateEngagementInvitationError>().is_some());

    let result = client.list_opportunities().catalog("x").send().await;
    assert!(matches!(
        result.unwrap_err().into_service_error(),
        ListOpportunitiesError::ValidationException(_)
    ));
}

#[tokio::test]
async fn errors_go_up_with_a_question_mark() {
    async fn sdk(client: &Client) -> Result<String, partnercentral::Error> {
        let output = client.get_opportunity().catalog("AWS").identifier("O1").send().await?;
        Ok(output.id().to_owned())
    }
    async fn boxed(client: &Client) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        let invitation = invitation()?;
        let call = client
            .create_engagement_invitation()
            .catalog("AWS")
            .engagement_identifier("e")
            .invitation(invitation);
        Ok(call.send().await?.id)
    }
    let server = Server::always(validation_error()).await.unwrap();
    let client = make_client(&server);
    assert!(matches!(
        sdk(&client).await,
        Err(partnercentral::Error::ValidationException(_))
    ));
    assert!(boxed(&client).await.unwrap_err().to_string().contains("bad"));
}

#[tokio::test]
async fn other_classes_are_told_apart() {
    // The first of them hits a pooled connection and so does not count.
    let resets = [(); 4].map(|()| Answer::reset());
    let answers = [Answer::with_headers(200, &[], "[")].into_iter().chain(resets);
    let server = Server::script(answers).await.unwrap();
    let client = make_client(&server);
    assert_eq!(class(&invite(&client).await.unwrap_err()), "response");
    assert_eq!(class(&invite(&client).await.unwrap_err()), "dispatch");
    assert_eq!(
        class(&client.create_engagement_invitation().send().await.unwrap_err()),
        "construction"
    );
    let timeout: SdkError<CreateEngagementInvitationError> = SdkError::timeout_error("too slow");
    assert_eq!(class(&timeout), "timeout");
}

#[tokio::test]
async fn a_sync_lists_what_changed() {
    let summaries =
        json!([{ "Catalog": "AWS", "Id": "O1", "LifeCycle": { "Stage": "Qualified", "ReviewStatus": "Approved" } }]);
    let server = Server::always(Answer::json(200, &json!({ "OpportunitySummaries": summaries })))
        .await
        .unwrap();
    let client = make_client(&server);
    let since = DateTime::from_str("2026-01-31T23:59:58Z", DateTimeFormat::DateTime).unwrap();
    let mut pages = client
        .list_opportunities()
        .catalog("AWS")
        .last_modified_date(LastModifiedDate::builder().after_last_modified_date(since).build())
        .sort(
            OpportunitySort::builder()
                .sort_by(OpportunitySortName::LastModifieddate)
                .sort_order(SortOrder::Ascending)
                .build()
                .unwrap(),
        )
        .life_cycle_review_status(ReviewStatus::Approved)
        .into_paginator()
        .page_size(100)
        .items()
        .send();
    let mut stages = Vec::new();
    while let Some(summary) = pages.next().await {
        let summary: OpportunitySummary = summary.unwrap();
        match summary.life_cycle().and_then(|life_cycle| life_cycle.stage()) {
            Some(Stage::Qualified) => stages.push("qualified"),
            Some(other) => panic!("{}", other.as_str()),
            None => {}
        }
    }
    assert_eq!(stages, ["qualified"]);
}

#[test]
fn builders_can_be_named_and_passed_around() {
    fn message(builder: InvitationBuilder, text: &str) -> InvitationBuilder {
        builder.message(text)
    }
    let builder: CreateEngagementInvitationInputBuilder = CreateEngagementInvitationInput::builder()
        .catalog("AWS")
        .set_client_token(None);
    assert_eq!(builder.get_catalog().as_deref(), Some("AWS"));
    let input: CreateEngagementInvitationInput = builder.build().unwrap();
    assert_eq!(
        (input.catalog(), input.client_token(), input.invitation()),
        (Some("AWS"), None, None)
    );
    assert_eq!(
        message(Invitation::builder(), "hi").get_message().as_deref(),
        Some("hi")
    );
    let client = Client::from_conf(Config::builder().behavior_version_latest().build());
    let call: CreateEngagementInvitationFluentBuilder = client.create_engagement_invitation().catalog("AWS");
    assert_eq!(call.get_catalog().as_deref(), Some("AWS"));
    assert_eq!(call.as_input().get_catalog().as_deref(), Some("AWS"));
    assert_eq!(call.as_input().clone().build().unwrap().catalog(), Some("AWS"));
}

#[tokio::test]
async fn builders_of_calls_show_their_input_alone() {
    let server = Server::always(validation_error()).await.unwrap();
    let call = make_client(&server).accept_engagement_invitation().catalog("AWS");
    assert_eq!(
        format!("{call:?}"),
        "AcceptEngagementInvitationFluentBuilder { shape: AcceptEngagementInvitationInput { catalog: Some(\"AWS\"), identifier: None } }"
    );
}

#[tokio::test]
async fn configs_are_changed_step_by_step() {
    let mut builder: Builder = Config::builder();
    builder
        .set_region(Some(Region::from_static("us-east-1")))
        .set_endpoint_url(Some("http://127.0.0.1:1".to_owned()));
    builder.set_credentials_provider(Some(SharedCredentialsProvider::new(Credentials::new(
        "a", "b", None, None, "test",
    ))));
    let config: Config = builder.build();
    assert_eq!(config.region().map(Region::as_ref), Some("us-east-1"));
    let other = Client::from_conf(
        config
            .to_builder()
            .region(Region::new(String::from("eu-west-1")))
            .build(),
    );
    assert_eq!(other.config().region(), Some(&Region::new("eu-west-1")));
    let provider: SharedCredentialsProvider =
        SharedCredentialsProvider::new(Credentials::new("a", "b", None, None, "test"));
    let credentials = provider.provide_credentials().await.unwrap();
    assert_eq!(
        (
            credentials.access_key_id(),
            credentials.session_token(),
            credentials.expiry()
        ),
        ("a", None, None)
    );
}

#[test]
fn enums_and_errors_are_made_from_values() {
    assert_eq!(Stage::from("Closed Lost"), Stage::ClosedLost);
    assert_eq!("Closed Lost".parse::<Stage>().unwrap().as_str(), "Closed Lost");
    assert!(Stage::values().contains(&"Qualified"));
    const WANTED: Stage = Stage::Qualified;
    assert!(matches!(Stage::from("Qualified"), WANTED) && !matches!(Stage::ClosedLost, WANTED));
    let error = ValidationException::builder()
        .message("bad")
        .reason(ValidationExceptionReason::BusinessValidationFailed)
        .meta(
            ErrorMetadata::builder()
                .code("ValidationException")
                .message("bad")
                .build(),
        )
        .build()
        .unwrap();
    let error = CreateEngagementInvitationError::ValidationException(error);
    assert_eq!(
        (error.code(), error.is_validation_exception()),
        (Some("ValidationException"), true)
    );
    assert!(CreateEngagementInvitationError::unhandled("x").meta().code().is_none());
    assert_eq!(
        CreateEngagementInvitationError::generic(ErrorMetadata::builder().code("C").build()).code(),
        Some("C")
    );
}
