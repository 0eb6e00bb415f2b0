//! Commands about models: their traits and their facts.

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
}
