//! Updates that read, change and write back.

use std::sync::{Arc, Mutex};

use partner_central_fake::{Fake, sample};
use partnercentral_selling::config::{Credentials, http_client_fn};
use partnercentral_selling::error::ProvideErrorMetadata;
use partnercentral_selling::operation::update_opportunity::UpdateOpportunityInput;
use partnercentral_selling::primitives::DateTime;
use partnercentral_selling::types::{LifeCycle, Stage};
use partnercentral_selling::{Client, Config};
use serde_json::{Value, json};

use super::{AWS, get, start};

fn add(fake: &Fake) -> String {
    fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap()
}

/// Sets the next steps and leaves everything else unchanged.
fn set_next_steps(update: &mut UpdateOpportunityInput, text: &str) {
    let life_cycle = update.life_cycle.get_or_insert_with(LifeCycle::default);
    life_cycle.next_steps = Some(text.to_owned());
}

#[tokio::test]
async fn an_update_changes_what_the_caller_changes() {
    let (fake, client) = start().await;
    let id = add(&fake);
    let before = get(&client, AWS, &id).await;
    let output = client
        .update_opportunity_with(&id, |update| set_next_steps(update, "Call on Monday"))
        .catalog(AWS)
        .await
        .unwrap();
    let after = get(&client, AWS, &id).await;
    assert_eq!(output.last_modified_date(), after.last_modified_date());
    assert_eq!(after.life_cycle().unwrap().next_steps(), Some("Call on Monday"));
    assert_eq!(after.project(), before.project());
    assert_eq!(after.customer(), before.customer());
    assert_eq!(after.marketing(), before.marketing());
    assert_eq!(after.software_revenue(), before.software_revenue());
    assert_eq!(after.primary_needs_from_aws(), before.primary_needs_from_aws());
}

#[tokio::test]
async fn an_update_that_changes_nothing_changes_nothing() {
    let (fake, client) = start().await;
    let id = add(&fake);
    let mut before = fake.opportunity(AWS, &id).unwrap();
    let current = get(&client, AWS, &id).await;
    let update = UpdateOpportunityInput::from_current(&current);
    assert_eq!(update.identifier(), Some(&*id));
    assert_eq!(update.last_modified_date(), Some(current.last_modified_date()));
    client
        .update_opportunity_with(&id, |update| {
            assert_eq!(*update, UpdateOpportunityInput::from_current(&current))
        })
        .catalog(AWS)
        .send()
        .await
        .unwrap();
    let mut after = fake.opportunity(AWS, &id).unwrap();
    for opportunity in [&mut before, &mut after] {
        opportunity.as_object_mut().unwrap().remove("LastModifiedDate");
    }
    assert_eq!(after, before);
}

#[tokio::test]
async fn after_a_conflict_the_update_starts_again() {
    for conflicts in 0..=4 {
        let (fake, client) = start().await;
        let id = add(&fake);
        let mut edits = 0;
        let result = client
            .update_opportunity_with(&id, |update| {
                edits += 1;
                if edits <= conflicts {
                    let steps = json!(format!("Somebody was faster, {edits}"));
                    let edit = |opportunity: &mut Value| opportunity["LifeCycle"]["NextSteps"] = steps;
                    fake.edit_opportunity(AWS, &id, edit).unwrap();
                }
                let life_cycle = update.life_cycle.get_or_insert_with(LifeCycle::default);
                life_cycle.stage = Some(Stage::Committed);
            })
            .catalog(AWS)
            .send()
            .await;
        assert_eq!(edits, (conflicts + 1).min(4), "{conflicts}");
        let stored = fake.opportunity(AWS, &id).unwrap();
        match conflicts {
            0..=3 => {
                result.unwrap();
                assert_eq!(stored["LifeCycle"]["Stage"], "Committed");
            }
            _ => assert_eq!(result.unwrap_err().code(), Some("ConflictException")),
        }
        if conflicts > 0 {
            // The change of the other party is not lost.
            let steps = format!("Somebody was faster, {}", edits.min(conflicts));
            assert_eq!(stored["LifeCycle"]["NextSteps"], steps);
        }
    }
}

#[tokio::test]
async fn the_number_of_repeats_can_be_set() {
    let (fake, client) = start().await;
    let id = add(&fake);
    let error = client
        .update_opportunity_with(&id, |_| {
            let edit = |opportunity: &mut Value| opportunity["LifeCycle"]["NextSteps"] = json!("Faster");
            fake.edit_opportunity(AWS, &id, edit).unwrap();
        })
        .catalog(AWS)
        .max_repeats(0)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("ConflictException"));
    let updates = fake
        .requests()
        .into_iter()
        .filter(|request| request.operation() == "UpdateOpportunity");
    assert_eq!(updates.count(), 1);
}

#[tokio::test]
async fn other_errors_end_it() {
    let (_fake, client) = start().await;
    let call = client.update_opportunity_with("O0000000", |_| panic!("nothing was read"));
    let error = call.catalog(AWS).send().await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    let call = client.update_opportunity_with("O0000000", |_| panic!("nothing was read"));
    assert!(call.await.unwrap_err().to_string().contains("catalog"));
}

