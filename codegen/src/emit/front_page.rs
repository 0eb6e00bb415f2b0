//! The crate's front page: a first call, the operations, features, settings, errors, testing, and
//! the subject of the service.

use crate::ir::{Group, Operation, Service};
use crate::names;

use super::example::{self, RenderedExample};
use super::settings;
use super::template::filled;

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
    section(&mut lines, "Features", settings::features(service));
    section(&mut lines, "Settings", settings::settings(service));
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
        let operations = methods.iter().filter_map(|method| operation(service, method));
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
            "config" if service.endpoint.is_none() => {
                "mock.config_builder().endpoint_url(\"https://example.com\").build()"
            }
            "config" => "mock.config()",
            "uses" => &uses,
            "statements" => &statements,
            "module" => &operation.method,
            "output" => &operation.output.name,
            _ => return None,
        })
    })
}

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
async fn test(
    response: {{crate}}::operation::{{module}}::{{output}},
) -> Result<(), Box<dyn std::error::Error>> {
    use {{crate}}::Client;
    use {{crate}}::test_util::Mock;
    {{uses}}
    let mock = Mock::new();
    mock.on(Client::{{module}}).fails_to_connect().returns(response);
    let client = Client::from_conf({{config}});
    {{statements}}
    assert_eq!(mock.calls().len(), 2);
    Ok(())
}
```

Without the feature, a function can be the HTTP client:
[`http_client_fn`](config::http_client_fn).
"#;

/// Returns an operation by its method; operations are sorted by their methods.
fn operation<'s>(service: &'s Service, method: &str) -> Option<&'s Operation> {
    let at = service
        .operations
        .binary_search_by(|operation| operation.method.as_str().cmp(method));
    service.operations.get(at.ok()?)
}
