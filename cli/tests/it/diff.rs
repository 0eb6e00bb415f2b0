//! `smithy-codegen diff`

use crate::place::Place;

const OLD: &str = "$version: \"2\"\nnamespace a\n@aws.protocols#awsJson1_0\nservice Shop { operations: [Buy] }\noperation Buy { input := { paper: String } }\n";

fn place() -> Place {
    let place = Place::with(&[("old.smithy", OLD)]);
    place.put(
        "new/a.smithy",
        OLD.replace("paper: String", "paper: Integer, note: String"),
    );
    place.put(
        "more.smithy",
        OLD.replace("paper: String", "paper: String, note: String"),
    );
    place
}

#[test]
fn the_verdict_comes_first_and_denied_verdicts_fail() {
    let place = place();
    let ran = place.run(&["diff", "old.smithy", "new", "--current", "0.1.0"]);
    ran.ends_with_code(0).prints(&[
        "major: 1 major, 1 minor, 0 patch\n",
        "~ operation::buy::BuyInput::paper: `Option<i32>` instead of `Option<String>`",
        "+ operation::buy::BuyInput::note: new member",
        "next version: 0.2.0",
    ]);
    for (new, deny, code) in [
        ("new", "major", 1),
        ("new", "patch", 1),
        ("more.smithy", "major", 0),
        ("more.smithy", "minor", 1),
        ("old.smithy", "patch", 0),
    ] {
        let ran = place.run(&["diff", "old.smithy", new, "--deny", deny]);
        ran.ends_with_code(code);
        assert_eq!(ran.err.contains("`--deny"), code == 1, "{ran:?}");
    }
    place
        .run(&["diff", "old.smithy", "old.smithy"])
        .ends_with_code(0)
        .prints(&["no changes"]);
}

#[test]
fn the_output_is_a_changelog_or_json() {
    let place = place();
    let markdown = place.run(&["diff", "old.smithy", "more.smithy", "--format", "markdown"]);
    let expected = "## Unreleased\n\n### Added\n\n- `operation::buy::BuyInput::note`: new member.\n";
    assert_eq!(markdown.ends_with_code(0).out, expected);
    let json = place.run(&["diff", "old.smithy", "new", "--format", "json", "--current", "1.0.0"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (&json["verdict"], &json["next_version"]),
        (&"major".into(), &"2.0.0".into())
    );
    assert_eq!(json["changes"][0]["shape"], "a#BuyInput$paper");
}

#[test]
fn mistakes_are_explained() {
    let place = place();
    place.put("types.smithy", "$version: \"2\"\nnamespace a\nstring B\n");
    place.put("wrong.smithy", OLD.replace("String", "Strng"));
    place.run(&["diff", "old.smithy"]).ends_with_code(2).reports(&["<NEW>"]);
    place
        .run(&["diff", "old.smithy", "gone.smithy"])
        .ends_with_code(2)
        .reports(&["gone.smithy"]);
    place
        .run(&["diff", "old.smithy", "types.smithy"])
        .ends_with_code(2)
        .reports(&["no service"]);
    place
        .run(&["diff", "old.smithy", "wrong.smithy"])
        .ends_with_code(2)
        .reports(&["wrong.smithy:5:", "Strng"]);
    place
        .run(&["diff", "old.smithy", "new", "--deny", "mayor"])
        .ends_with_code(2)
        .reports(&["mayor", "major"]);
    place
        .run(&["diff", "old.smithy", "new", "--format", "xml"])
        .ends_with_code(2)
        .reports(&["markdown"]);
    place
        .run(&["diff", "old.smithy", "new", "--current", "one"])
        .ends_with_code(2)
        .reports(&["0.1.0"]);
}
