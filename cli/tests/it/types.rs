//! `smithy-codegen generate --shapes`: types without a client, with `serde`.

use crate::place::Place;

const MODEL: &str = r#"$version: "2"
namespace events

/// A paper was sold.
structure Sold {
    @required
    id: String
    at: Timestamp
    @jsonName("p")
    price: Price
    parts: Parts
    scan: Blob
    extra: Document
    kind: other#Kind
    next: Sold
}

union Price { coin: Double, free: Unit }

list Parts { member: Part }

structure Part { name: String, weights: Weights }

map Weights { key: String, value: Integer }

structure Apart {}

@trait
structure meta {}
"#;

const OTHER: &str = "$version: \"2\"\nnamespace other\nenum Kind { DAILY, WEEKLY }\nstring Plain\n";

/// Values survive JSON in both directions, unknown ones too.
const TESTS: &str = r##"//! Values of types as JSON.

use events::types::{Kind, Part, Price, Sold};

#[test]
fn values_survive_json() {
    let sold = Sold::builder()
        .id("a")
        .price(Price::Coin(1.5))
        .parts(Part::builder().name("front").weights("kg", 2).build())
        .kind(Kind::from("MONTHLY"))
        .next(Sold::builder().id("b").price(Price::Free).build().unwrap())
        .build()
        .unwrap();
    let json = serde_json::to_string(&sold).unwrap();
    let expected = concat!(
        r#"{"id":"a","price":{"coin":1.5},"parts":[{"name":"front","weights":{"kg":2}}],"#,
        r#""kind":"MONTHLY","next":{"id":"b","price":{"free":{}}}}"#
    );
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_str::<Sold>(&json).unwrap(), sold);
    let value = serde_json::to_value(&sold).unwrap();
    assert_eq!(serde_json::from_value::<Sold>(value).unwrap(), sold);
    assert_eq!(serde_json::from_str::<Vec<Kind>>(r#"["DAILY"]"#).unwrap(), [Kind::Daily]);
    let wrong = serde_json::from_str::<Sold>(r#"{"id": 7}"#).unwrap_err().to_string();
    assert!(wrong.contains("id"), "{wrong}");
}
"##;

#[test]
fn types_of_a_namespace_have_serde() {
    let place = Place::with(&[("m/events.smithy", MODEL), ("m/other.smithy", OTHER)]);
    place
        .run(&["generate", "--model", "m", "--shapes", "events", "--out", "events"])
        .ends_with_code(0);
    assert!(place.path("events/src/types/apart.rs").is_file() && !place.path("events/src/types/meta.rs").exists());
    place.share_builds("events", "\n[dev-dependencies]\nserde_json = \"1\"\n");
    place.put("events/tests/json.rs", TESTS);
    let ran = place.cargo("events", &["test", "--test", "json"]);
    ran.ends_with_code(0).prints(&["values_survive_json ... ok"]);
    assert!(!ran.err.contains("warning: `events`"), "{}", ran.err);
}

#[test]
fn a_shape_comes_with_all_that_it_needs() {
    let place = Place::with(&[("m/events.smithy", MODEL), ("m/other.smithy", OTHER)]);
    let generate = |shapes: &str| place.run(&["generate", "--model", "m", "--out", "events", "--shapes", shapes]);
    generate("events#Sold").ends_with_code(0);
    assert!(place.path("events/src/types/kind.rs").is_file() && !place.path("events/src/types/apart.rs").exists());
    generate("events#Solt")
        .ends_with_code(2)
        .reports(&["events#Solt", "did you mean `events#Sold`?"]);
    generate("event")
        .ends_with_code(2)
        .reports(&["`event`", "did you mean `events`?"]);
    generate("other#Plain")
        .ends_with_code(2)
        .reports(&["nor a shape that becomes a type"]);
    let both = [
        "generate", "--model", "m", "--out", "x", "--shapes", "events", "--layout", "features",
    ];
    place.run(&both).ends_with_code(2).reports(&["one of the two"]);
}
