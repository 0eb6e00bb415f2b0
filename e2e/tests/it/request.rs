//! Requests: method, path, headers, body and signature.

mod members;
mod signature;

use e2e::model::Model;
use e2e::{Answer, REQUEST_ID, Request, Server, sample};
use partnercentral_selling::error::SdkError;
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::types::Invitation;
use partnercentral_selling::{Client, Error};
use serde_json::json;

const ENGAGEMENT: &str = "eng-0123456789abcd";

async fn server() -> Server {
    let arn = "arn:aws:partnercentral::123456789012:Sandbox/engagement-invitation/engi-0123456789abc";
    Server::always(Answer::json(200, &json!({ "Id": "engi-0123456789abc", "Arn": arn })))
        .await
        .unwrap()
}

async fn invite(client: &Client, invitation: Invitation) -> Result<Option<String>, SdkError<Error>> {
    let call = client
        .create_engagement_invitation()
        .catalog("Sandbox")
        .engagement_identifier(ENGAGEMENT);
    let output = call.client_token("my-token").invitation(invitation).send().await?;
    Ok(output.request_id().map(str::to_owned))
}

fn only(server: &Server) -> Request {
    let requests = server.requests();
    let [request] = &requests[..] else {
        panic!("one request was expected: {requests:?}")
    };
    request.clone()
}

#[tokio::test]
async fn an_invitation_is_sent_whole_and_signed() {
    let model = Model::load().unwrap();
    let mut sent = std::collections::BTreeSet::new();
    for (invitation, json) in [
        (
            sample::opportunity_invitation().unwrap(),
            sample::opportunity_invitation_json(),
        ),
        (sample::lead_invitation().unwrap(), sample::lead_invitation_json()),
    ] {
        let server = server().await;
        assert_eq!(
            invite(&server.client(), invitation).await.unwrap().as_deref(),
            Some(REQUEST_ID)
        );

        let request = only(&server);
        assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/"));
        assert_eq!(request.header("content-type"), Some("application/x-amz-json-1.0"));
        assert_eq!(
            request.header("x-amz-target"),
            Some("AWSPartnerCentralSelling.CreateEngagementInvitation")
        );
        assert_eq!(request.header("host"), Some(server.address().to_string().as_str()));
        assert_eq!(
            request.header("content-length"),
            Some(request.body.len().to_string().as_str())
        );
        let expected = json!({
            "Catalog": "Sandbox",
            "ClientToken": "my-token",
            "EngagementIdentifier": ENGAGEMENT,
            "Invitation": json,
        });
        assert_eq!(request.json(), expected);
        sent.append(&mut model.members_of(model.input("CreateEngagementInvitation"), &expected));
    }
    // The two requests together have all members of the model.
    assert_eq!(sent, model.members(model.input("CreateEngagementInvitation")));
}

#[tokio::test]
async fn nothing_is_sent_before_a_call_is_awaited() {
    let server = server().await;
    let client = server.client();
    let call = client
        .create_engagement_invitation()
        .catalog("AWS")
        .engagement_identifier(ENGAGEMENT);
    let call = call.invitation(sample::lead_invitation().unwrap());
    drop(call.clone().send());
    let waiting = call.send();
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    assert_eq!(server.requests().len(), 0);
    waiting.await.unwrap();
    assert_eq!(server.requests().len(), 1);
}
