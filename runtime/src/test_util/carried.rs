//! Values that travel with the requests and responses of a mock, so that nobody need write or read a body.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::client::{Hooks, uuid};
use crate::error::{BuildError, RequestId};
use crate::http::HttpResponse;
use crate::operation::{Operation, OperationInput, OperationOutput};

/// An input without its type.
pub(super) trait AnyInput: Any + fmt::Debug + Send + Sync {}

impl<I: OperationInput> AnyInput for I {}

/// The input of a call, as an extension of its requests.
#[derive(Clone)]
pub(super) struct Carried {
    pub(super) operation: &'static Operation,
    pub(super) input: Arc<dyn AnyInput>,
    /// The idempotency token that the client made up.
    pub(super) token: Option<String>,
}

impl Carried {
    pub(super) fn is_of_call(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.input, &other.input)
    }
}

/// Prepares the input, and returns the token that it was filled with, if any.
pub(crate) fn prepare<I: OperationInput>(input: &mut I) -> (Result<(), BuildError>, Option<String>) {
    let mut made = None;
    let prepared = input.prepare(&mut || made.insert(uuid::v4()).clone());
    (prepared, made)
}

/// Adds the input to the requests of the call; after all other hooks, which may replace the request.
pub(crate) fn carry<I: OperationInput>(hooks: &mut Hooks, input: &Arc<I>, token: Option<String>) {
    let carried = Carried {
        operation: I::OPERATION,
        input: Arc::<I>::clone(input),
        token,
    };
    hooks.before_signing(move |request| {
        request.extensions_mut().insert(carried.clone());
        Ok(())
    });
}

/// The output that a mock answers with.
pub(crate) fn output<O: OperationOutput>(response: &HttpResponse) -> Option<O> {
    let is_output = response.status().is_success();
    let mut output: O = is_output.then(|| response.typed())??;
    output.set_request_id(response.request_id().map(ToOwned::to_owned));
    Some(output)
}

/// An output or an error as an extension of a response, to be taken once.
#[derive(Clone)]
pub(crate) struct Typed(Arc<Mutex<Option<Box<dyn Any + Send>>>>);

impl Typed {
    pub(super) fn new(value: impl Any + Send) -> Self {
        Self(Arc::new(Mutex::new(Some(Box::new(value)))))
    }

    pub(crate) fn take<T: Any>(&self) -> Option<T> {
        let value = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        value.downcast().ok().map(|value| *value)
    }
}
