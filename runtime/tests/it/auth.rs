//! The auth scheme of a call, and the headers that it adds to the request.

#[cfg(feature = "http-digest-auth")]
mod digest;
mod schemes;
mod tokens;

use std::sync::{Arc, Mutex};

use crate::mini::{self, CreateInput, response};
use bytes::Bytes;
use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::Credentials;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Builder, Config, Login, Region, Token, http_client_fn};
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

#[test]
fn secrets_are_redacted() {
    let config = config("keys token api-key login");
    let shown = format!("{config:?} {:?}", config.clone().build());
    for secret in ["SECRET", "T0KEN", "K3Y", "PASS"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
