//! From botocore's notation of a service to Smithy's JSON AST: the shapes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Facts, Object, copy, deprecated_and_documented, entries, text};

/// The shapes of a service.
pub(super) struct Shapes<'f> {
    facts: &'f Facts<'f>,
    shapes: &'f Value,
    /// What is input or output of one operation and nothing else, with the trait that says so.
    roles: BTreeMap<&'f str, &'static str>,
}

impl<'f> Shapes<'f> {
    /// Looks where each shape is used.
    pub(super) fn of(facts: &'f Facts<'f>) -> Self {
        let shapes = &facts.service["shapes"];
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        let mut roles = BTreeMap::new();
        for (_, operation) in entries(&facts.service["operations"]) {
            for (key, id) in [("input", "smithy.api#input"), ("output", "smithy.api#output")] {
                if let Some(name) = operation[key]["shape"].as_str() {
                    *used.entry(name).or_default() += 1;
                    roles.insert(name, id);
                }
            }
        }
        for (_, shape) in entries(shapes) {
            let members = entries(&shape["members"]).map(|(_, member)| member);
            let elements = ["member", "key", "value"].into_iter().filter_map(|key| shape.get(key));
            for name in members.chain(elements).filter_map(|member| member["shape"].as_str()) {
                *used.entry(name).or_default() += 1;
            }
        }
        roles.retain(|name, _| used.get(name) == Some(&1));
        Self { facts, shapes, roles }
    }

    /// The shapes by their ids.
    pub(super) fn convert(&self) -> Result<Object, String> {
        entries(self.shapes)
            .map(|(name, shape)| {
                let shape = self
                    .shape(name, shape)
                    .map_err(|problem| format!("{name}: {problem}"))?;
                Ok((self.facts.id(name), shape))
            })
            .collect()
    }

