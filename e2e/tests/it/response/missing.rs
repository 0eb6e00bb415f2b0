//! Required members that a response lacks.

use e2e::{Answer, Server};

use serde_json::json;

use super::{get, sent};

#[tokio::test]
async fn corrected_values_are_not_sent_back() {
    for (receiver, payload, expected) in [
        (json!({ "Account": null }), json!({}), json!({ "Message": "m" })),
        (
            json!({ "Account": {} }),
            json!({ "OpportunityInvitation": { "Customer": null, "Project": { "Title": "" } } }),
            json!({
                "Message": "m",
                "Receiver": { "Account": {} },
                "Payload": { "OpportunityInvitation": { "Project": { "Title": "" } } },
            }),
        ),
    ] {
        let output = get(Answer::json(200, &json!({ "Receiver": receiver, "Payload": payload }))).await;
        let sent = sent(output.receiver.unwrap(), output.payload.unwrap()).await;
        assert_eq!(sent, expected);
    }
}

#[tokio::test]
async fn an_empty_response_is_an_error_where_members_are_required() {
    for body in ["", " \n", "null"] {
        let server = Server::always(Answer::with_headers(200, &[], body)).await.unwrap();
        let client = server.client();
        let call = client.get_engagement_invitation().catalog("AWS").identifier("engi-1");
        let error = call.send().await.unwrap_err().to_string();
        assert!(
            error.contains("the body is empty, and lacks required members: "),
            "{body:?}: {error}"
        );
        // The first output has a required list, the second one no required members.
        client.list_solutions().catalog("AWS").send().await.unwrap_err();
        let call = client.delete_resource_snapshot_job().catalog("AWS");
        call.resource_snapshot_job_identifier("job-0123456789abc")
            .send()
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn required_members_that_a_response_lacks_are_corrected() {
    for body in ["{}", r#"{"Id":null,"Catalog":null}"#] {
        let output = get(Answer::with_headers(200, &[], body)).await;
        assert_eq!(
            (output.id(), output.catalog(), output.payload()),
            ("", "", None),
            "{body:?}"
        );
    }
    // In it, strings and lists are empty, enums and unions unknown, and structures corrected too.
    let output = get(Answer::json(
        200,
        &json!({ "Receiver": {}, "Payload": { "OpportunityInvitation": {} } }),
    ))
    .await;
    assert!(output.receiver().unwrap().is_unknown());
    let payload = output.payload().unwrap().as_opportunity_invitation().unwrap();
    assert!(payload.receiver_responsibilities().is_empty());
    assert_eq!(payload.customer().industry().as_str(), "");
    assert_eq!(payload.project().title(), "");
    // A member with the value null counts as missing.
    let output = get(Answer::json(
        200,
        &json!({ "Receiver": { "Account": null }, "Payload": null }),
    ))
    .await;
    assert!(output.receiver().unwrap().is_unknown());
    assert_eq!(output.payload(), None);

    let server = Server::always(Answer::json(200, &json!({ "OpportunitySummaries": [{}] })))
        .await
        .unwrap();
    let output = server
        .client()
        .list_opportunities()
        .catalog("AWS")
        .send()
        .await
        .unwrap();
    assert_eq!(output.opportunity_summaries()[0].catalog(), "");
}
