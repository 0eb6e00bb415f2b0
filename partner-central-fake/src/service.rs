//! The path of a request: signature, fault, quota, protocol, constraints, token, operation,
//! response.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::error::ServiceError;
use crate::faults::{Fault, Faults};
use crate::http::{Answer, Request};
use crate::idempotency::Tokens;
use crate::model::{Kind, Member, Model, Operation};
use crate::operations;
use crate::store::Catalog;
use crate::throttling::Throttle;
use crate::time::{Clock, http_date};
use crate::{arn, json, signature, validation};

/// The names of the catalogs. Source: the texts of `Catalog` in the API reference; the model has a
/// string.
pub(crate) const CATALOGS: [&str; 2] = ["AWS", "Sandbox"];

/// The name of the service in `x-amz-target`.
const TARGET: &str = "AWSPartnerCentralSelling.";

/// The service.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) clock: Clock,
    pub(crate) verifies_signatures: bool,
    state: Mutex<State>,
}

/// The state that calls change.
#[derive(Debug)]
pub(crate) struct State {
    /// The model of this server, which tests can extend.
    pub(crate) model: Model,
    pub(crate) catalogs: BTreeMap<&'static str, Catalog>,
    pub(crate) faults: Faults,
    pub(crate) throttle: Throttle,
    /// Whether each structure of a response has a member that is not in the model.
    pub(crate) adds_unknown_members: bool,
    tokens: Tokens,
    requests: u64,
}

