//! Finds the prose in a model and removes it.

use super::tree::JsonTree;

/// Traits that only contain prose.
const TRAITS: [&str; 5] = [
    "aws.iam#actionPermissionDescription",
    "smithy.ai#prompts",
    "smithy.api#documentation",
    "smithy.api#examples",
    "smithy.api#externalDocumentation",
];

/// Prose inside traits that also have facts. In a path `*` is every element or value, and `rules+`
/// every element of `rules` at every level. Each path is listed, because the same key can be a fact
/// elsewhere: the parameters of a protocol test may have a member `documentation`, and the `error`
/// of an endpoint rule is a message for users.
const INSIDE_TRAITS: [(&str, &str); 28] = [
    ("smithy.api#deprecated", "message"),
    ("smithy.api#enum", "*/documentation"),
    ("smithy.api#idRef", "errorMessage"),
    ("smithy.api#recommended", "reason"),
    ("smithy.api#trait", "breakingChanges/*/message"),
    ("smithy.api#traitValidators", "*/message"),
    ("smithy.contracts#conditions", "*/description"),
    ("smithy.contracts#conditions", "*/documentation"),
    ("smithy.contracts#contracts", "*/description"),
    ("smithy.contracts#contracts", "*/documentation"),
    ("smithy.rules#clientContextParams", "*/documentation"),
    ("smithy.rules#endpointBdd", "parameters/*/deprecated/message"),
    ("smithy.rules#endpointBdd", "parameters/*/documentation"),
    ("smithy.rules#endpointBdd", "results/*/documentation"),
    ("smithy.rules#endpointRuleSet", "parameters/*/deprecated/message"),
    ("smithy.rules#endpointRuleSet", "parameters/*/documentation"),
    ("smithy.rules#endpointRuleSet", "rules+/documentation"),
    ("smithy.rules#endpointTests", "testCases/*/documentation"),
    ("smithy.test#eventStreamTests", "*/description"),
    ("smithy.test#eventStreamTests", "*/documentation"),
    ("smithy.test#httpMalformedRequestTests", "*/description"),
    ("smithy.test#httpMalformedRequestTests", "*/documentation"),
    ("smithy.test#httpRequestTests", "*/description"),
    ("smithy.test#httpRequestTests", "*/documentation"),
    ("smithy.test#httpResponseTests", "*/description"),
    ("smithy.test#httpResponseTests", "*/documentation"),
    ("smithy.test#smokeTests", "*/documentation"),
    ("smithy.waiters#waitable", "*/documentation"),
];

/// Prose inside the model's metadata.
const INSIDE_METADATA: [&str; 3] = [
    "suppressions/*/reason",
    "validators/*/configuration/messageTemplate",
    "validators/*/message",
];

/// Keys of texts in values without a fixed form: in metadata and in the traits of this namespace.
const KEYS: [&str; 4] = [
    "description",
    "documentation",
    "externalDocumentation",
    "relativeDocumentation",
];
const NAMESPACE: &str = "aws.iam#";

/// Removes the prose of a shape and of its members.
pub(super) fn strip_shape(shape: &mut JsonTree) {
    strip_traits(shape);
    for (key, value) in shape.entries_mut() {
        match key.as_str() {
            "members" => value.children_mut().into_iter().for_each(strip_traits),
            "member" | "key" | "value" => strip_traits(value),
            _ => {}
        }
    }
}

fn strip_traits(shape: &mut JsonTree) {
    let Some(traits) = shape.get_mut("traits") else { return };
    traits.retain(|id, _| !TRAITS.contains(&id));
    for (id, value) in traits.entries_mut() {
        for (_, path) in INSIDE_TRAITS.iter().filter(|(of, _)| of == id) {
            remove(value, path);
        }
        if id.starts_with(NAMESPACE) {
            remove_texts(value);
        }
    }
}

/// Removes the prose of a model's metadata.
pub(super) fn strip_metadata(metadata: &mut JsonTree) {
    for path in INSIDE_METADATA {
        remove(metadata, path);
    }
    remove_texts(metadata);
}

/// Removes the descriptions of regions.
pub(super) fn strip_partitions(partitions: &mut JsonTree) {
    remove(partitions, "partitions/*/description");
    remove(partitions, "partitions/*/regions/*/description");
}

fn remove(value: &mut JsonTree, path: &str) {
    let Some((step, rest)) = path.split_once('/') else {
        return value.remove(path);
    };
    if step == "*" {
        value.children_mut().into_iter().for_each(|child| remove(child, rest));
    } else if let Some(list) = step.strip_suffix('+') {
        for child in value.get_mut(list).map(JsonTree::children_mut).unwrap_or_default() {
            remove(child, rest);
            remove(child, path);
        }
    } else if let Some(child) = value.get_mut(step) {
        remove(child, rest);
    }
}

/// Removes texts by their keys at every level. Values that are not text stay: a condition key may
/// be called `documentation`.
fn remove_texts(value: &mut JsonTree) {
    value.retain(|key, value| !(value.is_string() && KEYS.contains(&key)));
    value.children_mut().into_iter().for_each(remove_texts);
}
