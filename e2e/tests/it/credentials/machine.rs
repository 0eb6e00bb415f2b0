//! The metadata service of a machine: its token, its limits, and calls while it is unavailable.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use e2e::{Answer, Request, Server};
use partnercentral_selling::Config;
use partnercentral_selling::config::http::{Body, HttpClient, HttpRequest};
use partnercentral_selling::config::{future::BoxFuture, http_client_fn};
use partnercentral_selling::error::ConnectorError;
use serde_json::json;

use super::sources::{self, asked, keys, keys_for};
use super::warnings::Warnings;
use crate::home::{Clock, Home, call};

const TOKEN: &str = "PUT /latest/api/token";
const ROLES: &str = "GET /latest/meta-data/iam/security-credentials/";
const ROLE: &str = "GET /latest/meta-data/iam/security-credentials/machine";
const SIGNED: &str = "ListOpportunities by ASIAEXAMPLE";

/// Starts a server that sends what this function returns, if it returns a response.
async fn server(answer: impl Fn(&str, &Request) -> Option<Answer> + Send + Sync + 'static) -> Server {
    let answer = move |request: &Request| {
        let own = answer(&asked(request), request);
        own.unwrap_or_else(|| sources::answer(request))
    };
    Server::start(answer).await.unwrap()
}

async fn config(server: &Server) -> Config {
    config_with(server, Clock::default()).await
}

async fn config_with(server: &Server, clock: Clock) -> Config {
    let variables = [
        ("AWS_ENDPOINT_URL", &*server.url()),
        ("AWS_REGION", "us-east-1"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*server.url()),
    ];
    let loader = Home::new().loader(&variables).time_source(clock);
    loader.load().await.unwrap()
}

fn all_asked(server: &Server) -> Vec<String> {
    server.requests().iter().map(asked).collect()
}

#[tokio::test]
async fn a_token_serves_until_it_expires() {
    for (lifetime, expected) in [
        // The token is empty, or longer than permitted.
        ("", &[TOKEN, ROLES, ROLE, SIGNED, ROLES, ROLE, SIGNED][..]),
        (
            "99999999999999999999",
            &[TOKEN, ROLES, ROLE, SIGNED, ROLES, ROLE, SIGNED],
        ),
        (
            "0",
            &[TOKEN, ROLES, TOKEN, ROLE, SIGNED, TOKEN, ROLES, TOKEN, ROLE, SIGNED],
        ),
    ] {
        let server = server(move |asked, _| match asked {
            TOKEN => {
                let header = ("x-aws-ec2-metadata-token-ttl-seconds", lifetime);
                Some(Answer::with_headers(200, &[header], "imds-token"))
            }
            ROLE => Some(Answer::json(200, &keys_for(Duration::from_secs(200)))),
            _ => None,
        })
        .await;
        let clock = Clock::default();
        let config = config_with(&server, clock.clone()).await;
        call(config.clone()).await.unwrap();
        // Keys that expire within a minute are not used while they are refreshed.
        clock.advance(150);
        call(config).await.unwrap();
        assert_eq!(all_asked(&server), expected, "{lifetime:?}");
        let first = &server.requests()[0];
        assert_eq!(first.header("x-aws-ec2-metadata-token-ttl-seconds"), Some("21600"));
        assert_eq!((first.header("content-length"), &*first.body), (Some("0"), &b""[..]));
    }
}

#[tokio::test]
async fn a_token_that_is_refused_is_replaced_once() {
    let refusals = AtomicUsize::new(1);
    let once = server(move |asked, _| {
        let refuses = asked == ROLES && refusals.swap(0, Ordering::SeqCst) > 0;
        refuses.then(|| Answer::with_headers(401, &[], ""))
    })
    .await;
    call(config(&once).await).await.unwrap();
    assert_eq!(all_asked(&once), [TOKEN, ROLES, TOKEN, ROLES, ROLE, SIGNED]);

    let always = server(|asked, _| (asked == ROLES).then(|| Answer::with_headers(401, &[], "SECRET"))).await;
    let error = call(config(&always).await).await.unwrap_err();
    assert!(
        error.contains("/security-credentials/: the service responded with 401"),
        "{error}"
    );
    assert!(!error.contains("SECRET") && !error.contains("imds-token"), "{error}");
    assert_eq!(all_asked(&always), [TOKEN, ROLES, TOKEN, ROLES]);
}

#[tokio::test]
async fn what_the_service_refuses_is_said() {
    for (what, answer, said) in [
        (
            TOKEN,
            Answer::with_headers(403, &[], "SECRET"),
            "PUT /latest/api/token: the service responded with 403",
        ),
        (
            TOKEN,
            Answer::with_headers(200, &[], "SECRET\nSECRET"),
            "the response to PUT /latest/api/token is not a token",
        ),
        (
            TOKEN,
            Answer::with_headers(200, &[], ""),
            "the response to PUT /latest/api/token is not a token",
        ),
        (ROLES, Answer::with_headers(404, &[], ""), "the instance has no role"),
        (ROLES, Answer::with_headers(200, &[], "\n"), "the instance has no role"),
        (
            ROLES,
            Answer::with_headers(200, &[], "a role"),
            "something else responds at this address, for example the login page of a network",
        ),
        (
            ROLE,
            Answer::json(
                200,
                &json!({ "Code": "AssumeRoleUnauthorizedAccess", "Message": "not you", "Token": "SECRET" }),
            ),
            "the response for the instance's role is a failure: AssumeRoleUnauthorizedAccess: not you",
        ),
        (
            ROLE,
            Answer::json(200, &json!({ "Code": "Failed" })),
            "is a failure: Failed: no reason is given",
        ),
        (
            ROLE,
            Answer::with_headers(200, &[], "SECRET"),
            "the response for the instance's role is not JSON",
        ),
        (
            ROLE,
            Answer::json(
                200,
                &json!({ "Code": "Success", "AccessKeyId": "SECRET", "SecretAccessKey": "SECRET" }),
            ),
            "the response for the instance's role has no Expiration",
        ),
    ] {
        let server = server(move |asked, _| (asked == what).then(|| answer.clone())).await;
        let error = call(config(&server).await).await.unwrap_err();
        let place = format!("instance metadata: {}: ", server.url());
        assert!(error.contains(said) && error.contains(&place), "{said}: {error}");
        assert!(!error.contains("SECRET"), "{error}");
        assert!(!all_asked(&server).contains(&SIGNED.to_owned()));
    }
}

