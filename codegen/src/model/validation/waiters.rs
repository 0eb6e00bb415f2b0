//! Waiters: their names, delays, paths and the errors that they name.

mod functions;
mod types;

use std::collections::BTreeMap;

use self::types::{JmesPathType, TypeCheck};
use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{OperationProps, Reference, Shape, ShapeId, ShapeKind};
use crate::model::node::{Node, NodeEntry};
use crate::model::traits::WAITABLE;
use crate::paths::jmespath;
use crate::suggest::did_you_mean;

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        match &shape.kind {
            ShapeKind::Operation(operation) => {
                let waiters = shape.trait_value(WAITABLE).and_then(|waiters| waiters.entries());
                for waiter in waiters.into_iter().flatten() {
                    WaiterCheck::new(check, shape, operation).check(&waiter);
                }
            }
            ShapeKind::Service(_) => same_names(check, shape),
            _ => {}
        }
    }
}

/// Checks that no two operations of a service have waiters whose names differ in case only.
fn same_names<'m, 'a>(check: &mut Check<'_, 'm, 'a>, service: &'m Shape<'a>) {
    let mut seen: BTreeMap<String, &ShapeId> = BTreeMap::new();
    for operation in super::http::operations(check, service) {
        let waiters = operation.trait_value(WAITABLE).and_then(|waiters| waiters.entries());
        for waiter in waiters.into_iter().flatten() {
            if let Some(other) = seen.insert(waiter.key.to_lowercase(), &operation.id) {
                let problem = format!("two waiters of `{}` are called `{}`", service.id.name(), waiter.key);
                check.report(
                    Diagnostic::error("waiter-name", problem)
                        .at(
                            waiter.key_place,
                            format!("`{}` has such a waiter already", other.name()),
                        )
                        .shape(&operation.id)
                        .help("rename one of the two; upper and lower case count as the same"),
                );
            }
        }
    }
}

/// The waiters of one operation.
struct WaiterCheck<'c, 'g, 'm, 'a> {
    check: &'c mut Check<'g, 'm, 'a>,
    operation: &'m Shape<'a>,
    props: &'m OperationProps,
}

impl<'c, 'g, 'm, 'a> WaiterCheck<'c, 'g, 'm, 'a> {
    fn new(check: &'c mut Check<'g, 'm, 'a>, operation: &'m Shape<'a>, props: &'m OperationProps) -> Self {
        Self {
            check,
            operation,
            props,
        }
    }

    fn report(&mut self, finding: Diagnostic) {
        self.check.report(finding.shape(&self.operation.id));
    }

