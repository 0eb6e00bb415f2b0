//! The endpoint parameters of an operation and its input, and its endpoint discovery.

use smithy_client_runtime::endpoint::EndpointRequest;
use smithy_client_runtime::operation::DiscoveredEndpoint;
use smithy_codegen::ir::{self, EndpointParam, EndpointParamValue};
use smithy_codegen::paths::ir::{PathEnd, ShapePath};

use super::value::Value;

/// Sets the parameters of an operation.
pub(super) fn set(params: &'static [EndpointParam], input: &Value, request: &mut EndpointRequest<'_>) {
    for EndpointParam { name, value } in params {
        match value {
            EndpointParamValue::Boolean(value) => request.set_boolean(name, *value),
            EndpointParamValue::String(value) => request.set_string(name, value.as_str()),
            EndpointParamValue::Strings(values) => request.set_strings(name, values.clone()),
            EndpointParamValue::DiscoveryId(path) => {
                let mut found = Vec::new();
                follow(path, input, &mut found);
                if let Some(Value::String(text)) = found.first() {
                    request.set_discovery_id(name, text.as_str());
                }
            }
            EndpointParamValue::Path(path) => {
                let mut found = Vec::new();
                follow(path, input, &mut found);
                match (found.first(), &path.end) {
                    (Some(Value::Boolean(value)), PathEnd::Value(_)) => request.set_boolean(name, *value),
                    (Some(Value::String(text)), PathEnd::Value(_)) => request.set_string(name, text.as_str()),
                    (Some(Value::List(list)), PathEnd::Value(_)) => {
                        request.set_strings(name, list.iter().flatten().filter_map(text).collect());
                    }
                    (_, PathEnd::Value(_)) => {}
                    _ => request.set_strings(name, found.iter().filter_map(text).collect()),
                }
            }
        }
    }
}

/// Returns whether an operation needs a discovered endpoint.
pub(super) fn discovered_endpoint(mode: ir::DiscoveredEndpoint) -> DiscoveredEndpoint {
    match mode {
        ir::DiscoveredEndpoint::Optional => DiscoveredEndpoint::Optional,
        ir::DiscoveredEndpoint::Required => DiscoveredEndpoint::Required,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// Adds the values at a path.
fn follow(path: &ShapePath, from: &Value, found: &mut Vec<Value>) {
    let mut value = from;
    for member in &path.members {
        let Value::Structure(structure, values) = value else {
            return;
        };
        let index = structure.fields().iter().position(|field| field.name == member.field);
        match index.and_then(|index| values.get(index)?.as_ref()) {
            Some(next) => value = next,
            None => return,
        }
    }
    match (&path.end, value) {
        (PathEnd::Value(_), value) => found.push(value.clone()),
        (PathEnd::Elements { each, .. }, Value::List(list)) => {
            list.iter().flatten().for_each(|element| follow(each, element, found));
        }
        (PathEnd::Keys { .. }, Value::Map(entries)) => {
            found.extend(entries.iter().map(|(key, _)| Value::String(key.clone())));
        }
        (PathEnd::Branches(paths), value) => paths.iter().for_each(|path| follow(path, value, found)),
        _ => {}
    }
}
