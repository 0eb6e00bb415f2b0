//! The server's other roles: the security token service, IAM Identity Center, and the metadata
//! services.

use std::time::{Duration, SystemTime};

use e2e::{Answer, Request, Server, TEMPORARY};
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
use serde_json::{Value, json};

const EXPIRY: &str = "2099-01-01T00:00:00Z";

/// Paths of cached access tokens, by the SHA-1 of the session's name and of the start URL.
pub const SSO_SESSION_TOKEN: &str = ".aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json";
pub const SSO_URL_TOKEN: &str = ".aws/sso/cache/e8be5486177c5b5392bd9aa76563515b29358e6e.json";
pub const SSO_TOKEN: &str = r#"{"accessToken":"sso-token","expiresAt":"2099-01-01T00:00:00Z","region":"us-east-1"}"#;

pub async fn server() -> Server {
    Server::start(answer).await.unwrap()
}

/// Returns a short name for the subject of a request.
pub fn asked(request: &Request) -> String {
    if request.header("x-amz-target").is_some() {
        let header = request.header("authorization").unwrap_or_default();
        let (_, rest) = header.split_once("Credential=").unwrap_or_default();
        return format!(
            "{} by {}",
            request.operation(),
            rest.split('/').next().unwrap_or_default()
        );
    }
    let body = String::from_utf8_lossy(&request.body);
    let mut words: Vec<_> = body
        .split('&')
        .filter(|pair| {
            [
                "Action",
                "RoleArn",
                "ExternalId",
                "RoleSessionName",
                "WebIdentityToken",
                "DurationSeconds",
            ]
            .iter()
            .any(|name| pair.starts_with(&format!("{name}=")))
        })
        .map(|pair| {
            pair.split_once('=')
                .unwrap_or_default()
                .1
                .replace("%3A", ":")
                .replace("%2F", "/")
        })
        .collect();
    if words.is_empty() {
        words.push(format!("{} {}", request.method, request.target));
    }
    words.join(" ")
}

/// Returns the keys of the signer of most tests, as metadata services write them.
pub fn keys(expiration: &str) -> Value {
    json!({
        "AccessKeyId": TEMPORARY.access_key_id,
        "SecretAccessKey": TEMPORARY.secret_access_key,
        "Token": TEMPORARY.session_token,
        "Expiration": expiration,
        "Code": "Success", "Message": "", "LastUpdated": EXPIRY, "Type": "AWS-HMAC",
    })
}

/// Returns these credentials with an expiration this long from now.
pub fn keys_for(lifetime: Duration) -> Value {
    let expiry = DateTime::from(SystemTime::now() + lifetime);
    keys(&expiry.fmt(DateTimeFormat::DateTime).unwrap())
}

/// Responds to a request in any of these roles.
pub fn answer(request: &Request) -> Answer {
    let keys = keys(EXPIRY);
    let has = |name: &str, value: &str| request.header(name) == Some(value);
    match request.target.as_str() {
        _ if request.header("x-amz-target").is_some() => Answer::json(200, &json!({ "OpportunitySummaries": [] })),
        "/" => token_service(&String::from_utf8_lossy(&request.body)),
        "/federation/credentials?role_name=seller&account_id=123456789012"
            if has("x-amz-sso_bearer_token", "sso-token") =>
        {
            Answer::json(
                200,
                &json!({ "roleCredentials": {
                    "accessKeyId": TEMPORARY.access_key_id,
                    "secretAccessKey": TEMPORARY.secret_access_key,
                    "sessionToken": TEMPORARY.session_token,
                    "expiration": 4_070_908_800_000_u64,
                }}),
            )
        }
        "/container" => Answer::json(200, &keys),
        "/guarded" if has("authorization", "guard") => Answer::json(200, &keys),
        "/latest/api/token" if request.method == "PUT" => Answer::with_headers(200, &[], "imds-token"),
        "/latest/meta-data/iam/security-credentials/" if has("x-aws-ec2-metadata-token", "imds-token") => {
            Answer::with_headers(200, &[], "machine")
        }
        "/latest/meta-data/iam/security-credentials/machine" if has("x-aws-ec2-metadata-token", "imds-token") => {
            Answer::json(200, &keys)
        }
        _ => Answer::json(404, &json!({ "message": "not here" })),
    }
}

fn token_service(body: &str) -> Answer {
    if body.contains("forbidden") {
        let text =
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not &lt;you&gt;</Message></Error></ErrorResponse>";
        return Answer::with_headers(403, &[("content-type", "text/xml")], text);
    }
    let text = format!(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>{}</AccessKeyId><SecretAccessKey>{}</SecretAccessKey>\
         <SessionToken>{}</SessionToken><Expiration>{EXPIRY}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
        TEMPORARY.access_key_id,
        TEMPORARY.secret_access_key,
        TEMPORARY.session_token.unwrap_or_default(),
    );
    Answer::with_headers(200, &[("content-type", "text/xml")], text)
}
