//! `smithy-codegen generate --layout features`: one crate with several services, which cargo
//! checks.

use crate::place::{Place, workspace};

const SHOP: &str = r#"$version: "2"
namespace shop

@aws.protocols#awsJson1_0
service PaperShop { version: "1", operations: [Buy, ListPapers] }

operation Buy {
    input := { @required title: String, kind: Kind, @idempotencyToken token: String }
    output := { price: Price }
    errors: [SoldOut]
}

@paginated(inputToken: "next", outputToken: "next", items: "papers")
@readonly
operation ListPapers {
    input := { next: String }
    output := { next: String, papers: Papers }
}

list Papers { member: Paper }

structure Paper { @required title: String }

union Price { coin: Double, free: Unit }

enum Kind { DAILY, WEEKLY }

@error("client")
structure SoldOut { message: String }
"#;

#[test]
fn services_are_modules_with_features() {
    let place = Place::with(&[("models/shop.smithy", SHOP)]);
    place.put(
        "models/weather.smithy",
        std::fs::read(workspace().join("cli/src/init/weather.smithy")).unwrap(),
    );
    let arguments = [
        "generate", "--model", "models", "--layout", "features", "--out", "clients",
    ];
    place.run(&arguments).ends_with_code(0).prints(&["clients: "]);
    let manifest = place.text("clients/Cargo.toml");
    for feature in [
        "paper-shop = [\"smithy-client-runtime/aws-json\"]",
        "weather = [\"smithy-client-runtime/rest-json\"]",
    ] {
        assert!(manifest.contains(feature), "{manifest}");
    }
    assert!(
        place
            .text("clients/src/lib.rs")
            .contains("| `paper-shop` | `clients::paper_shop` | PaperShop |")
    );
    place.run(&[&arguments[..], &["--check"]].concat()).ends_with_code(0);

    place.share_builds("clients", "");
    let check = |features: &str| {
        let ran = place.cargo("clients", &["check", "--no-default-features", "--features", features]);
        ran.ends_with_code(0);
        assert!(!ran.err.contains("`clients`"), "{}", ran.err);
    };
    check("paper-shop,weather,blocking,test-util");
    check("weather");
}

#[test]
fn mistakes_are_explained() {
    let place = Place::with(&[
        ("shop.smithy", SHOP),
        ("types.smithy", "$version: \"2\"\nnamespace a\nstring B\n"),
    ]);
    let generate = |more: &[&str]| place.run(&[&["generate", "--layout", "features", "--out", "x"], more].concat());
    generate(&["--model", "shop.smithy", "--operations", "Buy"])
        .ends_with_code(2)
        .reports(&["without --service"]);
    generate(&["--model", "types.smithy"])
        .ends_with_code(2)
        .reports(&["no service"]);
    place.put("ring.smithy", SHOP.replace("PaperShop", "Ring"));
    generate(&["--model", "ring.smithy"])
        .ends_with_code(2)
        .reports(&["feature `ring`", "taken", "--service"]);
    place
        .run(&[
            "generate",
            "--layout",
            "modules",
            "--model",
            "shop.smithy",
            "--out",
            "x",
        ])
        .ends_with_code(2)
        .reports(&["features"]);
    assert!(!place.path("x").exists());
}
