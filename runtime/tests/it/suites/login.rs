//! Console logins: a profile, the cached files, and the calls of a refresh.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::{Value, json};
use smithy_client_runtime::auth::ProvideCredentials;
use smithy_client_runtime::config::{Config, Env, Region, http_client_fn};
use smithy_client_runtime::primitives::{DateTime, DateTimeFormat};

use super::credentials::{Clock, NoSleep};
use super::{TempFolder, data, report};

/// Returns the time of the suite, 2025-11-19T00:00:00Z.
fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_763_510_400)
}

#[tokio::test]
async fn logins() {
    let Some(path) = data("login-provider-test-cases.json") else {
        return;
    };
    let suite = super::json(&path);
    let (mut cases, mut failures) = (0, Vec::new());
    for case in suite.as_array().unwrap() {
        let name = case["documentation"].as_str().unwrap();
        match run(case, cases).await {
            Ok(()) => {}
            Err(problem) => failures.push(format!("{name}: {problem}")),
        }
        cases += 1;
    }
    report("login", cases, &failures);
}

async fn run(case: &Value, number: usize) -> Result<(), String> {
    let home = TempFolder::new(&format!("login-{number}"));
    let cache = home.path().join(".aws/login/cache");
    std::fs::create_dir_all(&cache).unwrap();
    let text = case["configContents"].as_str().unwrap();
    std::fs::write(home.path().join(".aws/config"), text).unwrap();
    for (name, content) in case["cacheContents"].as_object().unwrap() {
        std::fs::write(cache.join(name), content.to_string()).unwrap();
    }
    let profile = text
        .split(['[', ']'])
        .nth(1)
        .unwrap()
        .trim_start_matches("profile")
        .trim();
    let calls = Arc::new(Mutex::new(Vec::new()));
    let mocked = case["mockApiCalls"].as_array().cloned().unwrap_or_default();
    let seen = Arc::clone(&calls);
    let http = http_client_fn(move |request| {
        let mut seen = seen.lock().unwrap();
        let call = mocked.get(seen.len()).cloned().unwrap_or(json!({"responseCode": 500}));
        seen.push(request);
        let status = call["responseCode"].as_u64().unwrap_or(200);
        let body = call["response"]["tokenOutput"].to_string();
        let status = u16::try_from(status).unwrap();
        http::Response::builder()
            .status(status)
            .body(Bytes::from(body))
            .unwrap()
    });
    let config = Config::loader()
        .env(Env::from_slice(&[("HOME", home.path().to_str().unwrap())]))
        .profile_name(profile)
        .region(Region::new("us-east-1"))
        .http_client(http)
        .sleep_impl(NoSleep)
        .time_source(Clock(now()))
        .load()
        .await
        .map_err(|error| error.to_string())?;
    let found = config
        .cached_credentials_provider()
        .unwrap()
        .provide_credentials()
        .await;
    check_requests(case, &calls.lock().unwrap())?;
    for outcome in case["outcomes"].as_array().unwrap() {
        match outcome["result"].as_str().unwrap() {
            "error" => match &found {
                Ok(credentials) => return Err(format!("expected an error, found {credentials:?}")),
                Err(_) => continue,
            },
            "credentials" => {
                let credentials = found.as_ref().map_err(ToString::to_string)?;
                let expiry = credentials.expiry().map(|expiry| {
                    let time = DateTime::from(expiry);
                    time.fmt(DateTimeFormat::DateTime).unwrap()
                });
                let ours = json!({
                    "result": "credentials",
                    "accessKeyId": credentials.access_key_id(),
                    "secretAccessKey": credentials.secret_access_key(),
                    "sessionToken": credentials.session_token(),
                    "accountId": credentials.account_id().map(|id| id.as_str()),
                    "expiresAt": expiry,
                });
                if ours != *outcome {
                    return Err(format!("{ours}, expected {outcome}"));
                }
            }
            "cacheContents" => {
                for (name, expected) in outcome
                    .as_object()
                    .unwrap()
                    .iter()
                    .filter(|(name, _)| *name != "result")
                {
                    let written = super::json(&cache.join(name));
                    if written != *expected {
                        return Err(format!("the file is {written}, expected {expected}"));
                    }
                }
            }
            other => return Err(format!("an outcome that is not known: {other}")),
        }
    }
    Ok(())
}

fn check_requests(case: &Value, requests: &[http::Request<Bytes>]) -> Result<(), String> {
    let mocked = case["mockApiCalls"].as_array().map_or(0, Vec::len);
    if requests.len() != mocked {
        return Err(format!("{} calls, expected {mocked}", requests.len()));
    }
    for (request, call) in requests
        .iter()
        .zip(case["mockApiCalls"].as_array().into_iter().flatten())
    {
        assert_eq!(request.uri(), "https://us-east-1.signin.aws.amazon.com/v1/token");
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(body, call["request"]["tokenInput"]);
        let proof = request.headers()["dpop"].to_str().unwrap();
        assert_eq!(proof.split('.').count(), 3);
        assert!(request.headers().get("authorization").is_none());
    }
    Ok(())
}
