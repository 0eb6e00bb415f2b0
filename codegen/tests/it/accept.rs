//! Models that the generator accepts: its decisions, its output and its warnings.

use crate::common;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;

/// The warning about missing documentation, which most fixtures would cause; a test of its own
/// covers it.
const UNDOCUMENTED: &str = "undocumented";

fn warnings(diagnostics: &Diagnostics, sources: &[Source]) -> String {
    let told = diagnostics
        .sorted()
        .into_iter()
        .filter(|finding| finding.code() != UNDOCUMENTED);
    let told: Vec<_> = told.map(|finding| finding.render(sources, false)).collect();
    if told.is_empty() {
        "none".to_owned()
    } else {
        told.join("\n\n")
    }
}

#[test]
fn fixtures() {
    insta::glob!("..", "fixtures/accept/*", |path| {
        let sources = common::sources(path);
        let options = common::options(Filter::default());
        let service = smithy_codegen::lower_only(&sources, &options, &mut Diagnostics::default());
        let (generated, diagnostics) = common::generate(&sources, Filter::default());
        let (Some(service), Some(generated)) = (service, generated) else {
            panic!("{}", diagnostics.render(&sources, false))
        };
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!("warnings", warnings(&diagnostics, &sources));
            insta::assert_snapshot!("ir", format!("{service:#?}"));
            insta::assert_snapshot!(
                "rust",
                common::listing(&generated, |path| path.starts_with("src/types") || path.starts_with("src/operation"))
            );
        });
    });
}

#[test]
fn their_clients_compile() {
    let paths = common::entries(&common::fixtures("accept"));
    let crates: Vec<_> = paths
        .iter()
        .filter_map(|path| common::generate(&common::sources(path), Filter::default()).0)
        .collect();
    assert_eq!(crates.len(), paths.len());
    common::compile("accept", &crates);
}

#[test]
fn examples_on_the_front_page_import_what_they_name() {
    let sources = common::sources(&common::fixtures("accept").join("a-first-call-that-needs-an-enum.json"));
    let generated = common::generate(&sources, Filter::default()).0.unwrap();
    let blocks: Vec<_> = generated.files["src/lib.rs"].split("```").skip(1).step_by(2).collect();
    let naming: Vec<_> = blocks
        .iter()
        .filter(|block| block.contains("types::Size::Small"))
        .collect();
    assert_eq!(naming.len(), 3, "of the first call, errors and tests");
    for block in naming {
        assert!(block.contains("use kiosk::types;"), "{block}");
    }
}

#[test]
fn what_has_no_words_is_told_in_one_warning() {
    let sources = common::sources(&common::fixtures("accept").join("maps-with-enum-keys.json"));
    let (_, diagnostics) = common::generate(&sources, Filter::default());
    insta::assert_snapshot!(diagnostics.render(&sources, false), @r"
    warning[undocumented]: 7 shapes and members have no documentation: `example#Count`, and 6 more
     |
     = help: add texts as `apply` statements with `smithy.api#documentation`, in a file given with --model
    ");
}

#[test]
fn a_filter_takes_only_what_its_operations_need() {
    let sources = common::sources(&common::fixtures("accept").join("pagination.json"));
    let filter = Filter {
        service: Some("Archive".to_owned()),
        operations: vec!["ListPlain".to_owned(), "ListByName".to_owned()],
    };
    let (generated, diagnostics) = common::generate(&sources, filter);
    let generated = generated.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    let files: Vec<_> = generated
        .files
        .keys()
        .map(String::as_str)
        .filter(|path| path.starts_with("src/types/") || path.matches('/').count() == 2)
        .collect();
    insta::assert_snapshot!(files.join("\n"), @r"
    src/operation/list_by_name.rs
    src/operation/list_plain.rs
    src/types/box.rs
    src/types/builders.rs
    ");
}
