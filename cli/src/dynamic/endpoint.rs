//! The endpoint rules of a model, evaluated at run time.

mod values;

use std::collections::HashMap;
use std::sync::OnceLock;

use smithy_client_runtime::endpoint::{self, AuthScheme, Endpoint, EndpointError, EndpointRequest, Partition};
use smithy_client_runtime::primitives::{Document, Number};
use smithy_codegen::endpoint_rules::ir::{
    self, Argument, Diagram, End, Expr, Function, Logic, Next, ParameterKind, ParameterPresence, ParameterSource,
    Property, RuleBlock, RuleIndex, Rules, Statement, TemplatePart, Test,
};

use self::values::{RuleValue, field, partition};

/// The rules of a service.
#[derive(Clone, Copy)]
pub(crate) struct Resolver {
    rules: &'static Rules,
    partitions: &'static [Partition],
}

/// The rules of the service that is called. They are static, because the runtime calls a plain
/// function.
static CURRENT: OnceLock<Resolver> = OnceLock::new();

/// Sets the rules that [`resolve`] evaluates.
pub(crate) fn set_rules(rules: &'static Rules) {
    let _ = CURRENT.set(Resolver::new(rules));
}

/// Returns the endpoint of the rules that were set, if any were.
pub(super) fn resolve(request: &EndpointRequest<'_>) -> Option<Result<Endpoint, EndpointError>> {
    CURRENT.get().map(|resolver| resolver.resolve(request))
}

type Variables = HashMap<String, RuleValue>;

impl Resolver {
    pub(crate) fn new(rules: &'static Rules) -> Self {
        Self {
            rules,
            partitions: rules.partitions.iter().map(partition).collect::<Vec<_>>().leak(),
        }
    }

    pub(crate) fn resolve(&self, request: &EndpointRequest<'_>) -> Result<Endpoint, EndpointError> {
        let mut variables = self.parameters(request)?;
        let found = match &self.rules.logic {
            Logic::Tree(tree) => self.block(&tree.body, &mut variables),
            Logic::Diagram(diagram) => self.diagram(diagram, &mut variables),
        };
        found.unwrap_or_else(|| Err(EndpointError::new("no endpoint rule matches")))
    }

    /// Returns an endpoint with constant strings.
    pub(super) fn constant(&self, endpoint: &ir::Endpoint) -> Endpoint {
        self.endpoint(endpoint, &Variables::new())
    }

    fn parameters(&self, request: &EndpointRequest<'_>) -> Result<Variables, EndpointError> {
        let flag = |value: Option<bool>| RuleValue::optional(value, RuleValue::Bool);
        let text = |value: Option<&str>| RuleValue::optional(value, |text| RuleValue::Text(text.to_owned()));
        let mut variables = Variables::new();
        for parameter in &self.rules.parameters {
            let name = parameter.name.as_str();
            let given = match (parameter.source, parameter.kind) {
                (ParameterSource::Region, _) => text(request.region),
                (ParameterSource::UseFips, _) => RuleValue::Bool(request.use_fips),
                (ParameterSource::UseDualStack, _) => RuleValue::Bool(request.use_dual_stack),
                (ParameterSource::Endpoint, _) => text(request.endpoint),
                (ParameterSource::AccountId, _) => text(request.account_id),
                (ParameterSource::AccountIdEndpointMode, _) => text(request.account_id_endpoint_mode),
                (ParameterSource::Named, ParameterKind::Bool) => flag(request.boolean(name)),
                (ParameterSource::Named, ParameterKind::String) => text(request.string(name)),
                (ParameterSource::Named, ParameterKind::StringArray) => {
                    RuleValue::optional(request.strings(name), |list| RuleValue::List(list.to_vec()))
                }
            };
            let value = match (&parameter.presence, given) {
                (ParameterPresence::Required, RuleValue::Absent) => {
                    return Err(EndpointError::new(format!("`{name}` is not set")));
                }
                (ParameterPresence::DefaultedBool(default), RuleValue::Absent) => RuleValue::Bool(*default),
                (ParameterPresence::DefaultedString(default), RuleValue::Absent) => RuleValue::Text(default.clone()),
                (ParameterPresence::DefaultedList(_, default), RuleValue::Absent) => RuleValue::List(default.clone()),
                (_, given) => given,
            };
            variables.insert(parameter.rust_name.clone(), value);
        }
        Ok(variables)
    }

