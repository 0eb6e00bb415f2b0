//! Logins at IAM Identity Center: refreshed tokens, and the errors of tokens that cannot be.

use std::os::unix::fs::PermissionsExt;
use std::time::SystemTime;

use e2e::{Answer, Request, Server};
use partnercentral_selling::primitives::{DateTime, DateTimeFormat};
use serde_json::{Value, json};

use super::sources::{self, SSO_SESSION_TOKEN, SSO_TOKEN, SSO_URL_TOKEN, asked};
use crate::home::{Home, call};

pub const SESSION: &str = "[default]\nsso_session = my-sso\nsso_account_id = 123456789012\nsso_role_name = seller\n\
    [sso-session my-sso]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n";
const LEGACY: &str = "[default]\n[profile old]\nsso_account_id = 123456789012\nsso_role_name = seller\nsso_region = us-east-1\n\
    sso_start_url = https://example.awsapps.com/start\n";
pub const PORTAL: &str = "GET /federation/credentials?role_name=seller&account_id=123456789012";
pub const SIGNED: &str = "ListOpportunities by ASIAEXAMPLE";

/// Returns a login whose token expires after so many seconds.
pub fn login(seconds: i64) -> Value {
    let now = DateTime::from(SystemTime::now()).secs();
    let expiry = DateTime::from_secs(now + seconds)
        .fmt(DateTimeFormat::DateTime)
        .unwrap();
    json!({
        "startUrl": "https://example.awsapps.com/start", "region": "us-east-1",
        "accessToken": "SECRET-old-token", "expiresAt": expiry,
        "clientId": "client", "clientSecret": "SECRET-of-client", "registrationExpiresAt": "2099-01-01T00:00:00Z",
        "refreshToken": "SECRET-refresh-1", "unknown": [1, null],
    })
}

fn without(mut login: Value, name: &str) -> Value {
    login.as_object_mut().unwrap().remove(name).unwrap();
    login
}

pub fn renewed() -> Answer {
    Answer::json(
        200,
        &json!({ "accessToken": "sso-token", "expiresIn": 28800, "refreshToken": "SECRET-refresh-2", "tokenType": "Bearer" }),
    )
}

fn refused() -> Answer {
    let body = json!({ "error": "invalid_grant", "error_description": "Invalid refresh token provided" });
    Answer::json(400, &body)
}

/// Starts the portal, which also accepts the old token. Requests for a new token get this response.
pub async fn server(token: impl Fn() -> Answer + Send + Sync + 'static) -> Server {
    let answer = move |request: &Request| match request.target.as_str() {
        "/token" if request.method == "POST" => token(),
        target if target.starts_with("/federation") => {
            let mut request = request.clone();
            for (name, value) in &mut request.headers {
                if name == "x-amz-sso_bearer_token" && value == "SECRET-old-token" {
                    *value = "sso-token".to_owned();
                }
            }
            sources::answer(&request)
        }
        _ => sources::answer(request),
    };
    Server::start(answer).await.unwrap()
}

pub fn home(config: &str, login: &Value) -> Home {
    let home = Home::new();
    home.file(".aws/config", config);
    home.file(SSO_SESSION_TOKEN, &login.to_string());
    home.file(SSO_URL_TOKEN, &login.to_string());
    home
}

pub async fn sign(home: &Home, server: &Server, profile: &str) -> Result<Vec<String>, String> {
    let variables = [
        ("AWS_ENDPOINT_URL", &*server.url()),
        ("AWS_REGION", "us-east-1"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_PROFILE", profile),
    ];
    let result = call(home.loader(&variables).load().await.unwrap()).await;
    result.map(|()| server.requests().iter().map(asked).collect())
}

#[tokio::test]
async fn a_token_that_expires_soon_is_renewed_and_written_back() {
    for seconds in [-3600, -1, 290] {
        let server = server(renewed).await;
        let home = home(SESSION, &login(seconds));
        let asked = sign(&home, &server, "default").await.unwrap();
        assert_eq!(asked, ["POST /token", PORTAL, SIGNED], "{seconds}");

        let requests = server.requests();
        assert_eq!(requests[0].header("content-type"), Some("application/json"));
        assert_eq!(
            serde_json::from_slice::<Value>(&requests[0].body).unwrap(),
            json!({ "clientId": "client", "clientSecret": "SECRET-of-client", "grantType": "refresh_token", "refreshToken": "SECRET-refresh-1" })
        );
        assert_eq!(requests[1].header("x-amz-sso_bearer_token"), Some("sso-token"));

        let path = home.path().join(SSO_SESSION_TOKEN);
        let mut file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let expiry = file["expiresAt"].take();
        let expiry = DateTime::from_str(expiry.as_str().unwrap(), DateTimeFormat::DateTime).unwrap();
        let left = expiry.secs() - DateTime::from(SystemTime::now()).secs();
        assert!((28_700..=28_800).contains(&left), "{left}");
        let mut expected = login(seconds);
        expected["expiresAt"].take();
        expected["accessToken"] = "sso-token".into();
        expected["refreshToken"] = "SECRET-refresh-2".into();
        assert_eq!(file, expected);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let beside = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 2, "the files of two logins and nothing else");
    }
}

