//! Digest authentication: challenges are answered once, cached, and renewed.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Config, Login, http_client_fn};
use smithy_client_runtime::error::SdkError;

use super::{Digest, SERVICE};
use crate::mini::response;

/// The headers of a response to a request with this number and this `authorization`.
type Answer = fn(usize, Option<&str>) -> Reply;

/// A status, and the headers of the response.
type Reply = (u16, Vec<(&'static str, &'static str)>);

const FIRST: (&str, &str) = (
    "www-authenticate",
    "Basic realm=\"r\", Digest realm=\"r\", nonce=\"one\", qop=\"auth\", opaque=o",
);
const STALE: (&str, &str) = (
    "www-authenticate",
    "Digest realm=\"r\", nonce=\"two\", qop=\"auth\", stale=TRUE",
);

fn client(answer: Answer) -> (Handle, Arc<Mutex<Vec<String>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&sent);
    let http = http_client_fn(move |request: http::Request<Bytes>| {
        let header = request
            .headers()
            .get("authorization")
            .map(|value| value.to_str().unwrap());
        let mut log = log.lock().unwrap();
        let (status, headers) = answer(log.len(), header);
        log.push(header.map_or("none".to_owned(), shown));
        assert!(!format!("{request:?}").contains("response="));
        response(status, &headers, "{}")
    });
    let config = Config::builder()
        .endpoint_url("https://a.example")
        .digest_auth_login(Login::new("user", "PASS", None))
        .retry_config(RetryConfig::disabled())
        .http_client(http);
    (Handle::new(&SERVICE, config.build()), sent)
}

/// Returns the nonce and the count of an answer.
fn shown(authorization: &str) -> String {
    let value = |name: &str| {
        let (_, rest) = authorization.split_once(&format!(" {name}=")).unwrap();
        rest.split(',').next().unwrap().trim_matches('"').to_owned()
    };
    assert!(authorization.starts_with("Digest username=\"user\", realm=\"r\", uri=\"/\", "));
    format!("{} {}", value("nonce"), value("nc"))
}

#[tokio::test]
async fn a_challenge_is_answered_and_cached() {
    let (client, sent) = client(|_, header| match header {
        None => (401, vec![FIRST]),
        Some(_) => (200, vec![]),
    });
    for _ in 0..3 {
        client.call(Digest).await.unwrap();
    }
    assert_eq!(
        *sent.lock().unwrap(),
        ["none", "one 00000001", "one 00000002", "one 00000003"]
    );
}

#[tokio::test]
async fn a_stale_nonce_is_renewed() {
    let (client, sent) = client(|number, _| match number {
        0 => (401, vec![FIRST]),
        1 | 3 => (401, vec![STALE]),
        2 => (200, vec![]),
        _ => (200, vec![("authentication-info", "nextnonce=\"three\"")]),
    });
    client.call(Digest).await.unwrap();
    // The nonce is refused, and the server gives the same one: it would be refused again.
    let error = client.call(Digest).await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 401);
    client.call(Digest).await.unwrap();
    client.call(Digest).await.unwrap();
    let expected = [
        "none",
        "one 00000001",
        "two 00000001",
        "two 00000002",
        "two 00000003",
        "three 00000001",
    ];
    assert_eq!(*sent.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_wrong_login_is_tried_once_per_challenge() {
    let (client, sent) = client(|number, _| match number {
        0 | 1 => (401, vec![FIRST]),
        _ => (
            401,
            vec![("www-authenticate", "Digest realm=\"r\", nonce=\"new\", qop=auth")],
        ),
    });
    for _ in 0..2 {
        assert!(matches!(client.call(Digest).await, Err(SdkError::ServiceError(_))));
    }
    let expected = ["none", "one 00000001", "one 00000002", "new 00000001"];
    assert_eq!(*sent.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_server_that_only_sends_stale_nonces_is_given_up() {
    let (client, sent) = client(|number, _| {
        let nonces = [
            "Digest realm=r, nonce=a, qop=auth, stale=true",
            "Digest realm=r, nonce=b, qop=auth, stale=true",
        ];
        (401, vec![("www-authenticate", nonces[number % 2])])
    });
    client.call(Digest).await.unwrap_err();
    let expected = ["none", "a 00000001", "b 00000001", "a 00000001"];
    assert_eq!(*sent.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_challenge_without_an_answer_is_an_error() {
    let (client, sent) = client(|_, _| {
        let challenge = "Digest realm=r, nonce=a, qop=\"auth-int\"";
        (401, vec![("www-authenticate", challenge)])
    });
    let error = client.call(Digest).await.unwrap_err().to_string();
    assert!(
        error.contains("qop=\"auth-int\", which is not supported: only `auth` is"),
        "{error}"
    );
    assert!(!error.contains("may have taken effect"), "{error}");
    assert_eq!(sent.lock().unwrap().len(), 1);
}

#[test]
fn the_login_is_redacted() {
    let config = Config::builder().digest_auth_login(Login::new("user", "PASS", None));
    assert!(!format!("{config:?} {:?}", config.clone().build()).contains("PASS"));
}

/// A body that cannot be read again is an error that names the ways out.
#[cfg(feature = "streaming")]
#[tokio::test]
async fn a_spent_body_is_an_error() {
    use smithy_client_runtime::operation::{Idempotency, Operation, OperationInput};
    use smithy_client_runtime::primitives::ByteStream;
    use smithy_client_runtime::schema::{Member, Schema};
    use smithy_client_runtime::serde::{SerializeShape, ShapeSerializer};

    use crate::mini;

    static STREAMS: smithy_client_runtime::operation::Service =
        mini::service("Streams", "streams", &smithy_client_runtime::protocol::REST_JSON_1);
    static SCHEMA: Schema = Schema::new("com.example#Streams", "Body payload raw streaming;");

    #[derive(Debug)]
    struct Upload(Option<ByteStream>);

    impl SerializeShape for Upload {
        fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
            serializer.structure(member, &SCHEMA, &[&self.0]);
        }
    }

    impl OperationInput for Upload {
        type Output = mini::CreateOutput;
        type Error = mini::Error;
        const OPERATION: &'static Operation = &Operation::new(&STREAMS, "Upload", Idempotency::Idempotent)
            .http("PUT", "/", 200)
            .auth_schemes(&[smithy_client_runtime::operation::AuthScheme::HttpDigest]);
    }

    let (client, sent) = client(|_, header| match header {
        None => (401, vec![FIRST]),
        Some(_) => (200, vec![]),
    });
    let once = || {
        let piece = crate::streaming::Iter(vec![Ok::<_, std::io::Error>(Bytes::from("body"))].into_iter());
        Upload(Some(ByteStream::from_stream(piece)))
    };
    let error = client.call(once()).await.unwrap_err().to_string();
    assert!(error.contains("or call another operation first"), "{error}");
    // The challenge is known now.
    client.call(once()).await.unwrap();
    client
        .call(Upload(Some(ByteStream::from_static(b"body"))))
        .await
        .unwrap();
    assert_eq!(*sent.lock().unwrap(), ["none", "one 00000001", "one 00000002"]);
}
