//! What a member's traits say of its values, in one line for the documentation.

use crate::ast::{Member, Model, Shape};
use crate::node::Node;

/// The facts, always in the same order: required, default, length, range, pattern, unique, sensitive.
pub(super) fn of_member(model: &Model<'_>, member: &Member<'_>, token: bool) -> String {
    let target = model.shape(&member.target.id);
    let value = |name: &str| {
        let id = format!("smithy.api#{name}");
        member.trait_value(&id).or_else(|| target.and_then(|target| target.trait_value(&id)))
    };
    let mut facts = Vec::new();
    if token {
        facts.push("filled with a UUID when unset".to_owned());
    } else if member.has_trait("smithy.api#required") {
        facts.push("required".to_owned());
    }
    facts.extend(member.trait_value("smithy.api#default").filter(|value| !value.is_null()).map(|value| format!("default {}", code(value.text()))));
    facts.extend(value("length").and_then(|length| bounds(length, target.map_or("characters", unit))));
    facts.extend(value("range").and_then(|range| bounds(range, "")));
    facts.extend(value("pattern").and_then(|pattern| pattern.as_str()).map(|pattern| format!("pattern {}", code(&pattern))));
    if value("uniqueItems").is_some() {
        facts.push("no item twice".to_owned());
    }
    if value("sensitive").is_some() {
        facts.push("sensitive".to_owned());
    }
    let mut line = facts.join("; ");
    if let Some(first) = line.get_mut(..1) {
        first.make_ascii_uppercase();
        line.push('.');
    }
    line
}

fn unit(shape: &Shape<'_>) -> &'static str {
    use crate::ast::ShapeKind;
    match shape.kind {
        ShapeKind::List => "items",
        ShapeKind::Map => "entries",
        ShapeKind::Blob => "bytes",
        _ => "characters",
    }
}

fn bounds(value: Node<'_>, unit: &str) -> Option<String> {
    let bound = |key: &str| value.get(key).map(|bound| bound.text());
    let range = match (bound("min"), bound("max")) {
        (Some(min), Some(max)) if min == max => min.to_owned(),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => return None,
    };
    Some(format!("{range} {unit}").trim_end().to_owned())
}

/// Inline code, also of text with backticks in it.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