#[tokio::test]
async fn a_token_that_is_good_is_used_as_it_is() {
    for (config, profile, login) in [
        (SESSION, "default", login(310)),
        (LEGACY, "old", login(310)),
        // The token expires soon and cannot be refreshed.
        (LEGACY, "old", login(200)),
        (SESSION, "default", without(login(200), "refreshToken")),
        (
            SESSION,
            "default",
            json!({ "accessToken": "sso-token", "expiresAt": "2099-01-01T00:00:00UTC" }),
        ),
    ] {
        let server = server(renewed).await;
        let asked = sign(&home(config, &login), &server, profile).await.unwrap();
        assert_eq!(asked, [PORTAL, SIGNED], "{login}");
    }
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_is_used_while_it_is_good() {
    let server = server(refused).await;
    let asked = sign(&home(SESSION, &login(200)), &server, "default").await.unwrap();
    assert_eq!(asked, ["POST /token", PORTAL, SIGNED]);
}

#[tokio::test]
async fn what_cannot_be_renewed_says_how_to_log_in() {
    let mut unregistered = login(-1);
    unregistered["registrationExpiresAt"] = "2020-01-01T00:00:00Z".into();
    let mut elsewhere = login(-1);
    elsewhere["region"] = "nowhere.example/".into();
    for (config, profile, login, said) in [
        (
            SESSION,
            "default",
            login(-1),
            "and cannot be refreshed: invalid_grant: Invalid refresh token provided; ",
        ),
        (
            SESSION,
            "default",
            without(login(-1), "refreshToken"),
            "and has no refreshToken; ",
        ),
        (
            SESSION,
            "default",
            without(login(-1), "clientId"),
            "and has no clientId; ",
        ),
        (
            SESSION,
            "default",
            without(login(-1), "clientSecret"),
            "and has no clientSecret; ",
        ),
        (
            SESSION,
            "default",
            unregistered,
            "and has a registration that has expired as well; ",
        ),
        (
            SESSION,
            "default",
            elsewhere,
            "and cannot be refreshed: the region in the file: expected the name of a region",
        ),
        (
            SESSION,
            "default",
            without(login(9999), "expiresAt"),
            "has no expiresAt; ",
        ),
        (
            SESSION,
            "default",
            without(login(9999), "accessToken"),
            "has no accessToken; ",
        ),
        (SESSION, "default", json!("SECRET"), "is not a JSON object; "),
        (
            LEGACY,
            "old",
            login(-1),
            "and is not refreshed without an sso_session; ",
        ),
    ] {
        let server = server(refused).await;
        let error = sign(&home(config, &login), &server, profile).await.unwrap_err();
        let command = match profile {
            "old" => "log in with `aws sso login --profile old`",
            _ => "log in with `aws sso login --sso-session my-sso`",
        };
        assert!(error.contains(said) && error.contains(command), "{said}: {error}");
        assert!(error.contains("profile: ") && !error.contains("SECRET"), "{error}");
    }
}

#[tokio::test]
async fn another_program_may_have_renewed_the_token() {
    let home = home(SESSION, &login(-1));
    let path = home.path().join(SSO_SESSION_TOKEN);
    let server = server(move || {
        std::fs::write(&path, SSO_TOKEN).unwrap();
        refused()
    })
    .await;
    assert_eq!(
        sign(&home, &server, "default").await.unwrap(),
        ["POST /token", PORTAL, SIGNED]
    );
    assert_eq!(server.requests()[1].header("x-amz-sso_bearer_token"), Some("sso-token"));
}

#[tokio::test]
async fn a_renewed_token_that_cannot_be_written_is_used() {
    let home = home(SESSION, &login(-1));
    let cache = home.path().join(".aws/sso");
    let server = server(move || {
        std::fs::remove_dir_all(&cache).unwrap();
        renewed()
    })
    .await;
    assert_eq!(
        sign(&home, &server, "default").await.unwrap(),
        ["POST /token", PORTAL, SIGNED]
    );
}
