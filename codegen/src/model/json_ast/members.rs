//! The members of structures, unions, enums, lists and maps.

use crate::diagnostics::Diagnostic;
use crate::source::Place;

use super::super::ast::{Member, ShapeId, ShapeKind, is_identifier};
use super::super::node::NodeEntry;
use super::{JsonAstReader, find};

impl JsonAstReader<'_> {
    pub(super) fn members<'a>(
        &mut self,
        fields: &[NodeEntry<'a>],
        kind: &ShapeKind<'a>,
        id: &ShapeId,
    ) -> Vec<Member<'a>> {
        let single: &[&str] = match kind {
            ShapeKind::List => &["member"],
            ShapeKind::Map => &["key", "value"],
            _ => &[],
        };
        let mut members = Vec::new();
        for name in single {
            match fields.iter().find(|entry| entry.key == *name) {
                Some(entry) => members.extend(self.member(entry)),
                None if find(fields, "mixins").is_some() => {}
                None => self.diagnostics.push(
                    Diagnostic::error("no-member", format!("`{}` has no `{name}`", id.name()))
                        .at(
                            find(fields, "type").map_or(
                                Place {
                                    file: 0,
                                    start: 0,
                                    end: 0,
                                },
                                |kind| kind.place(),
                            ),
                            format!("needs a `{name}`"),
                        )
                        .shape(id)
                        .help(format!("add `\"{name}\": {{ \"target\": … }}`")),
                ),
            }
        }
        if let Some(node) = find(fields, "members").filter(|_| single.is_empty()) {
            for entry in self.entries(node, "`members`").into_iter().flatten() {
                members.extend(self.member(&entry));
            }
        }
        members
    }

    fn member<'a>(&mut self, entry: &NodeEntry<'a>) -> Option<Member<'a>> {
        if !is_identifier(&entry.key) {
            self.report(
                Diagnostic::error("bad-member-name", format!("`{}` is not a member name", entry.key))
                    .at(
                        entry.key_place,
                        "expected letters, digits and underscores, no digit first",
                    )
                    .help("give the member another name"),
            );
            return None;
        }
        let shape = self.within.clone();
        self.within = shape.as_ref().map(|shape| shape.with_member(&entry.key));
        let member = self.entries(entry.value, "a member").and_then(|fields| {
            self.unknown_keys(&fields, &["target", "traits"], "a member");
            let target = self.target(entry.value, find(&fields, "target"))?;
            Some(Member {
                name: entry.key.to_string(),
                target,
                traits: self.traits(&fields),
                place: entry.key_place,
            })
        });
        self.within = shape;
        member
    }
}
