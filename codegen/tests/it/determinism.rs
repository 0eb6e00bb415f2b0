//! Equal models result in equal bytes, at any time, in any folder, and with any order of shapes in
//! the file.

use std::collections::BTreeMap;

use crate::common;
use serde_json::value::RawValue;
use smithy_codegen::GeneratedCrate;
use smithy_codegen::source::Source;

/// Returns the model with its shapes in the opposite order. The content of each shape stays as it
/// is.
fn reversed(source: &Source) -> Source {
    let root: BTreeMap<&str, &RawValue> = serde_json::from_str(&source.text).unwrap();
    let Some(shapes) = root.get("shapes") else {
        return source.clone();
    };
    let shapes: BTreeMap<&str, &RawValue> = serde_json::from_str(shapes.get()).unwrap();
    let shapes: Vec<_> = shapes
        .iter()
        .rev()
        .map(|(id, shape)| format!("{id:?}: {shape}"))
        .collect();
    Source::new(
        source.name.clone(),
        format!("{{ \"shapes\": {{ {} }}, \"smithy\": \"2.0\" }}", shapes.join(", ")),
    )
}

/// Returns the files without their headers, which name the hash of the model's text.
fn bodies(generated: &GeneratedCrate) -> BTreeMap<&str, &str> {
    generated
        .files
        .iter()
        .map(|(path, text)| (path.as_str(), common::without_header(text)))
        .collect()
}

#[test]
fn a_second_run_gives_the_same_bytes() {
    let sources = common::partner_central();
    let (first, second) = (
        common::generate_partner_central(&sources),
        common::generate_partner_central(&sources),
    );
    assert!(first == second);
}

#[test]
fn the_order_of_the_shapes_in_the_file_does_not_matter() {
    let sources = common::partner_central();
    let reordered: Vec<_> = sources.iter().map(reversed).collect();
    assert_ne!(sources[0].text, reordered[0].text);
    let (as_it_is, turned) = (
        common::generate_partner_central(&sources),
        common::generate_partner_central(&reordered),
    );
    let (as_it_is, turned) = (bodies(&as_it_is), bodies(&turned));
    assert_eq!(as_it_is.keys().collect::<Vec<_>>(), turned.keys().collect::<Vec<_>>());
    let differing: Vec<_> = as_it_is
        .iter()
        .filter(|(path, text)| turned[*path] != **text)
        .map(|(path, _)| path)
        .collect();
    assert!(differing.is_empty(), "these differ: {differing:?}");
}

#[test]
fn nothing_in_the_output_comes_from_this_machine() {
    let generated = common::generate_partner_central(&common::partner_central());
    let today = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs()
        / 86_400;
    let (year, month, day) = civil(today);
    let mut telling = vec![
        common::workspace().display().to_string(),
        format!("{year}-{month:02}-{day:02}"),
    ];
    telling.extend(
        ["HOME", "CARGO_HOME", "CARGO_TARGET_DIR"]
            .iter()
            .filter_map(|name| std::env::var(name).ok()),
    );
    telling.extend(
        std::fs::read_to_string("/etc/hostname")
            .ok()
            .map(|name| name.trim().to_owned()),
    );
    for word in telling.iter().filter(|word| word.len() > 3) {
        for (path, text) in &generated.files {
            assert!(!text.contains(word.as_str()), "{path} contains {word:?}");
        }
    }
}

/// Returns the date of a day, counted from 1970.
fn civil(days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let (mut year, mut month, mut left) = (1970, 1, days);
    while left >= 365 + u64::from(leap(year)) {
        left -= 365 + u64::from(leap(year));
        year += 1;
    }
    for length in [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    (year, month, left + 1)
}
