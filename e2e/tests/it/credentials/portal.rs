//! The services of IAM Identity Center: their addresses, and the responses of the portal.

use std::sync::{Arc, Mutex};

use e2e::{Answer, Request, Server};
use partnercentral_selling::config::http_client_fn;
use serde_json::json;

use super::sources::{self, SSO_TOKEN, asked};
use super::sso::{PORTAL, SESSION, SIGNED, home, login, renewed, server, sign};
use crate::home::call;

#[tokio::test]
async fn a_token_that_the_portal_refuses_says_how_to_log_in() {
    let answer = |_: &Request| {
        let kind = ("x-amzn-errortype", "UnauthorizedException:http://internal.example/");
        Answer::with_headers(401, &[kind], r#"{"message":"Session token not found or invalid"}"#)
    };
    let server = Server::start(answer).await.unwrap();
    let error = sign(&home(SESSION, &login(9999)), &server, "default")
        .await
        .unwrap_err();
    let said = "profile: the credentials of profile \"default\": UnauthorizedException: Session token not found or invalid; \
         log in with `aws sso login --sso-session my-sso`";
    assert!(error.contains(said), "{error}");
}

#[tokio::test]
async fn each_service_has_an_endpoint_of_its_own() {
    let services = "[default]\nservices = mine\nsso_session = my-sso\nsso_account_id = 123456789012\nsso_role_name = seller\n\
        [sso-session my-sso]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n[services mine]\n\
        sso =\n  endpoint_url = {portal}/\nsso_oidc =\n  endpoint_url = {tokens}\npartnercentral_selling =\n  endpoint_url = {other}\n";
    for config in [SESSION, services] {
        let [portal, tokens, other] = [server(renewed).await, server(renewed).await, server(renewed).await];
        let [portal_url, tokens_url, other_url] = [portal.url(), tokens.url(), other.url()];
        let config = config
            .replace("{portal}", &portal_url)
            .replace("{tokens}", &tokens_url)
            .replace("{other}", &other_url);
        let mut variables = vec![("AWS_REGION", "us-east-1")];
        if !config.contains("services") {
            variables.extend([
                ("AWS_ENDPOINT_URL_SSO", &*portal_url),
                ("AWS_ENDPOINT_URL_SSO_OIDC", &*tokens_url),
                ("AWS_ENDPOINT_URL", &*other_url),
            ]);
        }
        let home = home(&config, &login(-1));
        call(home.loader(&variables).load().await.unwrap()).await.unwrap();
        let asked = |server: &Server| server.requests().iter().map(asked).collect::<Vec<_>>();
        assert_eq!(asked(&tokens), ["POST /token"]);
        assert_eq!(asked(&portal), [PORTAL]);
        assert_eq!(asked(&other), [SIGNED]);
    }
}

#[tokio::test]
async fn without_endpoints_the_services_are_those_of_the_region() {
    for (region, suffix) in [
        ("eu-central-1", "amazonaws.com"),
        ("us-gov-west-1", "amazonaws.com"),
        ("cn-north-1", "amazonaws.com.cn"),
        ("eusc-de-east-1", "amazonaws.eu"),
        ("us-iso-east-1", "c2s.ic.gov"),
    ] {
        let mut login = login(-1);
        login["region"] = region.into();
        let home = home(&SESSION.replace("us-east-1", region), &login);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let http = http_client_fn(move |request| {
            kept.lock()
                .unwrap()
                .push(format!("{} {}", request.method(), request.uri()));
            let body = match request.uri().path() {
                "/token" => json!({ "accessToken": "sso-token", "expiresIn": 28800 }),
                _ => json!({ "roleCredentials": {
                    "accessKeyId": "A", "secretAccessKey": "S", "sessionToken": "T", "expiration": 4_070_908_800_000_u64,
                }}),
            };
            http::Response::new(body.to_string().into())
        });
        let loader = home.loader(&[("AWS_REGION", "us-east-1")]).http_client(http);
        // The response to the call itself is not valid.
        let _ = call(loader.load().await.unwrap()).await;
        let asked = asked.lock().unwrap();
        assert_eq!(asked[0], format!("POST https://oidc.{region}.{suffix}/token"));
        let path = "federation/credentials?role_name=seller&account_id=123456789012";
        assert_eq!(asked[1], format!("GET https://portal.sso.{region}.{suffix}/{path}"));
    }
}

#[tokio::test]
async fn a_region_that_is_none_is_said_with_its_place() {
    let server = server(renewed).await;
    let home = home(&SESSION.replace("us-east-1", "us-east-1.example.com/"), &login(9999));
    let error = sign(&home, &server, "default").await.unwrap_err();
    let place = format!(
        "profile: sso_region ({}/.aws/config:6): expected the name of a region",
        home.path().display()
    );
    assert!(error.contains(&place), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_answer_that_is_no_set_of_keys_is_not_shown() {
    for (body, said) in [
        ("SECRET", "the response is not JSON"),
        ("{}", "the response has no roleCredentials"),
        (
            r#"{"roleCredentials":{"accessKeyId":"SECRET"}}"#,
            "the response has no expiration",
        ),
        (
            r#"{"roleCredentials":{"accessKeyId":"SECRET","secretAccessKey":"SECRET","expiration":1}}"#,
            "the response has no sessionToken",
        ),
    ] {
        let server = Server::always(Answer::with_headers(200, &[], body)).await.unwrap();
        let error = sign(&home(SESSION, &login(9999)), &server, "default")
            .await
            .unwrap_err();
        assert!(error.contains(said) && !error.contains("SECRET"), "{said}: {error}");
    }
}

#[tokio::test]
async fn a_portal_that_is_overloaded_is_asked_again() {
    let answers = Mutex::new(vec![429, 503]);
    let answer = move |request: &Request| match answers.lock().unwrap().pop() {
        Some(status) => Answer::json(status, &json!({})),
        None => sources::answer(request),
    };
    let server = Server::start(answer).await.unwrap();
    let home = home(SESSION, &serde_json::from_str(SSO_TOKEN).unwrap());
    assert_eq!(
        sign(&home, &server, "default").await.unwrap(),
        [PORTAL, PORTAL, PORTAL, SIGNED]
    );
}
