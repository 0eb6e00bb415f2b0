//! From botocore's notation of a service to Smithy's JSON AST: the shapes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Facts, JSON_TEXT, Object, copy, deprecated_and_documented, entries, namespace, text};

/// The shapes of a service.
pub(super) struct Shapes<'f> {
    facts: &'f Facts<'f>,
    shapes: &'f Value,
    /// What is input or output of one operation and nothing else, with the trait that says so.
    roles: BTreeMap<&'f str, &'static str>,
    /// The element that holds an input, and its namespace, where botocore keeps them with the
    /// operation.
    roots: BTreeMap<&'f str, &'f Value>,
    /// Blobs that a member streams; botocore keeps the trait with the member.
    streamed: BTreeSet<&'f str>,
}

impl<'f> Shapes<'f> {
    /// Looks where each shape is used.
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
            let streams = entries(&shape["members"]).filter(|(_, member)| member["streaming"] == true);
            streamed.extend(streams.filter_map(|(_, member)| member["shape"].as_str()));
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

    /// The shapes by their ids.
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
                shape["streaming"] == true || shape["eventstream"] == true || self.streamed.contains(name),
                "smithy.api#streaming",
            ),
            (shape["requiresLength"] == true, "smithy.api#requiresLength"),
            (shape["sparse"] == true, "smithy.api#sparse"),
        ];
        for (_, id) in flags.iter().filter(|(on, _)| *on) {
            put(id, json!({}));
        }
        timestamp_format(shape, &mut put);
        if kind == "structure" {
            let root = self.roots.get(name).copied().unwrap_or(shape);
            if root["locationName"].as_str().is_some_and(|element| element != name) {
                copy(root, "locationName", "smithy.api#xmlName", &mut put);
            }
            if let Some(uri) = root.get("xmlNamespace").or(shape.get("xmlNamespace")) {
                put("smithy.api#xmlNamespace", namespace(uri));
            }
        }
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
            self.bind(name, member, shape, &mut converted["traits"]);
            let is_required = defaults && required.contains(name.as_str());
            if is_required {
                converted["traits"]["smithy.api#required"] = json!({});
            }
            // The service's own model has no default where a value must be given.
            if let Some(zero) = self.zero(member).filter(|_| defaults && !is_required) {
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
            .map(|name| {
                let mut element = self.member(&shape[name])?;
                if let Some(element_name) = shape[name].get("locationName") {
                    element["traits"]["smithy.api#xmlName"] = element_name.clone();
                }
                if let Some(uri) = shape[name].get("xmlNamespace") {
                    element["traits"]["smithy.api#xmlNamespace"] = namespace(uri);
                }
                Ok(((*name).to_owned(), element))
            })
            .collect()
    }

    /// Adds where a member of a structure is in HTTP, and its name there.
    fn bind(&self, name: &str, member: &Value, structure: &Value, traits: &mut Value) {
        let target = &self.shapes[member["shape"].as_str().unwrap_or_default()];
        let located = member["locationName"].as_str().unwrap_or(name);
        match member["location"].as_str() {
            Some("uri") => traits["smithy.api#httpLabel"] = json!({}),
            Some("header") => traits["smithy.api#httpHeader"] = located.into(),
            Some("headers") => {
                traits["smithy.api#httpPrefixHeaders"] = member["locationName"].as_str().unwrap_or_default().into()
            }
            Some("querystring") if target["type"] == "map" => traits["smithy.api#httpQueryParams"] = json!({}),
            Some("querystring") => traits["smithy.api#httpQuery"] = located.into(),
            Some("statusCode") => traits["smithy.api#httpResponseCode"] = json!({}),
            _ => self.body_names(name, member, target, traits),
        }
        if structure["payload"] == name && member["eventpayload"] != true {
            traits["smithy.api#httpPayload"] = json!({});
        }
    }

    /// Adds the names that a member has in JSON, XML and forms.
    fn body_names(&self, name: &str, member: &Value, target: &Value, traits: &mut Value) {
        let is_xml = ["rest-xml", "query", "ec2"]
            .iter()
            .any(|protocol| self.facts.speaks(protocol));
        let is_flattened = member["flattened"] == true || target["flattened"] == true;
        // The elements of a flattened list have their own name in forms.
        let element = target["member"]["locationName"]
            .as_str()
            .filter(|_| is_flattened && self.facts.speaks("query"));
        let located = element
            .or(member["locationName"].as_str())
            .filter(|located| *located != name);
        match located {
            Some(located) if is_xml => traits["smithy.api#xmlName"] = located.into(),
            Some(located) => traits["smithy.api#jsonName"] = located.into(),
            None => {}
        }
        if is_flattened {
            traits["smithy.api#xmlFlattened"] = json!({});
        }
        if member["xmlAttribute"] == true {
            traits["smithy.api#xmlAttribute"] = json!({});
        }
        if let Some(uri) = member.get("xmlNamespace").or(target.get("xmlNamespace")) {
            traits["smithy.api#xmlNamespace"] = namespace(uri);
        }
        if let Some(form) = member.get("queryName") {
            traits["aws.protocols#ec2QueryName"] = form.clone();
        }
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
        let mut converted = match member["jsonvalue"] == true {
            true => json!({ "target": self.facts.id(JSON_TEXT) }),
            false => self.facts.reference(text(member, "shape")?),
        };
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

/// The members of an enum; botocore keeps no names, so they are made of the values, as Smithy makes
/// them of 1.0's.
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
