//! Values in rules: literals, references, and paths into records and lists.

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{Expr, Home, RuleField, RuleIndex, RuleType, RuleValueKind, RuleVariable};
use crate::model::node::{Node, NodeKind};

use super::scope::Known;
use super::{RulesForm, RulesLowering};

const PARTITION: [(&str, RuleField); 6] = [
    ("name", RuleField::PartitionName),
    ("dnsSuffix", RuleField::DnsSuffix),
    ("dualStackDnsSuffix", RuleField::DualStackDnsSuffix),
    ("supportsFIPS", RuleField::SupportsFips),
    ("supportsDualStack", RuleField::SupportsDualStack),
    ("implicitGlobalRegion", RuleField::ImplicitGlobalRegion),
];

const ARN: [(&str, RuleField); 5] = [
    ("partition", RuleField::ArnPartition),
    ("service", RuleField::ArnService),
    ("region", RuleField::ArnRegion),
    ("accountId", RuleField::ArnAccountId),
    ("resourceId", RuleField::ArnResourceId),
];

const URL: [(&str, RuleField); 5] = [
    ("scheme", RuleField::UrlScheme),
    ("authority", RuleField::UrlAuthority),
    ("path", RuleField::UrlPath),
    ("normalizedPath", RuleField::UrlNormalizedPath),
    ("isIp", RuleField::UrlIsIp),
];

impl RulesLowering<'_> {
    /// Returns a value of any type.
    pub(super) fn value(&mut self, node: Node<'_>) -> Option<Expr> {
        match node.kind() {
            NodeKind::String => self.template(node),
            NodeKind::Boolean => node.as_bool().map(Expr::Bool),
            NodeKind::Array => {
                let elements = node.elements().unwrap_or_default();
                let strings: Vec<_> = elements
                    .into_iter()
                    .map(|element| self.plain(element, RuleValueKind::String))
                    .collect();
                strings.into_iter().collect::<Option<_>>().map(Expr::List)
            }
            NodeKind::Object => match node.get("ref") {
                Some(name) => self.reference(name, &name.as_str().unwrap_or_default()),
                None => self.call(node),
            },
            NodeKind::Number | NodeKind::Null => {
                self.malformed(
                    node,
                    "a value",
                    "a string, a boolean, a list, a reference or a function",
                );
                None
            }
        }
    }

    /// Returns a value of this kind that is always present.
    pub(super) fn plain(&mut self, node: Node<'_>, kind: RuleValueKind) -> Option<Expr> {
        let value = self.value(node)?;
        let value = self.present(node, value)?;
        if value.ty().kind == kind {
            return Some(value);
        }
        self.report(
            Diagnostic::error("endpoint-type", format!("{} is needed here", described(kind)))
                .at(node.place(), format!("this is {}", described(value.ty().kind)))
                .help("use a value of this type, which the parameters of the function decide"),
        );
        None
    }

    /// Returns the value without its optionality. A value that may be absent is an error in a tree,
    /// and becomes a requirement in a diagram.
    pub(super) fn present(&mut self, node: Node<'_>, value: Expr) -> Option<Expr> {
        if !value.ty().optional {
            return Some(value);
        }
        if let (RulesForm::Diagram, Expr::Variable(variable)) = (self.form, &value) {
            if !self.needs.contains(variable) {
                self.needs.push(variable.clone());
            }
            let ty = RuleType::plain(variable.ty.kind);
            return Some(Expr::Variable(RuleVariable {
                name: variable.name.clone(),
                ty,
                home: Home::Local,
            }));
        }
        self.report(
            Diagnostic::error("endpoint-unset", "a value is used that may be absent")
                .at(node.place(), "not known to be set here")
                .help(
                    "test it with `isSet` in an earlier condition, or `assign` the function's result in a condition of its own",
                ),
        );
        None
    }

    /// Returns the meaning of a name.
    pub(super) fn reference(&mut self, node: Node<'_>, name: &str) -> Option<Expr> {
        match self.scope.get(name) {
            Some(Known::Variable(variable)) => Some(Expr::Variable(variable.clone())),
            Some(Known::True) => Some(Expr::Bool(true)),
            Some(Known::Broken) => None,
            None => {
                let listed = self.scope.listed();
                self.report(
                    Diagnostic::error("endpoint-unknown-name", format!("`{name}` is not defined here"))
                        .at(node.place(), "unknown name")
                        .help(format!("known here: {listed}; a condition gives a name with `assign`")),
                );
                None
            }
        }
    }

    /// Returns the value at a path such as `resourceId[0]`.
    pub(super) fn path(&mut self, node: Node<'_>, base: Expr, path: &str) -> Option<Expr> {
        let mut value = base;
        for part in path.split('.') {
            let (key, index) = match part.split_once('[') {
                Some((key, index)) => (key, Some(index)),
                None => (part, None),
            };
            value = self.present(node, value)?;
            if !key.is_empty() || index.is_none() {
                value = self.field(node, value, key)?;
            }
            if let Some(index) = index {
                value = self.item(node, value, index)?;
            }
        }
        Some(value)
    }

    fn field(&mut self, node: Node<'_>, record: Expr, key: &str) -> Option<Expr> {
        let fields: &[(&str, RuleField)] = match record.ty().kind {
            RuleValueKind::Partition => &PARTITION,
            RuleValueKind::Arn => &ARN,
            RuleValueKind::Url => &URL,
            RuleValueKind::Bool | RuleValueKind::String | RuleValueKind::Strings => &[],
        };
        let field = fields.iter().find(|(name, _)| *name == key);
        if field.is_none() {
            let kind = described(record.ty().kind);
            let names: Vec<_> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
            let help = if names.is_empty() {
                "only records have properties".to_owned()
            } else {
                format!("it has {}", names.join(", "))
            };
            self.report(
                Diagnostic::error("endpoint-path", format!("{kind} has no property `{key}`"))
                    .at(node.place(), "unknown property")
                    .help(help),
            );
        }
        field.map(|(_, field)| Expr::Field(Box::new(record), *field))
    }

    fn item(&mut self, node: Node<'_>, list: Expr, index: &str) -> Option<Expr> {
        let number = index.strip_suffix(']').and_then(|number| number.parse::<i64>().ok());
        let index = match number {
            Some(number) if number >= 0 => usize::try_from(number).ok().map(RuleIndex::FromStart),
            Some(number) => usize::try_from(-(number + 1)).ok().map(RuleIndex::FromEnd),
            None => None,
        };
        if let (RuleValueKind::Strings, Some(index)) = (list.ty().kind, index) {
            return Some(Expr::Item(Box::new(list), index));
        }
        let kind = described(list.ty().kind);
        self.report(
            Diagnostic::error("endpoint-path", "this path does not lead to an element of a list")
                .at(node.place(), format!("the index follows {kind}"))
                .help("end the path of a list with `[0]` for the first element, or `[-1]` for the last"),
        );
        None
    }
}

/// Returns the kind of value in words.
pub(super) fn described(kind: RuleValueKind) -> &'static str {
    match kind {
        RuleValueKind::Bool => "a boolean",
        RuleValueKind::String => "a string",
        RuleValueKind::Strings => "a list of strings",
        RuleValueKind::Partition => "a partition",
        RuleValueKind::Arn => "an ARN",
        RuleValueKind::Url => "a URL",
    }
}
