//! From botocore's notation of a service to Smithy's JSON AST: the service and its operations.

mod shapes;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::shapes::Shapes;

/// The string shape of members whose values are JSON, which botocore marks at the member.
const JSON_TEXT: &str = "JsonTextOfMember";

const BEARER: &str = "smithy.api#httpBearerAuth";

/// Members by name, or traits by id.
type Object = Map<String, Value>;

/// botocore's names of protocols, and Smithy's traits. `json` is told apart by its version.
const PROTOCOLS: [(&str, &str); 5] = [
    ("ec2", "aws.protocols#ec2Query"),
    ("query", "aws.protocols#awsQuery"),
    ("rest-json", "aws.protocols#restJson1"),
    ("rest-xml", "aws.protocols#restXml"),
    ("smithy-rpc-v2-cbor", "smithy.protocols#rpcv2Cbor"),
];

/// Services whose endpoint rules use a region without having asked whether there is one, which is
/// an error.
const BROKEN_RULES: [&str; 2] = ["ImportExport", "SimpleDB"];

/// Services whose errors have no wrapper element (`noErrorWrapping` of `restXml`), which botocore
/// does not record.
const BARE_ERRORS: [&str; 1] = ["S3"];

/// What botocore says of a service: the contents of its files, and what it makes of the endpoint
/// rules itself.
pub(super) struct Facts<'f> {
    service: &'f Value,
    metadata: &'f Value,
    paginators: &'f Value,
    rules: &'f Value,
    tests: &'f Value,
    namespace: String,
}

/// The model as JSON AST 2.0, or what is missing.
pub(crate) fn model(facts: &Value) -> Result<Value, String> {
    let service = &facts["service"];
    let metadata = &service["metadata"];
    let id: String = text(metadata, "serviceId")?
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let facts = Facts {
        service,
        metadata,
        paginators: &facts["paginators"]["pagination"],
        rules: &facts["rules"],
        tests: &facts["tests"],
        namespace: format!("com.amazonaws.{}", id.to_lowercase()),
    };
    let mut shapes = Shapes::of(&facts).convert()?;
    shapes.insert(
        facts.id(JSON_TEXT),
        json!({ "type": "string", "traits": { "smithy.api#mediaType": "application/json" } }),
    );
    let mut operations = Vec::new();
    for (name, operation) in entries(&service["operations"]) {
        operations.push(json!({ "target": facts.id(name) }));
        if shapes
            .insert(facts.id(name), facts.operation(name, operation)?)
            .is_some()
        {
            return Err(format!("a shape and an operation are both called `{name}`"));
        }
    }
    // The target of a request is the service's shape and the operation; what is before the last dot
    // cannot be part of a name. Without a target any free name is right.
    let name = match metadata["targetPrefix"].as_str() {
        Some(target) => target.rsplit('.').next().unwrap_or(target).to_owned(),
        None if shapes.contains_key(&facts.id(&id)) => format!("{id}Service"),
        None => id,
    };
    let shape = json!({
        "type": "service",
        "version": text(metadata, "apiVersion")?,
        "operations": operations,
        "traits": facts.service_traits()?,
    });
    if shapes.insert(facts.id(&name), shape).is_some() {
        return Err(format!("the service and a shape are both called `{name}`"));
    }
    Ok(json!({ "smithy": "2.0", "shapes": shapes }))
}

