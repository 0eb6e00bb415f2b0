//! Models that the generator refuses: the problem, the place and the help for each fault.

use crate::common;
use smithy_codegen::model::select::Filter;

/// Faults of the options, not of the model.
fn filter(fault: &str) -> Filter {
    match fault {
        "service-that-is-not-there" => Filter {
            service: Some("example#Servcie".to_owned()),
            operations: Vec::new(),
        },
        "operation-that-is-not-there" => Filter {
            service: None,
            operations: vec!["Doo".to_owned(), "SomethingElse".to_owned()],
        },
        _ => Filter::default(),
    }
}

#[test]
fn fixtures() {
    insta::glob!("..", "fixtures/reject/*", |path| {
        let sources = common::sources(path);
        let (generated, diagnostics) = common::generate(&sources, filter(path.file_stem().unwrap().to_str().unwrap()));
        let text = diagnostics.render(&sources, false);
        assert!(
            generated.is_none() && diagnostics.has_errors(),
            "{} is accepted:\n{text}",
            path.display()
        );
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!("diagnostics", text);
        });
    });
}
