//! The tests of the endpoint rules of models.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::path::Path;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::endpoint_rules::ir::{Expected, ParameterSource, ParameterValue};
use smithy_codegen::maintenance::semver;
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;

use super::*;

/// Runs the tests of a model's endpoint rules. Returns their number.
fn run(path: &Path) -> usize {
    let source = Source::new(path.display().to_string(), std::fs::read_to_string(path).unwrap());
    let partitions = smithy_codegen_build::partitions();
    let service = semver::client(
        &[source],
        Some(&partitions),
        &Filter::default(),
        &mut Diagnostics::default(),
    );
    let Some(rules) = service.and_then(|service| service.endpoint) else {
        return 0;
    };
    let rules: &'static Rules = Box::leak(Box::new(rules));
    let resolver = Resolver::new(rules);
    for test in &rules.tests {
        let mut request = EndpointRequest::default();
        for (parameter, value) in &test.parameters {
            match (parameter.source, value) {
                (ParameterSource::Region, ParameterValue::String(text)) => request.region = Some(text),
                (ParameterSource::Endpoint, ParameterValue::String(text)) => request.endpoint = Some(text),
                (ParameterSource::AccountId, ParameterValue::String(text)) => request.account_id = Some(text),
                (ParameterSource::AccountIdEndpointMode, ParameterValue::String(text)) => {
                    request.account_id_endpoint_mode = Some(text);
                }
                (ParameterSource::UseFips, ParameterValue::Bool(flag)) => request.use_fips = *flag,
                (ParameterSource::UseDualStack, ParameterValue::Bool(flag)) => request.use_dual_stack = *flag,
                (_, ParameterValue::Bool(flag)) => request.set_boolean(&parameter.name, *flag),
                (_, ParameterValue::String(text)) => request.set_string(&parameter.name, text.as_str()),
                (_, ParameterValue::Strings(list)) => request.set_strings(&parameter.name, list.clone()),
            }
        }
        let found = resolver.resolve(&request);
        let expected = match &test.expected {
            Expected::Endpoint(endpoint) => Ok(resolver.endpoint(endpoint, &Variables::new())),
            Expected::Error(message) => Err(EndpointError::new(message.clone())),
        };
        assert_eq!(found, expected, "{}: {}", path.display(), test.name);
    }
    rules.tests.len()
}

#[test]
fn tests_of_models_pass() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    assert!(run(&here.join("model/partnercentral-selling/model.json")) > 0);
    let models = here.parent().unwrap().join("shared/models");
    if !models.is_dir() {
        println!("skipped: no models of AWS beside the checkout");
        return;
    }
    for name in [
        "s3-2006-03-01",
        "dynamodb-2012-08-10",
        "sts-2011-06-15",
        "iot-data-plane-2015-05-28",
    ] {
        assert!(run(&models.join(format!("{name}.json"))) > 0, "{name}");
    }
}
