//! Events in the form in which EventBridge delivers them, some of them repeatedly.

use std::sync::atomic::{AtomicUsize, Ordering};

use partner_central::events::{Deduplicator, Detail, Event, EventError, Handling, RecentIds, SeenIds};
use serde_json::{Value, json};

fn event(detail_type: &str, detail: &Value) -> Event {
    let text = json!({
        "version": "0",
        "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
        "source": "aws.partnercentral-selling",
        "detail-type": detail_type,
        "time": "2026-11-28T01:02:03Z",
        "region": "us-east-1",
        "account": "123456789012",
        "resources": [],
        "detail": detail,
    });
    Event::from_json(&text.to_string()).unwrap()
}

#[test]
fn each_type_has_its_content() {
    let opportunity =
        json!({ "schemaVersion": "1", "catalog": "AWS", "opportunity": { "identifier": "O1", "new": 1 } });
    let Ok(Detail::OpportunityUpdated(detail)) = event("Opportunity Updated", &opportunity).detail() else {
        panic!()
    };
    assert_eq!((&*detail.catalog, &*detail.opportunity.identifier), ("AWS", "O1"));

    let invitation = json!({ "catalog": "Sandbox", "engagementInvitation": {
        "id": "engi-0123456789abc", "engagementId": "eng-0123456789abcd", "participantType": "Receiver",
        "payloadType": "OpportunityInvitation", "expirationDate": "2026-12-13T00:00:00Z",
    } });
    let Ok(Detail::EngagementInvitationCreated(detail)) = event("Engagement Invitation Created", &invitation).detail()
    else {
        panic!()
    };
    assert_eq!(
        detail.engagement_invitation.participant_type.as_deref(),
        Some("Receiver")
    );

    let member = json!({ "catalog": "AWS", "engagement": { "id": "eng-1" }, "engagementMember": { "accountId": "1" } });
    let detail = event("Engagement Member Added", &member).detail();
    assert!(matches!(detail, Ok(Detail::EngagementMemberAdded(it)) if it.engagement.id == "eng-1"));

    let engagement = json!({ "catalog": "AWS", "engagement": { "engagementId": "eng-1", "ContextTypes": ["Lead"] } });
    let detail = event("Engagement Created", &engagement).detail();
    assert!(matches!(detail, Ok(Detail::EngagementCreated(it)) if it.engagement.context_types == ["Lead"]));

    let snapshot = json!({ "catalog": "AWS", "resourceSnapshot": {
        "engagementId": "eng-1", "resourceType": "Opportunity", "resourceId": "O1",
    } });
    let detail = event("Engagement Resource Snapshot Created", &snapshot).detail();
    assert!(
        matches!(detail, Ok(Detail::EngagementResourceSnapshotCreated(it)) if it.resource_snapshot.resource_id == "O1")
    );

    assert!(matches!(
        event("Something New", &json!({})).detail(),
        Ok(Detail::Unknown)
    ));
}

#[test]
fn an_event_survives_a_queue() {
    let event = event(
        "Opportunity Created",
        &json!({ "catalog": "AWS", "opportunity": { "identifier": "O1" } }),
    );
    let text = serde_json::to_string(&event).unwrap();
    assert_eq!(Event::from_json(&text).unwrap(), event);
}

#[test]
fn what_cannot_be_read_is_an_error_that_says_why() {
    let of_another = json!({ "id": "1", "source": "aws.s3", "detail-type": "Object Created", "detail": {} });
    let error = Event::from_json(&of_another.to_string()).unwrap_err();
    assert!(
        matches!(&error, EventError::Source(source) if source == "aws.s3"),
        "{error}"
    );
    assert!(matches!(Event::from_json("{"), Err(EventError::Json(_))));
    let error = event("Opportunity Created", &json!({ "catalog": "AWS" }))
        .detail()
        .unwrap_err();
    assert!(
        error.to_string().contains("Opportunity Created") && error.to_string().contains("opportunity"),
        "{error}"
    );
}

#[tokio::test]
async fn repeated_deliveries_are_handled_once_and_failures_again() {
    let handler = Deduplicator::new(RecentIds::new(100));
    let event = event("Something New", &json!({}));
    let runs = AtomicUsize::new(0);
    let run = |fails: bool| {
        let runs = &runs;
        handler.handle(&event, move |_| async move {
            runs.fetch_add(1, Ordering::Relaxed);
            if fails { Err("the CRM is down".into()) } else { Ok(()) }
        })
    };
    assert_eq!(run(true).await.unwrap_err().to_string(), "the CRM is down");
    assert_eq!(run(false).await.unwrap(), Handling::Handled);
    assert_eq!(run(false).await.unwrap(), Handling::Repeated);
    assert_eq!(runs.into_inner(), 2);
}

#[tokio::test]
async fn the_store_in_memory_forgets_the_oldest() {
    let ids = RecentIds::new(2);
    for (id, is_new) in [
        ("a", true),
        ("b", true),
        ("a", false),
        ("c", true),
        ("a", true),
        ("c", false),
    ] {
        assert_eq!(ids.claim(id).await.unwrap(), is_new, "{id}");
    }
    // The age of a released id that is claimed again counts from its last claim.
    ids.release("c").await.unwrap();
    assert!(ids.claim("c").await.unwrap());
}
