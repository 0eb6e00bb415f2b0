//! Applies rules to documents.

use serde_json::Value;

use super::{Is, Rule, Test};
use crate::error::FieldError;
use crate::json;

/// Returns the violations of rules in a document.
pub(crate) fn check(rules: &[Rule], document: &Value, today: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for rule in rules {
        let elements: Vec<(String, &Value)> = match rule.each {
            None => vec![(String::new(), document)],
            Some(path) => json::list(document, path)
                .iter()
                .enumerate()
                .map(|(index, element)| (format!("{path}[{index}]."), element))
                .collect(),
        };
        for (prefix, element) in elements {
            // A rule about elements may depend on the document as well.
            let holds = |test: &Test| test.holds(element, today) || rule.each.is_some() && test.holds(document, today);
            if rule.when.iter().all(holds) && !rule.then.holds(element, today) {
                errors.push(FieldError::new(
                    [&prefix, rule.then.path].concat(),
                    rule.code,
                    rule.message,
                ));
            }
        }
    }
    errors
}

impl Test {
    fn holds(&self, document: &Value, today: &str) -> bool {
        let value = json::get(document, self.path);
        let text = value.and_then(Value::as_str);
        match self.is {
            Is::Present => !is_empty(value),
            Is::Empty => is_empty(value),
            Is::Equal(expected) => text == Some(expected),
            Is::NotEqual(other) => text != Some(other),
            Is::Only(accepted) => text.is_none_or(|text| accepted.contains(&text)),
            Is::NotPast => text.is_none_or(|date| date >= today),
            Is::TaggedBy(path) => value.and_then(Value::as_object).is_none_or(|union| {
                let tag = json::text(document, path).unwrap_or_default();
                union.contains_key(tag)
            }),
        }
    }
}

fn is_empty(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::Array(elements)) => elements.is_empty(),
        Some(Value::String(text)) => text.is_empty(),
        Some(_) => false,
    }
}

/// Returns the paths at which two documents differ; lists are compared as a whole.
pub(crate) fn differences(left: &Value, right: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    compare(left, right, "", &mut paths);
    paths
}

fn compare(left: &Value, right: &Value, path: &str, paths: &mut Vec<String>) {
    let empty = Value::Object(serde_json::Map::new());
    let or_empty = |value: &Value| if value.is_null() { empty.clone() } else { value.clone() };
    if left == right {
        return;
    }
    let (Value::Object(left), Value::Object(right)) = (or_empty(left), or_empty(right)) else {
        paths.push(path.to_owned());
        return;
    };
    let mut names: Vec<&String> = left.keys().chain(right.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let inner = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        let value = |object: &serde_json::Map<String, Value>| object.get(name).cloned().unwrap_or_default();
        compare(&value(&left), &value(&right), &inner, paths);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn differences_are_paths_of_leaves() {
        let left = json!({ "a": { "b": 1, "c": [1] }, "d": null });
        let right = json!({ "a": { "b": 2, "c": [1, 2] }, "e": { "f": 1 } });
        assert_eq!(differences(&left, &right), ["a.b", "a.c", "e.f"]);
        assert_eq!(differences(&left, &left), [""; 0]);
    }
}
