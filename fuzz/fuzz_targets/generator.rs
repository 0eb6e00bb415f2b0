//! Any bytes as a model: the outcome is a crate or a reason, never a panic, and what is printed is
//! Rust.
#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let sources = [Source::new("model.json", text)];
    let options = Options {
        filter: Filter::default(),
        runtime: RuntimeDependency::Version("0.1".to_owned()),
        command: "fuzz".to_owned(),
        readme: None,
        protocol: None,
        layout: Layout::Crate,
        compatibility: Compatibility::Own,
    };
    let mut diagnostics = Diagnostics::default();
    let made = smithy_codegen::generate(&sources, None, &options, &|| Duration::ZERO, &mut diagnostics);
    let told = diagnostics.render(&sources, false);
    assert!(
        made.is_some() != diagnostics.has_errors(),
        "neither a client nor a reason: {told}"
    );
    assert!(!told.contains("generator-fault"), "{told}");
});
