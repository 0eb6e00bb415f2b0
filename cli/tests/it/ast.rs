//! `smithy-codegen ast`

use crate::place::Place;

const MODEL: &str = "$version: \"2\"\nnamespace a\n\nstructure B {\n    c: D\n}\n\nstring D\n";

#[test]
fn files_of_both_formats_are_printed_as_one_model() {
    let json = r#"{"smithy": "1.0", "shapes": {"a#E": {"type": "string", "traits": {"smithy.api#enum": [{"value": "x", "name": "X"}]}}}}"#;
    let place = Place::with(&[("m/a.smithy", MODEL), ("m/b.json", json), ("m/notes.txt", "no model")]);
    let ran = place.run(&["ast", "m"]);
    ran.ends_with_code(0)
        .prints(&["\"smithy\": \"2.0\"", "\"a#B\"", "\"type\": \"enum\""]);
    assert_eq!(ran.err, "");
    let at = |name: &str| ran.out.find(name).unwrap();
    assert!(
        at("\"a#B\"") < at("\"a#D\"") && at("\"a#D\"") < at("\"a#E\""),
        "{}",
        ran.out
    );
}

#[test]
fn the_output_is_a_model_with_the_same_output() {
    let place = Place::with(&[("a.smithy", MODEL)]);
    let first = place.run(&["ast", "a.smithy"]);
    place.put("b.json", &first.out);
    assert_eq!(place.run(&["ast", "b.json"]).out, first.out);
}

#[test]
fn a_part_of_a_model_can_be_printed() {
    let part = "$version: \"2\"\nnamespace a\nuse other#Thing\nstructure B { c: Thing }\n";
    let place = Place::with(&[("a.smithy", part)]);
    place
        .run(&["ast", "a.smithy"])
        .ends_with_code(0)
        .prints(&["other#Thing"]);
}

#[test]
fn errors_have_lines_and_nothing_is_printed() {
    let wrong = "$version: \"2\"\nnamespace a\n\nstrcture B {}\n\nlist C {\n    membr String\n}\n";
    let place = Place::with(&[("a.smithy", wrong)]);
    let ran = place.run(&["ast", "a.smithy"]);
    ran.ends_with_code(2)
        .reports(&["a.smithy:4:1", "structure", "a.smithy:7:"]);
    assert_eq!(ran.out, "");
    place
        .run(&["ast", "gone.smithy", "lost.json"])
        .ends_with_code(2)
        .reports(&["gone.smithy", "lost.json"]);
    let empty = Place::with(&[("m/notes.txt", "no model")]);
    empty
        .run(&["ast", "m"])
        .ends_with_code(2)
        .reports(&["there is no model in m", ".smithy"]);
}
