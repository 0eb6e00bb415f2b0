//! From botocore's notation of a service to Smithy's JSON AST: the service and its operations.

mod shapes;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::shapes::Shapes;

/// Members by name, or traits by id.
type Object = Map<String, Value>;

/// botocore's names of protocols, and the traits of those that take no settings.
const PROTOCOLS: [(&str, &str); 5] = [
    ("ec2", "aws.protocols#ec2Query"),
    ("query", "aws.protocols#awsQuery"),
    ("rest-json", "aws.protocols#restJson1"),
    ("rest-xml", "aws.protocols#restXml"),
    ("smithy-rpc-v2-cbor", "smithy.protocols#rpcv2Cbor"),
];

/// What botocore says of a service: the contents of its files, and what it makes of the endpoint rules itself.
pub(super) struct Facts<'f> {
    service: &'f Value,
    metadata: &'f Value,
    paginators: &'f Value,
    rules: &'f Value,
    tests: &'f Value,
    namespace: String,
}

/// The model as JSON AST 2.0, or what is missing.
pub(super) fn model(facts: &Value) -> Result<Value, String> {
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
    let mut operations = Vec::new();
    for (name, operation) in entries(&service["operations"]) {
        operations.push(facts.reference(name));
        if shapes
            .insert(facts.id(name), facts.operation(name, operation)?)
            .is_some()
        {
            return Err(format!("a shape and an operation are both called `{name}`"));
        }
    }
    // The target of a request is the service's shape and the operation; what is before the last dot cannot be part of a name.
    let target = text(metadata, "targetPrefix")?;
    let name = target.rsplit('.').next().unwrap_or(target);
    let shape = json!({
        "type": "service",
        "version": text(metadata, "apiVersion")?,
        "operations": operations,
        "traits": facts.service_traits()?,
    });
    if shapes.insert(facts.id(name), shape).is_some() {
        return Err(format!("the service and a shape are both called `{name}`"));
    }
    Ok(json!({ "smithy": "2.0", "shapes": shapes }))
}

impl Facts<'_> {
    /// The id of a shape of the service.
    fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.namespace)
    }

    /// A reference to a shape of the service.
    fn reference(&self, name: &str) -> Value {
        json!({ "target": self.id(name) })
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
        put("aws.auth#sigv4", json!({ "name": signing }));
        let schemes = self.metadata["auth"].as_array().map(Vec::as_slice).unwrap_or_default();
        if let [_, _, ..] = schemes {
            put("smithy.api#auth", schemes.into());
        }
        if schemes.contains(&"aws.auth#sigv4a".into()) {
            put("aws.auth#sigv4a", json!({ "name": signing }));
        }
        match self.metadata["jsonVersion"].as_str() {
            Some("1.0") => put("aws.protocols#awsJson1_0", json!({})),
            Some("1.1") => put("aws.protocols#awsJson1_1", json!({})),
            other => return Err(format!("`jsonVersion` is {other:?}")),
        }
        for protocol in self.metadata["protocols"].as_array().into_iter().flatten() {
            if let Some((_, id)) = PROTOCOLS.iter().find(|(name, _)| protocol == name) {
                put(id, json!({}));
            }
        }
        copy(
            self.metadata,
            "awsQueryCompatible",
            "aws.protocols#awsQueryCompatible",
            &mut put,
        );
        if let Some(uri) = self.metadata.get("xmlNamespace") {
            put("smithy.api#xmlNamespace", json!({ "uri": uri }));
        }
        copy(self.service, "documentation", "smithy.api#documentation", &mut put);
        copy(
            self.service,
            "clientContextParams",
            "smithy.rules#clientContextParams",
            &mut put,
        );
        if self.rules.is_object() {
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
        let code = http["responseCode"].as_u64().unwrap_or(200);
        put(
            "smithy.api#http",
            json!({ "method": text(http, "method")?, "uri": text(http, "requestUri")?, "code": code }),
        );
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
            (operation["authtype"] == "v4-unsigned-body", "aws.auth#unsignedPayload"),
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
        if let Some(pagination) = pagination(&self.paginators[name]) {
            put("smithy.api#paginated", pagination);
        }
        Ok(traits)
    }
}

/// What `@paginated` can say of botocore's paginator: it has one token, and paths without expressions.
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
