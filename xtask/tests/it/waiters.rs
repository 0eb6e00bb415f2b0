//! Waiters of all models, beside botocore's decisions on the same responses.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::retry::RetryConfig;
use smithy_client_runtime::config::{Config, http_client_fn};
use smithy_client_runtime::endpoint::Endpoint;
use smithy_client_runtime::error::{ErrorMetadata, OwnTypes, ProvideErrorMetadata, Unhandled};
use smithy_client_runtime::mode::Async;
use smithy_client_runtime::operation::{
    AuthScheme, Idempotency, Operation, OperationInput, OperationOutput, RequestIds, Service, ServiceError,
    ServiceTraits,
};
use smithy_client_runtime::primitives::Document;
use smithy_client_runtime::protocol::AWS_JSON_1_0;
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};
use smithy_client_runtime::waiters::error::WaiterError;
use smithy_client_runtime::waiters::{Acceptor, BoundWaiter, Comparator, Matcher, State, Waiter};
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::ir;
use smithy_codegen::maintenance::semver;
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;

use crate::jmespath::constant;

/// The service of all calls.
static SERVICE: Service = Service {
    name: "Waiters",
    sdk_id: "Waiters",
    version: "1",
    signing_name: "waiters",
    traits: ServiceTraits::NONE,
    retryable_errors: &[],
    protocol: &AWS_JSON_1_0,
    resolve_endpoint: |request| Ok(Endpoint::new(request.endpoint.unwrap_or_default())),
};

static INPUT: Schema = Schema::new("com.example#Input", "");

#[derive(Clone, Debug)]
struct Input;

impl SerializeShape for Input {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &INPUT, &[]);
    }
}

impl OperationInput for Input {
    type Output = Output;
    type Error = Error;
    const OPERATION: &'static Operation =
        &Operation::new(&SERVICE, "Describe", Idempotency::ReadOnly).auth_schemes(&[AuthScheme::NoAuth]);
}

/// Any output.
#[derive(Debug, Default)]
struct Output(Document);

impl SerializeShape for Output {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        self.0.write(member, serializer);
    }
}

impl ErrorCorrection for Output {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for Output {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        slot.0 = deserializer.document()?;
        Ok(())
    }
}

impl OperationOutput for Output {
    fn set_request_id(&mut self, _: RequestIds) {}
}

/// Any error.
#[derive(Debug)]
struct Error(Unhandled);

impl ServiceError for Error {
    type Interface = OwnTypes;

    fn read(_: &str, metadata: ErrorMetadata, _: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        Ok(Self::unhandled(metadata))
    }

