//! Reads the traits of services and operations. A value of the wrong kind is a diagnostic.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::Shape;
use crate::model::node::Node;
use crate::suggest::known_names;

use crate::endpoint_rules::lower::{self as endpoint, Lowered, RuleSet};
use crate::model::traits::{ENDPOINT_BDD, ENDPOINT_RULE_SET, ENDPOINT_TESTS, SERVICE, SIGV4, TITLE};

/// The traits of a service.
#[derive(Default)]
pub(super) struct ServiceFacts {
    pub(super) sdk_id: Option<String>,
    pub(super) signing_name: Option<String>,
    pub(super) title: Option<String>,
}

/// Reads `aws.api#service`, `aws.auth#sigv4` and `@title`.
pub(super) fn service_facts(service: &Shape<'_>, diagnostics: &mut Diagnostics) -> ServiceFacts {
    let api = service.trait_value(SERVICE);
    let sigv4 = service.trait_value(SIGV4);
    let prefix = api.and_then(|api| optional(service, api, "endpointPrefix", diagnostics));
    ServiceFacts {
        sdk_id: api.and_then(|api| required(service, api, "sdkId", diagnostics)),
        signing_name: sigv4
            .and_then(|sigv4| required(service, sigv4, "name", diagnostics))
            .or(prefix),
        title: service
            .trait_value(TITLE)
            .and_then(|title| text(service, title, diagnostics))
            .map(|title| one_line(&title))
            .filter(|title| !title.is_empty()),
    }
}

/// Returns the `sdkId` of a service, or an empty text if it has none.
pub(super) fn sdk_id(service: &Shape<'_>) -> String {
    let id = service.trait_value(SERVICE).and_then(|api| api.get("sdkId"));
    id.and_then(|id| id.as_str()).unwrap_or_default().into_owned()
}

/// Returns a text for messages: on one line, with escapes for invisible characters.
fn one_line(text: &str) -> String {
    let is_visible = |c: &char| matches!(c, '"' | '\'' | '\\') || c.is_whitespace() || c.escape_debug().len() == 1;
    let visible: String = text.chars().filter(is_visible).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the endpoint rules, their tests, and the partitions that they may use.
pub(crate) fn endpoint_rules<'a>(
    service: &Shape<'a>,
    partitions: Option<Node<'_>>,
    diagnostics: &mut Diagnostics,
) -> Option<Lowered<'a>> {
    let tests = service.trait_value(ENDPOINT_TESTS);
    let tree = service.trait_value(ENDPOINT_RULE_SET).map(RuleSet::Tree);
    let rules = tree.or_else(|| service.trait_value(ENDPOINT_BDD).map(RuleSet::Bdd))?;
    endpoint::lower(rules, tests, partitions, diagnostics)
}

/// Returns a string under a required key of a trait.
pub(crate) fn required(shape: &Shape<'_>, value: Node<'_>, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    if value.get(key).is_none() {
        wrong(shape, value, &format!("needs a string `{key}`"), diagnostics);
    }
    optional(shape, value, key, diagnostics)
}

/// Returns a string under a key of a trait, if the key is present.
pub(crate) fn optional(shape: &Shape<'_>, value: Node<'_>, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    text(shape, value.get(key)?, diagnostics)
}

fn text(shape: &Shape<'_>, value: Node<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let text = value.as_str();
    if text.is_none() {
        wrong(
            shape,
            value,
            &format!("expected a string, found {}", value.kind()),
            diagnostics,
        );
    }
    text.map(|text| text.into_owned())
}

/// Returns the strings of a list under a key of a trait.
pub(super) fn texts(value: Node<'_>, key: &str) -> Vec<String> {
    let elements = value.get(key).and_then(|list| list.elements()).unwrap_or_default();
    elements
        .iter()
        .filter_map(|element| Some(element.as_str()?.into_owned()))
        .collect()
}

/// Returns the name of a shape id.
pub(super) fn name_of(id: String) -> String {
    id.split_once('#').map_or(id.clone(), |(_, name)| name.to_owned())
}

/// Warns of a trait whose functions return the error of several operations, if each operation has
/// an error type of its own.
pub(super) fn without_effect(shape: &Shape<'_>, value: Node<'_>, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::warning(
            "trait-without-effect",
            "the trait has no effect with `--compat aws-sdk`",
        )
        .at(
            value.place(),
            "its functions call several operations and return one error type",
        )
        .shape(&shape.id)
        .help("generate the client without the option, or call the operations one after the other"),
    );
}

/// Reports an invalid trait value.
pub(crate) fn wrong(shape: &Shape<'_>, value: Node<'_>, label: &str, diagnostics: &mut Diagnostics) {
    const HELP: &str = "correct the value; the Smithy specification defines the values of each trait";
    report(shape, value, label, HELP.to_owned(), diagnostics);
}

/// Reports a trait value with a name that is not among `names`.
pub(super) fn unknown<'n>(
    shape: &Shape<'_>,
    value: Node<'_>,
    label: &str,
    (wanted, names): (&str, impl Iterator<Item = &'n str>),
    diagnostics: &mut Diagnostics,
) {
    let mut names = names.peekable();
    let help = match names.peek() {
        None => "no such name exists; remove it".to_owned(),
        Some(_) => known_names(wanted, "the names are", names),
    };
    report(shape, value, label, help, diagnostics);
}

fn report(shape: &Shape<'_>, value: Node<'_>, label: &str, help: String, diagnostics: &mut Diagnostics) {
    let within =
        |whole: &Node<'_>| whole.place().start <= value.place().start && value.place().end <= whole.place().end;
    let id = shape
        .traits
        .iter()
        .find(|(_, whole)| whole.place().file == value.place().file && within(whole))
        .map(|(id, _)| id);
    let subject = id.map_or_else(|| "a trait".to_owned(), |id| format!("trait `{id}`"));
    diagnostics.push(
        Diagnostic::error("wrong-trait-value", format!("invalid value for {subject}"))
            .at(value.place(), label)
            .shape(&shape.id)
            .help(help),
    );
}