impl Facts<'_> {
    /// The id of a shape of the service.
    fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.namespace)
    }

    /// The id of a shape that is not an operation. botocore lets both have one name, Smithy does
    /// not.
    fn shape_id(&self, name: &str) -> String {
        let is_operation = self.service["operations"].get(name).is_some();
        // Two names that differ by case alone: the one with a small letter is renamed.
        let clashes = || {
            name.starts_with(|first: char| first.is_ascii_lowercase())
                && entries(&self.service["shapes"]).any(|(other, _)| other != name && other.eq_ignore_ascii_case(name))
        };
        match is_operation || clashes() {
            true => self.id(&format!("{name}Shape")),
            false => self.id(name),
        }
    }

    /// Returns the type of a member by its path in a structure.
    fn type_of(&self, shape: &Value, path: &str) -> Option<&str> {
        let shapes = &self.service["shapes"];
        let mut name = shape["shape"].as_str()?;
        for part in path.split('.') {
            name = shapes[name]["members"][part]["shape"].as_str()?;
        }
        shapes[name]["type"].as_str()
    }

    /// A reference to a shape that is not an operation.
    fn reference(&self, name: &str) -> Value {
        json!({ "target": self.shape_id(name) })
    }

    fn service_traits(&self) -> Result<Object, String> {
        let prefix = text(self.metadata, "endpointPrefix")?;
        let signing = self.metadata["signingName"].as_str().unwrap_or(prefix);
        let mut traits = Object::new();
        let mut put = |id: &str, value: Value| drop(traits.insert(id.to_owned(), value));
        put(
            "aws.api#service",
            json!({ "sdkId": self.metadata["serviceId"], "arnNamespace": signing, "endpointPrefix": prefix }),
        );
        put("smithy.api#title", self.metadata["serviceFullName"].clone());
        self.auth_traits(signing, &mut put);
        self.protocol_traits(&mut put)?;
        copy(
            self.metadata,
            "awsQueryCompatible",
            "aws.protocols#awsQueryCompatible",
            &mut put,
        );
        if let Some(uri) = self.metadata.get("xmlNamespace") {
            put("smithy.api#xmlNamespace", namespace(uri));
        }
        copy(self.service, "documentation", "smithy.api#documentation", &mut put);
        copy(
            self.service,
            "clientContextParams",
            "smithy.rules#clientContextParams",
            &mut put,
        );
        if self.rules.is_object() && !BROKEN_RULES.contains(&text(self.metadata, "serviceId")?) {
            put("smithy.rules#endpointRuleSet", self.rules.clone());
            put(
                "smithy.rules#endpointTests",
                json!({ "version": "1.0", "testCases": self.tests }),
            );
        }
        let discovery =
            entries(&self.service["operations"]).find(|(_, operation)| operation["endpointoperation"] == true);
        if let Some((name, _)) = discovery {
            put("aws.api#clientEndpointDiscovery", json!({ "operation": self.id(name) }));
        }
        Ok(traits)
    }

    /// Adds the schemes by which the service authenticates its callers, in botocore's order.
    fn auth_traits(&self, signing: &str, put: &mut impl FnMut(&str, Value)) {
        let schemes = self.metadata["auth"].as_array().map(Vec::as_slice).unwrap_or_default();
        let is_bearer = self.metadata["signatureVersion"] == "bearer" || schemes.contains(&BEARER.into());
        if is_bearer {
            put(BEARER, json!({}));
        }
        if schemes.is_empty() && !is_bearer || schemes.contains(&"aws.auth#sigv4".into()) {
            put("aws.auth#sigv4", json!({ "name": signing }));
        }
        if schemes.contains(&"aws.auth#sigv4a".into()) {
            put("aws.auth#sigv4a", json!({ "name": signing }));
        }
        if let [_, _, ..] = schemes {
            put("smithy.api#auth", schemes.into());
        }
    }

    /// Adds the protocols that the service speaks.
    fn protocol_traits(&self, put: &mut impl FnMut(&str, Value)) -> Result<(), String> {
        for protocol in self.protocols() {
            let settings = match protocol {
                "rest-xml" if BARE_ERRORS.contains(&text(self.metadata, "serviceId")?) => {
                    json!({ "noErrorWrapping": true })
                }
                _ => json!({}),
            };
            match PROTOCOLS.iter().find(|(name, _)| protocol == *name) {
                Some((_, id)) => put(id, settings),
                None if protocol == "json" => put(self.json()?, settings),
                None => return Err(format!("the protocol `{protocol}` is unknown")),
            }
        }
        Ok(())
    }

    /// The trait of the JSON protocol in the service's version.
    fn json(&self) -> Result<&'static str, String> {
        match self.metadata["jsonVersion"].as_str() {
            Some("1.0") => Ok("aws.protocols#awsJson1_0"),
            Some("1.1") => Ok("aws.protocols#awsJson1_1"),
            other => Err(format!("`jsonVersion` is {other:?}")),
        }
    }

    /// botocore's names of the protocols that the service speaks.
    fn protocols(&self) -> Vec<&str> {
        let several: Vec<_> = self.metadata["protocols"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        match several.as_slice() {
            [] => self.metadata["protocol"].as_str().into_iter().collect(),
            _ => several,
        }
    }

    /// Whether the service speaks this protocol, by botocore's name.
    fn speaks(&self, protocol: &str) -> bool {
        self.protocols().contains(&protocol)
    }

    fn operation(&self, name: &str, operation: &Value) -> Result<Value, String> {
        let target = |key: &str| match operation[key]["shape"].as_str() {
            Some(shape) => self.reference(shape),
            None => json!({ "target": "smithy.api#Unit" }),
        };
        let errors = operation["errors"].as_array().into_iter().flatten();
        let errors: Result<Vec<_>, _> = errors.map(|error| Ok(self.reference(text(error, "shape")?))).collect();
        Ok(json!({
            "type": "operation",
            "input": target("input"),
            "output": target("output"),
            "errors": errors.map_err(|problem: String| format!("{name}: {problem}"))?,
            "traits": self.operation_traits(name, operation)?,
        }))
    }

    fn operation_traits(&self, name: &str, operation: &Value) -> Result<Object, String> {
        let http = &operation["http"];
        let mut traits = deprecated_and_documented(operation);
        let mut put = |id: &str, value: Value| drop(traits.insert(id.to_owned(), value));
        if self.speaks("rest-json") || self.speaks("rest-xml") {
            let code = http["responseCode"].as_u64().unwrap_or(200);
            let mut uri = self.uri(text(http, "requestUri")?, operation["input"]["shape"].as_str())?;
            if self.metadata["serviceId"] == "S3" {
                // As in the service's own model; botocore tells these operations apart by their
                // members.
                uri += &format!("{}x-id={name}", if uri.contains('?') { "&" } else { "?" });
            }
            put(
                "smithy.api#http",
                json!({ "method": text(http, "method")?, "uri": uri, "code": code }),
            );
        }
        copy(operation, "endpoint", "smithy.api#endpoint", &mut put);
        copy(operation, "httpChecksum", "aws.protocols#httpChecksum", &mut put);
        copy(
            operation,
            "requestcompression",
            "smithy.api#requestCompression",
            &mut put,
        );
        copy(
            operation,
            "staticContextParams",
            "smithy.rules#staticContextParams",
            &mut put,
        );
        copy(
            operation,
            "operationContextParams",
            "smithy.rules#operationContextParams",
            &mut put,
        );
        let flags = [
            (
                operation["httpChecksumRequired"] == true,
                "smithy.api#httpChecksumRequired",
            ),
            (operation["idempotent"] == true, "smithy.api#idempotent"),
            (operation["readonly"] == true, "smithy.api#readonly"),
            (
                operation["authtype"] == "v4-unsigned-body" || operation["unsignedPayload"] == true,
                "aws.auth#unsignedPayload",
            ),
        ];
        for (_, id) in flags.iter().filter(|(on, _)| *on) {
            put(id, json!({}));
        }
        if operation["authtype"] == "none" {
            put("smithy.api#auth", json!([]));
        }
        if let Some(discovery) = operation.get("endpointdiscovery") {
            let required = discovery["required"] == true;
            put("aws.api#clientDiscoveredEndpoint", json!({ "required": required }));
        }
        if let Some(pagination) = pagination(&self.paginators[name]).and_then(|found| self.checked(operation, found)) {
            put("smithy.api#paginated", pagination);
        }
        Ok(traits)
    }
}

