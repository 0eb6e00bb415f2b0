//! Commands about models: their traits and their facts.

use std::fs;

use super::place::{MODEL, Place};

#[test]
fn traits_are_listed_and_counted() {
    let place = Place::new();
    place.run(&["traits"]).ends_with_code(0).prints(&[
        "smithy.api#required",
        "supported",
        "ignored",
        "aws.protocols#awsJson1_0",
    ]);
    let ran = place.run(&["traits", "--model", "model.json"]);
    ran.ends_with_code(0).prints(&["smithy.api#documentation"]);
    let counted = ran
        .out
        .lines()
        .find(|line| line.starts_with("smithy.api#documentation"))
        .unwrap();
    assert_eq!(counted.split_whitespace().nth(1), Some("7"), "{counted}");
}

#[test]
fn import_keeps_the_facts() {
    let place = Place::new();
    place
        .run(&["import", "model.json", "--out", "facts.json"])
        .ends_with_code(0)
        .prints(&["facts.json"]);
    let facts = place.text("facts.json");
    assert!(
        facts.contains("example#Paper") && !facts.contains("documentation"),
        "{facts}"
    );
    place
        .run(&["import", "model.json", "--out", "facts.json"])
        .ends_with_code(0)
        .prints(&["facts.json: no changes"]);
    place.put("model.json", MODEL.replace("\"Title\"", "\"Name\""));
    place
        .run(&["import", "model.json", "--out", "facts.json"])
        .ends_with_code(0)
        .prints(&["Title", "Name"])
        .prints(&[
            "Rust API: major: ",
            "types::Paper::title: removed member",
            "next version of kiosk after",
        ]);
    place.put("model.json", "{}");
    place
        .run(&["import", "model.json", "--out", "facts.json"])
        .ends_with_code(2)
        .tells(&["model.json"]);
    assert!(place.text("facts.json").contains("\"Name\""));

    place.put(
        "idl.smithy",
        "$version: \"2\"\nnamespace a\n\n/// Prose.\nstring Title\n",
    );
    place
        .run(&["import", "idl.smithy", "--out", "idl.json"])
        .ends_with_code(0);
    let facts = place.text("idl.json");
    assert!(facts.contains("a#Title") && !facts.contains("Prose"), "{facts}");
    place.put("idl.smithy", "$version: \"2\"\nnamespace a\n\nstrng Title\n");
    place
        .run(&["import", "idl.smithy", "--out", "idl.json"])
        .ends_with_code(2)
        .tells(&["idl.smithy:4:1", "did you mean `string`?"]);
}

/// Imports a changed model of a committed sibling client twice.
#[test]
fn import_writes_the_changelog_of_the_generated_crate() {
    let place = Place::new();
    let package = "partnercentral-account";
    let old = fs::read_to_string(format!("{}/../model/{package}/model.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (model, changelog) = (
        format!("model/{package}/model.json"),
        format!("generated/{package}/CHANGELOG.md"),
    );
    place.put(&model, &old);
    place.put(&format!("generated/{package}/Cargo.toml"), "");
    let mut new: serde_json::Value = serde_json::from_str(&old).unwrap();
    let shapes = new["shapes"].as_object_mut().unwrap();
    let name = |name: &str| format!("com.amazonaws.partnercentralaccount#{name}");
    let input = shapes[&name("GetPartner")]["input"]["target"]
        .as_str()
        .unwrap()
        .to_owned();
    shapes[&input]["members"]["Colour"] = serde_json::json!({ "target": "smithy.api#String" });
    place.put("new.json", new.to_string());
    let import = ["import", "new.json", "--workspace", "."];
    place.run(&import).ends_with_code(0).prints(&[
        "Rust API: minor",
        "next version of partnercentral-account after",
        "CHANGELOG.md",
    ]);
    let expected = "# Changelog\n\n## Unreleased\n\n### Added\n\n- `operation::get_partner::GetPartnerInput::colour`";
    let first = place.text(&changelog);
    assert!(first.starts_with(expected), "{first}");
    place.run(&import).ends_with_code(0).prints(&["no changes"]);
    assert_eq!(place.text(&changelog), first);

    // The next import adds its entries to those that are not released yet.
    let shapes = new["shapes"].as_object_mut().unwrap();
    let operation = shapes.remove(&name("GetPartner")).unwrap();
    shapes.insert(name("ReadPartner"), operation);
    let renamed = new.to_string().replace(
        &format!("\"{}\"", name("GetPartner")),
        &format!("\"{}\"", name("ReadPartner")),
    );
    place.put("new.json", renamed);
    place.run(&import).ends_with_code(0).prints(&["Rust API: major"]);
    let second = place.text(&changelog);
    for entry in ["### Added", "### Removed", "get_partner", "read_partner"] {
        assert!(second.contains(entry), "{second}");
    }
}
