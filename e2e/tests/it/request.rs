//! Requests: method, path, headers, body and signature.

use e2e::model::Model;
use e2e::{Answer, Keys, LONG_TERM, REQUEST_ID, Request, Server, TEMPORARY, sample};
use partnercentral_selling::config::Credentials;
use partnercentral_selling::error::{BuildError, ProvideErrorMetadata, SdkError};
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::types::Invitation;
use partnercentral_selling::{Client, Error};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

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
async fn requests_are_signed_with_keys_of_both_kinds() {
    for Keys {
        access_key_id,
        secret_access_key,
        session_token,
    } in [LONG_TERM, TEMPORARY]
    {
        let server = server().await;
        let credentials = Credentials::from_keys(access_key_id, secret_access_key, session_token.map(str::to_owned));
        let client = Client::from_conf(server.config().credentials_provider(credentials).build());
        invite(&client, sample::lead_invitation().unwrap()).await.unwrap();
        assert_eq!(only(&server).header("x-amz-security-token"), session_token);
    }
}

#[tokio::test]
async fn the_server_refuses_keys_that_are_wrong() {
    let token = TEMPORARY.session_token;
    for (access_key_id, secret, token, code) in [
        (LONG_TERM.access_key_id, "wrong", None, "InvalidSignatureException"),
        (
            LONG_TERM.access_key_id,
            TEMPORARY.secret_access_key,
            None,
            "InvalidSignatureException",
        ),
        (TEMPORARY.access_key_id, "wrong", token, "InvalidSignatureException"),
        (
            TEMPORARY.access_key_id,
            TEMPORARY.secret_access_key,
            None,
            "UnrecognizedClientException",
        ),
        (
            TEMPORARY.access_key_id,
            TEMPORARY.secret_access_key,
            Some("wrong"),
            "UnrecognizedClientException",
        ),
        (
            "AKIAUNKNOWN",
            LONG_TERM.secret_access_key,
            None,
            "UnrecognizedClientException",
        ),
    ] {
        let server = server().await;
        let credentials = Credentials::new(access_key_id, secret, token.map(str::to_owned), None, "test");
        let client = Client::from_conf(server.config().credentials_provider(credentials).build());
        let error = invite(&client, sample::lead_invitation().unwrap()).await.unwrap_err();
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.raw_response().unwrap().status().as_u16(), 403);
        assert_eq!(error.request_id(), Some(REQUEST_ID));
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("CreateEngagementInvitation: {code}: ")),
            "{text}"
        );
        assert!(matches!(error.into_service_error(), Error::Unhandled(_)), "{text}");
    }
}

#[tokio::test]
async fn the_server_refuses_another_region() {
    let server = server().await;
    let region = partnercentral_selling::config::Region::new("eu-west-1");
    let client = Client::from_conf(server.config().region(region).build());
    let error = invite(&client, sample::lead_invitation().unwrap()).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidSignatureException"));
}

/// Returns the status of the response to this request, which is sent byte for byte.
async fn replay(server: &Server, request: &Request) -> String {
    let head: String = request
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream
        .write_all(format!("{} {} HTTP/1.1\r\n{head}\r\n", request.method, request.target).as_bytes())
        .await
        .unwrap();
    stream.write_all(&request.body).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn the_server_refuses_requests_that_were_changed_on_the_way() {
    let server = server().await;
    invite(&server.client(), sample::lead_invitation().unwrap())
        .await
        .unwrap();
    let request = only(&server);
    assert_eq!(replay(&server, &request).await, "200");
    let changed = |change: &dyn Fn(&mut Request)| {
        let mut request = request.clone();
        change(&mut request);
        request
    };
    let with_header = |name: &'static str, new: Option<&'static str>| {
        changed(&move |request| {
            request.headers.retain(|(header, _)| header != name);
            request
                .headers
                .extend(new.map(|value| (name.to_owned(), value.to_owned())));
        })
    };
    for request in [
        changed(&|request| request.body[20] ^= 1),
        changed(&|request| request.method = "PUT".to_owned()),
        changed(&|request| request.target = "/other".to_owned()),
        with_header("authorization", None),
        with_header("authorization", Some("Bearer x")),
        with_header("host", Some("elsewhere")),
        with_header("content-type", Some("application/json")),
        with_header(
            "x-amz-target",
            Some("AWSPartnerCentralSelling.RejectEngagementInvitation"),
        ),
        with_header("x-amz-date", Some("20200101T000000Z")),
        with_header("x-amz-security-token", None),
        with_header("x-amz-not-signed", Some("x")),
    ] {
        assert_eq!(replay(&server, &request).await, "403", "{request:?}");
    }
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
        // Programs keep a copy.
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