    fn check(&mut self, waiter: &NodeEntry<'a>) {
        let name = &waiter.key;
        if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
            let error = Diagnostic::error("waiter-name", format!("`{name}` is not a name for a waiter")).at(
                waiter.key_place,
                "expected letters and digits, an upper-case letter first",
            );
            self.report(error.help("write the name in upper camel case"));
        }
        let delay = |key: &str| waiter.value.get(key);
        // These are the default delays of a waiter.
        let seconds = |node: Option<Node<'_>>, default| node.and_then(|node| node.as_i64()).unwrap_or(default);
        let (min, max) = (delay("minDelay"), delay("maxDelay"));
        if let Some(node) = min.or(max).filter(|_| seconds(min, 2) > seconds(max, 120)) {
            let error = Diagnostic::error("waiter-delay", "`minDelay` is greater than `maxDelay`").at(
                node.place(),
                format!("from {} to {} seconds", seconds(min, 2), seconds(max, 120)),
            );
            self.report(error.help("exchange the two"));
        }
        let acceptors = waiter.value.get("acceptors").and_then(|acceptors| acceptors.elements());
        for acceptor in acceptors.into_iter().flatten() {
            self.acceptor(acceptor);
        }
    }

    fn acceptor(&mut self, acceptor: Node<'a>) {
        let Some(matcher) = acceptor.get("matcher") else { return };
        if let Some(error) = matcher.get("errorType") {
            self.error_type(error);
        }
        let output = self.structure(self.props.output.as_ref());
        match (matcher.get("output"), &output) {
            (Some(path), Some(output)) => self.matcher(path, output.clone()),
            (Some(path), None) => {
                let problem = "a waiter cannot look at the output of an operation without one";
                let error = Diagnostic::error("trait-target", problem)
                    .at(path.place(), format!("`{}` has no output", self.operation.id.name()));
                self.report(error.help("match on `success` or `errorType`, or give the operation an output"));
            }
            (None, _) => {}
        }
        if let Some(path) = matcher.get("inputOutput") {
            let part = |structure: Option<JmesPathType<'m, 'a>>| structure.unwrap_or(JmesPathType::Members(Vec::new()));
            let input = self.structure(self.props.input.as_ref());
            let both = vec![("input".to_owned(), part(input)), ("output".to_owned(), part(output))];
            self.matcher(path, JmesPathType::Members(both));
        }
        if let Some(message) = acceptor.get("message") {
            self.message(acceptor, message);
        }
    }

    fn structure(&self, reference: Option<&Reference>) -> Option<JmesPathType<'m, 'a>> {
        let shape = self.check.model.shape(&reference?.id)?;
        (shape.id.as_str() != crate::model::prelude::UNIT).then_some(JmesPathType::Structure(shape))
    }

    fn error_type(&mut self, node: Node<'a>) {
        let Some(name) = node.as_str() else { return };
        let errors: Vec<&str> = self.props.errors.iter().map(|error| error.id.name()).collect();
        let is_known = errors
            .iter()
            .any(|error| *error == name.rsplit('#').next().unwrap_or_default());
        if !is_known {
            let warning = Diagnostic::warning("waiter-error", format!("the operation has no error `{name}`"))
                .at(node.place(), "not one of the errors of the operation");
            let help = did_you_mean(&name, errors.into_iter());
            self.report(warning.help(help.unwrap_or_else(|| "name an error of the operation".to_owned())));
        }
    }

    /// Parses an expression and determines the type of its result.
    fn result(&mut self, node: Node<'a>, from: &JmesPathType<'m, 'a>) -> Option<JmesPathType<'m, 'a>> {
        let text = node.as_str()?;
        match jmespath::parse(&text) {
            Ok(expression) => {
                let mut types = TypeCheck::new(self.check.model);
                let result = types.result(&expression, from);
                for (is_error, problem) in types.problems {
                    let new = if is_error {
                        Diagnostic::error
                    } else {
                        Diagnostic::danger
                    };
                    let finding = new("waiter-path", format!("`{text}`: {problem}")).at(node.place(), "in this path");
                    self.report(finding.help("correct the path; it is JMESPath"));
                }
                Some(result)
            }
            Err(error) => {
                let problem = format!(
                    "`{text}` is not JMESPath: {} at character {}",
                    error.problem,
                    error.at + 1
                );
                let finding = Diagnostic::error("waiter-path", problem).at(node.place(), "not a path");
                self.report(finding.help("correct the path; https://jmespath.org has the grammar"));
                None
            }
        }
    }

    fn matcher(&mut self, matcher: Node<'a>, from: JmesPathType<'m, 'a>) {
        let Some(path) = matcher.get("path") else { return };
        let text = |key: &str| matcher.get(key).and_then(|node| node.as_str());
        let comparator = text("comparator").unwrap_or_default();
        if let (true, Some(expected)) = (comparator == "booleanEquals", matcher.get("expected"))
            && !matches!(expected.as_str().as_deref(), Some("true" | "false"))
        {
            let error = Diagnostic::error("waiter-path", "`booleanEquals` compares with \"true\" or \"false\"")
                .at(expected.place(), "neither \"true\" nor \"false\"");
            self.report(error.help("write \"true\" or \"false\""));
        }
        let Some(result) = self.result(path, &from) else { return };
        let (fits, expected) = match &*comparator {
            "booleanEquals" => (result.can_be(&JmesPathType::Boolean), "a boolean"),
            "stringEquals" => (result.can_be(&JmesPathType::String), "a string"),
            "allStringEquals" | "anyStringEquals" => (
                result.can_be(&JmesPathType::List(Box::new(JmesPathType::String))),
                "a list of strings",
            ),
            _ => return,
        };
        if !fits {
            let problem = format!(
                "`{comparator}` needs {expected}, and the path leads to {}",
                result.describe()
            );
            let finding = Diagnostic::danger("waiter-path", problem).at(path.place(), format!("not {expected}"));
            self.report(finding.help("use another comparator, or correct the path"));
        }
    }

    /// Checks the message of a failure, an expression over input and output.
    fn message(&mut self, acceptor: Node<'a>, message: Node<'a>) {
        if acceptor.get("state").and_then(|state| state.as_str()).as_deref() != Some("failure") {
            let error = Diagnostic::error("waiter-message", "only failures have a message")
                .at(message.place(), "the acceptor is for another state");
            self.report(error.help("remove the message, or change the state to \"failure\""));
        }
        let output = self.structure(self.props.output.as_ref()).unwrap_or(JmesPathType::Any);
        let Some(result) = self.result(message, &output) else {
            return;
        };
        let strings = JmesPathType::List(Box::new(JmesPathType::String));
        if !result.can_be(&JmesPathType::String) && !result.can_be(&strings) {
            let problem = format!(
                "a message must be a string or a list of strings, and this path leads to {}",
                result.describe()
            );
            let error = Diagnostic::error("waiter-message", problem).at(message.place(), "not a string");
            self.report(error.help("correct the path"));
        }
    }
}