#[tokio::test]
async fn members_of_a_later_version_survive() {
    let (fake, client) = start().await;
    for (shape, name) in [
        ("Project", "Forecast"),
        ("Customer", "Mood"),
        ("Account", "Nickname"),
        ("ExpectedCustomerSpend", "Certainty"),
        ("LifeCycle", "Weather"),
    ] {
        fake.add_member(shape, name, "String");
    }
    let mut members = sample::opportunity("Example Corp.");
    members["Project"]["Forecast"] = json!("sunny");
    members["Customer"]["Mood"] = json!("a \"good\" one");
    members["Customer"]["Account"]["Nickname"] = json!("Ex");
    members["Project"]["ExpectedCustomerSpend"][0]["Certainty"] = json!("low");
    members["LifeCycle"]["Weather"] = json!("\u{1f327}");
    let id = fake.add_opportunity(AWS, members).unwrap();
    let before = fake.opportunity(AWS, &id).unwrap();
    let call = client.update_opportunity_with(&id, |update| set_next_steps(update, "Call on Monday"));
    call.catalog(AWS).await.unwrap();
    let after = fake.opportunity(AWS, &id).unwrap();
    assert_eq!(after["LifeCycle"]["NextSteps"], "Call on Monday");
    assert_eq!(after["LifeCycle"]["Weather"], "\u{1f327}");
    assert_eq!(after["Project"], before["Project"]);
    assert_eq!(after["Customer"], before["Customer"]);
}

/// A member of a later version, whose numbers must keep their text.
const LATER: &str = r#"[1.50, {"a": null, "b": 123456789012345678901234567890}]"#;

/// Calls a service that sends this opportunity, and returns the update that it gets.
async fn sent(opportunity: Value, edit: impl FnMut(&mut UpdateOpportunityInput)) -> String {
    let body = Arc::new(Mutex::new(String::new()));
    let seen = Arc::clone(&body);
    let transport = http_client_fn(move |request| {
        let operation = request.headers()["x-amz-target"].to_str().unwrap().to_owned();
        let response = match operation.ends_with("GetOpportunity") {
            true => opportunity.to_string().replace("\"@later\"", LATER),
            false => {
                *seen.lock().unwrap() = String::from_utf8(request.body().to_vec()).unwrap();
                json!({"Id": "O1", "LastModifiedDate": "2026-11-02T09:15:01Z"}).to_string()
            }
        };
        http::Response::new(response.into_bytes().into())
    });
    let config = Config::builder()
        .region(partnercentral_selling::config::Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "static"))
        .http_client(transport)
        .build();
    let client = Client::from_conf(config);
    client
        .update_opportunity_with("O1", edit)
        .catalog(AWS)
        .send()
        .await
        .unwrap();
    let body = body.lock().unwrap();
    body.clone()
}

fn opportunity(last_modified_date: &str) -> Value {
    json!({
        "Id": "O1",
        "Catalog": AWS,
        "LastModifiedDate": last_modified_date,
        "CreatedDate": "2026-11-01T00:00:00.100Z",
        "RelatedEntityIdentifiers": {},
        "Later": "@later",
        "LifeCycle": {"Stage": "Qualified", "Later": "inf"},
    })
}

#[tokio::test]
async fn the_lock_and_unknown_members_go_back_digit_for_digit() {
    for date in [
        "2026-11-02T09:15:00Z",
        "2026-11-02T09:15:00.000Z",
        "2026-11-02T09:15:00.120000Z",
        "2026-11-02T09:15:00.123456789123Z",
        "2026-11-02T10:15:00.5+01:00",
    ] {
        let body = sent(opportunity(date), |_| {}).await;
        assert!(body.contains(&format!("\"LastModifiedDate\":\"{date}\"")), "{body}");
        assert!(body.contains(&format!("\"Later\":{LATER}")), "{body}");
        assert!(
            body.contains(r#""LifeCycle":{"Stage":"Qualified","Later":"inf"}"#),
            "{body}"
        );
        assert!(!body.contains("CreatedDate"), "{body}");
    }
}

#[tokio::test]
async fn a_timestamp_that_the_caller_sets_is_sent() {
    let body = sent(opportunity("2026-11-02T09:15:00.120000Z"), |update| {
        update.last_modified_date = Some(DateTime::from_secs(0));
    })
    .await;
    assert!(body.contains(r#""LastModifiedDate":"1970-01-01T00:00:00Z""#), "{body}");
}

#[test]
fn the_blocking_client_updates_too() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (_fake, config, id) = runtime.block_on(async {
        let (fake, client) = start().await;
        let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
        (fake, client.config().clone(), id)
    });
    let client = partnercentral_selling::blocking::Client::from_conf(config).with_catalog(AWS);
    let edit = |update: &mut partnercentral_selling::operation::update_opportunity::UpdateOpportunityInput| {
        update.partner_opportunity_identifier = Some("crm-7".into());
    };
    client.update_opportunity_with(&id, edit).send().unwrap();
    let read = client.get_opportunity().identifier(&id).send().unwrap();
    assert_eq!(read.partner_opportunity_identifier(), Some("crm-7"));
    assert_eq!(
        read.customer().unwrap().account().unwrap().company_name(),
        "Example Corp."
    );
}
