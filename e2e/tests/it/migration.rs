//! Programs written for the AWS SDK's crate compile and run unchanged; only the name of the package
//! differs.

mod errors;
mod values;

/// The invitation that programs of either client build.
#[path = "../../../bench/programs/invitation.rs"]
mod invitation;

use std::time::{Duration, SystemTime};

use aws_sdk_partnercentralselling as partnercentral;
use aws_sdk_partnercentralselling::client::Client;
use aws_sdk_partnercentralselling::config::{AppName, BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
use aws_sdk_partnercentralselling::error::SdkError;
use aws_sdk_partnercentralselling::operation::RequestId;
use aws_sdk_partnercentralselling::operation::create_engagement_invitation::{
    CreateEngagementInvitationError, CreateEngagementInvitationOutput,
};
use aws_sdk_partnercentralselling::primitives::{DateTime, DateTimeFormat};

use aws_sdk_partnercentralselling::types::{
    LastModifiedDate, OpportunitySort, OpportunitySortName, OpportunitySummary, ReviewStatus, SortOrder, Stage,
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
