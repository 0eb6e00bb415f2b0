//! Successful responses, including parts that the model does not define.

mod missing;
mod unknown;

use e2e::model::Model;
use e2e::{Answer, REQUEST_ID, Server, sample};
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
use partnercentral_selling::types::{EngagementInvitationPayloadType, Invitation, InvitationStatus, Payload, Receiver};
use serde_json::{Value, json};

const ARN: &str = "arn:aws:partnercentral::123456789012:AWS/engagement-invitation/engi-0123456789abc";

async fn get(answer: Answer) -> GetEngagementInvitationOutput {
    let server = Server::always(answer).await.unwrap();
    let call = server
        .client()
        .get_engagement_invitation()
        .catalog("AWS")
        .identifier("engi-0123456789abc");
    call.send().await.unwrap()
}

/// Returns the JSON that is sent for these values in an invitation.
async fn sent(receiver: Receiver, payload: Payload) -> Value {
    let server = Server::always(Answer::json(200, &json!({}))).await.unwrap();
    let invitation = Invitation::builder()
        .message("m")
        .receiver(receiver)
        .payload(payload)
        .build()
        .unwrap();
    let call = server
        .client()
        .create_engagement_invitation()
        .catalog("AWS")
        .engagement_identifier("e");
    call.invitation(invitation).send().await.unwrap();
    server.requests()[0].json()["Invitation"].take()
}

#[tokio::test]
async fn the_response_has_id_arn_and_request_id_and_members_of_the_future_do_no_harm() {
    for body in [
        json!({ "Id": "engi-0123456789abc", "Arn": ARN }),
        json!({
            "Future": { "Deep": [1, -2.5e300, "\u{0}\u{1F680}", null, true, {}, []], "Id": "no" },
            "Arn": ARN,
            "__type": "com.amazonaws.partnercentralselling#CreateEngagementInvitationResponse",
            "id": "no",
            "Id": "engi-0123456789abc",
            "": null,
        }),
    ] {
        let server = Server::always(Answer::json(200, &body)).await.unwrap();
        let call = server
            .client()
            .create_engagement_invitation()
            .catalog("AWS")
            .engagement_identifier("e");
        let output = call
            .invitation(sample::lead_invitation().unwrap())
            .send()
            .await
            .unwrap();
        assert_eq!((output.id(), output.arn()), ("engi-0123456789abc", ARN));
        assert_eq!(output.request_id(), Some(REQUEST_ID));
    }
}

#[tokio::test]
async fn a_request_id_is_found_under_the_names_that_services_use() {
    for name in ["x-amzn-requestid", "x-amzn-RequestId", "x-amz-request-id"] {
        let answer = Answer::with_headers(200, &[("x-amzn-requestid", ""), (name, "the-id")][1..], "{}");
        let server = Server::always(answer).await.unwrap();
        let output = server.client().list_solutions().catalog("AWS").send().await.unwrap();
        let expected = if name.eq_ignore_ascii_case("x-amzn-requestid") {
            "the-id"
        } else {
            REQUEST_ID
        };
        assert_eq!(output.request_id(), Some(expected), "{name}");
    }
}

#[tokio::test]
async fn a_whole_response_is_read() {
    let invitation = sample::opportunity_invitation_json();
    let output = get(Answer::json(
        200,
        &json!({
            "Arn": ARN,
            "Id": "engi-0123456789abc",
            "Catalog": "AWS",
            "PayloadType": "OpportunityInvitation",
            "Status": "PENDING",
            "InvitationDate": "2026-01-31T23:59:58.123456789Z",
            "ExpirationDate": "2026-02-15T00:59:58+01:00",
            "InvitationMessage": invitation["Message"],
            "Receiver": invitation["Receiver"],
            "Payload": invitation["Payload"],
            "ExistingMembers": [{ "CompanyName": "A", "WebsiteUrl": "https://a.example" }, {}],
            "EngagementTitle": null,
        }),
    ))
    .await;
    let date = |text| DateTime::from_str(text, DateTimeFormat::DateTime).unwrap();
    assert_eq!(
        output.payload_type(),
        Some(&EngagementInvitationPayloadType::OpportunityInvitation)
    );
    assert_eq!(output.status(), Some(&InvitationStatus::Pending));
    assert_eq!(output.invitation_date(), Some(&date("2026-01-31T23:59:58.123456789Z")));
    assert_eq!(output.expiration_date(), Some(&date("2026-02-14T23:59:58Z")));
    assert_eq!(output.invitation_message(), Some(sample::MESSAGE));
    assert_eq!(output.engagement_title(), None);
    assert_eq!(output.existing_members().len(), 2);
    assert_eq!(output.existing_members()[0].company_name(), Some("A"));
    let expected = sample::opportunity_invitation().unwrap();
    assert_eq!(output.receiver.as_ref(), Some(&expected.receiver));
    assert_eq!(output.payload.as_ref(), Some(&expected.payload));
    // Nothing is lost when the value is read and sent again.
    let sent = sent(output.receiver.unwrap(), output.payload.unwrap()).await;
    assert_eq!(
        (&sent["Receiver"], &sent["Payload"]),
        (&invitation["Receiver"], &invitation["Payload"])
    );
}

#[tokio::test]
async fn an_opportunity_that_was_read_can_be_sent_back_unchanged() {
    let model = Model::load().unwrap();
    let shape = model.output("GetOpportunity");
    let mut number = 0;
    let read = model.fill(shape, 0, &mut |_| {
        number += 1;
        format!("text {number}")
    });
    assert_eq!(model.members_of(shape, &read), model.members(shape));
    let server = Server::always(Answer::json(200, &read)).await.unwrap();
    let client = server.client();
    let output = client
        .get_opportunity()
        .catalog("AWS")
        .identifier("O1")
        .send()
        .await
        .unwrap();
    let call = client
        .update_opportunity()
        .catalog(&output.catalog)
        .identifier(&output.id);
    let call = call
        .last_modified_date(output.last_modified_date)
        .set_customer(output.customer)
        .set_project(output.project);
    let call = call.set_life_cycle(output.life_cycle).set_marketing(output.marketing);
    let call = call
        .set_software_revenue(output.software_revenue)
        .set_national_security(output.national_security);
    let call = call
        .set_primary_needs_from_aws(output.primary_needs_from_aws)
        .set_opportunity_type(output.opportunity_type);
    call.set_partner_opportunity_identifier(output.partner_opportunity_identifier)
        .send()
        .await
        .unwrap();
    let mut sent = server.requests()[1].json();
    let identifier = sent.as_object_mut().unwrap().remove("Identifier");
    assert_eq!(identifier.as_ref(), read.get("Id"));
    for (member, value) in sent.as_object().unwrap() {
        assert_eq!(Some(value), read.get(member), "{member}");
    }
    assert_eq!(sent.as_object().unwrap().len(), 11);
}
