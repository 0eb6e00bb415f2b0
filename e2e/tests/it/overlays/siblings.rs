//! Partner Central Account, Benefits and Channel: their updates and their catalogs.

use partnercentral_account::config::{ConstraintMode, ConstraintViolations, service_constraints};
use partnercentral_account::types::AccessType;
use serde_json::json;

use super::{Service, client};

const CONFLICT: &str = r#"{"__type":"ConflictException","message":"changed"}"#;

const PREFERENCES: &str = r#"{
    "Catalog": "AWS", "Arn": "arn:aws:partnercentral:us-east-1::x", "AccessType": "DENY_ALL", "Revision": 7,
    "ExcludedParticipantIds": ["p-1"], "UpdatedAt": "2026-11-02T09:15:00.120Z", "Later": [1.50, {"a": null}]
}"#;

#[tokio::test]
async fn preferences_of_connections_are_updated_again_after_a_conflict() {
    let service = Service::default();
    let transport = service.transport(&[
        ("GetConnectionPreferences", &[PREFERENCES]),
        ("UpdateConnectionPreferences", &[CONFLICT, PREFERENCES]),
    ]);
    let client = client!(partnercentral_account, transport).with_catalog("AWS");
    let output = client
        .update_connection_preferences_with("AWS", |update| {
            update.access_type = Some(AccessType::AllowByDefaultDenySome);
            let excluded = &mut update.excluded_participant_identifiers;
            excluded.get_or_insert_default().push("p-2".to_owned());
        })
        .send()
        .await
        .unwrap();
    assert_eq!(output.revision(), 7);
    assert_eq!(service.bodies("GetConnectionPreferences").len(), 2);
    let bodies = service.bodies("UpdateConnectionPreferences");
    let expected = json!({
        "Catalog": "AWS", "Revision": 7, "AccessType": "ALLOW_BY_DEFAULT_DENY_SOME",
        "ExcludedParticipantIdentifiers": ["p-1", "p-2"], "Later": [1.5, {"a": null}],
    });
    assert_eq!(bodies, [expected.clone(), expected]);
}

#[tokio::test]
async fn equal_elements_are_refused_before_they_are_sent() {
    let service = Service::default();
    let transport = service.transport(&[]);
    let config = client!(partnercentral_account, transport).config().to_builder();
    let config = config
        .constraint_checks(service_constraints(ConstraintMode::Deny))
        .build();
    let client = partnercentral_account::Client::from_conf(config);
    let call = client.update_connection_preferences().catalog("AWS").revision(7);
    let participants = [
        "partner-aaaaaaaaaaaaa",
        "partner-bbbbbbbbbbbbb",
        "partner-aaaaaaaaaaaaa",
    ];
    let participants = participants.map(str::to_owned).to_vec();
    let call = call.set_excluded_participant_identifiers(Some(participants));
    let error = call.access_type(AccessType::DenyAll).send().await.unwrap_err();
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    let violations = loop {
        let error = source.unwrap();
        match error.downcast_ref::<ConstraintViolations>() {
            Some(violations) => break violations,
            None => source = error.source(),
        }
    };
    let unique = violations.violations().iter().find(|it| it.constraint == "uniqueItems");
    assert_eq!(unique.unwrap().path, "ExcludedParticipantIdentifiers[2]", "{error}");
    assert!(service.bodies("UpdateConnectionPreferences").is_empty());
}

const APPLICATION: &str = r#"{
    "Id": "benappl-0123456789abcd", "Catalog": "AWS", "Name": "Credits", "Revision": "3", "Status": "PENDING_SUBMISSION",
    "BenefitApplicationDetails": {"Nested": {"Number": 12345678901234567890.50}},
    "PartnerContacts": [{"Email": "a@partner.example", "Later": true}], "CreatedAt": "2026-11-01T00:00:00Z",
    "FileDetails": [
        {"FileURI": "s3://plans/1", "BusinessUseCase": "plan", "FileName": "1.pdf", "FileStatus": "ACTIVE"},
        {"FileURI": "s3://plans/2"}
    ]
}"#;

#[tokio::test]
async fn an_application_keeps_its_files_and_details() {
    let service = Service::default();
    let transport = service.transport(&[
        ("GetBenefitApplication", &[APPLICATION]),
        ("UpdateBenefitApplication", &["{}"]),
    ]);
    let client = client!(partnercentral_benefits, transport).with_catalog("AWS");
    client
        .update_benefit_application_with("benappl-0123456789abcd", |update| {
            update.name = Some("More credits".to_owned());
            update.client_token = Some("token".to_owned());
        })
        .await
        .unwrap();
    let expected = json!({
        "ClientToken": "token", "Catalog": "AWS", "Identifier": "benappl-0123456789abcd", "Revision": "3",
        "Name": "More credits", "BenefitApplicationDetails": {"Nested": {"Number": 12345678901234567890.50}},
        "PartnerContacts": [{"Email": "a@partner.example", "Later": true}],
        "FileDetails": [{"FileURI": "s3://plans/1", "BusinessUseCase": "plan"}, {"FileURI": "s3://plans/2"}],
    });
    assert_eq!(service.bodies("UpdateBenefitApplication"), [expected]);
}

const RELATIONSHIP: &str = r#"{"relationshipDetail": {
    "id": "rs-0123456789abc", "arn": "arn:aws:partnercentral:us-east-1::x", "revision": "2", "catalog": "AWS",
    "programManagementAccountId": "pma-0123456789abc", "displayName": "Reseller", "later": "kept"
}}"#;

#[tokio::test]
async fn a_relationship_is_read_from_within_the_output() {
    let service = Service::default();
    let transport = service.transport(&[
        ("GetRelationship", &[RELATIONSHIP, "{}"]),
        ("UpdateRelationship", &[RELATIONSHIP]),
    ]);
    let client = client!(partnercentral_channel, transport).with_catalog("AWS");
    let update = || {
        client
            .update_relationship_with("rs-0123456789abc", |update| {
                update.display_name = Some("Partner".to_owned())
            })
            .program_management_account_identifier("pma-0123456789abc")
    };
    update().send().await.unwrap();
    let expected = json!({
        "catalog": "AWS", "identifier": "rs-0123456789abc", "displayName": "Partner", "revision": "2",
        "programManagementAccountIdentifier": "pma-0123456789abc", "later": "kept",
    });
    assert_eq!(service.bodies("UpdateRelationship"), [expected]);
    // Without the details there is nothing to write back, so nothing is sent.
    let error = update().send().await.unwrap_err().to_string();
    assert!(error.contains("identifier"), "{error}");
    assert_eq!(service.bodies("UpdateRelationship").len(), 1);
}

#[tokio::test]
async fn a_response_from_another_catalog_is_an_error() {
    let service = Service::default();
    let transport = service.transport(&[("GetConnectionPreferences", &[PREFERENCES])]);
    let client = client!(partnercentral_account, transport).with_catalog("Sandbox");
    let error = client
        .get_connection_preferences()
        .send()
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("expected `Sandbox`"), "{error}");
    let call = client.get_connection_preferences().catalog("AWS");
    assert_eq!(call.send().await.unwrap().catalog(), "AWS");
}
