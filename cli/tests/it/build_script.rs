//! The crate of `smithy-codegen init` under cargo: it builds, it is built again only when the model
//! changes, and errors of the model are warnings with their places.

use crate::place::Place;

#[test]
fn a_crate_with_a_build_script_builds_its_client() {
    let place = Place::with(&[]);
    place.run(&["init", "weather"]).ends_with_code(0);
    // The smallest client builds fastest; dependencies have the versions of this workspace.
    let manifest = place.text("weather/Cargo.toml");
    let small = manifest.replace(", \"credentials-chain\", \"default-https-client\"", "");
    assert_ne!(small, manifest);
    place.put("weather/Cargo.toml", small);
    place.share_builds("weather", "");
    let caller = "\n/// Calls the service.\npub async fn call(client: &weather::Client) -> Option<String> {\n    \
                  client.get_city().city_id(\"berlin\").send().await.ok().map(|city| city.name().to_owned())\n}\n";
    place.put("weather/src/lib.rs", place.text("weather/src/lib.rs") + caller);

    let first = place.cargo("weather", &["build", "--verbose"]);
    first.ends_with_code(0);
    let is_warned = |line: &str| line.starts_with("warning") && line.contains("weather");
    assert!(!first.err.lines().any(is_warned), "{}", first.err);
    let again = place.cargo("weather", &["build", "--verbose"]);
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
    let failed = place.cargo("weather", &["build"]);
    failed.ends_with_code(101).reports(&[
        &format!("warning: weather@0.1.0: model/weather.smithy:{at}:"),
        "error[unknown-target]",
        "no client was generated",
    ]);

    place.put(
        "weather/model/weather.smithy",
        model.replace("name: String", "cityName: String"),
    );
    let renamed = place.cargo("weather", &["build"]);
    renamed.ends_with_code(101).reports(&["no method named `name`"]);
    place.put("weather/model/weather.smithy", &model);
    place.cargo("weather", &["build"]).ends_with_code(0);
}
