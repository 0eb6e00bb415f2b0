use serde_json::json;

use super::*;

/// Returns the field and the code of each violation.
fn violations(shape: &str, value: &Value) -> Vec<(String, Code)> {
    let checked = check(Model::get(), shape, value);
    assert!(checked.mistyped.is_empty(), "{checked:?}");
    checked
        .errors
        .into_iter()
        .map(|error| (error.field, error.code))
        .collect()
}

#[test]
fn each_constraint_has_its_code() {
    let contacts = |count: usize| vec![json!({ "Email": "a@customer.example" }); count];
    let account = |value: Value| json!({ "Customer": { "Account": value } });
    let rows: [(&str, Value, &str, Code); 12] = [
        (
            "GetOpportunityRequest",
            json!({ "Identifier": "O1" }),
            "Catalog",
            Code::RequiredFieldMissing,
        ),
        (
            "GetOpportunityRequest",
            json!({ "Catalog": "AWS", "Identifier": "X1" }),
            "Identifier",
            Code::InvalidStringFormat,
        ),
        (
            "OpportunitySummaryView",
            account(json!({ "CompanyName": "n".repeat(121) })),
            "Customer.Account.CompanyName",
            Code::InvalidStringFormat,
        ),
        (
            "OpportunitySummaryView",
            account(json!({ "CompanyName": "n", "Industry": "Shipping" })),
            "Customer.Account.Industry",
            Code::InvalidEnumValue,
        ),
        ("LeadInsights", json!({}), "", Code::InvalidValue),
        (
            "LeadAddress",
            json!({ "City": "c".repeat(256) }),
            "City",
            Code::InvalidValue,
        ),
        (
            "StartProspectingFromEngagementTaskRequest",
            json!({ "Catalog": "AWS", "ClientToken": "t", "Identifiers": [], "TaskName": "" }),
            "TaskName",
            Code::InvalidValue,
        ),
        (
            "ListOpportunitiesRequest",
            json!({ "Catalog": "AWS", "MaxResults": 101 }),
            "MaxResults",
            Code::ValueOutOfRange,
        ),
        (
            "ListTasksSortBase",
            json!({ "SortBy": "StartTime" }),
            "SortOrder",
            Code::RequiredFieldMissing,
        ),
        (
            "OpportunitySummaryView",
            json!({ "OpportunityTeam": contacts(11) }),
            "OpportunityTeam",
            Code::TooManyValues,
        ),
        (
            "UntagResourceRequest",
            json!({ "ResourceArn": "arn:aws:partnercentral:us-east-1:111122223333:catalog/AWS/opportunity/O1", "TagKeys": [] }),
            "TagKeys",
            Code::NotEnoughValues,
        ),
        (
            "UpdateOpportunityRequest",
            json!({ "Catalog": "AWS", "Identifier": "O1", "LastModifiedDate": "yesterday" }),
            "LastModifiedDate",
            Code::InvalidStringFormat,
        ),
    ];
    for (shape, value, field, code) in rows {
        let expected: Vec<_> = if field.is_empty() {
            Vec::new()
        } else {
            vec![(field.to_owned(), code)]
        };
        assert_eq!(violations(shape, &value), expected, "{shape} {value}");
    }
}

#[test]
fn a_union_has_exactly_one_known_member() {
    let lead = json!({ "LeadInvitation": null, "OpportunityInvitation": null });
    assert_eq!(violations("Payload", &lead), [(String::new(), Code::InvalidValue)]);
    let unknown = json!({ "Later": {} });
    assert_eq!(
        violations("Payload", &unknown),
        [("Later".to_owned(), Code::InvalidValue)]
    );
    let one = json!({ "Account": { "AwsAccountId": "123456789012" }, "__type": "x" });
    assert_eq!(violations("Receiver", &one), []);
    let two = json!({ "Account": { "AwsAccountId": "123456789012" }, "Other": {} });
    assert_eq!(violations("Receiver", &two), [(String::new(), Code::InvalidValue)]);
}

#[test]
fn unknown_members_and_nulls_are_left_out() {
    let value = json!({ "Stage": "Qualified", "NextSteps": null, "Later": 1 });
    let checked = check(Model::get(), "LifeCycle", &value);
    assert_eq!(
        (checked.value, checked.errors),
        (json!({ "Stage": "Qualified" }), vec![])
    );
}

#[test]
fn values_of_another_type_are_told_apart() {
    let checked = check(Model::get(), "LifeCycle", &json!({ "Stage": 7 }));
    assert_eq!(checked.mistyped, ["Stage"]);
    let checked = check(Model::get(), "LifeCycle", &json!([]));
    assert_eq!(checked.mistyped, [""]);
}

#[test]
fn lengths_count_characters() {
    let title = |text: String| json!({ "Title": text });
    // 255 characters of four bytes each.
    assert_eq!(violations("Project", &title("\u{1F600}".repeat(255))), []);
    assert_eq!(
        violations("Project", &title("\u{1F600}".repeat(256))),
        [("Title".to_owned(), Code::InvalidStringFormat)]
    );
}
