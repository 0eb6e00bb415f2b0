//! The constraints on the values of requests: `@length`, `@range`, `@pattern`, `@uniqueItems`.

use std::collections::BTreeSet;

use crate::ir::{Constraint, Constraints, MemberConstraint, Service};
use crate::model::ast::{Member, Shape, ShapeId, ShapeKind, Traits};
use crate::model::node::Node;
use crate::model::select::Selection;
use crate::model::traits::{LENGTH, PATTERN, RANGE, UNIQUE_ITEMS};
use crate::patterns;

/// Adds the constraints on all values of requests.
pub(super) fn add(selection: &Selection<'_, '_>, service: &mut Service) {
    let mut written: BTreeSet<String> = BTreeSet::new();
    written.extend(service.operations.iter().map(|operation| operation.input.id.clone()));
    let structures = service.structures.iter().filter(|shape| shape.direction.write);
    written.extend(structures.map(|shape| shape.id.clone()));
    let unions = service.unions.iter().filter(|shape| shape.direction.write);
    written.extend(unions.map(|shape| shape.id.clone()));
    let mut reader = ConstraintsReader {
        selection,
        is_aws: service.is_aws,
        constraints: Constraints::default(),
    };
    for shape in selection.model.shapes.values() {
        if written.contains(shape.id.as_str()) {
            reader.shape(shape);
        }
    }
    let constraints = &mut reader.constraints;
    constraints
        .members
        .sort_by(|a, b| (&a.shape, &a.member).cmp(&(&b.shape, &b.member)));
    service.constraints = reader.constraints;
}

/// A reader of the constraints of a service.
struct ConstraintsReader<'r, 'm, 'a> {
    selection: &'r Selection<'m, 'a>,
    is_aws: bool,
    constraints: Constraints,
}

impl ConstraintsReader<'_, '_, '_> {
    fn shape(&mut self, shape: &Shape<'_>) {
        for member in &shape.members {
            let constraint = self.member(member);
            if constraint != Constraint::default() {
                self.constraints.members.push(MemberConstraint {
                    shape: shape.id.to_string(),
                    member: member.name.clone(),
                    constraint,
                });
            }
        }
    }

    /// Returns the constraint on the values of a member, whose own traits take precedence over
    /// those of its target.
    fn member(&mut self, member: &Member<'_>) -> Constraint {
        let target = self.selection.model.shape(&member.target.id);
        let of = |id: &str| {
            let own = find(&member.traits, id);
            own.or_else(|| find(&target?.traits, id))
        };
        let [length, range, pattern, unique] = [LENGTH, RANGE, PATTERN, UNIQUE_ITEMS].map(of);
        let is_enum = target.is_some_and(|target| matches!(target.kind, ShapeKind::Enum | ShapeKind::IntEnum));
        let mut constraint = Constraint {
            length: length.map(|length| {
                let bound = |key: &str| length.get(key)?.text().parse::<u64>().ok();
                (bound("min").unwrap_or(0), bound("max").unwrap_or(u64::MAX))
            }),
            range: range.map(|range| {
                let bound = |key: &str| {
                    range.get(key).map(|bound| {
                        bound
                            .as_str()
                            .map_or_else(|| bound.text().to_owned(), |text| text.into_owned())
                    })
                };
                (bound("min"), bound("max"))
            }),
            pattern: pattern
                .filter(|_| !is_enum)
                .and_then(|pattern| self.pattern(&pattern.as_str()?)),
            is_unique: unique.is_some(),
            element: None,
            key: None,
        };
        if let Some(target) = target {
            match target.kind {
                ShapeKind::List => constraint.element = self.nested(target, "member"),
                ShapeKind::Map => {
                    constraint.key = self.nested(target, "key");
                    constraint.element = self.nested(target, "value");
                }
                _ => {}
            }
        }
        constraint
    }

    fn nested(&mut self, shape: &Shape<'_>, name: &str) -> Option<Box<Constraint>> {
        let member = shape.members.iter().find(|member| member.name == name)?;
        let constraint = self.member(member);
        (constraint != Constraint::default()).then(|| Box::new(constraint))
    }

    /// Returns the index of a pattern. A pattern that cannot be compiled is recorded.
    fn pattern(&mut self, text: &str) -> Option<usize> {
        let Constraints {
            patterns, unchecked, ..
        } = &mut self.constraints;
        // By the specification a pattern matches a part of a text. Services of AWS match the whole
        // text, although their models omit the anchors.
        let is_whole = self.is_aws;
        let compiled = patterns::compile(text).map(|pattern| match is_whole && !pattern.has_anchor() {
            true => pattern.whole(),
            false => pattern,
        });
        match compiled {
            Ok(pattern) => Some(patterns.iter().position(|(known, _)| known == text).unwrap_or_else(|| {
                patterns.push((text.to_owned(), pattern));
                patterns.len() - 1
            })),
            Err(_) => {
                if unchecked.iter().all(|known| known != text) {
                    unchecked.push(text.to_owned());
                }
                None
            }
        }
    }
}

fn find<'a>(traits: &Traits<'a>, id: &str) -> Option<Node<'a>> {
    let mut traits = traits.iter();
    traits
        .find(|(known, _)| ShapeId::as_str(known) == id)
        .map(|(_, value)| *value)
}
