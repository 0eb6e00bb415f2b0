//! The calls in endpoint tests (`operationInputs`): settings, operation and input must result in
//! the parameters of the case.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::endpoint_rules::ir::{Parameter, ParameterKind, ParameterValue, TestParameter};
use crate::ir::value::StructurePath;
use crate::ir::{self, EndpointCall};
use crate::model::node::Node;
use crate::model::select::Selection;

use super::value::{MissingMembers, Values};

/// Returns the calls that the nodes of the test cases describe.
pub(super) fn of_cases(selection: &Selection<'_, '_>, service: &ir::Service, cases: &[Node<'_>]) -> Vec<EndpointCall> {
    let Some(rules) = selection.service.endpoint_rules() else {
        return Vec::new();
    };
    let tests = Tests {
        service,
        built_ins: built_ins(rules),
    };
    let mut calls = Vec::new();
    for (case, node) in cases.iter().enumerate() {
        let inputs = node.get("operationInputs").and_then(|inputs| inputs.elements());
        let inputs = inputs.into_iter().flatten();
        calls.extend(inputs.filter_map(|input| tests.call(case, input)));
    }
    calls
}

/// A service, and the parameters of its endpoint rules by the built-in that feeds them.
struct Tests<'s> {
    service: &'s ir::Service,
    built_ins: BTreeMap<String, String>,
}

impl<'s> Tests<'s> {
    /// Returns a call; `None` if the operation is not selected, or the case does not match the
    /// model.
    fn call(&self, case: usize, node: Node<'_>) -> Option<EndpointCall> {
        let service = self.service;
        let name = node.get("operationName")?.as_str()?;
        let operation = service.operations.iter().find(|operation| operation.shape == name)?;
        let path = StructurePath::Operation {
            module: operation.method.clone(),
            name: operation.input.name.clone(),
        };
        let mut values = Values {
            service,
            missing: MissingMembers::Unset,
            diagnostics: &mut Diagnostics::default(),
        };
        let mut input = values.structure(&operation.input, path, None)?;
        // The builders of inputs always return a `Result`.
        input.fallible = true;
        let given = node.get("operationParams").and_then(|params| params.entries());
        for entry in given.into_iter().flatten() {
            let field = operation
                .input
                .fields
                .iter()
                .find(|field| field.member_name == entry.key)?;
            let mut values = Values {
                service,
                missing: MissingMembers::Filled,
                diagnostics: &mut Diagnostics::default(),
            };
            input
                .fields
                .push((field.name.clone(), values.value(&field.ty, entry.value)?));
        }
        let mut settings = Vec::new();
        for entry in node
            .get("builtInParams")
            .and_then(|params| params.entries())
            .into_iter()
            .flatten()
        {
            let parameter = self.built_in(&entry.key)?;
            settings.push((test_parameter(parameter), value(parameter.kind, entry.value)?));
        }
        for entry in node
            .get("clientParams")
            .and_then(|params| params.entries())
            .into_iter()
            .flatten()
        {
            let parameters = &service.endpoint.as_ref()?.parameters;
            let parameter = parameters.iter().find(|parameter| parameter.name == entry.key)?;
            settings.push((test_parameter(parameter), value(parameter.kind, entry.value)?));
        }
        Some(EndpointCall { case, settings, input })
    }

    /// Returns the parameter that a built-in feeds.
    fn built_in(&self, id: &str) -> Option<&'s Parameter> {
        let name = self.built_ins.get(id)?;
        let parameters = &self.service.endpoint.as_ref()?.parameters;
        parameters.iter().find(|parameter| parameter.name == *name)
    }
}

/// Returns the names of the parameters of rules by their built-ins. They are read once, because
/// rules are large and each access parses them completely.
fn built_ins(rules: Node<'_>) -> BTreeMap<String, String> {
    let parameters = rules.get("parameters").and_then(|parameters| parameters.entries());
    let fed = parameters.into_iter().flatten().filter_map(|entry| {
        let id = entry.value.get("builtIn")?.as_str()?.into_owned();
        Some((id, entry.key.into_owned()))
    });
    // The first parameter of a built-in is used.
    fed.rev().collect()
}

fn test_parameter(parameter: &Parameter) -> TestParameter {
    TestParameter {
        name: parameter.name.clone(),
        source: parameter.source,
    }
}

fn value(kind: ParameterKind, node: Node<'_>) -> Option<ParameterValue> {
    match kind {
        ParameterKind::Bool => node.as_bool().map(ParameterValue::Bool),
        ParameterKind::String => node.as_str().map(|text| ParameterValue::String(text.into_owned())),
        ParameterKind::StringArray => {
            let texts = node
                .elements()?
                .into_iter()
                .map(|node| Some(node.as_str()?.into_owned()));
            texts.collect::<Option<_>>().map(ParameterValue::Strings)
        }
    }
}
