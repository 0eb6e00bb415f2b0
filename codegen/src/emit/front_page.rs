//! The crate's front page: a first call, the operations, features, settings, errors, testing, and
//! what the service is.

use crate::ir::{Group, Operation, Service};
use crate::names;

use super::example::{self, RenderedExample};
use super::template::fill;

/// The `//!` lines of `src/lib.rs`.
pub(super) fn lines(service: &Service) -> Vec<String> {
    let mut lines = vec![format!("A client for {}.", service.title)];
    let end = service
        .docs
        .lines
        .iter()
        .position(String::is_empty)
        .unwrap_or(service.docs.lines.len());
    let (summary, about) = service.docs.lines.split_at(end);
    if !summary.is_empty() {
        lines.push(String::new());
        lines.extend_from_slice(summary);
    }
    let first = service
        .operations
        .iter()
        .find(|operation| Some(&operation.method) == service.first_call.as_ref());
    if let Some(operation) = first {
        section(&mut lines, "First call", first_call(service, operation));
    }
    section(
        &mut lines,
        "Operations",
        operations(service, |name| format!("[`{name}`](Client::{name})")),
    );
    section(&mut lines, "Features", filled(FEATURES, |_| None));
    section(&mut lines, "Settings", settings(service));
    if let Some(operation) = first {
        let example = RenderedExample::new(service, operation);
        section(&mut lines, "Errors", errors(service, operation, &example));
        section(&mut lines, "Testing", testing(service, operation, &example));
    }
    section(&mut lines, "About the service", about.iter().skip(1).cloned().collect());
    lines
}

/// The operations as a table with a row each, under the resource that they belong to; `link` writes
/// the name of a function.
pub(super) fn operations(service: &Service, link: fn(&str) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    let several = service.groups.len() > 1;
    lines.extend(["| operation | description |", "|---|---|"].map(str::to_owned));
    for Group { title, methods } in &service.groups {
        if several {
            lines.push(format!("| **{title}** | |"));
        }
        let operations = methods
            .iter()
            .filter_map(|method| service.operations.iter().find(|operation| operation.method == *method));
        lines.extend(operations.map(|operation| {
            let link = link(names::unraw(&operation.method));
            format!("| {link} | {} |", operation.summary.replace('|', "\\|"))
        }));
    }
    lines
}

fn first_call(service: &Service, operation: &Operation) -> Vec<String> {
    let program = example::program(service, operation);
    [vec!["```no_run".to_owned()], program, vec!["```".to_owned()]].concat()
}

fn section(lines: &mut Vec<String>, title: &str, content: Vec<String>) {
    if !content.is_empty() {
        lines.extend([String::new(), format!("# {title}"), String::new()]);
        lines.extend(content);
    }
}

/// Returns the lines of a template of this module.
fn filled<'v>(template: &str, value: impl Fn(&str) -> Option<&'v str>) -> Vec<String> {
    // A placeholder without a value would be a fault of this module, and its tests miss the text
    // then.
    let text = fill(template.trim(), value).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn errors(service: &Service, operation: &Operation, example: &RenderedExample) -> Vec<String> {
    let arm = operation.errors.first().map_or_else(String::new, |name| {
        format!("Error::{name}(error) => eprintln!(\"{{error}}\"),")
    });
    let (uses, call) = (example.result_uses.join("\n"), example.result.join("\n"));
    filled(ERRORS, |name| {
        Some(match name {
            "crate" => &service.crate_name,
            "uses" => &uses,
            "call" => &call,
            "exception" => &arm,
            _ => return None,
        })
    })
}

fn testing(service: &Service, operation: &Operation, example: &RenderedExample) -> Vec<String> {
    let (uses, statements) = (example.uses.join("\n"), example.statements.join("\n"));
    filled(TESTING, |name| {
        Some(match name {
            "crate" => &service.crate_name,
            "uses" => &uses,
            "statements" => &statements,
            "module" => &operation.method,
            "output" => &operation.output.name,
            _ => return None,
        })
    })
}

fn settings(service: &Service) -> Vec<String> {
    filled(SETTINGS, |name| {
        Some(match name {
            "crate" => &service.crate_name,
            "variable" => &service.endpoint_variable,
            _ => return None,
        })
    })
}

const FEATURES: &str = "
- `default-https-client`, on by default: HTTPS by hyper and rustls, with ring and the Mozilla roots. Without it there is
  neither a TLS library nor an HTTP client in the tree, and the settings need an
  [`http_client`](config::Builder::http_client).
- `https-client` with `aws-lc-rs` or `ring`, and `native-roots` or `webpki-roots`: the same with another provider of
  cryptography, or with the certificates that the system trusts. All of them may be on at once.
- `credentials-chain`, on by default: credentials from roles, SSO, web identity, processes, containers and instance
  metadata. Without it they come from code, the environment or a profile's keys.
- `aws-config`: `Client::new(&sdk_config)`, and the AWS SDK's own providers of credentials.
- `blocking`: `blocking::Client` for programs without `async`. Same builders; `send` is not awaited, paginators are
  iterators.
- `test-util`: `test_util::Mock`, which stands in for the service in tests.
";

const SETTINGS: &str = r#"
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

One call can have headers, an endpoint, retries, timeouts and hooks of its own, by `customize()` on its builder
([`CustomizableOperation`](client::customize::CustomizableOperation)). [`Client::warm_up`] connects ahead of the first call.
A failure after which the service may have done its work is only tried again where doing it twice does no harm. Each call
is a span of [`tracing`](https://docs.rs/tracing), each retry an event in it.
"#;

const ERRORS: &str = r#"
A call fails with an [`SdkError`](error::SdkError), which says whether the request could not be made, got no answer, got
one that makes no sense, or was refused. What the service refuses is an [`Error`]: a variant for each exception of the
model, with all its members. `Display` says the operation, the code, the message and the request id.

```no_run
use {{crate}}::error::ProvideErrorMetadata;
{{uses}}
use {{crate}}::{Client, Error};

async fn call(client: &Client) {
    {{call}}
    if let Err(error) = result {
        match error.into_service_error() {
            {{exception}}
            other => eprintln!("{:?}: {other}", other.code()),
        }
    }
}
```
"#;

const TESTING: &str = r#"
With the feature `test-util`, `test_util::Mock` stands in for the service: rules answer by operation with typed outputs,
errors and faults; calls are recorded; and a call or rule that is not as expected fails the test. Signing, retries and
timeouts are the real ones, and there is no network.

```no_run
# #[cfg(feature = "test-util")]
async fn test(answer: {{crate}}::operation::{{module}}::{{output}}) -> Result<(), Box<dyn std::error::Error>> {
    use {{crate}}::Client;
    use {{crate}}::test_util::Mock;
    {{uses}}
    let mock = Mock::new();
    mock.on(Client::{{module}}).fails_to_connect().returns(answer);
    let client = Client::from_conf(mock.config());
    {{statements}}
    assert_eq!(mock.calls().len(), 2);
    Ok(())
}
```

Without the feature, a function can: [`http_client_fn`](config::http_client_fn).
"#;
