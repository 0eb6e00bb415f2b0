//! Traits that limit values or names: limits without sense, and names that clash on the wire.

use std::collections::BTreeSet;

use super::Check;
use super::graph::Item;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::{Member, Model, Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::{
    DEFAULT, ENUM, HTTP_LOCATIONS, JSON_NAME, LENGTH, MEDIA_TYPE, PATTERN, RANGE, XML_NAME, XML_NAMESPACE,
};

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for (_, item) in check.graph.items() {
        for (id, value) in item.traits() {
            let problem = match id.as_str() {
                LENGTH => limits(*value, "length"),
                RANGE => limits(*value, "range").or_else(|| decimals(check, item, *value)),
                PATTERN => value.as_str().and_then(|text| pattern(&text)),
                MEDIA_TYPE => value.as_str().and_then(|text| media_type(&text)),
                XML_NAMESPACE => namespace(*value),
                XML_NAME => value.as_str().and_then(|text| xml_name(&text)),
                "smithy.api#uniqueItems" => elements(check, item.shape),
                "smithy.api#addedDefault" if item.trait_value(DEFAULT).is_none() => {
                    Some("a member with `@addedDefault` needs a default".to_owned())
                }
                _ => None,
            };
            if let Some(problem) = problem {
                report(check, item, *value, &problem);
            }
        }
    }
    for shape in check.shapes() {
        if matches!(shape.kind, ShapeKind::Union) && shape.members.is_empty() {
            check.report(
                Diagnostic::error("no-members", format!("the union `{}` has no members", shape.id.name()))
                    .at(shape.place, "a union needs a member")
                    .shape(&shape.id)
                    .help("add a member, or make it a structure"),
            );
        }
        json_names(check, shape);
    }
}

fn report(check: &mut Check<'_, '_, '_>, item: Item<'_, '_>, node: Node<'_>, problem: &str) {
    check.report(
        Diagnostic::error("invalid-constraint", problem)
            .at(node.place(), "the value of the trait")
            .and_at(item.place(), "applied here")
            .shape(item.id())
            .help("correct the trait, or take it out"),
    );
}

fn limits(value: Node<'_>, name: &str) -> Option<String> {
    let limit = |key: &str| value.get(key).and_then(|limit| limit.text().parse::<f64>().ok());
    match (limit("min"), limit("max")) {
        (None, None) => Some(format!("`@{name}` needs `min` or `max`")),
        (Some(min), Some(max)) if min > max => {
            Some(format!("`min` of `@{name}` is {min}, which is more than `max`, {max}"))
        }
        (min, max) if name == "length" && min.or(max).is_some_and(|limit| limit < 0.0) => {
            Some("a length cannot be negative".to_owned())
        }
        _ => None,
    }
}

/// Returns the problem of a range of integers that has decimals.
fn decimals(check: &Check<'_, '_, '_>, item: Item<'_, '_>, value: Node<'_>) -> Option<String> {
    let shape = match item.member {
        Some(member) => check.model.shape(&member.target.id)?,
        None => item.shape,
    };
    let has_decimals = |key: &&str| {
        let limit = value.get(key).and_then(|limit| limit.text().parse::<f64>().ok());
        limit.is_some_and(|limit| limit.fract() != 0.0)
    };
    let key = ["min", "max"].into_iter().find(has_decimals)?;
    let is_fraction = matches!(shape.kind, ShapeKind::Float | ShapeKind::Double | ShapeKind::BigDecimal);
    (!is_fraction).then(|| format!("`{key}` has decimals, and `{}` is an integer", shape.id.name()))
}