impl Facts<'_> {
    /// Names the labels by their members; botocore names them by `locationName`.
    fn uri(&self, uri: &str, input: Option<&str>) -> Result<String, String> {
        let members = &self.service["shapes"][input.unwrap_or_default()]["members"];
        let member = |label: &str| {
            let found = entries(members).find(|(name, member)| {
                member["location"] == "uri" && member["locationName"].as_str().unwrap_or(name) == label
            });
            found
                .map(|(name, _)| name.as_str())
                .ok_or_else(|| format!("no member is the label `{label}`"))
        };
        let mut converted = String::new();
        let mut rest = uri;
        while let Some((before, label)) = rest.split_once('{') {
            let (label, after) = label
                .split_once('}')
                .ok_or_else(|| format!("`{uri}` has a label without an end"))?;
            let (label, greedy) = label.strip_suffix('+').map_or((label, ""), |label| (label, "+"));
            converted += &format!("{before}{{{}{greedy}}}", member(label)?);
            rest = after;
        }
        Ok(converted + rest)
    }
}

impl Facts<'_> {
    /// Drops the parts of a pagination that the trait does not allow: page sizes that are not
    /// integers, and items that are neither a list nor a map.
    fn checked(&self, operation: &Value, mut pagination: Value) -> Option<Value> {
        let is_of = |shape: &str, key: &str, types: &[&str]| {
            let found = pagination[key]
                .as_str()
                .and_then(|path| self.type_of(&operation[shape], path));
            found.is_none_or(|found| types.contains(&found))
        };
        let has_size = is_of("input", "pageSize", &["byte", "short", "integer", "long"]);
        let has_items = is_of("output", "items", &["list", "map"]);
        let has_token = is_of("input", "inputToken", &["string", "map"]);
        if let Some(pagination) = pagination.as_object_mut() {
            pagination.retain(|key, _| (has_size || key != "pageSize") && (has_items || key != "items"));
        }
        has_token.then_some(pagination)
    }
}

