//! Reads the facts file, a Smithy AST without prose.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Bounds, Constraints, Kind, Member, Model, NAMESPACE, Operation, Pattern, Shape};

/// Parses the facts. A file that is not a model results in a model without shapes; the tests of
/// this crate check that this is not the case.
pub(super) fn parse(facts: &str) -> Model {
    let facts: Value = serde_json::from_str(facts).unwrap_or_default();
    let mut model = Model::default();
    for (id, value) in facts["shapes"].as_object().into_iter().flatten() {
        let name = name(id).to_owned();
        if value["type"] == "operation" {
            model.operations.insert(name.clone(), Arc::new(operation(name, value)));
        } else if let Some(kind) = kind(value) {
            model.shapes.insert(name, Arc::new(shape(kind, value)));
        }
    }
    for (name, kind) in [
        ("String", Kind::String),
        ("Integer", Kind::Integer),
        ("Timestamp", Kind::Timestamp),
        ("Unit", Kind::Unit),
    ] {
        let prelude = || Arc::new(shape(kind, &Value::Null));
        model.shapes.entry(name.to_owned()).or_insert_with(prelude);
    }
    model
}

fn name(id: &str) -> &str {
    id.strip_prefix(NAMESPACE)
        .or_else(|| id.strip_prefix("smithy.api#"))
        .unwrap_or(id)
}

fn target(value: &Value) -> String {
    name(value["target"].as_str().unwrap_or_default()).to_owned()
}

fn kind(value: &Value) -> Option<Kind> {
    Some(match value["type"].as_str()? {
        "structure" => Kind::Structure(members(value)),
        "union" => Kind::Union(members(value)),
        "list" => Kind::List(member("member", &value["member"])),
        "map" => Kind::Map {
            key: Box::new(member("key", &value["key"])),
            value: Box::new(member("value", &value["value"])),
        },
        "enum" => Kind::Enum(enum_values(value)),
        "string" => Kind::String,
        "integer" => Kind::Integer,
        "timestamp" => Kind::Timestamp,
        _ => return None,
    })
}

fn members(value: &Value) -> Vec<Member> {
    let members = value["members"].as_object().into_iter().flatten();
    members.map(|(name, value)| member(name, value)).collect()
}

fn member(name: &str, value: &Value) -> Member {
    Member {
        required: has_trait(value, "required"),
        constraints: constraints(value),
        default: trait_value(value, "default").cloned(),
        ..Member::new(name, &target(value))
    }
}

fn enum_values(value: &Value) -> Vec<String> {
    let members = value["members"].as_object().into_iter().flatten();
    let values = members.filter_map(|(_, member)| trait_value(member, "enumValue")?.as_str());
    values.map(str::to_owned).collect()
}

fn shape(kind: Kind, value: &Value) -> Shape {
    let status = trait_value(value, "httpError").and_then(Value::as_u64);
    Shape {
        kind,
        constraints: constraints(value),
        status: status.and_then(|status| status.try_into().ok()),
        default: trait_value(value, "default").cloned(),
    }
}

fn constraints(value: &Value) -> Constraints {
    let pattern = trait_value(value, "pattern").and_then(Value::as_str);
    Constraints {
        length: trait_value(value, "length").map(bounds),
        range: trait_value(value, "range").map(bounds),
        pattern: pattern.map(|pattern| Arc::new(Pattern::new(pattern))),
        unique_items: has_trait(value, "uniqueItems"),
    }
}

fn bounds(value: &Value) -> Bounds {
    Bounds {
        min: value["min"].as_i64(),
        max: value["max"].as_i64(),
    }
}

fn operation(name: String, value: &Value) -> Operation {
    let items = trait_value(value, "paginated").and_then(|paginated| paginated["items"].as_str());
    Operation {
        name,
        input: target(&value["input"]),
        output: target(&value["output"]),
        read_only: has_trait(value, "readonly"),
        items: items.map(str::to_owned),
    }
}

fn trait_value<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value
        .get("traits")
        .and_then(Value::as_object)
        .and_then(|traits: &Map<String, Value>| {
            let mut found = traits.iter();
            found.find_map(|(id, value)| (id.strip_prefix("smithy.api#")? == name).then_some(value))
        })
}

fn has_trait(value: &Value, name: &str) -> bool {
    trait_value(value, name).is_some()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_facts_are_read() {
        let model = Model::get();
        assert_eq!(model.operations().count(), 45);
        assert_eq!(model.shape("ServiceQuotaExceededException").unwrap().status, Some(402));
        let stage = &model.shape("Stage").unwrap().kind;
        assert!(matches!(stage, Kind::Enum(values) if values.len() == 7), "{stage:?}");
        let operation = model.operation("ListOpportunities").unwrap();
        assert_eq!(
            (operation.read_only, operation.items.as_deref()),
            (true, Some("OpportunitySummaries"))
        );
    }

    #[test]
    fn every_target_is_known() {
        let model = Model::get();
        for (name, shape) in &model.shapes {
            let targets: Vec<&str> = match &shape.kind {
                Kind::Structure(members) | Kind::Union(members) => {
                    members.iter().map(|member| &*member.target).collect()
                }
                Kind::List(member) => vec![&member.target],
                Kind::Map { key, value } => vec![&key.target, &value.target],
                _ => Vec::new(),
            };
            for target in targets {
                assert!(model.shape(target).is_some(), "{target} in {name}");
            }
        }
    }
}
