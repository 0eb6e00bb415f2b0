//! The chain's requests are retried as calls are, with the settings of the client.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{AsyncSleep, Sleep, TimeSource};

use super::{Home, Seen, assumed, credentials, response, sts_error};

const TOKEN: &[(&str, &str)] = &[
    ("AWS_WEB_IDENTITY_TOKEN_FILE", "{home}/token"),
    ("AWS_ROLE_ARN", "arn:aws:iam::1:role/r"),
];
const ROLE: &str = "[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n";
const BASE: &str = "[base]\naws_access_key_id = BASE\naws_secret_access_key = s\n";

/// Records pauses and does not wait.
#[derive(Clone, Debug, Default)]
struct Pauses(Arc<Mutex<Vec<Duration>>>);

impl AsyncSleep for Pauses {
    fn sleep(&self, duration: Duration) -> Sleep {
        // The limit of an attempt.
        if duration >= Duration::from_secs(15) {
            return Sleep::new(std::future::pending());
        }
        self.0.lock().unwrap().push(duration);
        Sleep::new(std::future::ready(()))
    }
}

#[tokio::test]
async fn errors_that_pass_are_retried() {
    for (name, first, web_identity, attempts) in [
        ("throttling", sts_error(400, "Throttling"), false, 2),
        ("throttling", sts_error(400, "ThrottlingException"), false, 2),
        ("identity provider", sts_error(400, "IDPCommunicationError"), true, 2),
        (
            "new keys of the provider",
            sts_error(400, "InvalidIdentityToken"),
            true,
            2,
        ),
        (
            "of web identities alone",
            sts_error(400, "InvalidIdentityToken"),
            false,
            1,
        ),
        ("429", response(429, ""), false, 2),
        ("500", response(500, ""), false, 2),
        ("502", response(502, ""), false, 2),
        ("503", response(503, ""), false, 2),
        ("refused", sts_error(403, "AccessDenied"), false, 1),
    ] {
        let home = Home::new(if web_identity { "" } else { ROLE }, BASE);
        home.file("token", "a token");
        let seen = Seen::default();
        let first = Mutex::new(first);
        let http = seen.transport(move |_, number| match number {
            0 => first.lock().unwrap().clone(),
            _ => assumed("ASSUMED"),
        });
        let variables = if web_identity { TOKEN } else { &[] };
        let found = credentials(home.loader(variables, http)).await;
        assert_eq!(seen.count(), attempts, "{name}: {found:?}");
        assert_eq!(found.is_ok(), attempts == 2, "{name}: {found:?}");
    }
}

#[tokio::test]
async fn pauses_have_jitter_and_are_longer_for_a_service_that_is_overloaded() {
    for (status, longest) in [(500, 50), (429, 1000), (503, 1000)] {
        let mut firsts = Vec::new();
        for _ in 0..8 {
            let home = Home::new(ROLE, BASE);
            let pauses = Pauses::default();
            let http = Seen::default().transport(move |_, _| response(status, ""));
            let loader = home.loader(&[], http).sleep_impl(pauses.clone());
            credentials(loader).await.unwrap_err();
            let pauses = pauses.0.lock().unwrap();
            assert_eq!(pauses.len(), 2);
            assert!(pauses[0] <= Duration::from_millis(longest), "{pauses:?}");
            assert!(pauses[1] <= Duration::from_millis(2 * longest), "{pauses:?}");
            firsts.push(pauses[0]);
        }
        firsts.sort();
        firsts.dedup();
        assert!(firsts.len() > 1, "{status}: {firsts:?}");
    }
}

#[tokio::test]
async fn the_attempts_are_those_of_the_client() {
    for (retries, attempts) in [
        (RetryConfig::disabled(), 1),
        (RetryConfig::standard(), 3),
        (RetryConfig::standard().with_max_attempts(5), 5),
    ] {
        let home = Home::new(ROLE, BASE);
        let seen = Seen::default();
        let http = seen.transport(|_, _| response(500, ""));
        credentials(home.loader(&[], http).retry_config(retries))
            .await
            .unwrap_err();
        assert_eq!(seen.count(), attempts);
    }
}

#[derive(Debug)]
struct Behind;

impl TimeSource for Behind {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
    }
}

#[tokio::test]
async fn requests_are_signed_by_the_clients_clock_and_corrected_by_the_services() {
    let home = Home::new(ROLE, BASE);
    let seen = Seen::default();
    let http = seen.transport(|_, number| match number {
        0 => {
            let mut response = sts_error(403, "SignatureDoesNotMatch");
            let date = "Wed, 15 Nov 2023 00:13:20 GMT".parse().unwrap();
            response.headers_mut().insert("date", date);
            response
        }
        _ => assumed("ASSUMED"),
    });
    credentials(home.loader(&[], http).time_source(Behind)).await.unwrap();
    let dates: Vec<String> = seen.0.lock().unwrap().iter().map(date).collect();
    assert_eq!(dates, ["20231114T221320Z", "20231115T001320Z"]);
}

fn date(request: &http::Request<Bytes>) -> String {
    request.headers()["x-amz-date"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn requests_say_who_asks_and_what_is_accepted() {
    let home = Home::new(ROLE, BASE);
    let seen = Seen::default();
    credentials(home.loader(&[], seen.transport(|_, _| assumed("A"))))
        .await
        .unwrap();
    let variables = [("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/keys")];
    let home = Home::new("", "");
    credentials(home.loader(&variables, seen.transport(|_, _| response(200, super::KEYS))))
        .await
        .unwrap();
    for request in seen.0.lock().unwrap().iter() {
        let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
        assert!(
            header("user-agent").starts_with("smithy-client-runtime/"),
            "{request:?}"
        );
        assert!(!header("accept").is_empty());
        if let Some(authorization) = request.headers().get("authorization") {
            assert!(!authorization.to_str().unwrap().contains("user-agent"));
        }
    }
}
