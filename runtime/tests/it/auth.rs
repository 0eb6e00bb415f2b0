//! The auth scheme of a call, and the headers that it adds to the request.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::mini::{self, CreateInput, response};
use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::{Credentials, future};
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{
    AuthSchemeId, Builder, Config, Env, Login, ProvideToken, Region, Token, TokenError, http_client_fn,
};
use smithy_client_runtime::endpoint::{self, Endpoint, EndpointError, EndpointRequest};
use smithy_client_runtime::operation::AuthScheme::{HttpApiKey, HttpBasic, HttpBearer, HttpDigest, NoAuth, SigV4};
use smithy_client_runtime::operation::{
    ApiKeyLocation, Idempotency, Operation, OperationInput, Service, ServiceTraits,
};
use smithy_client_runtime::protocol::AWS_JSON_1_0;
use smithy_client_runtime::schema::Member;
use smithy_client_runtime::serde::{SerializeShape, ShapeSerializer};

/// Declares an input type per list of auth schemes.
macro_rules! inputs {
    ($($name:ident: [$($scheme:ident),*] $(.$flag:ident())*;)*) => {
        $(
            #[derive(Clone, Debug)]
            struct $name;

            impl SerializeShape for $name {
                fn write(&self, member: &'static Member, writer: &mut dyn ShapeSerializer) {
                    CreateInput::default().write(member, writer);
                }
            }

            impl OperationInput for $name {
                type Output = mini::CreateOutput;
                type Error = mini::Error;
                const OPERATION: &'static Operation =
                    &Operation::new(&SERVICE, stringify!($name), Idempotency::Idempotent)
                        .auth_schemes(&[$($scheme),*])$(.$flag())*;
            }
        )*
    };
}

inputs! {
    Signed: [SigV4];
    Unsigned: [SigV4].unsigned_payload();
    SignedOrBearer: [SigV4, HttpBearer];
    Bearer: [HttpBearer];
    Keyed: [HttpApiKey];
    Basic: [HttpBasic];
    Digest: [HttpDigest];
    Anything: [HttpApiKey, HttpBasic, HttpDigest];
    Optional: [HttpBearer, NoAuth];
    Open: [NoAuth];
}

static SERVICE: Service = service(
    ApiKeyLocation::Header {
        name: "X-Api-Key",
        scheme: None,
    },
    "bed-rock one",
);

const fn service(api_key: ApiKeyLocation, signing_name: &'static str) -> Service {
    Service {
        name: "Forecast",
        sdk_id: "Forecast",
        version: "1",
        signing_name,
        traits: ServiceTraits {
            api_key: Some(api_key),
            ..ServiceTraits::NONE
        },
        retryable_errors: &[],
        protocol: &AWS_JSON_1_0,
        resolve_endpoint,
    }
}

/// Returns the endpoint of the config; its last part names its auth schemes.
fn resolve_endpoint(request: &EndpointRequest<'_>) -> Result<Endpoint, EndpointError> {
    let endpoint = endpoint::custom_only(request)?;
    let schemes = endpoint
        .url()
        .split_once(".example/")
        .map_or("", |(_, schemes)| schemes)
        .to_owned();
    let schemes = schemes.split('.').filter(|scheme| !scheme.is_empty());
    Ok(schemes.fold(endpoint, |endpoint, scheme| {
        endpoint.with_auth_scheme(endpoint::AuthScheme::new(scheme.to_owned()).with_signing_region("eu-west-9"))
    }))
}

type Requests = Arc<Mutex<Vec<http::Request<Bytes>>>>;

fn client(builder: Builder) -> (Handle, Requests) {
    let requests = Requests::default();
    let kept = Arc::clone(&requests);
    let http = http_client_fn(move |request: http::Request<Bytes>| {
        let status = if request.uri().host() == Some("refused.other") {
            401
        } else {
            200
        };
        kept.lock().unwrap().push(request);
        response(status, &[], "{}")
    });
    let config = builder.retry_config(RetryConfig::disabled()).http_client(http).build();
    (Handle::new(&SERVICE, config), requests)
}

fn keys() -> Credentials {
    Credentials::new("AKID", "SECRET", None, None, "test")
}

