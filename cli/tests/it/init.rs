//! `smithy-codegen init`; `build_script` builds what it writes.

use crate::place::Place;

const MODEL: &str = "$version: \"2\"\nnamespace a\n@aws.protocols#restXml\nservice ParcelService {}\n";

#[test]
fn a_model_is_copied_into_a_crate() {
    let place = Place::with(&[
        ("models/parcel.smithy", MODEL),
        ("models/more/b.smithy", "$version: \"2\"\nnamespace b\n"),
    ]);
    place
        .run(&["init", "my-parcels", "--model", "models", "--service", "ParcelService"])
        .ends_with_code(0)
        .prints(&["my-parcels: 6 files", "my_parcels::parcel_service::Client"]);
    assert_eq!(place.text("my-parcels/model/parcel.smithy"), MODEL);
    assert!(place.path("my-parcels/model/more/b.smithy").is_file());
    let manifest = place.text("my-parcels/Cargo.toml");
    assert!(
        manifest.contains("name = \"my-parcels\"") && manifest.contains("\"rest-xml\""),
        "{manifest}"
    );
    assert!(
        place
            .text("my-parcels/build.rs")
            .contains(".service(\"ParcelService\")")
    );
    assert!(
        place
            .text("my-parcels/src/lib.rs")
            .contains("include_client!(\"parcel_service\")")
    );
}

#[test]
fn nothing_is_overwritten_and_mistakes_are_explained() {
    let place = Place::with(&[("mine/src/lib.rs", "// mine\n"), ("a.smithy", MODEL)]);
    let ran = place.run(&["init", "mine"]);
    ran.ends_with_code(2).reports(&["mine/src/lib.rs exists", "help"]);
    assert_eq!(place.text("mine/src/lib.rs"), "// mine\n");
    assert!(!place.path("mine/Cargo.toml").exists());
    place
        .run(&["init", "1st"])
        .ends_with_code(2)
        .reports(&["`1st`", "weather-client"]);
    place
        .run(&["init", "x", "--model", "gone.smithy"])
        .ends_with_code(2)
        .reports(&["gone.smithy"]);
    place
        .run(&["init", "x", "--checkout", "."])
        .ends_with_code(2)
        .reports(&["--checkout", "runtime"]);
    place.put("b.smithy", "$version: \"2\"\nnamespace b\nstring C\n");
    place
        .run(&["init", "x", "--model", "b.smithy"])
        .ends_with_code(2)
        .reports(&["error", "service"]);
    assert!(!place.path("x").exists());
}
