//! A service that is not of AWS: no signatures, no endpoint rules.

use crate::common;
use smithy_codegen::GeneratedCrate;
use smithy_codegen::model::select::Filter;

/// Returns the client of the service, with tests that call it.
pub(crate) fn with_calls() -> GeneratedCrate {
    let mut generated = generated();
    let calls = std::fs::read_to_string(common::fixtures("weather.rs")).unwrap();
    generated.files.insert("tests/calls.rs".to_owned(), calls);
    generated
}

fn generated() -> GeneratedCrate {
    let sources = common::sources(&common::fixtures("weather.smithy"));
    let (generated, diagnostics) = common::generate(&sources, Filter::default());
    generated.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)))
}

#[test]
fn nothing_has_a_name_of_aws() {
    for (path, text) in generated().files {
        for word in ["aws", "amazon", "sigv4", "credential", "region"] {
            let lines = text.lines().filter(|line| line.to_lowercase().contains(word));
            let lines: Vec<_> = lines.filter(|line| !line.contains("aws-lc-rs")).collect();
            assert!(lines.is_empty(), "{path}: {lines:?}");
        }
    }
}