/// What `@paginated` can say of botocore's paginator: it has one token, and paths without
/// expressions.
fn pagination(paginator: &Value) -> Option<Value> {
    let path = |key: &str| {
        let value = &paginator[key];
        let path = value.as_array().map_or(value, |several| &several[0]).as_str()?;
        let is_path = path.chars().all(|c| c.is_ascii_alphanumeric() || "_.".contains(c));
        is_path.then(|| Value::from(path))
    };
    if paginator["input_token"].is_array() {
        return None;
    }
    let mut pagination = Object::new();
    pagination.insert("inputToken".to_owned(), path("input_token")?);
    pagination.insert("outputToken".to_owned(), path("output_token")?);
    pagination.extend(path("result_key").map(|items| ("items".to_owned(), items)));
    pagination.extend(path("limit_key").map(|size| ("pageSize".to_owned(), size)));
    Some(pagination.into())
}

/// The traits that everything may have.
fn deprecated_and_documented(of: &Value) -> Object {
    let mut traits = Object::new();
    let mut put = |id: &str, value: Value| drop(traits.insert(id.to_owned(), value));
    copy(of, "documentation", "smithy.api#documentation", &mut put);
    if of["deprecated"] == true {
        let said = [("deprecatedMessage", "message"), ("deprecatedSince", "since")];
        let said = said.into_iter().filter_map(|(from, to)| Some((to, of.get(from)?)));
        put("smithy.api#deprecated", json!(said.collect::<BTreeMap<_, _>>()));
    }
    traits
}

/// The value of `@xmlNamespace`: botocore writes the URI alone where there is no prefix.
fn namespace(of: &Value) -> Value {
    match of.as_str() {
        Some(uri) => json!({ "uri": uri }),
        None => of.clone(),
    }
}

/// Takes a value over as the trait that has the same form.
fn copy(of: &Value, key: &str, id: &str, put: &mut impl FnMut(&str, Value)) {
    if let Some(value) = of.get(key) {
        put(id, value.clone());
    }
}

fn entries(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}

fn text<'v>(of: &'v Value, key: &str) -> Result<&'v str, String> {
    of[key].as_str().ok_or_else(|| format!("`{key}` is missing"))
}

#[cfg(test)]
mod tests;