#[tokio::test]
async fn a_service_that_does_not_answer_has_a_second() {
    let server = server(|asked, _| (asked == TOKEN).then(Answer::stall)).await;
    let begun = Instant::now();
    let error = call(config(&server).await).await.unwrap_err();
    let elapsed = begun.elapsed();
    assert!(
        error.contains("did not respond within the read timeout of 1s") && error.contains("the instance's hop limit"),
        "{error}"
    );
    assert!(
        (Duration::from_secs(3)..Duration::from_secs(10)).contains(&elapsed),
        "{elapsed:?}"
    );
    assert_eq!(all_asked(&server), [TOKEN, TOKEN, TOKEN]);
}

/// Returns, for each request, an error with its destination.
#[derive(Clone, Debug, Default)]
struct Nobody(Arc<Mutex<Vec<String>>>);

impl HttpClient for Nobody {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Body>, ConnectorError>> {
        self.0.lock().unwrap().push(request.uri().to_string());
        let error = ConnectorError::timeout("no connection within 1 s".into()).unsent();
        Box::pin(std::future::ready(Err(error)))
    }
}

#[tokio::test]
async fn where_no_service_is_set_up_it_is_looked_for_once() {
    const MODE: &str = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";
    for (variables, config, expected) in [
        (&[][..], "", "http://169.254.169.254/latest/api/token"),
        (&[(MODE, "IPv6")], "", "http://[fd00:ec2::254]/latest/api/token"),
        (
            &[],
            "[default]\nec2_metadata_service_endpoint_mode = ipv6\n",
            "http://[fd00:ec2::254]/latest/api/token",
        ),
        (
            &[(MODE, "IPv4")],
            "[default]\nec2_metadata_service_endpoint_mode = IPv6\n",
            "http://169.254.169.254/latest/api/token",
        ),
    ] {
        let home = Home::new();
        home.file(".aws/config", config);
        let nobody = Nobody::default();
        let mut all = vec![("AWS_REGION", "us-east-1")];
        all.extend(variables);
        let loader = home.loader(&all).http_client(nobody.clone());
        let error = call(loader.load().await.unwrap()).await.unwrap_err();
        assert_eq!(*nobody.0.lock().unwrap(), [expected]);
        let said = "timeout: no connection within 1 s (only machines on EC2 have a metadata service))";
        assert!(
            error.contains("no source of the default chain is configured") && error.contains(said),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_service_that_is_switched_off_is_not_asked() {
    let server = sources::server().await;
    let home = Home::new();
    home.file(".aws/config", "[default]\nec2_metadata_disabled = TRUE\n");
    let http = http_client_fn(|_| http::Response::new(Bytes::new()));
    let variables = [
        ("AWS_REGION", "us-east-1"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*server.url()),
    ];
    let error = call(home.loader(&variables).http_client(http).load().await.unwrap())
        .await
        .unwrap_err();
    assert!(
        error.contains("instance metadata: AWS_EC2_METADATA_DISABLED is true"),
        "{error}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn keys_that_the_service_cannot_renew_are_used_on_with_a_warning() {
    let warnings = Warnings::default();
    let _guard = crate::subscriber::set_default(warnings.clone());
    let count = AtomicUsize::new(0);
    let server = server(move |asked, _| match asked {
        ROLES if count.fetch_add(1, Ordering::SeqCst) > 0 => Some(Answer::with_headers(500, &[], "")),
        ROLE => Some(Answer::json(200, &keys_for(Duration::from_secs(200)))),
        _ => None,
    })
    .await;
    let clock = Clock::default();
    let config = config_with(&server, clock.clone()).await;
    call(config.clone()).await.unwrap();
    clock.advance(201);
    call(config.clone()).await.unwrap();
    // For some minutes no request is sent.
    call(config).await.unwrap();
    assert_eq!(
        all_asked(&server),
        [TOKEN, ROLES, ROLE, SIGNED, ROLES, ROLES, ROLES, SIGNED, SIGNED]
    );
    let told = warnings.text();
    assert!(
        told.contains("the instance's credentials have expired and cannot be refreshed"),
        "{told}"
    );
    assert!(
        told.contains("500") && !told.contains("secret/") && !told.contains("imds-token"),
        "{told}"
    );
}

#[tokio::test]
async fn expired_keys_of_the_service_are_used_with_a_warning() {
    let warnings = Warnings::default();
    let _guard = crate::subscriber::set_default(warnings.clone());
    let server = server(|asked, _| (asked == ROLE).then(|| Answer::json(200, &keys("2020-01-01T00:00:00Z")))).await;
    let config = config(&server).await;
    call(config.clone()).await.unwrap();
    call(config).await.unwrap();
    assert_eq!(all_asked(&server), [TOKEN, ROLES, ROLE, SIGNED, SIGNED]);
    assert!(warnings.text().contains("gave expired ones"));
}