/// Returns the problem of a regular expression whose brackets do not match. Programs do not apply
/// the patterns, so no more is checked.
fn pattern(text: &str) -> Option<String> {
    let (mut groups, mut in_class, mut is_escaped, mut is_start) = (0_usize, false, false, true);
    for character in text.chars() {
        let starts = std::mem::replace(
            &mut is_start,
            matches!(character, '(' | '|') && !in_class && !is_escaped,
        );
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => groups += 1,
            ')' if groups == 0 => return Some("the pattern closes a group that is not open".to_owned()),
            ')' => groups -= 1,
            '*' | '+' if starts => return Some(format!("the pattern has nothing before `{character}`")),
            _ => {}
        }
    }
    let problem = match (is_escaped, in_class, groups) {
        (true, ..) => "the pattern ends with a single `\\`",
        (_, true, _) => "the pattern has a `[` without its `]`",
        (.., 0) => return None,
        _ => "the pattern has a `(` without its `)`",
    };
    Some(problem.to_owned())
}

fn media_type(text: &str) -> Option<String> {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let is_token = |part: &str| !part.is_empty() && part.chars().all(is_token_character);
    let is_valid = essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    (!is_valid).then(|| format!("`{text}` is not a media type, such as `text/plain`"))
}

/// Tells whether names of headers and media types may have a character.
pub(super) fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

fn xml_name(text: &str) -> Option<String> {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    };
    let is_valid = match text.split_once(':') {
        Some((prefix, name)) => is_part(prefix) && is_part(name),
        None => is_part(text),
    };
    (!is_valid).then(|| format!("`{text}` is not the name of an element or attribute"))
}

fn namespace(value: Node<'_>) -> Option<String> {
    let uri = value.get("uri")?;
    let uri = uri.as_str()?;
    let is_wrong = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    uri.contains(is_wrong).then(|| format!("`{uri}` is not a URI"))
}

/// Returns the problem of elements that cannot be compared.
fn elements(check: &Check<'_, '_, '_>, list: &Shape<'_>) -> Option<String> {
    let target = check.model.shape(&list.member("member")?.target.id)?;
    let is_wrong = matches!(target.kind, ShapeKind::Float | ShapeKind::Double | ShapeKind::Document);
    let kind = target.kind.keyword();
    is_wrong.then(|| format!("the elements of a list with `@uniqueItems` cannot be of the type {kind}"))
}

/// Checks that no two members of a shape have the same name in JSON. Members that are bound to
/// another part of a message have none.
fn json_names(check: &mut Check<'_, '_, '_>, shape: &Shape<'_>) {
    if !matches!(shape.kind, ShapeKind::Structure | ShapeKind::Union) {
        return;
    }
    let name_of = |member: &Member<'_>| {
        let name = member
            .trait_value(JSON_NAME)
            .and_then(|name| name.as_str().map(String::from));
        name.unwrap_or_else(|| member.name.clone())
    };
    let mut seen = BTreeSet::new();
    let is_bound = |member: &&Member<'_>| HTTP_LOCATIONS.iter().any(|id| member.has_trait(id));
    for member in shape.members.iter().filter(|member| !is_bound(member)) {
        let name = name_of(member);
        if !seen.insert(name.clone()) {
            check.report(
                Diagnostic::error("json-name", format!("two members have the name `{name}` in JSON"))
                    .at(member.place, "the second one")
                    .shape(shape.id.with_member(&member.name))
                    .help("give one of the two another `@jsonName`"),
            );
        }
    }
}

/// Checks that all values of a trait `@enum` have a name, or none. It runs before such strings
/// become enums.
pub(in crate::model) fn check_enum_traits(model: &Model<'_>, diagnostics: &mut Diagnostics) {
    for shape in model.shapes.values() {
        enum_names(shape, diagnostics);
    }
}

fn enum_names(shape: &Shape<'_>, diagnostics: &mut Diagnostics) {
    let Some(definitions) = shape.trait_value(ENUM).and_then(|value| value.elements()) else {
        return;
    };
    let has_name = |definition: &&Node<'_>| definition.get("name").is_some();
    let named = definitions.iter().filter(has_name).count();
    if named > 0
        && let Some(unnamed) = definitions.iter().find(|definition| !has_name(definition))
    {
        diagnostics.push(
            Diagnostic::error(
                "invalid-constraint",
                "a value of `@enum` has no name, and others have one",
            )
            .at(unnamed.place(), "has no `name`")
            .shape(&shape.id)
            .help("give all values a name, or none"),
        );
    }
}
