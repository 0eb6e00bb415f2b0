//! The calls in endpoint tests (`operationInputs`): what settings, operation and input say together must make the
//! parameters of the case.

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::ir::endpoint::{Parameter, ParameterKind, ParameterValue, TestCall, TestParameter};
use crate::ir::value::Path;
use crate::node::Node;
use crate::select::Selection;

use super::value::{Missing, Values};

/// Adds to each test case of the service the calls that the model has for it.
pub(super) fn add(selection: &Selection<'_, '_>, service: &mut ir::Service) {
    let tests = selection.service.trait_value("smithy.rules#endpointTests");
    let rules = ["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd"]
        .iter()
        .find_map(|id| selection.service.trait_value(id));
    let (Some(nodes), Some(rules)) = (tests.and_then(|tests| tests.get("testCases")?.elements()), rules) else {
        return;
    };
    let mut calls: Vec<_> = nodes
        .iter()
        .map(|node| (node.place(), calls(service, rules, *node)))
        .collect();
    for case in service.endpoint.iter_mut().flat_map(|rules| &mut rules.tests) {
        if let Some((_, found)) = calls.iter_mut().find(|(place, _)| *place == case.at) {
            case.calls.append(found);
        }
    }
}

fn calls(service: &ir::Service, rules: Node<'_>, case: Node<'_>) -> Vec<TestCall> {
    let inputs = case.get("operationInputs").and_then(|inputs| inputs.elements());
    inputs
        .into_iter()
        .flatten()
        .filter_map(|input| call(service, rules, input))
        .collect()
}

/// A call; nothing where the operation is not selected, or the model says something that cannot be.
fn call(service: &ir::Service, rules: Node<'_>, node: Node<'_>) -> Option<TestCall> {
    let name = node.get("operationName")?.as_str()?;
    let operation = service.operations.iter().find(|operation| operation.shape == name)?;
    let path = Path::Operation {
        module: operation.method.clone(),
        name: operation.input.name.clone(),
    };
    let mut values = Values {
        service,
        missing: Missing::Unset,
        diagnostics: &mut Diagnostics::default(),
    };
    let mut input = values.structure(&operation.input, path, None)?;
    // The builders of inputs return a `Result` whatever is in them.
    input.fallible = true;
    let given = node.get("operationParams").and_then(|params| params.entries());
    for entry in given.into_iter().flatten() {
        let field = operation.input.fields.iter().find(|field| field.wire == entry.key)?;
        let mut values = Values {
            service,
            missing: Missing::Filled,
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
        let parameter = built_in(service, rules, &entry.key)?;
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
    Some(TestCall { settings, input })
}

fn test_parameter(parameter: &Parameter) -> TestParameter {
    TestParameter {
        name: parameter.name.clone(),
        source: parameter.source,
    }
}

/// The parameter that a built-in feeds.
fn built_in<'s>(service: &'s ir::Service, rules: Node<'_>, id: &str) -> Option<&'s Parameter> {
    let is_it = |node: Node<'_>| node.get("builtIn").and_then(|id| id.as_str()).as_deref() == Some(id);
    let entries = rules.get("parameters")?.entries()?;
    let entry = entries.into_iter().find(|entry| is_it(entry.value))?;
    let parameters = &service.endpoint.as_ref()?.parameters;
    parameters.iter().find(|parameter| parameter.name == entry.key)
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
