//! The crate of `smithy-codegen init` in the hands of cargo: it builds, it is built again only when
//! the model changes, and errors of the model are warnings with their places.

use std::path::Path;
use std::process::Command;

use crate::place::{Place, Ran, workspace};

/// The profile of this workspace, so that dependencies that it has built are not built again.
const PROFILE: &str = "\n[profile.dev]\ndebug = \"line-tables-only\"\n\n[profile.dev.package.\"*\"]\ndebug = false\n";

/// Runs cargo on the crate, with the target folder of this workspace.
fn cargo(place: &Place, arguments: &[&str]) -> Ran {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(place.path("weather"))
        .env("CARGO_TARGET_DIR", target);
    // Settings for this test's own crate.
    for variable in [
        "RUSTFLAGS",
        "CARGO_MANIFEST_DIR",
        "CARGO_PKG_NAME",
        "RUSTC_WORKSPACE_WRAPPER",
    ] {
        command.env_remove(variable);
    }
    Ran::from(command.output().unwrap())
}

#[test]
fn a_crate_with_a_build_script_builds_its_client() {
    let place = Place::with(&[]);
    place.run(&["init", "weather"]).ends_with_code(0);
    // The smallest client builds fastest; dependencies have the versions of this workspace.
    let manifest = place.text("weather/Cargo.toml");
    let small = manifest.replace(", \"credentials-chain\", \"default-https-client\"", "");
    assert_ne!(small, manifest);
    place.put("weather/Cargo.toml", small + PROFILE);
    place.put(
        "weather/Cargo.lock",
        std::fs::read(workspace().join("Cargo.lock")).unwrap(),
    );
    let caller = "\n/// Calls the service.\npub async fn call(client: &weather::Client) -> Option<String> {\n    \
                  client.get_city().city_id(\"berlin\").send().await.ok().map(|city| city.name().to_owned())\n}\n";
    place.put("weather/src/lib.rs", place.text("weather/src/lib.rs") + caller);

    let first = cargo(&place, &["build", "--verbose"]);
    first.ends_with_code(0);
    let is_warned = |line: &str| line.starts_with("warning") && line.contains("weather");
    assert!(!first.err.lines().any(is_warned), "{}", first.err);
    let again = cargo(&place, &["build", "--verbose"]);
    again.ends_with_code(0).reports(&["Fresh weather v0.1.0"]);

    let model = place.text("weather/model/weather.smithy");
    let at = model
        .lines()
        .position(|line| line.contains("temperature: Float"))
        .unwrap()
        + 1;
    place.put(
        "weather/model/weather.smithy",
        model.replace("temperature: Float", "temperature: Flaot"),
    );
    let failed = cargo(&place, &["build"]);
    failed.ends_with_code(101).reports(&[
        &format!("warning: weather@0.1.0: model/weather.smithy:{at}:"),
        "error[unknown-target]",
        "no client was generated",
    ]);

    place.put(
        "weather/model/weather.smithy",
        model.replace("name: String", "cityName: String"),
    );
    let renamed = cargo(&place, &["build"]);
    renamed.ends_with_code(101).reports(&["no method named `name`"]);
    place.put("weather/model/weather.smithy", &model);
    cargo(&place, &["build"]).ends_with_code(0);
}
