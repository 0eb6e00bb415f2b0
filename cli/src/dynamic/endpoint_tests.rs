//! Runs the endpoint tests of a model with its rules, which are evaluated at run time.

use smithy_client_runtime::endpoint::{Endpoint, EndpointError, EndpointRequest};
use smithy_codegen::endpoint_rules::ir::{Expected, ParameterSource, ParameterValue, TestCase, TestParameter};
use smithy_codegen::ir::{self, EndpointCall};

use super::call::Call;
use super::context;
use super::endpoint::Resolver;
use super::sample::of_structure;
use super::shapes::Shapes;

/// The results of the endpoint tests of a service.
#[derive(Debug, Default)]
pub struct EndpointTests {
    /// The number of tests.
    pub tests: usize,
    /// The number of calls in them, whose inputs and settings result in the parameters of the test.
    pub calls: usize,
    /// A text for each test that fails.
    pub failures: Vec<String>,
}

/// Runs the endpoint tests of a service.
pub fn endpoint_tests(service: &'static ir::Service) -> EndpointTests {
    let Some(rules) = &service.endpoint else {
        return EndpointTests::default();
    };
    let shapes = Shapes::new(service);
    let runner = Runner {
        resolver: Resolver::new(rules),
        shapes,
        calls: Call::all(service, shapes),
    };
    let failures = rules.tests.iter().enumerate().filter_map(|(index, case)| {
        let calls = service.endpoint_calls.iter().filter(|call| call.case == index);
        let problem = runner.check(case, calls).err()?;
        Some(format!("{}: {problem}", case.name))
    });
    EndpointTests {
        tests: rules.tests.len(),
        calls: service.endpoint_calls.len(),
        failures: failures.collect(),
    }
}

struct Runner {
    resolver: Resolver,
    shapes: &'static Shapes,
    calls: Vec<Call>,
}

impl Runner {
    /// Checks a test and the calls in it.
    fn check(&self, case: &'static TestCase, calls: impl Iterator<Item = &'static EndpointCall>) -> Result<(), String> {
        let expected = match &case.expected {
            Expected::Endpoint(endpoint) => Ok(self.resolver.constant(endpoint)),
            Expected::Error(message) => Err(EndpointError::new(message.as_str())),
        };
        self.compare(&request(&case.parameters), &expected)?;
        for EndpointCall { settings, input, .. } in calls {
            let ir::value::StructurePath::Operation { module, .. } = &input.path else {
                return Err("the call has no operation".to_owned());
            };
            let call = self.calls.iter().find(|call| call.facts.method == *module);
            let call = call.ok_or_else(|| format!("there is no operation `{module}`"))?;
            let value = of_structure(self.shapes, call.input, input);
            let value = value.ok_or("the call has a value that cannot be made")?;
            let mut request = request(settings);
            context::set(&call.facts.endpoint_params, &value, &mut request);
            self.compare(&request, &expected)
                .map_err(|problem| format!("{}: {problem}", call.facts.shape))?;
        }
        Ok(())
    }

    fn compare(&self, request: &EndpointRequest<'_>, expected: &Result<Endpoint, EndpointError>) -> Result<(), String> {
        let found = self.resolver.resolve(request);
        match found == *expected {
            true => Ok(()),
            false => Err(format!("expected {expected:?}\nfound    {found:?}")),
        }
    }
}

/// Returns the request that has these parameters.
fn request(parameters: &'static [(TestParameter, ParameterValue)]) -> EndpointRequest<'static> {
    let mut request = EndpointRequest::default();
    for (TestParameter { name, source }, value) in parameters {
        match (source, value) {
            (ParameterSource::Region, ParameterValue::String(text)) => request.region = Some(text),
            (ParameterSource::UseFips, ParameterValue::Bool(flag)) => request.use_fips = *flag,
            (ParameterSource::UseDualStack, ParameterValue::Bool(flag)) => request.use_dual_stack = *flag,
            (ParameterSource::Endpoint, ParameterValue::String(text)) => request.endpoint = Some(text),
            (ParameterSource::AccountId, ParameterValue::String(text)) => request.account_id = Some(text),
            (ParameterSource::AccountIdEndpointMode, ParameterValue::String(text)) => {
                request.account_id_endpoint_mode = Some(text);
            }
            (_, ParameterValue::Bool(flag)) => request.set_boolean(name, *flag),
            (_, ParameterValue::String(text)) => request.set_string(name, text.as_str()),
            (_, ParameterValue::Strings(texts)) => request.set_strings(name, texts.clone()),
        }
    }
    request
}