    fn shape(&self, name: &str, shape: &Value) -> Result<Value, String> {
        let (kind, parts) = match text(shape, "type")? {
            "structure" if shape["document"] == true => ("document", Object::new()),
            "structure" if shape["union"] == true || shape["eventstream"] == true => ("union", self.members(shape)?),
            "structure" => ("structure", self.members(shape)?),
            "list" => ("list", self.elements(shape, &["member"])?),
            "map" => ("map", self.elements(shape, &["key", "value"])?),
            "string" | "character" if shape.get("enum").is_some() => ("enum", values(&shape["enum"])),
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

    fn traits(&self, name: &str, shape: &Value, kind: &str) -> Object {
        let mut traits = deprecated_and_documented(shape);
        let mut put = |id: &str, value: Value| drop(traits.insert(id.to_owned(), value));
        let bounds: BTreeMap<_, _> = ["min", "max"]
            .into_iter()
            .filter_map(|bound| Some((bound, shape.get(bound)?)))
            .collect();
        match kind {
            "enum" => {}
            _ if bounds.is_empty() => {}
            "string" | "blob" | "list" | "map" => put("smithy.api#length", json!(bounds)),
            _ => put("smithy.api#range", json!(bounds)),
        }
        if kind == "string" {
            copy(shape, "pattern", "smithy.api#pattern", &mut put);
        }
        let flags = [
            (shape["sensitive"] == true, "smithy.api#sensitive"),
            (
                shape["streaming"] == true || shape["eventstream"] == true,
                "smithy.api#streaming",
            ),
        ];
        for (_, id) in flags.iter().filter(|(on, _)| *on) {
            put(id, json!({}));
        }
        timestamp_format(shape, &mut put);
        if let Some(id) = self.roles.get(name) {
            put(id, json!({}));
        }
        if shape["exception"] == true {
            exception(name, shape, &mut put);
        }
        traits
    }

    fn members(&self, shape: &Value) -> Result<Object, String> {
        let required: BTreeSet<_> = shape["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let defaults = shape["union"] != true && shape["eventstream"] != true;
        let mut members = Object::new();
        for (name, member) in entries(&shape["members"]) {
            let mut converted = self.member(member).map_err(|problem| format!("{name}: {problem}"))?;
            if required.contains(name.as_str()) {
                converted["traits"]["smithy.api#required"] = json!({});
            }
            if let Some(zero) = self.zero(member).filter(|_| defaults) {
                converted["traits"]["smithy.api#default"] = zero;
            }
            members.insert(name.clone(), converted);
        }
        Ok(Object::from_iter([("members".to_owned(), members.into())]))
    }

    /// botocore says of numbers which have no default.
    fn zero(&self, member: &Value) -> Option<Value> {
        let target = &self.shapes[member["shape"].as_str()?];
        if member["box"] == true || target["box"] == true {
            return None;
        }
        match target["type"].as_str()? {
            "boolean" => Some(false.into()),
            "byte" | "short" | "integer" | "long" | "float" | "double" => Some(0.into()),
            _ => None,
        }
    }

    fn elements(&self, shape: &Value, names: &[&str]) -> Result<Object, String> {
        names
            .iter()
            .map(|name| Ok(((*name).to_owned(), self.member(&shape[name])?)))
            .collect()
    }

    fn member(&self, member: &Value) -> Result<Value, String> {
        let mut traits = deprecated_and_documented(member);
        let mut put = |id: &str, value: Value| drop(traits.insert(id.to_owned(), value));
        let flags = [
            ("endpointdiscoveryid", "aws.api#clientEndpointDiscoveryId"),
            ("eventheader", "smithy.api#eventHeader"),
            ("eventpayload", "smithy.api#eventPayload"),
            ("hostLabel", "smithy.api#hostLabel"),
            ("idempotencyToken", "smithy.api#idempotencyToken"),
        ];
        for (_, id) in flags.iter().filter(|(key, _)| member[key] == true) {
            put(id, json!({}));
        }
        copy(member, "contextParam", "smithy.rules#contextParam", &mut put);
        timestamp_format(member, &mut put);
        let mut converted = self.facts.reference(text(member, "shape")?);
        converted["traits"] = traits.into();
        Ok(converted)
    }
}

fn timestamp_format(of: &Value, put: &mut impl FnMut(&str, Value)) {
    let format = match of["timestampFormat"].as_str() {
        Some("iso8601") => "date-time",
        Some("rfc822") => "http-date",
        Some("unixTimestamp") => "epoch-seconds",
        _ => return,
    };
    put("smithy.api#timestampFormat", format.into());
}

fn exception(name: &str, shape: &Value, put: &mut impl FnMut(&str, Value)) {
    let error = &shape["error"];
    let status = error["httpStatusCode"].as_u64();
    let is_server = shape["fault"] == true || error["fault"] == true || status.is_some_and(|status| status >= 500);
    put("smithy.api#error", if is_server { "server" } else { "client" }.into());
    copy(error, "httpStatusCode", "smithy.api#httpError", put);
    copy(shape, "retryable", "smithy.api#retryable", put);
    if let Some(code) = error["code"].as_str().filter(|code| *code != name) {
        let status = status.unwrap_or(if is_server { 500 } else { 400 });
        put(
            "aws.protocols#awsQueryError",
            json!({ "code": code, "httpResponseCode": status }),
        );
    }
}

/// The members of an enum; botocore keeps no names, so they are made of the values, as Smithy makes them of 1.0's.
fn values(values: &Value) -> Object {
    let mut members = Object::new();
    for value in values.as_array().into_iter().flatten().filter_map(Value::as_str) {
        let name: String = value
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_uppercase()
                } else {
                    '_'
                }
            })
            .collect();
        let stem = match name.trim_matches('_') {
            "" => "EMPTY".to_owned(),
            _ if name.starts_with(|c: char| c.is_ascii_digit()) => format!("_{name}"),
            _ => name,
        };
        let mut name = stem.clone();
        let mut number = 2;
        while members.contains_key(&name) {
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
