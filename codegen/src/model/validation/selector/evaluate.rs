//! The evaluation of selectors over the graph of a model.

use super::super::graph::{Graph, Item};
use super::{Attribute, Comparison, Expression, Selector};
use crate::model::ast::ShapeKind;
use crate::model::node::{Node, NodeKind};

/// Evaluates selectors over one model.
pub(in crate::model::validation) struct Evaluator<'g, 'm, 'a> {
    graph: &'g Graph<'m, 'a>,
    reversed: Vec<Vec<(&'static str, usize)>>,
}

impl<'g, 'm, 'a> Evaluator<'g, 'm, 'a> {
    pub(in crate::model::validation) fn new(graph: &'g Graph<'m, 'a>) -> Self {
        Self {
            graph,
            reversed: graph.reversed(),
        }
    }

    /// Returns for each item of the graph whether the selector yields it.
    pub(in crate::model::validation) fn select(&self, selector: &Selector) -> Vec<bool> {
        let mut selected = vec![false; self.graph.len()];
        for number in self.run(selector, (0..self.graph.len()).collect()) {
            selected[number] = true;
        }
        selected
    }

    fn run(&self, selector: &Selector, mut items: Vec<usize>) -> Vec<usize> {
        for step in &selector.0 {
            if items.is_empty() {
                break;
            }
            items = self.step(step, items);
        }
        items
    }

    fn step(&self, step: &Expression, mut items: Vec<usize>) -> Vec<usize> {
        match step {
            Expression::Type(name) => items.retain(|number| is_type(self.graph.item(*number), name)),
            Expression::Attribute(attribute) => items.retain(|number| holds(self.graph.item(*number), attribute)),
            Expression::Is(selectors) => {
                let of = |selector| self.run(selector, items.clone());
                return distinct(selectors.iter().flat_map(of).collect());
            }
            Expression::Test(selectors) => {
                let any = |number: usize| {
                    selectors
                        .iter()
                        .any(|selector| !self.run(selector, vec![number]).is_empty())
                };
                items.retain(|number| any(*number));
            }
            Expression::Not(selector) => items.retain(|number| self.run(selector, vec![*number]).is_empty()),
            Expression::Neighbors { reverse, names } => {
                let mut out = Vec::new();
                let fits = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
                for number in items {
                    if *reverse {
                        let others = self.reversed[number].iter().filter(|(name, _)| fits(name));
                        out.extend(others.map(|(_, other)| *other));
                    } else {
                        self.graph.neighbors(number, &mut |name, other| {
                            if fits(name) {
                                out.push(other);
                            }
                        });
                    }
                }
                return distinct(out);
            }
            Expression::Recursive => return self.reachable(items),
        }
        items
    }

    fn reachable(&self, items: Vec<usize>) -> Vec<usize> {
        let mut seen = vec![false; self.graph.len()];
        let (mut open, mut out) = (items, Vec::new());
        while let Some(number) = open.pop() {
            self.graph.neighbors(number, &mut |_, other| {
                if !std::mem::replace(&mut seen[other], true) {
                    out.push(other);
                    open.push(other);
                }
            });
        }
        out
    }
}

fn distinct(mut items: Vec<usize>) -> Vec<usize> {
    items.sort_unstable();
    items.dedup();
    items
}

fn is_type(item: Item<'_, '_>, name: &str) -> bool {
    if item.member.is_some() {
        return matches!(name, "*" | "member");
    }
    let kind = &item.shape.kind;
    let is_number = matches!(
        kind,
        ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::IntEnum
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigInteger
            | ShapeKind::BigDecimal
    );
    match name {
        "*" => true,
        "number" => is_number,
        "simpleType" => {
            is_number
                || matches!(
                    kind,
                    ShapeKind::Blob
                        | ShapeKind::Boolean
                        | ShapeKind::String
                        | ShapeKind::Enum
                        | ShapeKind::Timestamp
                        | ShapeKind::Document
                )
        }
        "collection" | "set" => matches!(kind, ShapeKind::List),
        "aggregateType" => matches!(
            kind,
            ShapeKind::List | ShapeKind::Map | ShapeKind::Structure | ShapeKind::Union
        ),
        "string" => matches!(kind, ShapeKind::String | ShapeKind::Enum),
        "integer" => matches!(kind, ShapeKind::Integer | ShapeKind::IntEnum),
        _ => kind.keyword() == name,
    }
}

fn holds(item: Item<'_, '_>, attribute: &Attribute) -> bool {
    let [first, second, rest @ ..] = attribute.path.as_slice() else {
        return false;
    };
    let value = match (first.as_str(), second.as_str()) {
        ("trait", id) => {
            let absolute = if id.contains('#') {
                id.to_owned()
            } else {
                format!("smithy.api#{id}")
            };
            let value = item.trait_value(&absolute);
            let value = rest.iter().try_fold(value, |node, key| Some(node?.get(key))).flatten();
            value.map(text_of)
        }
        ("id", "member") => item.member.map(|member| member.name.clone()),
        ("id", "name") => Some(item.shape.id.name().to_owned()),
        ("id", "namespace") => Some(item.shape.id.namespace().to_owned()),
        _ => None,
    };
    let Some((comparison, wanted)) = &attribute.comparison else {
        return value.is_some();
    };
    let fold = |text: &str| {
        if attribute.ignores_case {
            text.to_lowercase()
        } else {
            text.to_owned()
        }
    };
    let exists = value.is_some();
    let value = fold(&value.unwrap_or_default());
    wanted.iter().map(|wanted| fold(wanted)).any(|wanted| match comparison {
        Comparison::Equal => exists && value == wanted,
        Comparison::NotEqual => exists && value != wanted,
        Comparison::StartsWith => exists && value.starts_with(&wanted),
        Comparison::EndsWith => exists && value.ends_with(&wanted),
        Comparison::Contains => exists && value.contains(&wanted),
        Comparison::Exists => exists == (wanted == "true"),
    })
}

fn text_of(node: Node<'_>) -> String {
    match node.kind() {
        NodeKind::String => node.as_str().unwrap_or_default().into_owned(),
        _ => node.text().to_owned(),
    }
}
