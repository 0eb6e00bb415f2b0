//! Enums of strings and of integers.

use crate::diagnostics::Diagnostic;
use crate::ir::{Enum, EnumValue, EnumValues};
use crate::model::ast::{Member, Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::ENUM_VALUE;
use crate::names;

use super::Lowering;

impl<'a> Lowering<'_, '_, 'a> {
    pub(super) fn enumeration(&mut self, shape: &Shape<'a>) -> Enum {
        let name = self.shape_name(shape);
        let values = if matches!(shape.kind, ShapeKind::IntEnum) {
            EnumValues::Integers(self.values(shape, "a whole number of 32 bits", |_, value| {
                value?.as_i64().filter(|value| i32::try_from(*value).is_ok())
            }))
        } else {
            EnumValues::Strings(self.values(shape, "a string", |member, value| match value {
                Some(value) => value.as_str().map(|text| text.into_owned()),
                None => Some(member.name.clone()),
            }))
        };
        Enum {
            id: shape.id.to_string(),
            shape: shape.id.name().to_owned(),
            module: names::shape_module(&name),
            docs: self.texts.of(&shape.traits, shape.id.as_str()),
            sensitive: shape.is_sensitive(),
            name,
            values,
        }
    }

    /// Returns the values with distinct variants: if two names differ only in case or separators,
    /// the later one gets a number.
    fn values<T: PartialEq>(
        &mut self,
        shape: &Shape<'a>,
        expected: &str,
        read: impl Fn(&Member<'a>, Option<Node<'a>>) -> Option<T>,
    ) -> Vec<EnumValue<T>> {
        let mut values: Vec<EnumValue<T>> = Vec::new();
        let mut kept: Vec<&Member<'a>> = Vec::new();
        for member in &shape.members {
            let node = member.trait_value(ENUM_VALUE);
            let Some(value) = read(member, node) else {
                self.diagnostics.push(
                    Diagnostic::error("wrong-trait-value", format!("invalid value for trait `{ENUM_VALUE}`"))
                        .at(
                            node.map_or(member.place, |node| node.place()),
                            format!("the value of this member must be {expected}"),
                        )
                        .shape(shape.id.with_member(&member.name))
                        .help(format!("give the member `\"{ENUM_VALUE}\"` with {expected}")),
                );
                continue;
            };
            if let Some(first) = values.iter().position(|earlier| earlier.value == value) {
                self.same_value(shape, member, kept[first]);
                continue;
            }
            let stem = names::enum_variant(&member.name);
            let mut variant = stem.clone();
            let mut number = 2;
            while values.iter().any(|earlier| earlier.variant == variant) {
                variant = format!("{stem}{number}");
                number += 1;
            }
            let docs = self
                .texts
                .of_value(&member.traits, shape.id.with_member(&member.name).as_str());
            kept.push(member);
            values.push(EnumValue { variant, value, docs });
        }
        values
    }

    fn same_value(&mut self, shape: &Shape<'a>, member: &Member<'a>, first: &Member<'a>) {
        self.diagnostics.push(
            Diagnostic::error(
                "same-enum-value",
                format!("two members of `{}` have the same value", shape.id.name()),
            )
            .at(member.place, "one of them")
            .and_at(first.place, "the other one")
            .shape(shape.id.with_member(&member.name))
            .help(format!("give one of them another `{ENUM_VALUE}`, or remove it")),
        );
    }
}
