//! Waiters as data.

use super::Docs;
use crate::paths::jmespath::Expression;

/// A waiter of an operation.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// The name in the model, for example `BucketExists`.
    pub name: String,
    /// Its module, for example `bucket_exists`.
    pub module: String,
    /// The method of the client.
    pub method: String,
    /// The name of its fluent builder, for example `BucketExistsFluentBuilder`.
    pub fluent_builder: String,
    /// Its documentation.
    pub docs: Docs,
    /// The shortest time between two calls, in seconds.
    pub min_delay: u32,
    /// The longest time between two calls, in seconds.
    pub max_delay: u32,
    /// The conditions of states, in the order of the model.
    pub acceptors: Vec<Acceptor>,
}

/// A condition and the state that it implies.
#[derive(Clone, Debug)]
pub struct Acceptor {
    /// The state.
    pub state: WaiterState,
    /// The condition.
    pub matcher: Matcher,
}

/// The state of a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// The resource is in the wanted state.
    Success,
    /// The resource will never be in the wanted state.
    Failure,
    /// The operation is called again.
    Retry,
}

/// A condition on the result of a call.
#[derive(Clone, Debug)]
pub enum Matcher {
    /// The call succeeded or failed.
    Success(bool),
    /// The error has one of these codes.
    ErrorType(Vec<String>),
    /// A value in the output.
    Output(PathMatcher),
    /// A value in the input or the output.
    InputOutput(PathMatcher),
}

/// A comparison of the value at a path.
#[derive(Clone, Debug)]
pub struct PathMatcher {
    /// The path.
    pub path: Expression,
    /// The comparison.
    pub comparator: PathComparator,
}

/// A comparison with an expected value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathComparator {
    /// A string that is equal.
    StringEquals(String),
    /// A boolean that is equal.
    BooleanEquals(bool),
    /// A list of strings that are all equal.
    AllStringEquals(String),
    /// A list of strings with one that is equal.
    AnyStringEquals(String),
}
