//! The settings of a client in its documentation: the creation of a client, the features of the
//! crate, and the settings with their sources.

use crate::ir::{AuthScheme, Service};

use super::template::filled;

/// The creation of a client, in the body of a function.
pub(super) struct ClientSetup {
    /// The imports other than the client.
    pub(super) uses: Vec<String>,
    /// The statements, without indentation.
    pub(super) statements: Vec<String>,
}

/// Returns the code that creates a client: from the settings that all AWS tools share, or from a
/// config.
pub(super) fn client_setup(service: &Service) -> ClientSetup {
    if service.is_aws {
        return ClientSetup {
            uses: vec![format!("use {}::Client;", service.crate_name)],
            statements: [
                "// Region, credentials and other settings of the environment.",
                "let client = Client::from_env().await?;",
            ]
            .map(str::to_owned)
            .into(),
        };
    }
    let identity = identity(service);
    let mut uses = vec![format!("use {}::{{Client, Config}};", service.crate_name)];
    if let Some((ty, _)) = identity {
        uses.insert(0, format!("use {}::config::{ty};", service.crate_name));
    }
    let endpoint = service
        .endpoint
        .is_none()
        .then_some("    .endpoint_url(\"https://example.com\")");
    let setter = identity.map(|(_, setter)| setter);
    let lines = ["let config = Config::builder()"].into_iter();
    let lines = lines.chain(endpoint).chain(setter);
    let statements = lines.chain(["    .build();", "let client = Client::from_conf(config);"]);
    ClientSetup {
        uses,
        statements: statements.map(str::to_owned).collect(),
    }
}

/// Returns the type of the identity that calls need, and its setter.
fn identity(service: &Service) -> Option<(&'static str, &'static str)> {
    service.auth_schemes.iter().find_map(|scheme| match scheme {
        AuthScheme::HttpBearer => Some(("Token", "    .bearer_token(Token::from(\"TOKEN\"))")),
        AuthScheme::HttpApiKey => Some(("Token", "    .api_key(Token::from(\"KEY\"))")),
        AuthScheme::HttpBasic => Some((
            "Login",
            "    .basic_auth_login(Login::new(\"user\", \"password\", None))",
        )),
        AuthScheme::HttpDigest => Some((
            "Login",
            "    .digest_auth_login(Login::new(\"user\", \"password\", None))",
        )),
        AuthScheme::SigV4 | AuthScheme::SigV4a | AuthScheme::NoAuth => None,
    })
}