/// Returns a config with the identities of these names.
fn config(identities: &str) -> Builder {
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url("https://a.example");
    identities
        .split_whitespace()
        .fold(config, |config, identity| match identity {
            "keys" => config.credentials_provider(keys()),
            "token" => config.bearer_token(Token::from("T0KEN")),
            "api-key" => config.api_key(Token::from("K3Y")),
            "login" => config.basic_auth_login(Login::new("user", "PASS", None)),
            url => config.endpoint_url(format!("https://a.example/{url}")),
        })
}

/// Calls an operation and returns the header that authenticates it, or the error.
async fn authorization<I>(builder: Builder, input: I) -> String
where
    I: OperationInput<Output = mini::CreateOutput, Error = mini::Error>,
{
    let (client, requests) = client(builder);
    match client.call(input).await {
        Ok(_) => authorization_of(&requests.lock().unwrap()[0]),
        Err(error) => {
            assert!(requests.lock().unwrap().is_empty());
            format!("{error}")
        }
    }
}

fn authorization_of(request: &http::Request<Bytes>) -> String {
    let value = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap());
    let authorization = value("authorization")
        .or(value("x-api-key"))
        .unwrap_or("none")
        .to_owned();
    assert!(!format!("{request:?}").contains("T0KEN"));
    match authorization.strip_prefix("AWS4-HMAC-SHA256 Credential=AKID/") {
        Some(scope) => format!("sigv4 {}", scope.split('/').nth(1).unwrap()),
        None => authorization,
    }
}

macro_rules! table {
    ($($input:expr, $identities:literal => $expected:literal;)*) => {
        $(assert_eq!(authorization(config($identities), $input).await, $expected, "{:?} {}", $input, $identities);)*
    };
}

#[tokio::test]
async fn the_first_scheme_with_an_identity_authenticates() {
    table! {
        Signed, "keys" => "sigv4 us-east-1";
        Signed, "keys token api-key login" => "sigv4 us-east-1";
        SignedOrBearer, "keys token" => "sigv4 us-east-1";
        SignedOrBearer, "token" => "Bearer T0KEN";
        Bearer, "keys token" => "Bearer T0KEN";
        Keyed, "keys api-key" => "K3Y";
        Basic, "login" => "Basic dXNlcjpQQVNT";
        Anything, "login" => "Basic dXNlcjpQQVNT";
        Anything, "login api-key" => "K3Y";
        Optional, "keys" => "none";
        Optional, "token" => "Bearer T0KEN";
        Open, "keys token" => "none";
    }
}

#[tokio::test]
async fn the_schemes_of_the_endpoint_take_precedence() {
    table! {
        Signed, "keys token sigv4" => "sigv4 eu-west-9";
        Signed, "keys token bearer" => "Bearer T0KEN";
        Signed, "token bearer" => "Bearer T0KEN";
        Signed, "keys bearer.sigv4" => "sigv4 eu-west-9";
        Signed, "keys sigv4x.sigv4" => "sigv4 eu-west-9";
        Signed, "keys none" => "none";
        Bearer, "keys token sigv4" => "sigv4 eu-west-9";
        Open, "keys sigv4" => "none";
        Optional, "sigv4" => "none";
    }
}

#[tokio::test]
async fn a_call_without_an_identity_says_what_is_missing() {
    table! {
        Signed, "token" => "Signed: nothing was sent: the config has no credentials: set `credentials_provider`, or load those of the environment with `from_env`";
        SignedOrBearer, "" => "SignedOrBearer: nothing was sent: the config has no credentials: set `credentials_provider`, or load those of the environment with `from_env`; or: the config has no token: set `bearer_token` or `token_provider`";
        Anything, "keys" => "Anything: nothing was sent: the config has no API key: set `api_key`; or: the config has no login: set `basic_auth_login`";
        Digest, "login" => "Digest: nothing was sent: authentication by httpDigestAuth is not supported";
        Signed, "keys bearer" => "Signed: nothing was sent: the config has no token: set `bearer_token` or `token_provider`";
        Signed, "keys one.two" => "Signed: nothing was sent: the endpoint requires authentication by one or two, \
            which is not supported";
    }
    let without_region = Config::builder().bearer_token(Token::from("T0KEN"));
    let error = authorization(without_region, SignedOrBearer).await;
    assert!(error.contains("set one with `endpoint_url`"), "{error}");
}

