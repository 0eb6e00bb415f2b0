//! The functions that rules call.

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{Argument, Expr, Function, RuleValueKind};
use crate::model::node::Node;

use super::RulesLowering;
use super::values::described;

const KNOWN: &str = "known are `booleanEquals`, `coalesce`, `getAttr`, `isSet`, `isValidHostLabel`, `ite`, `not`, `parseURL`, `split`, \
    `stringEquals`, `substring`, `uriEncode`, `aws.isVirtualHostableS3Bucket`, `aws.parseArn` and `aws.partition`";

impl RulesLowering<'_> {
    /// Returns a call: `{"fn": …, "argv": […]}`.
    pub(super) fn call(&mut self, node: Node<'_>) -> Option<Expr> {
        let name_node = self.required(node, "fn", "a function")?;
        let name = name_node.as_str().unwrap_or_default();
        match &*name {
            "isSet" => self.is_set(node),
            "not" => self.not(node),
            "stringEquals" => self.equal(node, RuleValueKind::String),
            "booleanEquals" => self.equal(node, RuleValueKind::Bool),
            "getAttr" => self.get_attr(node),
            "coalesce" => self.coalesce(node),
            "ite" => self.if_else(node),
            "split" => self.split(node),
            "substring" => self.substring(node),
            "isValidHostLabel" => self.text_and_bool(node, Function::IsValidHostLabel),
            "aws.isVirtualHostableS3Bucket" => self.text_and_bool(node, Function::IsVirtualHostableS3Bucket),
            "parseURL" => self.of_text(node, Function::ParseUrl),
            "uriEncode" => self.of_text(node, Function::UriEncode),
            "aws.parseArn" => self.of_text(node, Function::ParseArn),
            "aws.partition" => self.partition(node),
            _ => {
                self.report(
                    Diagnostic::error(
                        "endpoint-unknown-function",
                        format!("there is no function `{name}` for endpoint rules"),
                    )
                    .at(name_node.place(), "unknown function")
                    .help(KNOWN),
                );
                None
            }
        }
    }

    fn arguments<'a>(&mut self, node: Node<'a>) -> Option<Vec<Node<'a>>> {
        self.array(node, "argv", "a function")
    }

    fn exactly<'a, const N: usize>(&mut self, node: Node<'a>) -> Option<[Node<'a>; N]> {
        let arguments = self.arguments(node)?;
        let count = arguments.len();
        let exact = <[Node<'a>; N]>::try_from(arguments).ok();
        if exact.is_none() {
            let noun = if N == 1 { "argument" } else { "arguments" };
            self.argument_count(node, &format!("{N} {noun}"), count);
        }
        exact
    }

    fn argument_count(&mut self, node: Node<'_>, wanted: &str, count: usize) {
        let name = node.get("fn").and_then(|name| name.as_str()).unwrap_or_default();
        self.report(
            Diagnostic::error(
                "endpoint-argument-count",
                format!("`{name}` takes {wanted}, not {count}"),
            )
            .at(node.get("argv").unwrap_or(node).place(), "these arguments")
            .help("see the functions of the rules engine at smithy.io"),
        );
    }

    fn is_set(&mut self, node: Node<'_>) -> Option<Expr> {
        let [value] = self.exactly(node)?;
        let value = self.value(value)?;
        Some(if value.ty().optional {
            Expr::IsSet(Box::new(value))
        } else {
            Expr::Bool(true)
        })
    }

    fn not(&mut self, node: Node<'_>) -> Option<Expr> {
        let [value] = self.exactly(node)?;
        self.plain(value, RuleValueKind::Bool).map(negated)
    }

    fn equal(&mut self, node: Node<'_>, kind: RuleValueKind) -> Option<Expr> {
        let [left, right] = self.exactly(node)?;
        let (left, right) = (self.plain(left, kind), self.plain(right, kind));
        Some(match (left?, right?) {
            (Expr::Bool(true), value) | (value, Expr::Bool(true)) => value,
            (Expr::Bool(false), value) | (value, Expr::Bool(false)) => negated(value),
            (Expr::Text(left), Expr::Text(right)) => Expr::Bool(left == right),
            (left, right) if left == right => Expr::Bool(true),
            (Expr::Not(left), right) => negated(Expr::Equal(left, Box::new(right))),
            (left, Expr::Not(right)) => negated(Expr::Equal(Box::new(left), right)),
            (left @ (Expr::Text(_) | Expr::Template(_)), right) => Expr::Equal(Box::new(right), Box::new(left)),
            (left, right) => Expr::Equal(Box::new(left), Box::new(right)),
        })
    }

    fn get_attr(&mut self, node: Node<'_>) -> Option<Expr> {
        let [value, path] = self.exactly(node)?;
        let base = self.value(value)?;
        let base = self.present(value, base)?;
        match path.as_str() {
            Some(text) => self.path(path, base, &text),
            None => {
                self.malformed(path, "the path of `getAttr`", "a string");
                None
            }
        }
    }

    fn coalesce(&mut self, node: Node<'_>) -> Option<Expr> {
        let arguments = self.arguments(node)?;
        if arguments.len() < 2 {
            self.argument_count(node, "2 or more arguments", arguments.len());
            return None;
        }
        let values: Vec<_> = arguments.iter().map(|argument| self.value(*argument)).collect();
        let values: Vec<Expr> = values.into_iter().collect::<Option<_>>()?;
        let kind = values.first()?.ty().kind;
        for (value, argument) in values.iter().zip(&arguments) {
            self.same_kind(*argument, kind, value)?;
        }
        // Arguments after a value that is always present are never reached.
        let reached = values
            .iter()
            .position(|value| !value.ty().optional)
            .unwrap_or(values.len() - 1);
        let mut reversed = values.into_iter().take(reached + 1).rev();
        let last = reversed.next()?;
        Some(reversed.fold(last, |rest, value| Expr::Coalesce(Box::new(value), Box::new(rest))))
    }

    fn if_else(&mut self, node: Node<'_>) -> Option<Expr> {
        let [condition, then, otherwise] = self.exactly(node)?;
        let condition = self.plain(condition, RuleValueKind::Bool);
        let (then_value, otherwise_value) = (self.value(then)?, self.value(otherwise)?);
        self.same_kind(otherwise, then_value.ty().kind, &otherwise_value)?;
        Some(match (condition?, then_value, otherwise_value) {
            (Expr::Bool(true), value, _) | (Expr::Bool(false), _, value) => value,
            (_, then, otherwise) if then == otherwise => then,
            (condition, Expr::Bool(true), Expr::Bool(false)) => condition,
            (condition, Expr::Bool(false), Expr::Bool(true)) => negated(condition),
            (Expr::Not(condition), then, otherwise) => Expr::IfElse(Box::new([*condition, otherwise, then])),
            (condition, then, otherwise) => Expr::IfElse(Box::new([condition, then, otherwise])),
        })
    }

    fn same_kind(&mut self, node: Node<'_>, kind: RuleValueKind, value: &Expr) -> Option<()> {
        if value.ty().kind == kind {
            return Some(());
        }
        self.report(
            Diagnostic::error("endpoint-type", "the values to choose from have different types")
                .at(
                    node.place(),
                    format!("this is {}, others are {}", described(value.ty().kind), described(kind)),
                )
                .help("give all of them the same type"),
        );
        None
    }

    fn split(&mut self, node: Node<'_>) -> Option<Expr> {
        let [value, delimiter, limit] = self.exactly(node)?;
        let value = self.plain(value, RuleValueKind::String);
        let delimiter = self.plain(delimiter, RuleValueKind::String);
        let limit = self.number(limit);
        Some(Expr::Call(
            Function::Split,
            vec![
                Argument::Value(value?),
                Argument::Value(delimiter?),
                Argument::Number(limit?),
            ],
        ))
    }

    fn substring(&mut self, node: Node<'_>) -> Option<Expr> {
        let [value, start, end, reverse] = self.exactly(node)?;
        let value = self.plain(value, RuleValueKind::String);
        let (start, end) = (self.number(start), self.number(end));
        let reverse = self.plain(reverse, RuleValueKind::Bool);
        let range = [Argument::Number(start?), Argument::Number(end?)];
        let [start, end] = range;
        Some(Expr::Call(
            Function::Substring,
            vec![Argument::Value(value?), start, end, Argument::Value(reverse?)],
        ))
    }

    fn number(&mut self, node: Node<'_>) -> Option<usize> {
        let number = node.as_i64().and_then(|number| usize::try_from(number).ok());
        if number.is_none() {
            self.malformed(node, "this argument", "a whole number that is not negative");
        }
        number
    }

    fn text_and_bool(&mut self, node: Node<'_>, function: Function) -> Option<Expr> {
        let [text, flag] = self.exactly(node)?;
        let (text, flag) = (
            self.plain(text, RuleValueKind::String),
            self.plain(flag, RuleValueKind::Bool),
        );
        Some(Expr::Call(
            function,
            vec![Argument::Value(text?), Argument::Value(flag?)],
        ))
    }

    fn of_text(&mut self, node: Node<'_>, function: Function) -> Option<Expr> {
        let [text] = self.exactly(node)?;
        Some(Expr::Call(
            function,
            vec![Argument::Value(self.plain(text, RuleValueKind::String)?)],
        ))
    }

    fn partition(&mut self, node: Node<'_>) -> Option<Expr> {
        self.asks_for_partition.get_or_insert(node.place());
        let [region] = self.exactly(node)?;
        let region = self.plain(region, RuleValueKind::String)?;
        Some(Expr::Call(
            Function::Partition,
            vec![Argument::Value(region), Argument::Partitions],
        ))
    }
}

/// Returns the opposite of a boolean.
fn negated(value: Expr) -> Expr {
    match value {
        Expr::Bool(value) => Expr::Bool(!value),
        Expr::Not(value) => *value,
        value => Expr::Not(Box::new(value)),
    }
}
