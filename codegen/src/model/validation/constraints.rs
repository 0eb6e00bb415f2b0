//! Traits that limit or describe values: invalid limits, links and media types.

use super::Check;
use super::graph::GraphItem;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::{Model, Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::{DEFAULT, ENUM, LENGTH, MEDIA_TYPE, PATTERN, RANGE, XML_NAMESPACE};

pub(super) fn check(check: &mut Check<'_, '_, '_>) {
    for (_, item) in check.graph.items() {
        for (id, value) in item.traits() {
            let problem = match id.as_str() {
                LENGTH => limits(*value, "length"),
                RANGE => limits(*value, "range").or_else(|| decimals(check, item, *value)),
                PATTERN => value.as_str().and_then(|text| pattern(&text)),
                MEDIA_TYPE => value.as_str().and_then(|text| media_type(&text)),
                XML_NAMESPACE => namespace(*value),
                "smithy.api#externalDocumentation" => links(*value),
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
    }
}

fn report(check: &mut Check<'_, '_, '_>, item: GraphItem<'_, '_>, node: Node<'_>, problem: &str) {
    check.report(
        Diagnostic::error("invalid-constraint", problem)
            .at(node.place(), "the value of the trait")
            .and_at(item.place(), "applied here")
            .shape(item.id())
            .help("correct the trait, or remove it"),
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
fn decimals(check: &Check<'_, '_, '_>, item: GraphItem<'_, '_>, value: Node<'_>) -> Option<String> {
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
/// these patterns, so nothing else is checked.
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

/// Returns whether a character is allowed in the names of headers and in media types.
pub(super) fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

fn namespace(value: Node<'_>) -> Option<String> {
    let uri = value.get("uri")?;
    let uri = uri.as_str()?;
    let is_wrong = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    uri.contains(is_wrong).then(|| format!("`{uri}` is not a URI"))
}

/// Returns the problem of links that are not URLs.
fn links(value: Node<'_>) -> Option<String> {
    let is_url = |text: &str| {
        let rest = text.split_once("://");
        let is_scheme = |scheme: &str| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        };
        rest.is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty() && !rest.contains(char::is_whitespace))
    };
    let links = value.entries()?;
    let mut texts = links.iter().filter_map(|link| link.value.as_str());
    let wrong = texts.find(|text| !is_url(text))?;
    Some(format!("`{wrong}` is not a URL"))
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
