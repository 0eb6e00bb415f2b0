//! An update of a resource that is a member of the output, and members that clients set.

use serde_json::json;

use super::depot::{self, config};
use super::{Service, client};

const CRATE: &str = r#"{"tenant": "acme", "crate": {
    "id": "c1", "label": "Glass", "weight": 7, "box": {"side": 0.5, "later": [1.50]}, "later": "kept",
    "papers": [{"url": "https://a.example", "use": "bill", "size": 3}, {"url": "https://b.example"}]
}}"#;

#[tokio::test]
async fn what_is_nested_goes_back_with_what_only_the_caller_sets() {
    let service = Service::default();
    let transport = service.transport(&[
        ("GetCrate", &[CRATE]),
        ("UpdateCrate", &[r#"{"__type":"Changed"}"#, "{}"]),
    ]);
    let client = client!(depot, transport).with_tenant("acme").with_site("north");
    client
        .update_crate_with("c1", |update| {
            assert!(update.wish.is_none());
            update.wish = Some("upright".to_owned());
        })
        .await
        .unwrap();
    let read = json!({"tenant": "acme", "site": "north", "id": "c1"});
    assert_eq!(service.bodies("GetCrate"), [read.clone(), read]);
    let expected = json!({
        "tenant": "acme", "site": "north", "id": "c1", "label": "Glass", "wish": "upright",
        "box": {"side": 0.5, "later": [1.5]}, "later": "kept",
        "papers": [{"url": "https://a.example", "use": "bill"}, {"url": "https://b.example"}],
    });
    assert_eq!(service.bodies("UpdateCrate"), [expected.clone(), expected]);
}

#[tokio::test]
async fn each_bound_member_is_filled_and_compared() {
    let service = Service::default();
    let transport = service.transport(&[("StoreCrate", &[r#"{"site": "south"}"#])]);
    let client = client!(depot, transport).with_site("south").with_tenant("acme");
    client.store_crate().send().await.unwrap();
    client.store_crate().tenant("other").send().await.unwrap();
    let error = client.store_crate().site("north").send().await.unwrap_err().to_string();
    assert!(
        error.contains("expected `north`") && error.contains("found `south`"),
        "{error}"
    );
    let bodies = service.bodies("StoreCrate");
    assert_eq!(bodies[0], json!({"tenant": "acme", "site": "south"}));
    assert_eq!(bodies[1], json!({"tenant": "other", "site": "south"}));
}

#[test]
fn the_limits_of_the_overlay_are_those_of_the_client() {
    let limits = format!("{:?}", config::service_rate_limits());
    assert_eq!(limits, r#"{Named(["StoreCrate"]): 2.0, ReadOnly: 20.0}"#);
}
