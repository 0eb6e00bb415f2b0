//! The settings of a client in its documentation: how a client is made, the features of the crate,
//! the settings and where they come from.

use crate::ir::{AuthScheme, Service};

use super::template::filled;

/// The making of a client, in the body of a function.
pub(super) struct ClientSetup {
    /// The imports beside the client.
    pub(super) uses: Vec<String>,
    /// The statements, without indentation.
    pub(super) statements: Vec<String>,
}

/// Returns how programs make a client: from the settings of the environment that all AWS tools
/// share, or from a config of their own.
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

/// Returns the type of the identity that calls need, and the setter of it.
fn identity(service: &Service) -> Option<(&'static str, &'static str)> {
    service.auth_schemes.iter().find_map(|scheme| match scheme {
        AuthScheme::HttpBearer => Some(("Token", "    .bearer_token(Token::from(\"TOKEN\"))")),
        AuthScheme::HttpApiKey => Some(("Token", "    .api_key(Token::from(\"KEY\"))")),
        AuthScheme::HttpBasic => Some((
            "Login",
            "    .basic_auth_login(Login::new(\"user\", \"password\", None))",
        )),
        AuthScheme::SigV4 | AuthScheme::SigV4a | AuthScheme::HttpDigest | AuthScheme::NoAuth => None,
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
        AuthScheme::SigV4 | AuthScheme::SigV4a | AuthScheme::HttpDigest | AuthScheme::NoAuth => None,
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// Returns the features of the crate.
pub(super) fn features(service: &Service) -> Vec<String> {
    let aws = if service.is_aws { AWS_FEATURES.trim() } else { "" };
    filled(FEATURES, |name| (name == "aws").then_some(aws))
}

/// Returns the settings and where they come from.
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

const TOKEN_ROW: &str = "\
| [`bearer_token`](config::Builder::bearer_token), [`token_provider`](config::Builder::token_provider) | \
a bearer token, or whatever hands them out |";

const FEATURES: &str = "
- `default-https-client`, on by default: HTTPS by hyper and rustls, with ring and the Mozilla roots. Without it there is
  neither a TLS library nor an HTTP client in the tree, and the settings need an
  [`http_client`](config::Builder::http_client).
- `https-client` with `aws-lc-rs` or `ring`, and `native-roots` or `webpki-roots`: the same with another provider of
  cryptography, or with the certificates that the system trusts. All of them may be on at once.
{{aws}}
- `blocking`: `blocking::Client` for programs without `async`. Same builders; `send` is not awaited, paginators are
  iterators.
- `test-util`: `test_util::Mock`, which stands in for the service in tests.
";

const AWS_FEATURES: &str = "
- `credentials-chain`, on by default: credentials from roles, SSO, web identity, processes, containers and instance
  metadata. Without it they come from code, the environment or a profile's keys.
- `aws-config`: `Client::new(&sdk_config)`, and the AWS SDK's own providers of credentials.
";

const AWS_SETTINGS: &str = r#"
[`Client::from_env`] takes settings and credentials from where AWS's own tools look for them: the environment, and the
profile of the shared config files. [`Config::loader`] does the same with some of it set in code. By hand:

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
| [`region`](config::Builder::region) | `AWS_REGION` | where requests go and what they are signed for |
| [`credentials_provider`](config::Builder::credentials_provider) | `AWS_ACCESS_KEY_ID` and others | keys, or whatever hands them out |
| [`endpoint_url`](config::Builder::endpoint_url) | `{{variable}}` | another server |
| [`use_fips`](config::Builder::use_fips) | `AWS_USE_FIPS_ENDPOINT` | endpoints that comply with FIPS 140 |
| [`app_name`](config::Builder::app_name) | `AWS_SDK_UA_APP_ID` | who is calling, in the user agent |
| [`retry_config`](config::Builder::retry_config) | `AWS_RETRY_MODE`, `AWS_MAX_ATTEMPTS` | attempts (3), pauses, standard or adaptive mode, none at all |
| [`timeout_config`](config::Builder::timeout_config) | `AWS_DEFAULTS_MODE` | for connecting, reading, an attempt and the whole call |
| [`http_client`](config::Builder::http_client) | `AWS_CA_BUNDLE`, `HTTPS_PROXY`, `NO_PROXY` | another transport, or its limits |
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
| [`app_name`](config::Builder::app_name) | who is calling, in the user agent |
| [`retry_config`](config::Builder::retry_config) | attempts (3), pauses, standard or adaptive mode, none at all |
| [`timeout_config`](config::Builder::timeout_config) | for connecting, reading, an attempt and the whole call |
| [`http_client`](config::Builder::http_client) | another transport, or its limits |
"#;

const CALLS: &str = r#"
One call can have headers, an endpoint, retries, timeouts and hooks of its own, by `customize()` on its builder
([`CustomizableOperation`](client::customize::CustomizableOperation)). [`Client::warm_up`] connects ahead of the first call.
A failure after which the service may have done its work is only tried again where doing it twice does no harm. Each call
is a span of [`tracing`](https://docs.rs/tracing), each retry an event in it.
"#;
