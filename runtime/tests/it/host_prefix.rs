//! Operations that put a prefix before the host of the endpoint, from the settings to the URL.

use std::sync::{Arc, Mutex};

use smithy_client_runtime::Handle;
use smithy_client_runtime::auth::Credentials;
use smithy_client_runtime::config::{Config, Env, Region, http_client_fn};
use smithy_client_runtime::endpoint::{EndpointRequest, HostPart};
use smithy_client_runtime::operation::{Idempotency, Operation, OperationInput};
use smithy_client_runtime::schema::{MemberRef, Schema};
use smithy_client_runtime::serde::{SerializeShape, ShapeSerializer};

use crate::mini::{CreateOutput, Error, SERVICE, response};

static QUERY: Operation = Operation::new(&SERVICE, "Query", Idempotency::ReadOnly);
static INPUT: Schema = Schema::new("com.example#QueryRequest", "Tenant host_label;");

/// The input of an operation whose prefix is `data.{Tenant}.`.
#[derive(Debug)]
struct QueryInput(&'static str);

impl SerializeShape for QueryInput {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &INPUT, &[&self.0.to_owned()]);
    }
}

impl OperationInput for QueryInput {
    type Output = CreateOutput;
    type Error = Error;
    const OPERATION: &'static Operation = &QUERY;

    fn endpoint_params(&self, request: &mut EndpointRequest<'_>) {
        request.set_host_prefix(&[
            HostPart::Text("data."),
            HostPart::Label("Tenant", Some(self.0)),
            HostPart::Text("."),
        ]);
    }
}

/// Calls the operation, and returns the URL and the `host` that was signed.
async fn call(
    variables: &[(&str, &str)],
    code: Option<bool>,
    tenant: &'static str,
) -> Result<(String, String), String> {
    let seen = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&seen);
    let http = http_client_fn(move |request| {
        let host = request.headers()["host"].to_str().unwrap().to_owned();
        *kept.lock().unwrap() = Some((request.uri().to_string(), host));
        response(200, &[], "{}")
    });
    let loader = Config::loader()
        .env(Env::from_slice(variables))
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::from_keys("AKID", "SECRET", None))
        .http_client(http);
    let mut config = loader.load().await.map_err(|error| error.to_string())?.to_builder();
    if let Some(disable) = code {
        config = config.disable_host_prefix_injection(disable);
    }
    let call = Handle::new(&SERVICE, config.build()).call(QueryInput(tenant));
    call.await.map_err(|error| error.to_string())?;
    let seen = seen.lock().unwrap().take();
    Ok(seen.expect("a request"))
}

const URL: &str = "AWS_ENDPOINT_URL_MINI_SERVICE";
const SWITCH: &str = "AWS_DISABLE_HOST_PREFIX_INJECTION";

#[tokio::test]
async fn the_prefix_goes_before_the_host() {
    for (variables, code, host) in [
        (&[][..], None, "data.acme.mini.us-east-1.api.aws"),
        (&[(URL, "http://localhost:8080")], None, "data.acme.localhost:8080"),
        // An address has no names below it.
        (&[(URL, "http://127.0.0.1:8080")], None, "127.0.0.1:8080"),
        (&[(URL, "http://[::1]:8080")], None, "[::1]:8080"),
        (&[(URL, "http://[fd00:ec2::1]")], None, "[fd00:ec2::1]"),
        // Looks like an address, and is a name.
        (
            &[(URL, "http://127.0.0.1.example")],
            None,
            "data.acme.127.0.0.1.example",
        ),
        (&[(SWITCH, "true")], None, "mini.us-east-1.api.aws"),
        (&[(SWITCH, "false")], None, "data.acme.mini.us-east-1.api.aws"),
        (&[(SWITCH, "true")], Some(false), "data.acme.mini.us-east-1.api.aws"),
        (&[], Some(true), "mini.us-east-1.api.aws"),
        (
            &[(SWITCH, "true"), (URL, "http://localhost:8080")],
            None,
            "localhost:8080",
        ),
    ] {
        let (url, signed) = call(variables, code, "acme").await.unwrap();
        assert_eq!(signed, host, "{variables:?}");
        assert!(url.ends_with(&format!("://{host}/")), "{url}");
    }
}

#[tokio::test]
async fn the_profile_has_the_switch_too() {
    let file = std::env::temp_dir().join(format!("smithy-host-prefix-{}", std::process::id()));
    std::fs::write(&file, "[default]\ndisable_host_prefix_injection = true\n").unwrap();
    let variables = [("AWS_CONFIG_FILE", file.to_str().unwrap())];
    let (_, host) = call(&variables, None, "acme").await.unwrap();
    assert_eq!(host, "mini.us-east-1.api.aws");
    std::fs::remove_file(&file).unwrap();
}

#[tokio::test]
async fn the_host_that_results_is_checked() {
    const LONG: &str = "a23456789012345678901234567890123456789012345678901234567890123";
    let long = format!("https://{}example.com", format!("{LONG}.").repeat(3));
    for (variables, tenant, problem) in [
        (&[][..], "", "Tenant becomes part of the host"),
        (&[], "a.b", "Tenant becomes part of the host"),
        (&[], "evil.example/", "Tenant becomes part of the host"),
        (&[], "-a", "Tenant becomes part of the host"),
        (
            &[(URL, "http://under_score.example")],
            "acme",
            "results in an invalid host",
        ),
        (&[(URL, &*long)], LONG, "results in an invalid host"),
        (
            &[(SWITCH, "yes")],
            "acme",
            "AWS_DISABLE_HOST_PREFIX_INJECTION: expected true or false",
        ),
    ] {
        let error = call(variables, None, tenant).await.unwrap_err();
        assert!(error.contains(problem), "{tenant}: {error}");
    }
}
