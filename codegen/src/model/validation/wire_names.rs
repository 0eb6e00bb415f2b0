//! Names of members in JSON and XML, by which a structure or union distinguishes its members.

use std::collections::BTreeMap;

use super::Check;
use crate::diagnostics::Diagnostic;
use crate::model::ast::{Member, Shape, ShapeKind};
use crate::model::traits::{HTTP_LOCATIONS, JSON_NAME, XML_ATTRIBUTE, XML_NAME};

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for shape in check.shapes() {
        if !matches!(shape.kind, ShapeKind::Structure | ShapeKind::Union) {
            continue;
        }
        // Members that are bound to another part of a message have no such name.
        let is_bound = |member: &&Member<'_>| HTTP_LOCATIONS.iter().any(|id| member.has_trait(id));
        let members: Vec<_> = shape.members.iter().filter(|member| !is_bound(member)).collect();
        unique(check, shape, &members, JSON_NAME);
        let (attributes, elements): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|member| member.has_trait(XML_ATTRIBUTE));
        unique(check, shape, &attributes, XML_NAME);
        unique(check, shape, &elements, XML_NAME);
    }
}

/// Checks that members have distinct names, which are those of a trait or their own.
fn unique(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>, members: &[&Member<'_>], id: &str) {
    if !members.iter().any(|member| member.has_trait(id)) {
        return;
    }
    let mut seen: BTreeMap<String, &Member<'_>> = BTreeMap::new();
    for member in members {
        let renamed = member.trait_value(id).and_then(|name| name.as_str().map(String::from));
        let name = renamed.unwrap_or_else(|| member.name.clone());
        if let Some(earlier) = seen.insert(name.clone(), member) {
            let finding = match id {
                JSON_NAME => Diagnostic::error("json-name", format!("two members have the name `{name}` in JSON")),
                // Models of services that formerly used XML have such names.
                _ => Diagnostic::warning("xml-name", format!("two members have the name `{name}` in XML")),
            };
            check.report(
                finding
                    .at(member.place, "the second one")
                    .and_at(earlier.place, "the first one")
                    .shape(shape.id.with_member(&member.name))
                    .help(format!(
                        "give one of the two another `@{}`",
                        id.rsplit('#').next().unwrap_or(id)
                    )),
            );
        }
    }
}
