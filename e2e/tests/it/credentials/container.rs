//! The credentials service of a container: its token, its limits, and the hosts that are called
//! without TLS.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use e2e::{Answer, Request, Server};
use partnercentral_selling::config::http_client_fn;
use serde_json::json;

use super::sources::{self, asked, keys_for};
use crate::home::{Clock, Home, call};

const SIGNED: &str = "ListOpportunities by ASIAEXAMPLE";

/// Calls with the container's service at this path of the server.
async fn sign(server: &Server, path: &str, variables: &[(&str, &str)]) -> Result<(), String> {
    let home = Home::new();
    home.file("lines", "SECRET\r\nguard\n");
    home.file("empty", " \n");
    home.file("guard", "guard");
    let url = format!("{}{path}", server.url());
    let mut all = vec![
        ("AWS_ENDPOINT_URL", server.url()),
        ("AWS_REGION", "us-east-1".to_owned()),
        ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", url),
    ];
    all.extend(variables.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let all: Vec<_> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
    call(home.loader(&all).load().await.unwrap()).await
}

#[tokio::test]
async fn the_file_of_the_token_goes_before_the_token_and_is_read_each_time() {
    let answer = |request: &Request| match request.target.as_str() {
        "/container" => Answer::json(200, &keys_for(Duration::from_secs(200))),
        _ => sources::answer(request),
    };
    let server = Server::start(answer).await.unwrap();
    let home = Home::new();
    home.file("token", "one\n");
    let url = format!("{}/container", server.url());
    let variables = [
        ("AWS_ENDPOINT_URL", &*server.url()),
        ("AWS_REGION", "us-east-1"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", &*url),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "wrong"),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "{home}/token"),
    ];
    let clock = Clock::default();
    let loader = home.loader(&variables).time_source(clock.clone());
    let config = loader.load().await.unwrap();
    call(config.clone()).await.unwrap();
    home.file("token", "two");
    // Keys that expire within a minute are not used while they are refreshed.
    clock.advance(150);
    call(config).await.unwrap();
    let requests = server.requests();
    let asked: Vec<_> = requests.iter().map(asked).collect();
    assert_eq!(asked, ["GET /container", SIGNED, "GET /container", SIGNED]);
    assert_eq!(requests[0].header("authorization"), Some("one"));
    assert_eq!(requests[2].header("authorization"), Some("two"));
}

#[tokio::test]
async fn what_is_wrong_with_the_token_is_said_before_anything_is_sent() {
    const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    const FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    for (name, value, said) in [
        (
            TOKEN,
            "SECRET\r\nx: y",
            "container: AWS_CONTAINER_AUTHORIZATION_TOKEN: the token has more than one line",
        ),
        (
            TOKEN,
            "SECRET\u{7}",
            "container: AWS_CONTAINER_AUTHORIZATION_TOKEN: the token has characters that a header",
        ),
        (
            FILE,
            "{home}/lines",
            "container: AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: the token has more than one line",
        ),
        (FILE, "{home}/empty", "the file that it names is empty"),
        (FILE, "{home}/none", "the file that it names cannot be read: "),
    ] {
        let server = sources::server().await;
        // The file takes precedence over the variable, even if the file is unusable.
        let variables = [(TOKEN, "guard"), (name, value)];
        let variables = if name == TOKEN { &variables[1..] } else { &variables[..] };
        let error = sign(&server, "/guarded", variables).await.unwrap_err();
        assert!(error.contains(said) && !error.contains("SECRET"), "{said}: {error}");
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn a_path_belongs_to_the_service_of_ecs() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&asked);
    let http = http_client_fn(move |request| {
        kept.lock().unwrap().push(request.uri().to_string());
        http::Response::new(keys_for(Duration::from_secs(60)).to_string().into())
    });
    let variables = [
        ("AWS_REGION", "us-east-1"),
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/id?a=b"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "https://example.com/not-asked"),
    ];
    let home = Home::new();
    let _ = call(home.loader(&variables).http_client(http).load().await.unwrap()).await;
    assert_eq!(asked.lock().unwrap()[0], "http://169.254.170.2/v2/credentials/id?a=b");
}

#[tokio::test]
async fn a_url_that_must_not_be_asked_is_not_asked() {
    for (name, value, said) in [
        (
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "v2",
            "expected a path that begins with a slash",
        ),
        (
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://169.254.169.254/keys",
            "and this is another host: use https",
        ),
        (
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://127.0.0.1@example.com/keys",
            "and this is another host: use https",
        ),
        (
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "ftp://127.0.0.1/keys",
            "expected an http or https URL",
        ),
    ] {
        let server = sources::server().await;
        let error = sign(&server, "/container", &[(name, value)]).await.unwrap_err();
        assert!(
            error.contains(&format!("container: {name}: ")) && error.contains(said),
            "{said}: {error}"
        );
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn a_failure_names_the_setting_and_shows_neither_keys_nor_the_path() {
    for (status, body, said) in [
        (
            404,
            r#"{"code":"NoIdForV2","message":"no such task"}"#,
            "NoIdForV2: no such task",
        ),
        (403, "SECRET", "the service responded with 403"),
        (200, "SECRET", "the response is not JSON"),
        (
            200,
            r#"{"AccessKeyId":"SECRET"}"#,
            "the response has no SecretAccessKey",
        ),
        (
            200,
            r#"{"AccessKeyId":"SECRET","SecretAccessKey":"SECRET","Expiration":"SECRET"}"#,
            "the response has an Expiration that is not a time",
        ),
    ] {
        let server = Server::always(Answer::with_headers(status, &[], body)).await.unwrap();
        let error = sign(&server, "/path-SECRET", &[]).await.unwrap_err();
        let said = format!("container: the service that AWS_CONTAINER_CREDENTIALS_FULL_URI names: {said}");
        assert!(error.contains(&said) && !error.contains("SECRET"), "{said}: {error}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_service_that_is_ill_is_asked_three_times() {
    let answers = Mutex::new(vec![Answer::json(429, &json!({})), Answer::reset()]);
    let answer = move |request: &Request| match answers.lock().unwrap().pop() {
        Some(answer) => answer,
        None => sources::answer(request),
    };
    let server = Server::start(answer).await.unwrap();
    sign(&server, "/container", &[]).await.unwrap();
    let asked: Vec<_> = server.requests().iter().map(asked).collect();
    assert_eq!(asked, ["GET /container", "GET /container", "GET /container", SIGNED]);
}

#[tokio::test]
async fn a_service_that_does_not_answer_has_a_second() {
    let server = Server::always(Answer::stall()).await.unwrap();
    let begun = Instant::now();
    let error = sign(&server, "/container", &[]).await.unwrap_err();
    let elapsed = begun.elapsed();
    assert!(
        error.contains(" did not respond within the read timeout of 1s"),
        "{error}"
    );
    assert!(
        (Duration::from_secs(3)..Duration::from_secs(10)).contains(&elapsed),
        "{elapsed:?}"
    );
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_answer_has_two_seconds_however_it_comes() {
    let answer = |request: &Request| match request.target.as_str() {
        "/container" => {
            let body = format!("{}{}", " ".repeat(8_000), keys_for(Duration::from_secs(60)));
            Answer::with_headers(200, &[], body).drips(200, Duration::from_millis(100))
        }
        _ => sources::answer(request),
    };
    let server = Server::start(answer).await.unwrap();
    let error = sign(&server, "/container", &[]).await.unwrap_err();
    assert!(error.contains("names: timeout: no response within 2s"), "{error}");
    assert_eq!(server.requests().len(), 1);
}