    /// Returns the result of a block, or `None` if the rules after it continue.
    fn block(&self, block: &RuleBlock, variables: &mut Variables) -> Option<Result<Endpoint, EndpointError>> {
        for step in &block.steps {
            match step {
                Statement::Let(name, value) => {
                    let value = self.value(value, variables);
                    variables.insert(name.clone(), value);
                }
                Statement::If(tests, then) => {
                    let mut inner = variables.clone();
                    if tests.iter().all(|test| self.test(test, &mut inner))
                        && let Some(found) = self.block(then, &mut inner)
                    {
                        return Some(found);
                    }
                }
            }
        }
        self.end(&block.end, variables)
    }

    fn test(&self, test: &Test, variables: &mut Variables) -> bool {
        match test {
            Test::Is(value) => self.value(value, variables).is_true(),
            Test::Some(name, value) => {
                let value = self.value(value, variables);
                let is_set = value.is_set();
                variables.insert(name.clone(), value);
                is_set
            }
        }
    }

    fn end(&self, end: &End, variables: &mut Variables) -> Option<Result<Endpoint, EndpointError>> {
        Some(match end {
            End::Endpoint(endpoint) => Ok(self.endpoint(endpoint, variables)),
            End::Error(message) => Err(EndpointError::new(self.value(message, variables).text())),
            End::Call(name, _) => {
                let Logic::Tree(tree) = &self.rules.logic else {
                    return None;
                };
                let function = tree.functions.iter().find(|function| function.name == *name)?;
                return self.block(&function.body, variables);
            }
            End::Exhausted => Err(EndpointError::new("no endpoint rule matches")),
            End::FallThrough => return None,
        })
    }

    fn diagram(&self, diagram: &Diagram, variables: &mut Variables) -> Option<Result<Endpoint, EndpointError>> {
        let is_set = |variables: &Variables, needs: &[ir::RuleVariable]| {
            needs
                .iter()
                .all(|variable| variables.get(&variable.name).is_some_and(RuleValue::is_set))
        };
        let mut next = diagram.root;
        loop {
            match next {
                Next::NoMatch => return None,
                Next::Result(index) => {
                    let result = diagram.results.get(index)?;
                    return is_set(variables, &result.needs).then(|| self.end(&result.end, variables))?;
                }
                Next::Node(index) => {
                    let node = diagram.nodes.get(index)?;
                    let condition = diagram.conditions.get(node.condition)?;
                    let can_hold = is_set(variables, &condition.needs) && is_set(variables, &condition.checks);
                    let value = match can_hold {
                        true => self.value(&condition.value, variables),
                        false => RuleValue::Absent,
                    };
                    let holds = value.is_set() && !matches!(value, RuleValue::Bool(false));
                    if let Some(variable) = &condition.keeps {
                        variables.insert(variable.name.clone(), value);
                    }
                    next = if holds { node.holds } else { node.fails };
                }
            }
        }
    }

    fn value(&self, expr: &Expr, variables: &Variables) -> RuleValue {
        let value = |expr: &Expr| self.value(expr, variables);
        match expr {
            Expr::Text(text) => RuleValue::Text(text.clone()),
            Expr::Bool(flag) => RuleValue::Bool(*flag),
            Expr::List(elements) => RuleValue::List(elements.iter().map(|element| value(element).text()).collect()),
            Expr::Variable(variable) => variables.get(&variable.name).cloned().unwrap_or(RuleValue::Absent),
            Expr::Template(parts) => {
                let text = parts.iter().map(|part| match part {
                    TemplatePart::Text(text) => text.clone(),
                    TemplatePart::Value(part) => value(part).text(),
                });
                RuleValue::Text(text.collect())
            }
            Expr::Field(record, name) => field(value(record), *name),
            Expr::Item(list, index) => match value(list) {
                RuleValue::List(list) => {
                    let element = match *index {
                        RuleIndex::FromStart(index) => list.get(index),
                        RuleIndex::FromEnd(index) => list.iter().rev().nth(index),
                    };
                    RuleValue::optional(element, |text| RuleValue::Text(text.clone()))
                }
                _ => RuleValue::Absent,
            },
            Expr::IsSet(inner) => RuleValue::Bool(value(inner).is_set()),
            Expr::Not(inner) => RuleValue::Bool(!value(inner).is_true()),
            Expr::Equal(left, right) => RuleValue::Bool(match (value(left), value(right)) {
                (RuleValue::Text(left), RuleValue::Text(right)) => left == right,
                (RuleValue::Bool(left), RuleValue::Bool(right)) => left == right,
                _ => false,
            }),
            Expr::Coalesce(first, rest) => match value(first) {
                RuleValue::Absent => value(rest),
                first => first,
            },
            Expr::IfElse(parts) => {
                let [condition, then, otherwise] = &**parts;
                value(if value(condition).is_true() { then } else { otherwise })
            }
            Expr::Call(function, arguments) => self.call(*function, arguments, variables),
        }
    }

