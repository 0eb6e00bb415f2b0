//! Tests of the checks of texts.

use super::*;

const MODEL: &str = r#"{ "smithy": "2.0", "shapes": {
    "example#Plan": { "type": "structure", "members": { "Name": { "target": "smithy.api#String" } } },
    "example#Mood": { "type": "enum", "members": { "GOOD": { "target": "smithy.api#Unit" } } }
} }"#;

fn codes(texts: &str, reference: Option<&str>) -> (Vec<String>, Counts) {
    let texts = format!(r#"{{ "smithy": "2.0", "shapes": {{ {texts} }} }}"#);
    let sources = [
        Source::new("model.json", MODEL),
        Source::new("documentation.json", texts),
    ];
    let reference = reference.map(|text| {
        Source::new(
            "reference.json",
            format!(r#"{{ "a": [{{ "smithy.api#documentation": "{text}" }}] }}"#),
        )
    });
    let guides = [Source::new(
        "README.md.in",
        "# Guide\n\nIt makes one plan after another until all of them are done",
    )];
    let mut diagnostics = Diagnostics::default();
    let counts = check(&sources, &guides, reference.as_ref(), &mut diagnostics);
    (
        diagnostics
            .sorted()
            .iter()
            .map(|finding| finding.code().to_owned())
            .collect(),
        counts,
    )
}

fn apply(id: &str, text: &str) -> String {
    format!(r#""example#{id}": {{ "type": "apply", "traits": {{ "smithy.api#documentation": "{text}" }} }}"#)
}

#[test]
fn every_shape_and_member_needs_a_text_and_every_text_a_shape() {
    let all = [
        apply("Plan", "A plan."),
        apply("Plan$Name", "Its name."),
        apply("Mood", "A mood."),
    ];
    assert_eq!(
        codes(&all.join(","), None),
        (
            vec![],
            Counts {
                texts: 3,
                words: 19,
                reference: 0
            }
        )
    );
    assert_eq!(codes(&all[..2].join(","), None).0, ["undocumented"]);
    let blank = [
        apply("Plan", "A plan."),
        apply("Plan$Name", " "),
        apply("Mood", "A mood."),
    ];
    assert_eq!(codes(&blank.join(","), None).0, ["undocumented"]);
    let more = [all.join(","), apply("Nothing", "Nothing.")];
    assert_eq!(codes(&more.join(","), None).0, ["unknown-apply-target"]);
}

#[test]
fn eight_words_of_the_reference_are_a_copy_whatever_the_marks() {
    let with = |text: &str| {
        [
            apply("Plan", text),
            apply("Plan$Name", "Its name."),
            apply("Mood", "A mood."),
        ]
        .join(",")
    };
    let text = "It says: one `two` three, four five six seven eight.";
    assert_eq!(
        codes(&with(text), Some("<p>one two three <b>four</b> five six seven</p>")).0,
        [""; 0]
    );
    assert_eq!(
        codes(
            &with(text),
            Some("<p>Says one two three <b>four</b> five six seven</p>")
        )
        .0,
        ["copied-text"]
    );
    assert_eq!(
        codes(&with("A plan."), Some("One plan after another until all of them.")).0,
        ["copied-text"],
        "guides count too"
    );
}

#[test]
fn texts_open_with_their_subject_and_guides_have_short_lines() {
    let with = |text: &str| {
        let all = [
            apply("Plan", text),
            apply("Plan$Name", "Whatever it is called."),
            apply("Mood", "A mood."),
        ];
        codes(&all.join(","), None).0
    };
    assert_eq!(with("The same plan."), ["opening"]);
    assert_eq!(with("How plans work."), ["opening"]);
    assert_eq!(with("However, a plan."), [""; 0]);
    let guide = |line: &str| {
        let mut diagnostics = Diagnostics::default();
        style::check_width(&Source::new("README.md.in", line), 0, &mut diagnostics);
        diagnostics.sorted().len()
    };
    assert_eq!(guide(&"é".repeat(100)), 0);
    assert_eq!(guide(&format!("short\n{}", "é".repeat(101))), 1);
    assert_eq!(guide(&format!("| {} |", "cell ".repeat(30))), 0);
}
