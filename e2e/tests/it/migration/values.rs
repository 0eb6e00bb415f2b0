//! Builders, configs and values in programs that name and change them.

use aws_sdk_partnercentralselling::client::Client;
use aws_sdk_partnercentralselling::config::{
    Builder, Config, Credentials, ProvideCredentials, Region, SharedCredentialsProvider,
};
use aws_sdk_partnercentralselling::error::{ErrorMetadata, ProvideErrorMetadata};
use aws_sdk_partnercentralselling::operation::create_engagement_invitation::builders::{
    CreateEngagementInvitationFluentBuilder, CreateEngagementInvitationInputBuilder,
};
use aws_sdk_partnercentralselling::operation::create_engagement_invitation::{
    CreateEngagementInvitationError, CreateEngagementInvitationInput,
};
use aws_sdk_partnercentralselling::types::builders::InvitationBuilder;
use aws_sdk_partnercentralselling::types::error::ValidationException;
use aws_sdk_partnercentralselling::types::{Invitation, Stage, ValidationExceptionReason};
use e2e::Server;

use super::{make_client, validation_error};

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
