//! The signature of a request, as the server verifies it.

use e2e::{Keys, LONG_TERM, REQUEST_ID, Request, Server, TEMPORARY, sample};
use partnercentral_selling::config::Credentials;
use partnercentral_selling::error::ProvideErrorMetadata;
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::{Client, Error};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{invite, only, server};

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

/// Sends the request byte for byte, and returns the status of the response.
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