impl Service {
    pub(crate) fn new(clock: Clock, verifies_signatures: bool) -> Self {
        // Identifiers differ between the catalogs, so that a mistaken catalog is not found.
        let first_ids = [0, 5_000_000];
        let catalogs = CATALOGS.into_iter().zip(first_ids);
        let catalogs = catalogs.map(|(name, first_id)| (name, Catalog::new(name, clock.clone(), first_id)));
        let state = State {
            model: Model::get().clone(),
            catalogs: catalogs.collect(),
            faults: Faults::default(),
            throttle: Throttle::default(),
            adds_unknown_members: false,
            tokens: Tokens::default(),
            requests: 0,
        };
        Self {
            clock,
            verifies_signatures,
            state: Mutex::new(state),
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the response to a request.
    pub(crate) fn respond(&self, request: &Request) -> Answer {
        let now = self.clock.now();
        if self.verifies_signatures {
            // Requests without an operation are not signed. They are rejected below.
            if let Err(error) = signature::check(request, now) {
                return error.answer(now);
            }
        }
        let mut state = self.lock();
        state.requests += 1;
        let id = request_id(state.requests);
        let fault = state.faults.take(request.operation());
        if let Some(answer) = fault.as_ref().and_then(Fault::before) {
            return answer;
        }
        let result = match &fault {
            Some(Fault::Error(error)) => Err(error.clone()),
            _ => state.handle(request, now),
        };
        let (status, body) = match result {
            Ok(output) => (200, output),
            Err(error) => (error.status(&state.model), error.to_json(&state.model)),
        };
        let date = http_date(now);
        let answer = Answer::with_headers(status, &[("x-amzn-requestid", &id), ("date", &date)], body.to_string());
        match fault {
            Some(fault) => fault.after(answer),
            None => answer,
        }
    }
}

impl State {
    fn handle(&mut self, request: &Request, now: jiff::Timestamp) -> Result<Value, ServiceError> {
        let target = request.header("x-amz-target").unwrap_or_default();
        let name = target.strip_prefix(TARGET).unwrap_or_default();
        let operation = self.model.operation(name).filter(|_| request.method == "POST");
        let operation = operation.ok_or_else(|| unknown_operation(target))?;
        self.throttle.admit(&operation, now)?;
        let input = self.input(&operation, &request.body)?;
        let catalog = catalog_of(&input)?;
        if let Some(output) = self.tokens.replay(&operation.name, catalog, &input)? {
            return Ok(output);
        }
        let call = Call {
            model: &self.model,
            operation: &operation,
            input: &input,
        };
        let handler = operations::handler(&operation.name).ok_or_else(|| unknown_operation(target))?;
        let catalog = self.catalogs.get_mut(catalog);
        let catalog = catalog.ok_or_else(|| ServiceError::internal("there is no such catalog"))?;
        let output = handler(catalog, &call)?;
        let output = self.output(&operation, &output)?;
        self.tokens
            .record(&operation.name, catalog_of(&input)?, &input, &output);
        Ok(output)
    }

    /// Returns the valid input in the body.
    fn input(&self, operation: &Operation, body: &[u8]) -> Result<Value, ServiceError> {
        let unreadable = |what: &str| ServiceError::new("SerializationException", what);
        let input: Value = serde_json::from_slice(body).map_err(|_| unreadable("The body is not JSON"))?;
        let mut checked = validation::check(&self.model, &operation.input, &input);
        if let Some(path) = checked.mistyped.first() {
            return Err(unreadable(&format!(
                "The value at `{path}` has another type in the model"
            )));
        }
        if !checked.errors.is_empty() {
            return Err(ServiceError::invalid_request(&checked.errors));
        }
        if let Value::Object(object) = &mut checked.value {
            self.model.fill_defaults(&operation.input, object);
        }
        Ok(checked.value)
    }

    /// Returns an output without members that are not in its shape. It must satisfy the model's
    /// constraints: a violation is a bug of this server.
    fn output(&self, operation: &Operation, output: &Value) -> Result<Value, ServiceError> {
        let mut output = self.model.project(&operation.output, output);
        let checked = validation::check(&self.model, &operation.output, &output);
        if !checked.errors.is_empty() || !checked.mistyped.is_empty() {
            let message = format!("invalid output: {:?} {:?}", checked.errors, checked.mistyped);
            return Err(ServiceError::internal(&message));
        }
        if self.adds_unknown_members {
            add_unknown_members(&self.model, &operation.output, &mut output);
        }
        Ok(output)
    }
}

fn unknown_operation(target: &str) -> ServiceError {
    ServiceError::new(
        "UnknownOperationException",
        &format!("`{target}` is not an operation of this service"),
    )
}

/// Returns the catalog in an input, or in the ARN of its resource.
fn catalog_of(input: &Value) -> Result<&'static str, ServiceError> {
    let (field, name) = match json::text(input, "ResourceArn") {
        Some(arn) => ("ResourceArn", arn::catalog(arn)),
        None => ("Catalog", json::text(input, "Catalog").unwrap_or_default()),
    };
    let known = CATALOGS.into_iter().find(|known| *known == name);
    known.ok_or_else(|| {
        let message = format!("The catalog must be one of {}", CATALOGS.join(", "));
        ServiceError::invalid_value(field, message)
    })
}

/// Adds a member that is not in the model to each structure of a value.
fn add_unknown_members(model: &Model, shape: &str, value: &mut Value) {
    match (model.shape(shape).map(|shape| &shape.kind), value) {
        (Some(Kind::Structure(members)), Value::Object(object)) => {
            each_member(model, members, object);
            let unknown = json!({ "Text": "of a later version", "List": [1, null, {}] });
            object.insert("MemberOfALaterVersion".to_owned(), unknown);
        }
        (Some(Kind::Union(members)), Value::Object(object)) => each_member(model, members, object),
        (Some(Kind::List(element)), Value::Array(values)) => {
            for value in values {
                add_unknown_members(model, &element.target, value);
            }
        }
        (Some(Kind::Map { value: held, .. }), Value::Object(entries)) => {
            for (_, value) in entries {
                add_unknown_members(model, &held.target, value);
            }
        }
        _ => {}
    }
}

fn each_member(model: &Model, members: &[Member], object: &mut Map<String, Value>) {
    for member in members {
        if let Some(value) = object.get_mut(&member.name) {
            add_unknown_members(model, &member.target, value);
        }
    }
}

/// Returns an id with the form of a UUID, derived from a number.
fn request_id(number: u64) -> String {
    format!("{:08x}-7d52-4b1a-9b0e-{:012x}", number >> 32, number)
}
