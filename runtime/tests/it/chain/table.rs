//! Profiles and environments, and the source of the credentials that result from them.
//!
//! `cases.json` has one case per line: the config file, the credentials file, variables, other
//! files and a profile that code chooses, with `{home}` and `{url}` for the home folder and for a
//! service beside the program. `expect` is the id of the key, which shows its source, or `error`.
//! All cases were run through botocore. Where it differs, `botocore` is its result, and `why` is
//! the reason for ours.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Value, json};
use smithy_client_runtime::config::{ConfigLoader, SharedHttpClient};

use super::{Home, Seen, credentials, response};

/// The service beside the program.
const URL: &str = "http://127.0.0.1";

const EXPIRATION: &str = "2999-01-01T00:00:00Z";

#[tokio::test]
async fn whose_credentials_are_used() {
    let cases: Value = serde_json::from_str(include_str!("cases.json")).unwrap();
    let mut failures = Vec::new();
    for case in cases.as_array().unwrap() {
        let (name, expected) = (&case["name"], case["expect"].as_str().unwrap());
        assert_ne!(case["botocore"], case["expect"], "{name}");
        assert_eq!(case.get("botocore").is_some(), case.get("why").is_some(), "{name}");
        let found = match run(case).await {
            Ok(key) => key,
            Err(_) if expected == "error" => continue,
            Err(error) => error,
        };
        if found != expected {
            failures.push(format!("{name}: {found}, expected {expected}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

async fn run(case: &Value) -> Result<String, String> {
    let home = Home::new("", "");
    let filled = |text: &str| text.replace("{home}", home.0.to_str().unwrap()).replace("{url}", URL);
    for (file, name) in [("config", ".aws/config"), ("credentials", ".aws/credentials")] {
        let lines = case[file].as_array().into_iter().flatten();
        let text: String = lines.map(|line| filled(line.as_str().unwrap()) + "\n").collect();
        home.file(name, &text);
    }
    for (name, text) in members(&case["files"]) {
        home.file(&name, &filled(&text));
    }
    let variables: Vec<_> = members(&case["env"])
        .into_iter()
        .map(|(name, value)| (name, filled(&value)))
        .collect();
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let mut loader: ConfigLoader = home.loader(&variables, services());
    if let Some(profile) = case["profile"].as_str() {
        loader = loader.profile_name(profile);
    }
    let found = credentials(loader).await?;
    Ok(found.access_key_id().to_owned())
}

fn members(object: &Value) -> BTreeMap<String, String> {
    let members = object.as_object().into_iter().flatten();
    members
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect()
}

/// Returns a transport to all services. The ids of the keys name the service that returned them.
fn services() -> SharedHttpClient {
    Seen::default().transport(|request, _| match request.uri().path() {
        "/" => sts(request),
        "/token" => response(200, r#"{"accessToken":"NEW","expiresIn":3600,"tokenType":"Bearer"}"#),
        "/federation/credentials" => portal(request),
        "/container" => match header(request, "authorization") {
            "" => keys("CONTAINER"),
            token => keys(&format!("CONTAINER-{token}")),
        },
        "/half" => response(200, r#"{"AccessKeyId":"HALF"}"#),
        "/refused" => response(403, r#"{"code":"Denied","message":"no"}"#),
        "/latest/api/token" => response(200, "token"),
        "/latest/meta-data/iam/security-credentials/" => response(200, "machine"),
        "/latest/meta-data/iam/security-credentials/machine" => keys("IMDS"),
        _ => response(404, ""),
    })
}

fn header<'a>(request: &'a http::Request<Bytes>, name: &str) -> &'a str {
    let value = request.headers().get(name);
    value.map_or("", |value| value.to_str().unwrap())
}

fn keys(id: &str) -> http::Response<Bytes> {
    let keys = json!({
        "Code": "Success",
        "AccessKeyId": id,
        "SecretAccessKey": "s",
        "Token": "t",
        "Expiration": EXPIRATION,
    });
    response(200, &keys.to_string())
}

fn sts(request: &http::Request<Bytes>) -> http::Response<Bytes> {
    let form: BTreeMap<_, _> = form_urlencoded::parse(request.body()).into_owned().collect();
    let role = form["RoleArn"].rsplit('/').next().unwrap_or_default();
    let id = match (form["Action"].as_str(), header(request, "authorization")) {
        _ if role == "refused" => return super::sts_error(403, "AccessDenied"),
        ("AssumeRole", authorization) => {
            let (_, key) = authorization.split_once("Credential=").unwrap();
            format!("ASSUMED-{role}-{}", key.split('/').next().unwrap_or_default())
        }
        _ => format!("WEB-{role}-{}", form["WebIdentityToken"]),
    };
    super::assumed(&id)
}

fn portal(request: &http::Request<Bytes>) -> http::Response<Bytes> {
    let query = request.uri().query().unwrap_or_default();
    let query: BTreeMap<_, _> = form_urlencoded::parse(query.as_bytes()).collect();
    let (account, role) = (&query["account_id"], &query["role_name"]);
    match account.parse() {
        Ok(status @ (401 | 403)) => response(status, r#"{"message":"no"}"#),
        _ => {
            let id = format!("SSO-{account}-{role}-{}", header(request, "x-amz-sso_bearer_token"));
            let keys = json!({
                "accessKeyId": id,
                "secretAccessKey": "s",
                "sessionToken": "t",
                "expiration": 32_472_144_000_000_u64,
            });
            response(200, &json!({ "roleCredentials": keys }).to_string())
        }
    }
}
