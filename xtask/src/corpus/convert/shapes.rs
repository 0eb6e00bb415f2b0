//! The shapes of a service that are not operations.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::traits::Traits;
use super::{Facts, Object, entries, text};

/// The shapes of a service, with the facts that botocore keeps elsewhere.
pub(super) struct Shapes<'f> {
    pub(super) facts: &'f Facts<'f>,
    pub(super) shapes: &'f Value,
    /// `@input` or `@output` of structures that only one operation uses, and for one purpose.
    roles: BTreeMap<&'f str, &'static str>,
    /// The root elements of inputs and their namespaces, which botocore stores with the operation.
    roots: BTreeMap<&'f str, &'f Value>,
    /// Blobs that a member streams; botocore stores the trait with the member.
    pub(super) streamed: BTreeSet<&'f str>,
}

impl<'f> Shapes<'f> {
    /// Collects the uses of each shape.
    pub(super) fn of(facts: &'f Facts<'f>) -> Self {
        let shapes = &facts.service["shapes"];
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut roles, mut roots) = (BTreeMap::new(), BTreeMap::new());
        for (_, operation) in entries(&facts.service["operations"]) {
            for (key, id) in [("input", "smithy.api#input"), ("output", "smithy.api#output")] {
                if let Some(name) = operation[key]["shape"].as_str() {
                    if key == "input" {
                        roots.insert(name, &operation[key]);
                    }
                    *used.entry(name).or_default() += 1;
                    roles.insert(name, id);
                }
            }
        }
        let mut streamed = BTreeSet::new();
        for (_, shape) in entries(shapes) {
            let members = entries(&shape["members"]).map(|(_, member)| member);
            let streams = members.clone().filter(|member| member["streaming"] == true);
            streamed.extend(streams.filter_map(|member| member["shape"].as_str()));
            let elements = ["member", "key", "value"].into_iter().filter_map(|key| shape.get(key));
            for name in members.chain(elements).filter_map(|member| member["shape"].as_str()) {
                *used.entry(name).or_default() += 1;
            }
        }
        roles.retain(|name, _| used.get(name) == Some(&1));
        Self {
            facts,
            shapes,
            roles,
            roots,
            streamed,
        }
    }

    /// Converts all shapes, and returns them by their ids.
    pub(super) fn convert(&self) -> Result<Object, String> {
        entries(self.shapes)
            .map(|(name, shape)| {
                let shape = self
                    .shape(name, shape)
                    .map_err(|problem| format!("{name}: {problem}"))?;
                Ok((self.facts.shape_id(name), shape))
            })
            .collect()
    }

    fn shape(&self, name: &str, shape: &Value) -> Result<Value, String> {
        let (kind, parts) = match text(shape, "type")? {
            "structure" if shape["document"] == true => ("document", Object::new()),
            "structure" if shape["union"] == true || shape["eventstream"] == true => ("union", self.members(shape)?),
            // botocore's facts do not mark it as one.
            "structure" if name == "AttributeValue" && self.facts.is_dynamodb() => {
                let mut union = shape.clone();
                union["union"] = true.into();
                ("union", self.members(&union)?)
            }
            "structure" => ("structure", self.members(shape)?),
            "list" => ("list", self.elements(shape, &["member"])?),
            "map" => ("map", self.elements(shape, &["key", "value"])?),
            "string" | "character" if shape.get("enum").is_some() => ("enum", self.enum_members(&shape["enum"])),
            "character" => ("string", Object::new()),
            "bigdecimal" => ("bigDecimal", Object::new()),
            "biginteger" => ("bigInteger", Object::new()),
            kind @ ("blob" | "boolean" | "byte" | "short" | "integer" | "long" | "float" | "double" | "string"
            | "timestamp") => (kind, Object::new()),
            other => return Err(format!("the type `{other}` is unknown")),
        };
        let mut converted = parts;
        converted.insert("type".to_owned(), kind.into());
        converted.insert("traits".to_owned(), self.traits(name, shape, kind).into());
        Ok(converted.into())
    }

    fn traits(&self, name: &str, shape: &Value, kind: &str) -> Traits {
        let mut traits = Traits::of(shape);
        constraints(shape, kind, &mut traits);
        let is_stream = shape["streaming"] == true || shape["eventstream"] == true || self.streamed.contains(name);
        traits.flag(shape["sensitive"] == true, "smithy.api#sensitive");
        traits.flag(is_stream, "smithy.api#streaming");
        traits.flag(shape["requiresLength"] == true, "smithy.api#requiresLength");
        traits.flag(shape["sparse"] == true, "smithy.api#sparse");
        traits.timestamp_format(shape);
        if kind == "structure" {
            let root = self.roots.get(name).copied().unwrap_or(shape);
            if root["locationName"].as_str().is_some_and(|element| element != name) {
                traits.copy(root, "locationName", "smithy.api#xmlName");
            }
            traits.xml_namespace(root.get("xmlNamespace").or(shape.get("xmlNamespace")));
        }
        if let Some(id) = self.roles.get(name) {
            traits.flag(true, id);
        }
        if shape["exception"] == true {
            exception(name, shape, &mut traits);
        }
        traits
    }
}

