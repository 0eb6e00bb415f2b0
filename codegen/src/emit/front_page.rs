//! The crate's front page: a first call, the operations, features, settings, errors, testing, and
//! what the service is.

use crate::ir::{Group, Operation, Service};
use crate::markdown;
use crate::names;

use super::example::{self, RenderedExample};
use super::template::fill;

/// Returns the `//!` lines of `src/lib.rs`.
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
    section(&mut lines, "Left out", skipped_operations(service));
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

/// Returns the operations as a table, grouped by resource;
/// `link` writes the name of a function.
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

/// Returns the operations that the client does not have, and why.
fn skipped_operations(service: &Service) -> Vec<String> {
    let names: Vec<_> = service
        .skipped_operations
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    let text = match names.as_slice() {
        [] => return Vec::new(),
        [name] => format!("The operation {name} is not in this client"),
        names => format!("The operations {} are not in this client", names.join(", ")),
    };
    let why = "their input or output is a stream, which the generator does not know yet.";
    let why = if names.len() == 1 {
        why.replacen("their", "its", 1)
    } else {
        why.to_owned()
    };
    markdown::wrap(&format!("{text}: {why}"), markdown::WIDTH)
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
- `default-https-client` (default): HTTPS with hyper and rustls, ring and the Mozilla roots.
  Without it, no HTTP client and no TLS library is built, and the config needs an
  [`http_client`](config::Builder::http_client).
- `https-client` with `aws-lc-rs` or `ring`, and `native-roots` or `webpki-roots`: the parts of
  the default, for another provider of cryptography or for the certificates of the system. All
  of them may be on at once.
- `credentials-chain` (default): credentials from roles, SSO, web identity, processes,
  containers and instance metadata. Without it, they come from code, the environment or the keys
  of a profile.
- `aws-config`: `Client::new(&sdk_config)`, and the credentials providers of the AWS SDK.
- `blocking`: `blocking::Client` for programs without `async`, with the same builders. `send`
  blocks, and paginators are iterators.
- `test-util`: `test_util::Mock`, which replaces the service in tests.
";

const SETTINGS: &str = r#"
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

`customize()` on a builder gives one call headers, an endpoint, retries, timeouts and
interceptors of its own ([`CustomizableOperation`](client::customize::CustomizableOperation)).
[`Client::warm_up`] connects before the first call. If it is unknown whether a request took
effect, it is retried only when the model marks the operation as safe to repeat. Each call is a
span of [`tracing`](https://docs.rs/tracing), and each retry an event in it.
"#;

const ERRORS: &str = r#"
A failed call returns an [`SdkError`](error::SdkError). It distinguishes requests that could not
be built, requests without a response, responses that cannot be read, and errors of the service.
An error of the service is an [`Error`]: one variant per exception of the model, with all its
members. `Display` shows the operation, the code, the message and the request id.

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
With the feature `test-util`, `test_util::Mock` replaces the service: rules per operation return
typed outputs, errors and faults, and the mock records the calls. A call without a rule and a
rule without its call fail the test. Signing, retries and timeouts are real; there is no
network.

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

Without the feature, a function can be the transport:
[`http_client_fn`](config::http_client_fn).
"#;