#[tokio::test]
async fn a_preference_changes_the_order() {
    let both = || config("keys token");
    for (preference, expected) in [
        ("httpBearerAuth", "Bearer T0KEN"),
        ("sigv4", "sigv4 us-east-1"),
        ("httpApiKeyAuth", "sigv4 us-east-1"),
    ] {
        let config = both().auth_scheme_preference([AuthSchemeId::new(preference)]);
        assert_eq!(authorization(config, SignedOrBearer).await, expected);
    }
    let loaded = |variables: &'static [(&'static str, &'static str)]| async move {
        Config::loader()
            .env(Env::from_slice(variables))
            .region(Region::new("us-east-1"))
            .endpoint_url("https://a.example")
            .credentials_provider(keys())
            .load()
            .await
            .unwrap()
            .to_builder()
    };
    const TOKEN: (&str, &str) = ("AWS_BEARER_TOKEN_BED_ROCK_ONE", "T0KEN");
    const SIGV4: (&str, &str) = ("AWS_AUTH_SCHEME_PREFERENCE", "sigv4");
    for (variables, expected) in [
        (&[][..], "sigv4 us-east-1"),
        (&[("AWS_BEARER_TOKEN_OTHER", "T0KEN")][..], "sigv4 us-east-1"),
        (&[TOKEN], "Bearer T0KEN"),
        (&[TOKEN, SIGV4], "Bearer T0KEN"),
    ] {
        assert_eq!(authorization(loaded(variables).await, SignedOrBearer).await, expected);
    }
    let code = loaded(&[TOKEN])
        .await
        .auth_scheme_preference([AuthSchemeId::new("sigv4")]);
    assert_eq!(authorization(code, SignedOrBearer).await, "sigv4 us-east-1");
    let code = loaded(&[TOKEN]).await.bearer_token(Token::from("other"));
    assert_eq!(authorization(code, Bearer).await, "Bearer other");
    let (client, requests) = client(loaded(&[TOKEN]).await);
    client.call(Bearer).await.unwrap();
    let user_agent = requests.lock().unwrap()[0].headers()["user-agent"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(user_agent.contains(" m/E,N,3"), "{user_agent}");
}

#[tokio::test]
async fn an_unsigned_payload_is_one_over_https_only() {
    let hash = |url: &'static str| async move {
        let (client, requests) = client(config("keys").endpoint_url(url));
        client.call(Unsigned).await.unwrap();
        let requests = requests.lock().unwrap();
        requests[0]
            .headers()
            .get("x-amz-content-sha256")
            .map(|hash| hash.to_str().unwrap().to_owned())
    };
    assert_eq!(hash("https://a.example").await.as_deref(), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(hash("http://a.example").await, None);
}

/// Returns a different token each time.
#[derive(Debug, Default)]
struct Counting(AtomicUsize);

impl ProvideToken for Counting {
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::new(async {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                7.. => Err(TokenError::provider_error("no more")),
                number => {
                    let expiry = SystemTime::now() + Duration::from_secs(3600);
                    Ok(Token::new(format!("number{number}"), Some(expiry)))
                }
            }
        })
    }
}

#[tokio::test]
async fn a_token_is_cached_until_a_service_refuses_it() {
    for (host, expected) in [
        ("taken.other", ["Bearer number0", "Bearer number0"]),
        ("refused.other", ["Bearer number0", "Bearer number1"]),
    ] {
        let config = Config::builder().endpoint_url(format!("https://{host}"));
        let (client, requests) = client(config.token_provider(Counting::default()));
        for _ in 0..2 {
            let _ = client.call(Optional).await;
        }
        let requests = requests.lock().unwrap();
        let sent: Vec<String> = requests.iter().map(authorization_of).collect();
        assert_eq!(sent, expected);
    }
    let failing = Counting(AtomicUsize::new(7));
    let error = authorization(config("").token_provider(failing), Bearer).await;
    assert_eq!(error, "Bearer: nothing was sent: the token provider failed: no more");
}

#[test]
fn secrets_are_redacted() {
    let config = config("keys token api-key login");
    let shown = format!("{config:?} {:?}", config.clone().build());
    for secret in ["SECRET", "T0KEN", "K3Y", "PASS"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
