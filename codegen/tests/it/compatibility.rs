//! Clients with the API of the official crates of the AWS SDK.

use std::time::Duration;

use smithy_codegen::GeneratedCrate;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::options::{Compatibility, Options};
use smithy_codegen::source::Source;

use crate::common;

const MODEL: &str = r#"
$version: "2.0"
namespace example.compat
@aws.protocols#awsJson1_0
@aws.api#service(sdkId: "Compat")
@aws.auth#sigv4(name: "compat")
@title("Compat")
service Compat { version: "1", operations: [Put, Get], errors: [Busy] }
operation Put { input := { @required item: Item }, output := { @required item: Item }, errors: [Full] }
@readonly
operation Get { output := { @required items: Items, @required first: Choice } }
structure Item { @required id: String, @required place: Place }
structure Place { @required x: Integer }
list Items { member: Item }
union Choice { item: Item, none: Unit }
@error("client")
structure Full { message: String }
@error("server") @httpError(503)
structure Busy { message: String }
"#;

const FILES: &[&str] = &[
    "src/operation/put.rs",
    "src/operation/put/input.rs",
    "src/operation/get/output.rs",
    "src/types/item.rs",
];

fn generate(compatibility: Compatibility) -> GeneratedCrate {
    let options = Options {
        compatibility,
        ..common::options(Default::default())
    };
    let sources = [Source::new("compat.smithy", MODEL)];
    let mut diagnostics = Diagnostics::default();
    let made = smithy_codegen::generate(&sources, None, &options, &|| Duration::ZERO, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.render(&sources, false));
    made.unwrap().0
}

#[test]
fn the_api_of_the_official_crates() {
    let own = generate(Compatibility::Own);
    let sdk = generate(Compatibility::AwsSdk);
    let own = common::listing(&own, |path| FILES.contains(&path));
    let sdk = common::listing(&sdk, |path| FILES.contains(&path));
    assert_ne!(own, sdk);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(sdk);
    });
}
