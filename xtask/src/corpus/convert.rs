//! Converts botocore's description of a service to Smithy's JSON AST.

mod members;
mod operations;
mod pagination;
mod service;
mod shapes;
mod traits;
mod waiters;

use serde_json::{Map, Value, json};

use self::shapes::Shapes;

/// The string shape of members with JSON text; botocore marks such members.
const JSON_TEXT: &str = "JsonTextOfMember";

/// Members by name, or traits by id.
type Object = Map<String, Value>;

/// botocore's description of a service: the contents of its files, and its endpoint tests.
pub(super) struct Facts<'f> {
    service: &'f Value,
    metadata: &'f Value,
    paginators: &'f Value,
    waiters: &'f Value,
    rules: &'f Value,
    tests: &'f Value,
    namespace: String,
}

/// Returns the model as JSON AST 2.0.
///
/// # Errors
/// A fact is missing or unknown; the text names it.
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
        waiters: &facts["waiters"]["waiters"],
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
    // The target of a request is the service's shape and the operation; the part before the last
    // dot is not part of a name. Without a target, any free name can be used.
    let name = match metadata["targetPrefix"].as_str() {
        Some(target) => target.rsplit('.').next().unwrap_or(target).to_owned(),
        None if shapes.contains_key(&facts.id(&id)) => format!("{id}Service"),
        None => id,
    };
    let mut shape = json!({
        "type": "service",
        "version": text(metadata, "apiVersion")?,
        "operations": operations,
    });
    shape["traits"] = facts.service_traits()?.into();
    if shapes.insert(facts.id(&name), shape).is_some() {
        return Err(format!("the service and a shape are both called `{name}`"));
    }
    let mut model = json!({ "smithy": "2.0", "shapes": shapes });
    // The order of members does not depend on the features of `serde_json`.
    model.sort_all_objects();
    Ok(model)
}

impl Facts<'_> {
    /// Returns the id of a shape of the service.
    fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.namespace)
    }

    /// Returns whether these are the facts of DynamoDB or of its streams.
    fn is_dynamodb(&self) -> bool {
        let id = self.metadata["serviceId"].as_str();
        id.is_some_and(|id| id.starts_with("DynamoDB"))
    }

    /// Returns the id of a shape that is not an operation. In botocore a shape and an operation may
    /// have the same name, in Smithy they may not.
    fn shape_id(&self, name: &str) -> String {
        let is_operation = self.service["operations"].get(name).is_some();
        // If two names differ only in case, the one with a small letter is renamed.
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

    /// Returns a reference to a shape that is not an operation.
    fn reference(&self, name: &str) -> Value {
        json!({ "target": self.shape_id(name) })
    }
}

/// Returns the entries of an object; a value of another kind has none.
fn entries(object: &Value) -> impl Iterator<Item = (&String, &Value)> + Clone {
    object.as_object().into_iter().flatten()
}

/// Returns the text under a key.
fn text<'v>(of: &'v Value, key: &str) -> Result<&'v str, String> {
    of[key].as_str().ok_or_else(|| format!("`{key}` is missing"))
}

#[cfg(test)]
mod tests;