    fn call(&self, function: Function, arguments: &[Argument], variables: &Variables) -> RuleValue {
        let argument = |index: usize| match arguments.get(index) {
            Some(Argument::Value(value)) => self.value(value, variables),
            _ => RuleValue::Absent,
        };
        let number = |index: usize| match arguments.get(index) {
            Some(Argument::Number(number)) => *number,
            _ => 0,
        };
        let RuleValue::Text(text) = argument(0) else {
            return RuleValue::Absent;
        };
        match function {
            Function::IsValidHostLabel => RuleValue::Bool(endpoint::is_valid_host_label(&text, argument(1).is_true())),
            Function::IsVirtualHostableS3Bucket => {
                RuleValue::Bool(endpoint::is_virtual_hostable_s3_bucket(&text, argument(1).is_true()))
            }
            Function::ParseUrl => RuleValue::optional(endpoint::parse_url(&text), RuleValue::Url),
            Function::ParseArn => RuleValue::optional(endpoint::parse_arn(&text), RuleValue::Arn),
            Function::Partition => {
                RuleValue::optional(endpoint::partition(&text, self.partitions), RuleValue::Partition)
            }
            Function::UriEncode => RuleValue::Text(endpoint::uri_encode(&text)),
            Function::Split => RuleValue::List(endpoint::split(&text, &argument(1).text(), number(2))),
            Function::Substring => RuleValue::optional(
                endpoint::substring(&text, number(1), number(2), argument(3).is_true()),
                RuleValue::Text,
            ),
        }
    }

    fn endpoint(&self, made: &ir::Endpoint, variables: &Variables) -> Endpoint {
        let text = |expr: &Expr| self.value(expr, variables).text();
        let mut endpoint = Endpoint::new(text(&made.url));
        for (name, value) in &made.headers {
            endpoint = endpoint.with_header(name.clone(), text(value));
        }
        for scheme in &made.auth_schemes {
            let mut auth = AuthScheme::new(text(&scheme.name));
            if let Some(name) = &scheme.signing_name {
                auth = auth.with_signing_name(text(name));
            }
            if let Some(region) = &scheme.signing_region {
                auth = auth.with_signing_region(text(region));
            }
            auth = auth.with_disable_double_encoding(scheme.disable_double_encoding);
            for (name, value) in &scheme.properties {
                auth = auth.with_property(name.clone(), self.property(value, variables));
            }
            endpoint = endpoint.with_auth_scheme(auth);
        }
        for (name, value) in &made.properties {
            endpoint = endpoint.with_property(name.clone(), self.property(value, variables));
        }
        endpoint
    }

    fn property(&self, property: &Property, variables: &Variables) -> Document {
        match property {
            Property::Bool(value) => Document::Bool(*value),
            Property::Integer(value) => Document::Number(match u64::try_from(*value) {
                Ok(value) => Number::PosInt(value),
                Err(_) => Number::NegInt(*value),
            }),
            Property::String(value) => Document::String(self.value(value, variables).text()),
            Property::List(elements) => {
                let elements = elements.iter().map(|element| self.property(element, variables));
                Document::Array(elements.collect())
            }
            Property::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|(name, value)| (name.clone(), self.property(value, variables)));
                Document::Object(entries.collect())
            }
        }
    }
}

#[cfg(test)]
mod tests;
