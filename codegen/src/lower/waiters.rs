//! `smithy.waiters#waitable`: the waiters of an operation.

use crate::ir::{Acceptor, Matcher, PathComparator, PathMatcher, Waiter, WaiterState};
use crate::model::ast::Shape;
use crate::model::node::{Node, NodeEntry};
use crate::model::traits::{AWS_QUERY_ERROR, WAITABLE};
use crate::names;
use crate::paths::jmespath;

use super::Lowering;

/// The default delays of a waiter, in seconds.
const DEFAULT_DELAYS: (u32, u32) = (2, 120);

impl<'a> Lowering<'_, '_, 'a> {
    /// Reads the waiters of an operation. The specification has checked their paths.
    pub(super) fn waiters(&self, shape: &Shape<'a>) -> Vec<Waiter> {
        let waiters = shape.trait_value(WAITABLE).and_then(|value| value.entries());
        let waiters = waiters.into_iter().flatten();
        waiters.filter_map(|entry| self.waiter(shape, &entry)).collect()
    }

    fn waiter(&self, shape: &Shape<'a>, entry: &NodeEntry<'a>) -> Option<Waiter> {
        let value = entry.value;
        let module = names::method(&entry.key);
        let text = value.get("documentation").and_then(|text| text.as_str());
        let seconds = |key: &str, default: u32| {
            let seconds = value.get(key).and_then(|delay| delay.as_i64());
            seconds
                .and_then(|seconds| u32::try_from(seconds).ok())
                .unwrap_or(default)
        };
        let min_delay = seconds("minDelay", DEFAULT_DELAYS.0);
        let acceptors = value.get("acceptors").and_then(|acceptors| acceptors.elements())?;
        let acceptors = acceptors.into_iter().map(|acceptor| self.acceptor(shape, acceptor));
        Some(Waiter {
            name: entry.key.to_string(),
            fluent_builder: format!("{}FluentBuilder", entry.key),
            method: format!("wait_until_{}", names::unraw(&module)),
            docs: text.map(|text| self.texts.plain(&text)).unwrap_or_default(),
            min_delay,
            max_delay: seconds("maxDelay", DEFAULT_DELAYS.1.max(min_delay)),
            acceptors: acceptors.collect::<Option<_>>()?,
            module,
        })
    }

    fn acceptor(&self, shape: &Shape<'a>, acceptor: Node<'a>) -> Option<Acceptor> {
        let state = match acceptor.get("state")?.as_str()?.as_ref() {
            "success" => WaiterState::Success,
            "failure" => WaiterState::Failure,
            _ => WaiterState::Retry,
        };
        let matcher = acceptor.get("matcher")?;
        let matcher = if let Some(success) = matcher.get("success") {
            Matcher::Success(success.as_bool()?)
        } else if let Some(error) = matcher.get("errorType") {
            Matcher::ErrorType(self.error_codes(shape, &error.as_str()?))
        } else if let Some(path) = matcher.get("output") {
            Matcher::Output(path_matcher(path)?)
        } else {
            Matcher::InputOutput(path_matcher(matcher.get("inputOutput")?)?)
        };
        Some(Acceptor { state, matcher })
    }

    /// Returns the codes of an error that a waiter names by its shape or by its awsQuery code
    /// (`aws.protocols#awsQueryError`).
    fn error_codes(&self, shape: &Shape<'a>, error: &str) -> Vec<String> {
        let name = error.rsplit('#').next().unwrap_or(error);
        let mut codes = vec![name.to_owned()];
        for reference in self.selection.errors_of(shape) {
            let query_code = self.model().shape(&reference.id).and_then(|error| {
                let code = error.trait_value(AWS_QUERY_ERROR)?.get("code")?;
                Some(code.as_str()?.into_owned())
            });
            let Some(query_code) = query_code else { continue };
            if reference.id.name() == name || query_code == name {
                codes.extend([reference.id.name().to_owned(), query_code]);
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        codes.retain(|code| seen.insert(code.clone()));
        codes
    }
}

fn path_matcher(node: Node<'_>) -> Option<PathMatcher> {
    let expected = node.get("expected")?.as_str()?.into_owned();
    Some(PathMatcher {
        path: jmespath::parse(&node.get("path")?.as_str()?).ok()?,
        comparator: match node.get("comparator")?.as_str()?.as_ref() {
            "stringEquals" => PathComparator::StringEquals(expected),
            "booleanEquals" => PathComparator::BooleanEquals(expected == "true"),
            "allStringEquals" => PathComparator::AllStringEquals(expected),
            _ => PathComparator::AnyStringEquals(expected),
        },
    })
}