/// Adds the constraint traits of a shape.
fn constraints(shape: &Value, kind: &str, traits: &mut Traits) {
    let bounds: BTreeMap<_, _> = ["min", "max"]
        .into_iter()
        .filter_map(|bound| Some((bound, shape.get(bound)?)))
        .collect();
    match kind {
        "enum" => {}
        _ if bounds.is_empty() => {}
        "string" | "blob" | "list" | "map" => traits.put("smithy.api#length", json!(bounds)),
        _ => traits.put("smithy.api#range", json!(bounds)),
    }
    if kind == "string" {
        traits.copy(shape, "pattern", "smithy.api#pattern");
    }
}

/// Adds the traits of an error.
fn exception(name: &str, shape: &Value, traits: &mut Traits) {
    let error = &shape["error"];
    let status = error["httpStatusCode"].as_u64();
    let is_server = shape["fault"] == true || error["fault"] == true || status.is_some_and(|status| status >= 500);
    traits.put("smithy.api#error", if is_server { "server" } else { "client" });
    traits.copy(error, "httpStatusCode", "smithy.api#httpError");
    traits.copy(shape, "retryable", "smithy.api#retryable");
    if let Some(code) = error["code"].as_str().filter(|code| *code != name) {
        let status = status.unwrap_or(if is_server { 500 } else { 400 });
        traits.put(
            "aws.protocols#awsQueryError",
            json!({ "code": code, "httpResponseCode": status }),
        );
    }
}

impl Shapes<'_> {
    /// Returns the members of an enum. botocore has no names of them, so they are derived from the
    /// values, as in Smithy's conversion from version 1.0. Names of small letters only become
    /// capitals, as in most of AWS's models; EC2's is an exception.
    fn enum_members(&self, values: &Value) -> Object {
        let mut members = Object::new();
        // Names that differ in case and underscores only could be one name in a client.
        let mut folded = BTreeSet::new();
        let fold = |name: &str| name.replace('_', "").to_ascii_uppercase();
        for value in values.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let name: String = value
                .chars()
                .map(|c| match c.is_ascii_alphanumeric() {
                    true => c,
                    false => '_',
                })
                .collect();
            let keeps_case = self.facts.speaks(&["ec2"]) || value.contains(|c: char| c.is_ascii_uppercase());
            let name = match keeps_case {
                true => name,
                false => name.to_ascii_uppercase(),
            };
            let stem = match name.trim_matches('_') {
                "" => "EMPTY".to_owned(),
                _ if name.starts_with(|c: char| c.is_ascii_digit()) => format!("_{name}"),
                _ => name,
            };
            let mut name = stem.clone();
            let mut number = 2;
            while !folded.insert(fold(&name)) {
                name = format!("{stem}_{number}");
                number += 1;
            }
            members.insert(
                name,
                json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } }),
            );
        }
        Object::from_iter([("members".to_owned(), members.into())])
    }
}
