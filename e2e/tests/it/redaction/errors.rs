//! Credentials, and errors of every class.

use e2e::{Answer, REGION, Server, TEMPORARY};
use partnercentral_selling::Client;
use partnercentral_selling::config::{Config, Credentials, ProvideCredentials, Region, SharedCredentialsProvider};
use serde_json::json;

use super::inputs::marked_invitation;
use super::{SECRET, client, debug_hides, error_hides, failure_hides, get_invitation, hides};

#[tokio::test]
async fn credentials_are_not_shown() {
    let credentials = Credentials::new("AKIDSHOWN", "SECRET-key", Some("SECRET-token".to_owned()), None, "test");
    let shared = SharedCredentialsProvider::new(credentials.clone());
    let config = Config::builder()
        .region(Region::new(REGION))
        .credentials_provider(credentials.clone());
    let client = Client::from_conf(config.clone().build());
    debug_hides("credentials", &credentials);
    debug_hides(
        "credentials from keys",
        &Credentials::from_keys("AKID", SECRET, Some(SECRET.to_owned())),
    );
    debug_hides("shared provider", &shared);
    shared.provide_credentials().await.unwrap();
    debug_hides("shared provider that has provided", &shared);
    debug_hides("provider of the config", &client.config().credentials_provider());
    debug_hides("builder of the config", &config);
    debug_hides("config", client.config());
    debug_hides("builder made of the config", &client.config().to_builder());
    debug_hides("client", &client);
    debug_hides("fluent builder", &client.list_opportunities());
    debug_hides("paginator", &client.list_opportunities().into_paginator());
    // The ids of keys are shown, as in the AWS SDK.
    assert!(format!("{credentials:?}").contains("AKIDSHOWN"));
}

#[tokio::test]
async fn errors_hide_credentials() {
    let (server, _) = client(json!({})).await;
    let keys = |secret: &str, token: &str| {
        Credentials::new(TEMPORARY.access_key_id, secret, Some(token.to_owned()), None, "test")
    };
    // The port is taken and nobody listens to it, so that no other test can get it.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let refused = format!("http://{}", socket.local_addr().unwrap());
    let with_password = server.url().replace("http://", "http://user:SECRET-password@");
    for (what, keys, url) in [
        (
            "a signature that does not match",
            keys("SECRET-key", TEMPORARY.session_token.unwrap()),
            server.url(),
        ),
        (
            "a token that is not known",
            keys("SECRET-key", "SECRET-token"),
            server.url(),
        ),
        (
            "a token that no header can hold",
            keys("SECRET-key", "SECRET\ntoken"),
            server.url(),
        ),
        ("a refused connection", keys("SECRET-key", "SECRET-token"), refused),
        ("an endpoint with a password", keys("k", "t"), with_password),
    ] {
        let client = Client::from_conf(server.config().credentials_provider(keys).endpoint_url(url).build());
        debug_hides(what, &client);
        let call = || async { client.list_opportunities().catalog("c").send().await.unwrap_err() };
        let error = call().await;
        hides(what, &error.to_string());
        error_hides(what, error);
        failure_hides(what, call().await);
    }
}

/// Statuses and bodies, some of them malformed, with sensitive values.
const BODIES: [(u16, &str); 18] = [
    (200, r#"{"SenderAwsAccountId":"SECRET"} SECRET"#),
    (200, r#"{"InvitationMessage":["SECRET"]}"#),
    (200, r#"{"InvitationMessage":{"SECRET":"SECRET"}}"#),
    (200, r#"{"InvitationMessage":"SECRET"#),
    (200, r#"{"InvitationMessage":"SECRET\x"}"#),
    (200, r#"{"InvitationMessage":SECRET}"#),
    (
        200,
        r#"{"Receiver":{"Account":{"AwsAccountId":"SECRET","Alias":false}}}"#,
    ),
    (200, r#"{"Payload":{"OpportunityInvitation":{"Customer":"SECRET"}}}"#),
    (
        200,
        r#"{"Payload":{"LeadInvitation":{"Customer":{"CompanyName":"SECRET"}},"OpportunityInvitation":{}}}"#,
    ),
    (200, r#"{"InvitationDate":"SECRET"}"#),
    (200, r#"{"ExistingMembers":[{"CompanyName":"SECRET"},"SECRET"]}"#),
    (200, "SECRET"),
    (
        400,
        r#"{"__type":"ValidationException","Message":"m","Reason":{"SECRET":1},"ErrorList":["SECRET"]}"#,
    ),
    (
        400,
        r#"{"__type":"ConflictException","Message":"m","Echo":{"CompanyName":"SECRET"}}"#,
    ),
    (
        400,
        r#"{"__type":"FutureException","Message":"m","Echo":{"CompanyName":"SECRET"}}"#,
    ),
    (400, r#"{"__type":"ConflictException","Message":["SECRET"]}"#),
    (500, "<html>SECRET</html>"),
    (500, r#"{"CompanyName":"SECRET""#),
];

#[tokio::test]
async fn errors_hide_what_was_sent_and_what_came_back() {
    for (status, body) in BODIES {
        let server = Server::always(Answer::with_headers(status, &[], body)).await.unwrap();
        let client = server.client();
        let call = || async { get_invitation(&client).await.unwrap_err() };
        let error = call().await;
        debug_hides(body, &error.raw_response());
        debug_hides(body, &error.as_service_error());
        error_hides(body, error);
        failure_hides(body, call().await);
    }
    // A value that is sensitive and a number in the response.
    let server = Server::always(Answer::with_headers(200, &[], r#"{"SenderAwsAccountId":987654321012}"#))
        .await
        .unwrap();
    let error = get_invitation(&server.client()).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("987654321012"), "{error:?}");
}

#[tokio::test]
async fn errors_hide_what_was_not_sent() {
    let invitation = marked_invitation(0).await;
    let (_server, client) = client(json!({})).await;
    let call = client.create_engagement_invitation().invitation(invitation);
    error_hides("missing members", call.clone().send().await.unwrap_err());
    failure_hides("missing members", call.send().await.unwrap_err());
}
