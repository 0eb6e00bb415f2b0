//! `smithy-codegen check`

use crate::place::Place;

#[test]
fn a_valid_model_passes() {
    let place = Place::with(&[("a.smithy", "$version: \"2\"\nnamespace a\n\nstring B\n")]);
    let ran = place.run(&["check", "a.smithy"]);
    ran.ends_with_code(0).prints(&["1 file: 0 errors, 0 warnings"]);
    assert_eq!(ran.err, "");
}

#[test]
fn all_errors_are_reported_with_their_places() {
    let model = "$version: \"2\"\nnamespace a\n\nstructure B {\n    c: Strng\n}\n\n@range(min: 1)\nstring D\n\nstructure E {\n    @required\n    f: E\n}\n";
    let place = Place::with(&[("a.smithy", model)]);
    let ran = place.run(&["check", "a.smithy"]);
    ran.ends_with_code(1).reports(&[
        "a.smithy:5:8",
        "a#Strng",
        "a.smithy:8:",
        "range",
        "a.smithy:13:",
        "help",
    ]);
    ran.prints(&["1 file: 3 errors, 0 warnings"]);
}

/// A model with one warning: the token of a first request is required.
const WARNED: &str = r#"$version: "2"
namespace a.b

@paginated(inputToken: "token", outputToken: "token")
operation List {
    input := { @required token: String }
    output := { token: String }
}
"#;

#[test]
fn warnings_pass_and_can_be_suppressed() {
    let place = Place::with(&[("a.smithy", WARNED)]);
    let ran = place.run(&["check", "a.smithy"]);
    ran.ends_with_code(0).prints(&["1 warning"]).reports(&["warning["]);
    let id = ran.err.split("warning[").nth(1).unwrap().split(']').next().unwrap();
    let suppressed = place.run(&["check", "a.smithy", "--suppress", id]);
    suppressed.ends_with_code(0).prints(&["0 warnings"]);
    let in_namespace = format!("{id}@a.b");
    place
        .run(&["check", "a.smithy", "--suppress", &in_namespace])
        .prints(&["0 warnings"]);
    let elsewhere = format!("{id}@other");
    place
        .run(&["check", "a.smithy", "--suppress", &elsewhere])
        .prints(&["1 warning"]);
    let metadata = format!("metadata suppressions = [{{ id: \"{id}\", namespace: \"a.b\" }}]\nnamespace a.b");
    place.put("b.smithy", WARNED.replace("namespace a.b", &metadata));
    place
        .run(&["check", "b.smithy"])
        .ends_with_code(0)
        .prints(&["0 warnings"]);
}

#[test]
fn errors_cannot_be_suppressed() {
    let place = Place::with(&[(
        "a.smithy",
        "$version: \"2\"\nnamespace a\n\nstructure B {\n    c: Strng\n}\n",
    )]);
    place
        .run(&["check", "a.smithy", "--suppress", "unknown-target"])
        .ends_with_code(1)
        .prints(&["1 error"]);
}

#[test]
fn unreadable_files_are_named() {
    let place = Place::with(&[]);
    place.put("latin.smithy", b"$version: \"2\" // \xfc");
    place
        .run(&["check", "latin.smithy", "gone.json"])
        .ends_with_code(2)
        .reports(&["latin.smithy", "UTF-8", "gone.json"]);
}
