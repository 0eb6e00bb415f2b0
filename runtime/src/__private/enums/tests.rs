//! Every value is found, by its text and by the start of a payload.

use super::Index;

#[test]
fn every_value_is_found_and_no_other() {
    let few = ["b", "", "aa", "a"];
    let many: Vec<_> = (0..300).map(|number| format!("value-{}", number * 7 % 300)).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    // These values differ only in the middle.
    let alike: Vec<_> = (0..20)
        .map(|number| format!("us-region-{number:02}-zone-eight"))
        .collect();
    let alike: Vec<_> = alike.iter().map(String::as_str).collect();
    let short = ["", "a", "b", "ab", "ba", "abc", "acb", "cba"];
    for values in [&few[..], &many, &alike, &short, &[]] {
        let index = Index::new();
        for (at, value) in values.iter().enumerate() {
            assert_eq!(index.position(value, values), Some(at), "{value}");
        }
        for unknown in ["value-300", "value", "A", "~"] {
            assert_eq!(index.position(unknown, values), None, "{unknown}");
        }
    }
}

fn start(index: &Index, text: &str, values: &[&str]) -> Option<usize> {
    let payload = format!("{text:_<32}");
    index.start(payload.as_bytes().first_chunk()?, values)
}

#[test]
fn the_last_value_is_found_at_the_start_of_a_payload() {
    let values = [
        "SaaS or PaaS",
        "Managed Services",
        "SaaS",
        "b",
        "0123456789012345678901234567890",
    ];
    let index = Index::new();
    assert_eq!(start(&index, "SaaS or PaaS\"", &values), None, "nothing was found yet");
    for (at, value) in values.iter().enumerate().cycle().take(9) {
        assert_eq!(index.position(value, &values), Some(at));
        let is_told = value.len() > 1;
        assert_eq!(
            start(&index, &format!("{value}\","), &values),
            is_told.then_some(at),
            "{value}"
        );
        for other in [format!("{value}s\""), format!("{value}\\\""), format!("-{value}\"")] {
            assert_eq!(start(&index, &other, &values), None, "{other}");
        }
    }
}

#[test]
fn values_that_formats_escape_are_not_found_at_the_start() {
    // In JSON the text is `a\"`, which goes on, or an escape.
    for escaped in ["a\\", "a\\b", "a\"b", "a\nb"] {
        let values = ["plain", escaped];
        let index = Index::new();
        assert_eq!(index.position(escaped, &values), Some(1));
        assert_eq!(start(&index, &format!("{escaped}\""), &values), None, "{escaped}");
    }
}
