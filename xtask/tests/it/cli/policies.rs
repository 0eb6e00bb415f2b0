//! Policies that allow operations.

use super::place::Place;

/// Returns the statements of a policy: the conditions of each, and its actions.
fn statements(policy: &str) -> Vec<(serde_json::Value, Vec<String>)> {
    let policy: serde_json::Value = serde_json::from_str(policy).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
    let statements = policy["Statement"].as_array().unwrap().iter();
    statements
        .map(|statement| {
            assert_eq!(
                (&statement["Effect"], &statement["Resource"]),
                (&"Allow".into(), &"*".into())
            );
            let actions = statement["Action"].as_array().unwrap().iter();
            let actions = actions.map(|action| action.as_str().unwrap().to_owned());
            (statement["Condition"].clone(), actions.collect())
        })
        .collect()
}

#[test]
fn a_policy_has_the_actions_of_operations_and_of_their_steps() {
    let place = Place::new();
    let operations = "StartEngagementByAcceptingInvitationTask,PutSellingSystemSettings";
    let condition = "partnercentral:Catalog=Sandbox";
    let ran = place.run(&["iam", "--operations", operations, "--condition", condition]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let limited = serde_json::json!({ "StringEquals": { "partnercentral:Catalog": ["Sandbox"] } });
    let steps = [
        "AcceptEngagementInvitation",
        "CreateOpportunity",
        "CreateResourceSnapshotJob",
        "GetEngagementInvitation",
        "StartEngagementByAcceptingInvitationTask",
        "StartResourceSnapshotJob",
        "SubmitOpportunity",
    ];
    let action = |name: &str| format!("partnercentral:{name}");
    assert_eq!(
        statements(&ran.out),
        [
            (limited, steps.map(action).to_vec()),
            // It has no condition keys.
            (serde_json::Value::Null, vec![action("PutSellingSystemSettings")]),
        ]
    );
    let all = place.run(&["iam"]);
    assert_eq!(statements(&all.out)[0].1.len(), 45, "{all:?}");
}

#[test]
fn what_no_policy_can_have_is_explained() {
    let place = Place::new();
    let unknown = place.run(&["iam", "--operations", "GetOpportunitys"]);
    assert!(
        unknown.code == 2 && unknown.err.contains("has no operation `GetOpportunitys`"),
        "{unknown:?}"
    );
    let key = place.run(&["iam", "--condition", "partnercentral:Catalogue=AWS"]);
    assert!(
        key.code == 2
            && key.err.contains("did you mean `partnercentral:Catalog`?")
            && key.err.contains("`aws:RequestTag/${TagKey}`"),
        "{key:?}"
    );
    let channel = concat!(env!("CARGO_MANIFEST_DIR"), "/../model/partnercentral-channel");
    let none = place.run(&["iam", "--model", channel, "--condition", "partnercentral:Catalog=AWS"]);
    assert!(
        none.code == 2 && none.err.contains("the model has no condition keys"),
        "{none:?}"
    );
    let similar = place.run(&["iam", "--operations", "getopportunity"]);
    assert!(
        similar.code == 2 && similar.err.contains("did you mean `GetOpportunity`?"),
        "{similar:?}"
    );
    let form = place.run(&["iam", "--condition", "Catalog"]);
    assert!(
        form.code == 2 && form.err.contains("such as partnercentral:Catalog=Sandbox"),
        "{form:?}"
    );
    let other = place.run(&["iam", "--model", "model.json"]);
    assert!(
        other.code == 2 && other.err.contains("no `aws.api#service` trait"),
        "{other:?}"
    );
}