    fn unhandled(metadata: ErrorMetadata) -> Self {
        Self(Unhandled::new(metadata))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl ProvideErrorMetadata for Error {
    fn meta(&self) -> &ErrorMetadata {
        self.0.meta()
    }
}

/// `WAITERS` is the file that xtask/src/judge/waiters.py prints, and `MODELS` the folder of the
/// models that `cargo xtask corpus` converts.
#[test]
fn waiters_decide_as_those_of_botocore() {
    let (Ok(decisions), Ok(models)) = (std::env::var("WAITERS"), std::env::var("MODELS")) else {
        println!("skipped: WAITERS and MODELS are not set");
        return;
    };
    let mut by_service: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in std::fs::read_to_string(decisions).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let service = case["service"].as_str().unwrap().to_owned();
        by_service.entry(service).or_default().push(case);
    }
    let (mut compared, mut absent, mut wrong) = (0, 0, Vec::new());
    for (service, cases) in by_service {
        let waiters = waiters(&Path::new(&models).join(format!("{service}.json")));
        for case in cases {
            let Some(waiter) = waiters.get(case["waiter"].as_str().unwrap()) else {
                absent += 1;
                continue;
            };
            compared += 1;
            let found = decision(waiter, &case["response"]);
            // The operation is called again in both cases.
            let is_repeated = case["response"].get("error").is_none();
            let expected = case["state"].as_str().filter(|state| *state != "retry" || !is_repeated);
            if expected != found {
                wrong.push(format!("{found:?}, expected {case}"));
            }
        }
    }
    println!("{compared} decisions, {absent} of waiters that the trait cannot express");
    assert!(
        compared > 0 && wrong.is_empty(),
        "{}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Returns the waiters of a model, by name.
fn waiters(model: &Path) -> BTreeMap<String, &'static Waiter> {
    let sources = [Source::new("model.json", std::fs::read_to_string(model).unwrap())];
    let mut diagnostics = Diagnostics::default();
    let partitions = smithy_codegen_cli::partitions();
    let service = semver::client(&sources, Some(&partitions), &Filter::default(), &mut diagnostics).unwrap();
    let waiters = service.operations.iter().flat_map(|operation| &operation.waiters);
    waiters
        .map(|waiter| (waiter.name.clone(), runtime_waiter(waiter)))
        .collect()
}

/// Returns the constant that the generator writes for a waiter.
fn runtime_waiter(waiter: &ir::Waiter) -> &'static Waiter {
    let acceptors = waiter.acceptors.iter().map(|acceptor| Acceptor {
        state: match acceptor.state {
            ir::WaiterState::Success => State::Success,
            ir::WaiterState::Failure => State::Failure,
            ir::WaiterState::Retry => State::Retry,
        },
        matcher: match &acceptor.matcher {
            ir::Matcher::Success(expected) => Matcher::Success(*expected),
            ir::Matcher::ErrorType(codes) => {
                let codes: Vec<&'static str> = codes.iter().map(|code| &*code.clone().leak()).collect();
                Matcher::ErrorType(codes.leak())
            }
            ir::Matcher::Output(matcher) => Matcher::Output(*constant(&matcher.path), comparator(&matcher.comparator)),
            ir::Matcher::InputOutput(matcher) => {
                Matcher::InputOutput(*constant(&matcher.path), comparator(&matcher.comparator))
            }
        },
    });
    Box::leak(Box::new(Waiter {
        name: waiter.name.clone().leak(),
        min_delay: waiter.min_delay,
        max_delay: waiter.max_delay,
        acceptors: acceptors.collect::<Vec<_>>().leak(),
    }))
}

fn comparator(comparator: &ir::PathComparator) -> Comparator {
    let leaked = |text: &String| &*text.clone().leak();
    match comparator {
        ir::PathComparator::StringEquals(text) => Comparator::StringEquals(leaked(text)),
        ir::PathComparator::BooleanEquals(flag) => Comparator::BooleanEquals(*flag),
        ir::PathComparator::AllStringEquals(text) => Comparator::AllStringEquals(leaked(text)),
        ir::PathComparator::AnyStringEquals(text) => Comparator::AnyStringEquals(leaked(text)),
    }
}

/// Returns the state in which a waiter is after this response; `None` if no condition matches.
fn decision(waiter: &'static Waiter, response: &Value) -> Option<&'static str> {
    let (status, body) = match response.get("error") {
        Some(code) => (400, json!({ "__type": code })),
        None => (200, response["output"].clone()),
    };
    let body = Bytes::from(body.to_string());
    let http = http_client_fn(move |_: http::Request<Bytes>| {
        http::Response::builder().status(status).body(body.clone()).unwrap()
    });
    let config = Config::builder()
        .endpoint_url("https://example.com")
        .retry_config(RetryConfig::disabled())
        .http_client(http);
    let handle = Handle::new(&SERVICE, config.build());
    let wait = pin!(BoundWaiter::new(&handle, waiter, Async).wait(Input, Duration::ZERO));
    let Poll::Ready(result) = wait.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("{} waits", waiter.name);
    };
    match result {
        Ok(_) => Some("success"),
        Err(WaiterError::FailureState(_)) => Some("failure"),
        // Botocore asks again if no condition matches an output, and if one says so.
        Err(WaiterError::ExceededMaxWait(_)) => match response.get("error") {
            Some(_) => Some("retry"),
            None => None,
        },
        Err(_) => None,
    }
}
