//! Endpoint parameters of operations, inputs and the client (`staticContextParams`, `contextParam`,
//! `operationContextParams`, `clientContextParams`).

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::ParameterKind;
use crate::endpoint_rules::lower::SETTINGS;
use crate::ir::{ClientParam, EndpointParam, EndpointParamValue, Role};
use crate::model::ast::{Reference, Shape};
use crate::model::node::{Node, NodeKind};
use crate::model::traits::{CLIENT_CONTEXT_PARAMS, CONTEXT_PARAM, OPERATION_CONTEXT_PARAMS, STATIC_CONTEXT_PARAMS};
use crate::names;
use crate::paths::ir::ShapePath;
use crate::paths::parse::{PathSegment, parse};

use super::path_walker::Position;
use super::{Lowering, traits};

impl<'m, 'a> Lowering<'_, 'm, 'a> {
    /// Returns the parameters in ascending order of precedence, so that later ones replace earlier
    /// ones.
    pub(super) fn endpoint_params(&mut self, shape: &Shape<'a>, input: Option<&Reference>) -> Vec<EndpointParam> {
        let input = input.and_then(|reference| self.model().shape(&reference.id));
        let start = input.map(|input| Position::start(input, Role::Input));
        let mut params = Vec::new();
        let by_path = shape.trait_value(OPERATION_CONTEXT_PARAMS);
        for entry in by_path.and_then(|value| value.entries()).into_iter().flatten() {
            let Some(text) = traits::required(shape, entry.value, "path", self.diagnostics) else {
                continue;
            };
            let found = parse(&text).and_then(|path| self.resolve_path(start.as_ref()?, &path));
            self.found(shape, entry.value, &entry.key, &text, found, &mut params);
        }
        let members = input.map(|shape| shape.members.as_slice()).unwrap_or_default();
        for member in members {
            let Some(value) = member.trait_value(CONTEXT_PARAM) else {
                continue;
            };
            let Some(name) = value.get("name").and_then(|name| name.as_str()) else {
                continue;
            };
            let found = start
                .as_ref()
                .and_then(|start| self.resolve_path(start, &[PathSegment::Member(member.name.clone())]));
            self.found(shape, value, &name, &member.name, found, &mut params);
        }
        params.extend(self.fixed_params(shape));
        params
    }

    fn found(
        &mut self,
        shape: &Shape<'a>,
        value: Node<'_>,
        name: &str,
        path: &str,
        resolved: Option<ShapePath>,
        params: &mut Vec<EndpointParam>,
    ) {
        match resolved {
            Some(path) => params.push(EndpointParam {
                name: name.to_owned(),
                value: EndpointParamValue::Path(path),
            }),
            None => self.diagnostics.push(
                Diagnostic::warning(
                    "endpoint-parameter",
                    format!("`{}` does not set the endpoint parameter `{name}`", shape.id.name()),
                )
                .at(
                    value.place(),
                    format!("`{path}` leads to no string, boolean or list of strings"),
                )
                .shape(&shape.id)
                .help("paths have members, `[*]`, `[]`, `[a, b]` and `keys(…)`, and start at the operation's input"),
            ),
        }
    }

    fn fixed_params(&mut self, shape: &Shape<'a>) -> Vec<EndpointParam> {
        let mut params = Vec::new();
        let fixed = shape.trait_value(STATIC_CONTEXT_PARAMS);
        for entry in fixed.and_then(|value| value.entries()).into_iter().flatten() {
            match entry.value.get("value").and_then(static_value) {
                Some(value) => params.push(EndpointParam {
                    name: entry.key.into_owned(),
                    value,
                }),
                None => traits::wrong(
                    shape,
                    entry.value,
                    "needs a `value` that is a string, boolean or list of strings",
                    self.diagnostics,
                ),
            }
        }
        params
    }

    /// Reads `clientContextParams`, and the built-ins that are settings of a single service's
    /// clients.
    pub(super) fn client_params(&mut self) -> Vec<ClientParam> {
        let service = self.selection.service;
        let mut params = Vec::new();
        let declared = service.trait_value(CLIENT_CONTEXT_PARAMS);
        for entry in declared.and_then(|value| value.entries()).into_iter().flatten() {
            match kind(entry.value) {
                Some(kind) => params.push(self.client_param(&entry.key, kind, entry.value)),
                None => traits::wrong(
                    service,
                    entry.value,
                    "needs a `type` that is string, boolean or stringArray",
                    self.diagnostics,
                ),
            }
        }
        let rules = service.endpoint_rules();
        let parameters = rules.and_then(|rules| rules.get("parameters")?.entries());
        for entry in parameters.into_iter().flatten() {
            let built_in = entry.value.get("builtIn").and_then(|node| node.as_str());
            let is_setting = built_in.is_some_and(|name| SETTINGS.contains(&name.as_ref()));
            if let (true, Some(kind)) = (is_setting, kind(entry.value))
                && params.iter().all(|param| param.name != entry.key)
            {
                params.push(self.client_param(&entry.key, kind, entry.value));
            }
        }
        params.sort_by(|a, b| a.setter.cmp(&b.setter));
        params.dedup_by(|a, b| a.setter == b.setter);
        params
    }

    fn client_param(&mut self, name: &str, kind: ParameterKind, node: Node<'_>) -> ClientParam {
        let text = node.get("documentation").and_then(|text| text.as_str());
        ClientParam {
            name: name.to_owned(),
            setter: names::setting(name),
            kind,
            docs: text.map(|text| self.texts.plain(&text)).unwrap_or_default(),
        }
    }
}

fn kind(node: Node<'_>) -> Option<ParameterKind> {
    match node.get("type")?.as_str()?.as_ref() {
        "boolean" | "Boolean" => Some(ParameterKind::Bool),
        "string" | "String" => Some(ParameterKind::String),
        "stringArray" => Some(ParameterKind::StringArray),
        _ => None,
    }
}

fn static_value(value: Node<'_>) -> Option<EndpointParamValue> {
    match value.kind() {
        NodeKind::Boolean => value.as_bool().map(EndpointParamValue::Boolean),
        NodeKind::String => value.as_str().map(|text| EndpointParamValue::String(text.into_owned())),
        NodeKind::Array => {
            let strings = value
                .elements()?
                .into_iter()
                .map(|element| element.as_str().map(|text| text.into_owned()));
            strings.collect::<Option<Vec<_>>>().map(EndpointParamValue::Strings)
        }
        NodeKind::Object | NodeKind::Number | NodeKind::Null => None,
    }
}
