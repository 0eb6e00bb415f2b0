//! Selectors: cases in the form of the specification's compliance tests, and errors.

use std::path::Path;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model;
use smithy_codegen::source::Source;

use crate::common;

/// Runs the metadata `selectorTests` of a file. Returns the number of cases.
fn run(path: &Path) -> usize {
    let sources = [Source::new(
        path.display().to_string(),
        std::fs::read_to_string(path).unwrap(),
    )];
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    let loaded = model::load(&files, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(&sources, false));
    let (mut count, mut failures) = (0, String::new());
    let lists = loaded.metadata["selectorTests"].iter();
    for case in lists.flat_map(|list| serde_json::from_str::<Vec<serde_json::Value>>(list.text()).unwrap()) {
        let selector = case["selector"].as_str().unwrap();
        let skips_prelude = case["skipPreludeShapes"] == true;
        let selected = model::select_shapes(&files, selector, &mut diagnostics)
            .unwrap_or_else(|error| panic!("{}: {selector}: {error}", path.display()));
        let selected = selected
            .iter()
            .filter(|id| !(skips_prelude && id.namespace() == "smithy.api"));
        let mut selected: Vec<String> = selected.map(ToString::to_string).collect();
        let expected = case["matches"].as_array().unwrap().iter();
        let mut expected: Vec<&str> = expected.map(|id| id.as_str().unwrap()).collect();
        selected.sort_unstable();
        expected.sort_unstable();
        if selected != expected {
            failures += &format!("{selector}\n  expected {expected:?}\n  selected {selected:?}\n");
        }
        count += 1;
    }
    assert!(failures.is_empty(), "{}:\n{failures}", path.display());
    count
}

fn run_folder(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| run(&path)).sum()
}

#[test]
fn own_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/selectors");
    assert!(run_folder(&folder) >= 60);
}

#[test]
fn official_cases() {
    let shared = common::workspace()
        .parent()
        .map(|place| place.join("shared/smithy/selector/cases"));
    match shared.filter(|folder| folder.is_dir()) {
        Some(folder) => assert!(run_folder(&folder) > 0),
        None => println!("skipped: no official cases of selectors"),
    }
}

#[test]
fn errors_have_their_column() {
    let cases = [
        ("", "column 1: expected a step of a selector"),
        (
            "strcture",
            "column 1: `strcture` is not a type of shapes; did you mean `structure`?",
        ),
        (
            "structure [trait|required",
            "column 26: expected `|`, a comparator or `]`, found the end",
        ),
        ("structure [trait|]", "column 18: expected a value"),
        (
            "[trit|required]",
            "column 2: a shape has no attribute `trit`; did you mean `trait`?",
        ),
        (
            "[id|nam = A]",
            "column 2: an id has no property `nam`; did you mean `name`?",
        ),
        ("[service|other]", "column 2: a service has no property `other`"),
        ("[id|name = 'A]", "column 12: the text has no closing `'`"),
        ("[id = a.b$c]", "column 10: expected `,`, `i` or `]`, found `$`"),
        ("[id|(length) > 01]", "column 16: this is not a number"),
        ("[trait|range > ]", "column 16: expected a value"),
        ("[@trait|range @{min} > 1]", "column 15: expected `:`"),
        ("[@trait|range: @{min]", "column 21: expected `|` or `}`"),
        ("[@trait|range: @{min} & 1]", "column 23: expected a comparator"),
        ("[@: @{other} = 1]", "column 5: a shape has no attribute `other`"),
        ("operation -[input->", "column 18: expected `,` or `]->`, found `-`"),
        ("operation -[]->", "column 13: expected the name of a relationship"),
        (
            ":not(string, number)",
            "column 2: the function `:not` takes at most 1 selector, found 2",
        ),
        (
            ":in(string, number)",
            "column 2: the function `:in` takes at most 1 selector",
        ),
        (":topdown(a)", "column 10: `a` is not a type"),
        (
            ":topdown(*, *, *)",
            "column 2: the function `:topdown` takes at most 2 selectors, found 3",
        ),
        (":test()", "column 7: expected a step"),
        (":test(string", "column 13: expected `,` or `)`"),
        ("string)", "column 7: expected the next step or the end, found `)`"),
        ("$x", "column 3: expected `(`"),
        ("$(*)", "column 2: expected the name of a variable, or `{`"),
        ("${x", "column 4: expected `}`"),
        ("string\n  ~ number", "line 2, column 3: expected a step"),
        (
            "é",
            "column 1: expected a step of a selector, such as `structure` or `[trait|required]`, found `é`",
        ),
    ];
    let sources = [Source::new("a.smithy", "$version: \"2\"\nnamespace a\nstring B\n")];
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    for (selector, expected) in cases {
        let error = model::select_shapes(&files, selector, &mut diagnostics).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{selector}: {error}");
    }
    let deep = format!("{}*{}", ":test(".repeat(5000), ")".repeat(5000));
    let error = model::select_shapes(&files, &deep, &mut diagnostics).unwrap_err();
    assert!(error.problem.contains("at most 32 levels"), "{error}");
}
