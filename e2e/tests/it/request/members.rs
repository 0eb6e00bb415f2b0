//! Members of inputs: tokens, required members, and parameters of queries.

use e2e::{Answer, Server, sample};
use partnercentral_selling::Error;
use partnercentral_selling::error::{BuildError, SdkError};
use partnercentral_selling::types::Invitation;
use serde_json::{Value, json};

use super::{ENGAGEMENT, only, server};

#[tokio::test]
async fn an_unset_client_token_becomes_a_uuid_that_is_new_for_each_call() {
    let server = server().await;
    let call = server
        .client()
        .create_engagement_invitation()
        .catalog("AWS")
        .engagement_identifier(ENGAGEMENT);
    let call = call.invitation(sample::lead_invitation().unwrap());
    for call in [call.clone(), call] {
        call.send().await.unwrap();
    }
    let tokens: Vec<Value> = server
        .requests()
        .iter()
        .map(|request| request.json()["ClientToken"].clone())
        .collect();
    assert_ne!(tokens[0], tokens[1]);
    for token in &tokens {
        let token = token.as_str().unwrap();
        // RFC 9562, section 5.4: version 4, variant 10.
        let form: String = token
            .chars()
            .map(|char| if char.is_ascii_hexdigit() { 'x' } else { char })
            .collect();
        assert_eq!(form, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "{token}");
        assert_eq!(&token[14..15], "4", "{token}");
        assert!("89ab".contains(&token[19..20]), "{token}");
    }
}

#[tokio::test]
async fn every_missing_member_is_named_at_once_and_nothing_is_sent() {
    let server = server().await;
    let client = server.client();
    let missing = |error: SdkError<Error>| {
        assert!(matches!(error, SdkError::ConstructionFailure(_)));
        let text = error.to_string();
        let source = error.into_source().unwrap();
        // Programs may use a copy of the input.
        let error = BuildError::clone(source.downcast_ref().unwrap());
        (text, error.missing_fields().to_vec())
    };

    let (text, fields) = missing(client.create_engagement_invitation().send().await.unwrap_err());
    assert_eq!(fields, ["catalog", "engagement_identifier", "invitation"]);
    assert_eq!(
        text,
        "CreateEngagementInvitation: nothing was sent: CreateEngagementInvitationInput lacks required members: \
         catalog, engagement_identifier, invitation"
    );
    let (_, fields) = missing(
        client
            .create_engagement_invitation()
            .engagement_identifier("e")
            .send()
            .await
            .unwrap_err(),
    );
    assert_eq!(fields, ["catalog", "invitation"]);
    let (text, fields) = missing(client.list_opportunities().send().await.unwrap_err());
    assert_eq!(fields, ["catalog"], "{text}");
    assert!(server.requests().is_empty());
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_structure_that_lacks_members_names_them_all() {
    let error = Invitation::builder().build().unwrap_err();
    assert_eq!(error.missing_fields(), ["message", "receiver", "payload"]);
    assert_eq!(
        error.to_string(),
        "Invitation lacks required members: message, receiver, payload"
    );
}

#[tokio::test]
async fn lists_and_numbers_of_a_query_are_sent_as_the_model_says() {
    let server = Server::always(Answer::json(200, &json!({ "OpportunitySummaries": [] })))
        .await
        .unwrap();
    use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
    use partnercentral_selling::types::{LastModifiedDate, OpportunitySort, OpportunitySortName, SortOrder, Stage};
    let after = DateTime::from_str("2026-01-31T23:59:58.123456Z", DateTimeFormat::DateTime).unwrap();
    let sort = OpportunitySort::builder()
        .sort_by(OpportunitySortName::LastModifieddate)
        .sort_order(SortOrder::Descending);
    let call = server
        .client()
        .list_opportunities()
        .catalog("AWS")
        .max_results(20)
        .sort(sort.build().unwrap());
    let call = call
        .life_cycle_stage(Stage::TechnicalValidation)
        .life_cycle_stage(Stage::ClosedLost);
    let call = call.last_modified_date(LastModifiedDate::builder().after_last_modified_date(after).build());
    call.set_identifier(Some(vec![])).send().await.unwrap();
    let expected = json!({
        "Catalog": "AWS",
        "MaxResults": 20,
        "Sort": { "SortBy": "LastModifiedDate", "SortOrder": "DESCENDING" },
        "LifeCycleStage": ["Technical Validation", "Closed Lost"],
        "LastModifiedDate": { "AfterLastModifiedDate": "2026-01-31T23:59:58.123456Z" },
        "Identifier": [],
    });
    assert_eq!(only(&server).json(), expected);
}
