//! The state of a mock: its rules, and the calls that were made.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::answer::Answer;
use super::attempt::AttemptedCall;
use super::stored_rule::StoredRule;
use crate::http::{Body, HttpRequest};
use crate::serde::{SerializeShape, describe};

/// The state that a mock shares with its rules and its transport.
#[derive(Default)]
pub(super) struct State(Mutex<Inner>);

#[derive(Default)]
pub(super) struct Inner {
    pub(super) rules: Vec<StoredRule>,
    pub(super) calls: Vec<Recorded>,
    unexpected: Vec<String>,
}

pub(super) struct Recorded {
    pub(super) attempted: AttemptedCall,
    pub(super) attempt: u32,
    pub(super) request: HttpRequest,
}

impl State {
    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a rule and returns its index.
    pub(super) fn add(&self, rule: StoredRule) -> usize {
        let mut inner = self.lock();
        inner.rules.push(rule);
        inner.rules.len() - 1
    }

    pub(super) fn change(&self, index: usize, change: impl FnOnce(&mut StoredRule)) {
        if let Some(rule) = self.lock().rules.get_mut(index) {
            change(rule);
        }
    }

    /// Records an attempt and returns its response; an error if no rule matches it.
    pub(super) fn take(&self, call: AttemptedCall, request: &HttpRequest) -> Result<Answer, String> {
        let mut inner = self.lock();
        let before = inner
            .calls
            .iter()
            .filter(|other| other.attempted.is_of_call(&call))
            .count();
        inner.calls.push(Recorded {
            attempt: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
            attempted: call.clone(),
            request: copy(request),
        });
        let mut refusals = Vec::new();
        for (index, rule) in inner.rules.iter_mut().enumerate() {
            if !call.is_of(rule.operation) {
                continue;
            }
            match rule.refusal(&call) {
                Some(refusal) => refusals.push(format!("rule {} {refusal}", index + 1)),
                None => match rule.answer(&call) {
                    Some(answer) => return Ok(answer),
                    None => refusals.push(format!(
                        "rule {} has no response: give it one, for example with `returns`",
                        index + 1
                    )),
                },
            }
        }
        let problem = unexpected(&call, refusals, &inner.rules);
        inner.unexpected.push(problem.clone());
        Err(problem)
    }

    pub(super) fn problems(&self) -> Option<String> {
        let inner = self.lock();
        let mut problems = inner.unexpected.clone();
        for (index, rule) in inner.rules.iter().enumerate() {
            if let Some(unmet) = rule.unmet() {
                problems.push(format!("rule {} for {} {unmet}", index + 1, rule.operation.name));
            }
        }
        (!problems.is_empty()).then(|| problems.join("\n\n"))
    }
}

fn unexpected(call: &AttemptedCall, refusals: Vec<String>, rules: &[StoredRule]) -> String {
    let rule = rules.iter().find(|rule| call.is_of(rule.operation));
    let input = match rule {
        Some(rule) => (rule.debug)(call.input()),
        None => Described(call.input.as_ref()).to_string(),
    };
    let why = if refusals.is_empty() {
        let mut names: Vec<_> = rules.iter().map(|rule| rule.operation.name).collect();
        names.dedup();
        match names.is_empty() {
            true => "the mock has no rules".to_owned(),
            false => format!("no rule is for it; there are rules for {}", names.join(", ")),
        }
    } else {
        refusals.join("\n")
    };
    format!("unexpected call of {}: {input}\n{why}", call.operation.name)
}

/// Returns a copy of a request, whose body is empty if it is a stream.
pub(super) fn copy(request: &HttpRequest) -> HttpRequest {
    let mut copy = HttpRequest::new(request.body().try_clone().unwrap_or_else(Body::empty));
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}

/// Displays an input by its serialization, without sensitive members.
struct Described<'a>(&'a dyn SerializeShape);

impl fmt::Display for Described<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe(f, self.0, &[])
    }
}
