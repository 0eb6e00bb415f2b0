//! The parameters of a rule set.

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::{
    Home, Parameter, ParameterKind, ParameterPresence, ParameterSource, ParameterValue, RuleVariable,
};
use crate::model::node::{Node, NodeEntry};

use super::scope::Known;
use super::{RulesForm, RulesLowering};

/// The built-ins that the runtime provides, with their types.
const BUILT_INS: [(&str, ParameterSource, ParameterKind); 6] = [
    ("AWS::Region", ParameterSource::Region, ParameterKind::String),
    ("AWS::UseFIPS", ParameterSource::UseFips, ParameterKind::Bool),
    ("AWS::UseDualStack", ParameterSource::UseDualStack, ParameterKind::Bool),
    ("SDK::Endpoint", ParameterSource::Endpoint, ParameterKind::String),
    (
        "AWS::Auth::AccountId",
        ParameterSource::AccountId,
        ParameterKind::String,
    ),
    (
        "AWS::Auth::AccountIdEndpointMode",
        ParameterSource::AccountIdEndpointMode,
        ParameterKind::String,
    ),
];

/// Built-ins that are settings of the clients of one service. All of them are booleans that are
/// false by default.
pub(crate) const SETTINGS: [&str; 7] = [
    "AWS::S3::Accelerate",
    "AWS::S3::DisableMultiRegionAccessPoints",
    "AWS::S3::ForcePathStyle",
    "AWS::S3::UseArnRegion",
    "AWS::S3::UseGlobalEndpoint",
    "AWS::S3Control::UseArnRegion",
    "AWS::STS::UseGlobalEndpoint",
];

impl RulesLowering<'_> {
    /// Reads the parameters and brings them into scope.
    pub(super) fn parameters(&mut self, rule_set: Node<'_>) -> Vec<Parameter> {
        let Some(node) = self.required(rule_set, "parameters", "the rule set") else {
            return Vec::new();
        };
        let Some(entries) = node.entries() else {
            self.malformed(node, "`parameters`", "an object");
            return Vec::new();
        };
        entries.iter().filter_map(|entry| self.known_parameter(entry)).collect()
    }

    fn known_parameter(&mut self, entry: &NodeEntry<'_>) -> Option<Parameter> {
        let parameter = self.parameter(entry);
        let home = match self.form {
            RulesForm::Tree => Home::Local,
            RulesForm::Diagram => Home::Parameter,
        };
        let known = match &parameter {
            Some(parameter) => Known::Variable(RuleVariable {
                name: parameter.rust_name.clone(),
                ty: parameter.value_type(),
                home,
            }),
            None => Known::Broken,
        };
        self.scope.add(&entry.key, known);
        parameter
    }

    fn parameter(&mut self, entry: &NodeEntry<'_>) -> Option<Parameter> {
        let what = format!("parameter `{}`", entry.key);
        let kind_node = self.required(entry.value, "type", &what)?;
        let kind = match kind_node.as_str().as_deref() {
            Some("boolean" | "Boolean") => ParameterKind::Bool,
            Some("string" | "String") => ParameterKind::String,
            Some("stringArray") => ParameterKind::StringArray,
            _ => {
                self.report(
                    Diagnostic::error("endpoint-parameter", format!("the type of {what} is unknown"))
                        .at(kind_node.place(), "not a type of parameters")
                        .help("use `string`, `boolean` or `stringArray`"),
                );
                return None;
            }
        };
        let required = entry
            .value
            .get("required")
            .and_then(|node| node.as_bool())
            .unwrap_or(false);
        let source = self.source(entry.value, kind, &what)?;
        let default = match entry.value.get("default") {
            Some(default) => Some(self.parameter_value(&what, kind, default)?),
            None => None,
        };
        let rust_name = self.names.local(&entry.key);
        let presence = match (source, default) {
            (ParameterSource::UseFips | ParameterSource::UseDualStack, _) => ParameterPresence::Always,
            (_, Some(ParameterValue::Strings(list))) => {
                ParameterPresence::DefaultedList(self.names.fresh(&format!("default_{rust_name}")), list)
            }
            (_, Some(ParameterValue::Bool(default))) => ParameterPresence::DefaultedBool(default),
            (_, Some(ParameterValue::String(default))) => ParameterPresence::DefaultedString(default),
            (_, None) if required && kind == ParameterKind::Bool && is_setting(entry.value) => {
                ParameterPresence::DefaultedBool(false)
            }
            (_, None) if required => ParameterPresence::Required,
            (_, None) => ParameterPresence::Optional,
        };
        Some(Parameter {
            name: entry.key.clone().into_owned(),
            rust_name,
            kind,
            source,
            presence,
            read: false,
        })
    }

    fn source(&mut self, parameter: Node<'_>, kind: ParameterKind, what: &str) -> Option<ParameterSource> {
        let Some(node) = parameter.get("builtIn") else {
            return Some(ParameterSource::Named);
        };
        let name = node.as_str().unwrap_or_default();
        match BUILT_INS.iter().find(|(built_in, _, _)| *built_in == name) {
            None => {
                if !SETTINGS.contains(&name.as_ref()) {
                    self.diagnostics.push(
                        Diagnostic::warning("endpoint-parameter", format!("the built-in `{name}` is unknown"))
                            .at(node.place(), format!("only its default and the operations set {what}"))
                            .help("the built-ins of the rules engine's specification are known"),
                    );
                }
                Some(ParameterSource::Named)
            }
            Some((_, source, expected)) if *expected == kind => Some(*source),
            Some((_, _, expected)) => {
                self.report(
                    Diagnostic::error(
                        "endpoint-parameter",
                        format!("{what} does not have the type of its built-in"),
                    )
                    .at(node.place(), format!("this built-in is a {}", named(*expected)))
                    .help(format!("give the parameter the type `{}`", named(*expected))),
                );
                None
            }
        }
    }

    /// Returns the value of a parameter in a default or a test.
    pub(super) fn parameter_value(
        &mut self,
        what: &str,
        kind: ParameterKind,
        node: Node<'_>,
    ) -> Option<ParameterValue> {
        let value = match kind {
            ParameterKind::Bool => node.as_bool().map(ParameterValue::Bool),
            ParameterKind::String => node.as_str().map(|text| ParameterValue::String(text.into_owned())),
            ParameterKind::StringArray => node.elements().and_then(|elements| {
                let texts: Option<Vec<_>> = elements
                    .iter()
                    .map(|element| Some(element.as_str()?.into_owned()))
                    .collect();
                texts.map(ParameterValue::Strings)
            }),
        };
        if value.is_none() {
            self.report(
                Diagnostic::error("endpoint-parameter", format!("a value of {what} has another type"))
                    .at(node.place(), format!("this is {}", node.kind()))
                    .help(format!("the parameter is a {}", named(kind))),
            );
        }
        value
    }
}

fn is_setting(parameter: Node<'_>) -> bool {
    let built_in = parameter.get("builtIn").and_then(|node| node.as_str());
    built_in.is_some_and(|name| SETTINGS.contains(&name.as_ref()))
}

fn named(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Bool => "boolean",
        ParameterKind::String => "string",
        ParameterKind::StringArray => "stringArray",
    }
}