/// Returns the rows of the settings for the identities of the service.
fn identity_rows(service: &Service) -> String {
    let rows = service.auth_schemes.iter().filter_map(|scheme| match scheme {
        AuthScheme::HttpBearer => Some(TOKEN_ROW),
        AuthScheme::HttpApiKey => Some("| [`api_key`](config::Builder::api_key) | the API key |"),
        AuthScheme::HttpBasic => {
            Some("| [`basic_auth_login`](config::Builder::basic_auth_login) | user and password |")
        }
        AuthScheme::HttpDigest => Some(DIGEST_ROW),
        AuthScheme::SigV4 | AuthScheme::SigV4a | AuthScheme::NoAuth => None,
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// Returns the features of the crate.
pub(super) fn features(service: &Service) -> Vec<String> {
    let aws = if service.is_aws { AWS_FEATURES.trim() } else { "" };
    filled(FEATURES, |name| (name == "aws").then_some(aws))
}

/// Returns the settings with their sources.
pub(super) fn settings(service: &Service) -> Vec<String> {
    let setup = client_setup(service);
    let (uses, statements) = (setup.uses.join("\n"), setup.statements.join("\n"));
    let (template, rows) = match service.is_aws {
        true => (AWS_SETTINGS, String::new()),
        false => (SETTINGS, identity_rows(service)),
    };
    let mut lines = filled(template, |name| {
        Some(match name {
            "crate" => &service.crate_name,
            "variable" => &service.endpoint_variable,
            "uses" => &uses,
            "setup" => &statements,
            "identities" => &rows,
            _ => return None,
        })
    });
    lines.push(String::new());
    lines.extend(filled(CALLS, |_| None));
    lines
}

const DIGEST_ROW: &str = "\
| [`digest_auth_login`](config::Builder::digest_auth_login) | user and password of digest authentication |";

const TOKEN_ROW: &str = "\
| [`bearer_token`](config::Builder::bearer_token), [`token_provider`](config::Builder::token_provider) | \
a bearer token, or a provider of them |";

const FEATURES: &str = "
- `default-https-client` (default): HTTPS with hyper and rustls, ring and the Mozilla roots.
  Without it, no HTTP client and no TLS library is built, and the config needs an
  [`http_client`](config::Builder::http_client).
- `https-client` with `aws-lc-rs` or `ring`, and `native-roots` or `webpki-roots`: the parts of
  the default, for another provider of cryptography or for the certificates of the system. All
  of them can be enabled together.
{{aws}}
- `blocking`: `blocking::Client` for programs without `async`, with the same builders. `send`
  blocks, and paginators are iterators.
- `test-util`: `test_util::Mock`, which replaces the service in tests.
";

const AWS_FEATURES: &str = "
- `credentials-chain` (default): credentials from roles, SSO, web identity, processes,
  containers and instance metadata. Without it, they come from code, the environment or the keys
  of a profile.
- `aws-config`: `Client::new(&sdk_config)`, and the types of the AWS SDK instead of those of
  this crate that have the same interface, such as `config::Region` and `primitives::DateTime`.
";

const AWS_SETTINGS: &str = r#"
[`Client::from_env`] reads settings and credentials from the sources that all AWS tools use: the
environment and the profile of the shared config files. [`Config::loader`] does the same with
some settings made in code. A config can also be built without these sources:

```no_run
use {{crate}}::config::{Credentials, Region};
use {{crate}}::{Client, Config};

let config = Config::builder()
    .region(Region::new("us-east-1"))
    .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "example"))
    .build();
let client = Client::from_conf(config);
```

| setting of [`config::Builder`] | environment | |
|---|---|---|
| [`region`](config::Builder::region) | `AWS_REGION` | the region of the endpoint and of the signature |
| [`credentials_provider`](config::Builder::credentials_provider) | `AWS_ACCESS_KEY_ID` and others | credentials, or a provider of them |
| [`endpoint_url`](config::Builder::endpoint_url) | `{{variable}}` | another server |
| [`use_fips`](config::Builder::use_fips) | `AWS_USE_FIPS_ENDPOINT` | endpoints that comply with FIPS 140 |
| [`app_name`](config::Builder::app_name) | `AWS_SDK_UA_APP_ID` | the name of the program in the user agent |
| [`retry_config`](config::Builder::retry_config) | `AWS_RETRY_MODE`, `AWS_MAX_ATTEMPTS` | attempts (3), backoff, standard or adaptive mode, or no retries |
| [`timeout_config`](config::Builder::timeout_config) | `AWS_DEFAULTS_MODE` | limits for connecting, reading, an attempt and the whole call |
| [`http_client`](config::Builder::http_client) | `AWS_CA_BUNDLE`, `HTTPS_PROXY`, `NO_PROXY` | another transport, or other limits |
"#;

const SETTINGS: &str = r#"
```no_run
{{uses}}

{{setup}}
```

| setting of [`config::Builder`] | |
|---|---|
| [`endpoint_url`](config::Builder::endpoint_url) | the URL of the service |
{{identities}}
| [`app_name`](config::Builder::app_name) | the name of the program in the user agent |
| [`retry_config`](config::Builder::retry_config) | attempts (3), backoff, standard or adaptive mode, or no retries |
| [`timeout_config`](config::Builder::timeout_config) | limits for connecting, reading, an attempt and the whole call |
| [`http_client`](config::Builder::http_client) | another transport, or other limits |
"#;

const CALLS: &str = r#"
`customize()` on a builder overrides headers, the endpoint, retries, timeouts and
interceptors for one call ([`CustomizableOperation`](client::customize::CustomizableOperation)).
[`Client::warm_up`] connects before the first call. If it is unknown whether a request took
effect, it is retried only when the model marks the operation as safe to repeat. Each call is a
span of [`tracing`](https://docs.rs/tracing), and each retry an event in it.
"#;
