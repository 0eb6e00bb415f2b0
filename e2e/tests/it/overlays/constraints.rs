//! Constraints of each kind, also nested in lists, maps and unions, with exact paths.

use super::depot::config::{ConstraintMode, ConstraintViolations, service_constraints};
use super::depot::operation::store_crate::builders::StoreCrateFluentBuilder;
use super::depot::primitives::{Blob, DateTime};
use super::depot::types::{Box as CrateBox, Contents, Part};
use super::depot::{self, Client};
use super::{Service, client};

fn start(service: &Service) -> Client {
    let transport = service.transport(&[("StoreCrate", &["{}"])]);
    let config = client!(depot, transport).config().to_builder();
    let config = config.constraint_checks(service_constraints(ConstraintMode::Deny));
    Client::from_conf(config.build()).with_tenant("acme")
}

/// Returns the paths and kinds of the violations of a call, in order.
async fn violations(edit: impl FnOnce(StoreCrateFluentBuilder) -> StoreCrateFluentBuilder) -> Vec<String> {
    let service = Service::default();
    let error = match edit(start(&service).store_crate()).send().await {
        Ok(_) => return Vec::new(),
        Err(error) => error,
    };
    assert!(service.bodies("StoreCrate").is_empty(), "{error}");
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(error) = source {
        if let Some(violations) = error.downcast_ref::<ConstraintViolations>() {
            let violations = violations.violations().iter();
            return violations.map(|it| format!("{} {}", it.path, it.constraint)).collect();
        }
        source = error.source();
    }
    panic!("{error}")
}

fn texts(texts: &[&str]) -> Option<Vec<String>> {
    Some(texts.iter().map(|text| (*text).to_owned()).collect())
}

fn notes(entries: &[(&str, &str)]) -> std::collections::HashMap<String, String> {
    let entries = entries.iter();
    entries
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

fn part(name: &str, contents: Option<Contents>) -> Part {
    Part::builder().name(name).set_contents(contents).build()
}

#[tokio::test]
async fn lists_have_lengths_elements_and_no_element_twice() {
    assert_eq!(
        violations(|call| call.set_labels(texts(&["ab", "cd", "ab", "too long"]))).await,
        ["labels length", "labels[2] uniqueItems", "labels[3] length"]
    );
    assert_eq!(violations(|call| call.set_labels(texts(&[]))).await, ["labels length"]);
    assert!(
        violations(|call| call.set_labels(texts(&["ab", "ba", "a"])))
            .await
            .is_empty()
    );
    let time = |secs| DateTime::from_secs(secs);
    assert_eq!(
        violations(|call| call.opened(time(1)).opened(time(2)).opened(time(1))).await,
        ["opened[2] uniqueItems"]
    );
}

#[tokio::test]
async fn structures_are_equal_if_all_they_hold_is_equal() {
    let text = |text: &str| Some(Contents::Text(text.to_owned()));
    let sizes = |sizes: &[i32]| Some(Contents::Sizes(sizes.to_vec()));
    let different = [
        part("a", text("b")),
        part("a", text("c")),
        part("ab", None),
        part("a", sizes(&[1, 2])),
        part("a", sizes(&[2, 1])),
        part("a", None),
    ];
    assert!(
        violations(|call| call.set_parts(Some(different.to_vec())))
            .await
            .is_empty()
    );
    let mut equal = different.to_vec();
    equal.extend([different[3].clone(), different[1].clone()]);
    assert_eq!(
        violations(|call| call.set_parts(Some(equal))).await,
        ["parts[6] uniqueItems", "parts[7] uniqueItems"]
    );
}

#[tokio::test]
async fn maps_have_paths_by_key() {
    assert_eq!(
        violations(|call| call.set_notes(Some(notes(&[("A1", "ok"), ("b", "long")])))).await,
        [r#"notes["A1"] pattern"#, r#"notes["b"] length"#]
    );
    let grid = vec![vec![notes(&[])], vec![notes(&[]), notes(&[("a", "ok"), ("c", "long")])]];
    assert_eq!(
        violations(|call| call.set_grid(Some(grid))).await,
        [r#"grid[1][1]["c"] length"#]
    );
    // The keys of a sensitive map are not shown.
    assert_eq!(
        violations(|call| call.keys("secret", "abc")).await,
        ["keys[**redacted**] length"]
    );
}

#[tokio::test]
async fn unions_have_paths_by_member() {
    let of = |contents: Contents| violations(move |call| call.contents(contents));
    assert_eq!(of(Contents::Text("A".to_owned())).await, ["contents.text pattern"]);
    assert_eq!(
        of(Contents::Sizes(vec![1, 0, 9, 10])).await,
        ["contents.sizes[1] range", "contents.sizes[3] range"]
    );
    let shape = CrateBox::builder().side("0.25".parse().unwrap()).label("").build();
    assert_eq!(
        of(Contents::Box(shape)).await,
        ["contents.box.side range", "contents.box.label length"]
    );
    let inner = Contents::Notes(notes(&[("x", "long")]));
    let parts = vec![part("a", None), part("b", Some(inner))];
    assert_eq!(
        violations(|call| call.set_parts(Some(parts))).await,
        [r#"parts[1].contents.notes["x"] length"#]
    );
}

#[tokio::test]
async fn numbers_bytes_and_patterns() {
    let price = |text: &str| text.parse::<depot::primitives::BigDecimal>().unwrap();
    for (text, is_permitted) in [
        ("0.001", true),
        ("0.0001", false),
        ("123456789012345678901234567890", true),
        ("123456789012345678901234567891", false),
    ] {
        let found = violations(|call| call.price(price(text))).await;
        assert_eq!(found.is_empty(), is_permitted, "{text}: {found:?}");
    }
    for (ratio, is_permitted) in [(0.5, true), (1.0, true), (0.49, false), (1.01, false)] {
        let found = violations(|call| call.ratio(ratio)).await;
        assert_eq!(found.is_empty(), is_permitted, "{ratio}: {found:?}");
    }
    assert_eq!(
        violations(|call| call.seal(Blob::new(vec![1, 2, 3]))).await,
        ["seal length"]
    );
    assert!(violations(|call| call.seal(Blob::new(vec![1, 2]))).await.is_empty());
    for (name, is_permitted) in [
        ("ab", true),
        ("a b", true),
        ("a", false),
        ("abcde", false),
        ("a  b", false),
    ] {
        let found = violations(|call| call.name(name)).await;
        assert_eq!(found.is_empty(), is_permitted, "{name}: {found:?}");
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_reported_at_once() {
    let found = violations(|call| {
        call.set_labels(texts(&[""]))
            .notes("A", "")
            .contents(Contents::Text("1".to_owned()))
            .keys("k", "v")
            .name("A")
    });
    assert_eq!(
        found.await,
        [
            "labels[0] length",
            r#"notes["A"] pattern"#,
            "contents.text pattern",
            "keys[**redacted**] length",
            "name pattern",
        ]
    );
}
