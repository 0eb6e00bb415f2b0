//! Models in the Smithy IDL: their content, the place of each error, and the findings of the
//! validation.

mod official;
mod random;
mod specification;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::{self, Files};
use smithy_codegen::source::Source;

use crate::common;

/// Returns the JSON AST of files as one model.
fn to_json(sources: &[Source]) -> Result<String, String> {
    let mut diagnostics = Diagnostics::default();
    let files = Files::read(sources, &mut diagnostics);
    let text = model::to_json(&files, &mut diagnostics);
    text.filter(|_| !diagnostics.has_errors())
        .ok_or_else(|| diagnostics.render(sources, false))
}

/// Returns the findings about files as one model.
fn check(sources: &[Source]) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let files = Files::read(sources, &mut diagnostics);
    model::load_valid(&files, &[], &mut diagnostics);
    diagnostics
}

/// Checks that reading the JSON AST of a model gives the same model.
fn assert_stable(json: &str) {
    let again = to_json(&[Source::new("model.json", json)]).unwrap();
    assert_eq!(json, again);
}

#[test]
fn models_become_json() {
    insta::glob!("..", "fixtures/idl/read/*", |path| {
        let json = to_json(&common::sources(path)).unwrap();
        assert_stable(&json);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!("json", json);
        });
    });
}

#[test]
fn syntax_errors_are_explained() {
    findings("fixtures/idl/syntax/*");
}

#[test]
fn validation_explains_what_is_wrong() {
    findings("fixtures/idl/checked/*");
}

fn findings(pattern: &str) {
    insta::glob!("..", pattern, |path| {
        let sources = common::sources(path);
        let text = check(&sources).render(&sources, false);
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!("findings", text);
        });
    });
}

#[test]
fn findings_of_a_translated_model_point_into_the_idl() {
    let sources = [Source::new(
        "a.smithy",
        "$version: \"2.0\"\nnamespace a\n\nstructure B {\n    c: Missing\n}\n",
    )];
    let text = check(&sources).render(&sources, false);
    assert!(text.contains("--> a.smithy:5:8"), "{text}");
}

#[test]
fn what_the_user_suppresses_is_left_out() {
    let text = "$version: \"2.0\"\nnamespace a\n@tags([Missing])\nstring B\n";
    let sources = [Source::new("a.smithy", text)];
    let errors = |suppressions: &[&str]| {
        let suppressions: Vec<_> = suppressions
            .iter()
            .map(|text| model::Suppression::parse(text))
            .collect();
        let mut diagnostics = Diagnostics::default();
        let files = Files::read(&sources, &mut diagnostics);
        model::load_valid(&files, &suppressions, &mut diagnostics);
        diagnostics.counts().0
    };
    assert_eq!(errors(&[]), 1);
    assert_eq!(errors(&["unknown-shape-id@b"]), 1);
    assert_eq!(errors(&["unknown-shape-id"]), 0);
    assert_eq!(errors(&["SyntacticShapeIdTarget@a"]), 0);
}

#[test]
fn a_client_is_the_same_from_both_formats() {
    let idl = r#"$version: "2.0"
namespace example
use aws.protocols#awsJson1_0

/// Sells papers.
@awsJson1_0
service Kiosk { version: "1", operations: [Buy] }

/// Buys one.
operation Buy {
    input := {
        /// The one to check.
        @required
        title: String
        copies: Integer = 1
    }
}
"#;
    let idl = [Source::new("kiosk.smithy", idl)];
    let json = [Source::new("kiosk.json", to_json(&idl).unwrap())];
    let files = |sources: &[Source]| {
        let (generated, diagnostics) = common::generate(sources, Default::default());
        let generated = generated.unwrap_or_else(|| panic!("{}", diagnostics.render(sources, false)));
        common::listing(&generated, |_| true)
    };
    assert_eq!(files(&idl), files(&json));
}
