//! The test cases of a model's rules.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{Expected, Expr, Parameter, ParameterValue, TestCase, TestParameter};
use crate::model::node::Node;
use crate::names;

use super::RulesLowering;

const LONGEST_NAME: usize = 76;

impl RulesLowering<'_> {
    /// Returns the cases of `smithy.rules#endpointTests`, each with its node.
    pub(super) fn cases<'a>(&mut self, tests: Node<'a>, parameters: &[Parameter]) -> Vec<(TestCase, Node<'a>)> {
        let nodes = self.array(tests, "testCases", "the endpoint tests").unwrap_or_default();
        let mut taken = BTreeSet::new();
        nodes
            .into_iter()
            .filter_map(|node| Some((self.case(node, parameters, &mut taken)?, node)))
            .collect()
    }

    fn case(&mut self, node: Node<'_>, parameters: &[Parameter], taken: &mut BTreeSet<String>) -> Option<TestCase> {
        let mut values = Vec::new();
        for entry in node
            .get("params")
            .and_then(|params| params.entries())
            .unwrap_or_default()
        {
            let Some(parameter) = parameters.iter().find(|parameter| parameter.name == entry.key) else {
                self.diagnostics.push(
                    Diagnostic::warning("endpoint-test", format!("the rules have no parameter `{}`", entry.key))
                        .at(entry.key_place, "left out of the test")
                        .help("remove it, or declare it in the rule set"),
                );
                continue;
            };
            let value = self.parameter_value(&format!("parameter `{}`", entry.key), parameter.kind, entry.value)?;
            let parameter = TestParameter {
                name: parameter.name.clone(),
                source: parameter.source,
            };
            values.push((parameter, value));
        }
        values.sort_by_key(|(set, _)| parameters.iter().position(|parameter| parameter.name == set.name));
        let expected = self.expected(node)?;
        let name = unique(case_name(&values, &expected), taken);
        Some(TestCase {
            name,
            parameters: values,
            expected,
        })
    }

    fn expected(&mut self, case: Node<'_>) -> Option<Expected> {
        let expect = self.required(case, "expect", "an endpoint test")?;
        if let Some(error) = expect.get("error") {
            return self.as_it_stands(error).map(Expected::Error);
        }
        let endpoint = self.required(expect, "endpoint", "the expectation of an endpoint test")?;
        let url = self.required(endpoint, "url", "an endpoint")?;
        let url = Expr::Text(self.as_it_stands(url)?);
        let mut string = |lowering: &mut RulesLowering<'_>, node: Node<'_>| lowering.as_it_stands(node).map(Expr::Text);
        self.endpoint_of(endpoint, url, &mut string).map(Expected::Endpoint)
    }

    fn as_it_stands(&mut self, node: Node<'_>) -> Option<String> {
        let text = node.as_str();
        if text.is_none() {
            self.malformed(node, "this value of a test", "a string");
        }
        text.map(|text| text.into_owned())
    }
}

/// Returns the parameters of the case in words.
fn case_name(values: &[(TestParameter, ParameterValue)], expected: &Expected) -> String {
    let mut words = Vec::new();
    if let Expected::Error(_) = expected {
        words.push("rejects".to_owned());
    }
    for (parameter, value) in values {
        match value {
            ParameterValue::Bool(false) => {}
            ParameterValue::Bool(true) => words.push(parameter.name.clone()),
            ParameterValue::String(value) => words.push(format!("{} {value}", parameter.name)),
            ParameterValue::Strings(values) => words.push(format!("{} {}", parameter.name, values.join(" "))),
        }
    }
    if values.iter().all(|(_, value)| *value == ParameterValue::Bool(false)) {
        words.push("nothing".to_owned());
    }
    names::snake(&words.join(" "))
}

fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut short = name.as_str();
    while short.len() > LONGEST_NAME {
        short = short.rsplit_once('_').map_or(&short[..0], |(head, _)| head);
    }
    let short: String = short
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    let mut name = if short.is_empty() {
        "case".to_owned()
    } else {
        short.clone()
    };
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{short}_{count}");
    }
    name
}
