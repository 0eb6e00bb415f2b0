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

#[test]
fn selectors_of_traits_are_checked() {
    let model = r#"$version: "2"
namespace a

@trait(selector: "strcture > member")
structure wrong {}

@trait(selector: ":nott(member)")
structure unknown {}

@trait(selector: """
    structure
    > membre""")
structure inBlock {}

@trait
@idRef(failWhenMissing: true, selector: "operation")
string target

@target(B)
string A

@target(Do)
string B

operation Do {}
"#;
    let place = Place::with(&[("a.smithy", model)]);
    let ran = place.run(&["check", "a.smithy"]);
    ran.ends_with_code(1).reports(&[
        "a.smithy:4:19",
        "column 1: `strcture` is not a type of shapes; did you mean `structure`?",
        "a.smithy:7:20",
        "there is no function `nott`",
        "did you mean `not`?",
        "line 2, column 3: `membre` is not a type of shapes",
        "the shape `a#B` does not match `operation`",
    ]);
    ran.prints(&["1 file: 3 errors, 1 warning"]);
}

/// A model with validators of its own.
const VALIDATORS: &str = r#"$version: "2"

metadata validators = [
    {
        name: "EmitEachSelector"
        id: "InputName"
        message: "Bad name. {super}"
        severity: "WARNING"
        namespaces: ["a"]
        configuration: {
            selector: "operation $op(*) -[input]-> :not([id|name $= Input])"
            messageTemplate: "@{id|name} of @{var|op|id} has @@tags @{trait|tags}"
        }
    }
    {
        name: "EmitNoneSelector"
        id: "Documented.None"
        configuration: { selector: "[trait|documentation]" }
    }
    {
        name: "EmitEachSelector"
        id: "Tagged"
        configuration: { selector: "*", bindToTrait: tags }
    }
    { name: "EmitEachSelector", id: "Quiet", severity: "NOTE", configuration: { selector: "*" } }
    { name: "CamelCase" }
]

namespace a

operation Do { input: Question }

@tags(["x", "y"])
structure Question {}
"#;

#[test]
fn validators_of_the_model_run() {
    let place = Place::with(&[("a.smithy", VALIDATORS)]);
    let ran = place.run(&["check", "a.smithy"]);
    ran.ends_with_code(1).reports(&[
        r#"warning[InputName]: InputName: Bad name. Question of [a#Do] has @tags ["x","y"]"#,
        "error[Documented.None]",
        "no shape matches",
        "error[Tagged]",
        "a.smithy:33:7",
        "warning[UnknownValidator_CamelCase]",
    ]);
    ran.prints(&["2 errors, 2 warnings"]);
    let suppressed = place.run(&[
        "check",
        "a.smithy",
        "--suppress",
        "Documented",
        "--suppress",
        "Tagged@a",
    ]);
    suppressed.ends_with_code(0).prints(&["0 errors, 2 warnings"]);
}

#[test]
fn invalid_validators_are_errors() {
    let model = r#"$version: "2"
metadata validators = [
    { name: "EmitEachSelector" }
    { id: "A" }
    { name: "EmitEachSelector", configuration: { selector: "[trait" } }
    { name: "EmitEachSelector", configuration: { selector: "*", messageTemplate: "at @ home" } }
]
namespace a
"#;
    let place = Place::with(&[("a.smithy", model)]);
    let ran = place.run(&["check", "a.smithy"]);
    ran.ends_with_code(1).reports(&[
        "needs a `selector`",
        "needs a `name`",
        "column 7: expected",
        "invalid template of a message: the `@` at character 4 begins no path: expected `{`",
    ]);
}

#[test]
fn select_prints_the_shapes_that_a_selector_matches() {
    let place = Place::with(&[("a.smithy", VALIDATORS)]);
    let ran = place.run(&["select", "a.smithy", "--selector", "operation > *"]);
    ran.ends_with_code(0);
    assert_eq!(ran.out, "a#Question\n");
    let ran = place.run(&["select", "a.smithy", "--selector", "[id|name = string i]"]);
    assert_eq!(ran.out, "");
    let ran = place.run(&["select", "a.smithy", "--prelude", "--selector", "[id|name = string i]"]);
    assert_eq!(ran.out, "smithy.api#String\n");
    let ran = place.run(&["select", "a.smithy", "--selector", "operation >>"]);
    ran.ends_with_code(0);
    let ran = place.run(&["select", "a.smithy", "--selector", "operation >! *"]);
    ran.ends_with_code(2)
        .reports(&["invalid selector `operation >! *`: column 12: expected"]);
}
