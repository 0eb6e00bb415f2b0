//! `serde` for the types of the client, by the names of the model.

mod all_types;

use partnercentral_selling::operation::create_opportunity::CreateOpportunityInput;
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::types::{
    EngagementArn, EngagementContextPayload, Industry, LifeCycle, OpportunitySummary, Project, Stage,
};
use serde_json::{Value, json};

#[test]
fn a_record_of_a_crm_is_an_input_in_one_line() {
    let record = json!({
        "Catalog": "Sandbox",
        "Origin": "Partner Referral",
        "Customer": { "Account": { "CompanyName": "Example Corp.", "Industry": "Space Mining" } },
        "LifeCycle": { "Stage": "Qualified", "TargetCloseDate": "2099-12-31" },
        "Project": { "Title": "Reports", "DeliveryModels": ["SaaS or PaaS", "Later model"] },
    });
    let input: CreateOpportunityInput = serde_json::from_value(record.clone()).unwrap();
    assert_eq!(input.life_cycle().unwrap().stage(), Some(&Stage::Qualified));
    let account = input.customer().unwrap().account().unwrap();
    // A value that this version does not know.
    assert_eq!(account.industry().unwrap().as_str(), "Space Mining");
    assert_eq!(serde_json::to_value(&input).unwrap(), record);
}

#[test]
fn enums_are_their_values() {
    assert_eq!(
        serde_json::from_str::<Stage>("\"Closed Lost\"").unwrap(),
        Stage::ClosedLost
    );
    assert_eq!(serde_json::to_string(&Stage::ClosedLost).unwrap(), "\"Closed Lost\"");
    let unknown: Industry = serde_json::from_value(json!("Space Mining")).unwrap();
    assert_eq!(serde_json::to_value(&unknown).unwrap(), json!("Space Mining"));
}

#[test]
fn outputs_summaries_and_unions_go_both_ways() {
    let summary = json!({
        "Catalog": "AWS", "Id": "O1", "LastModifiedDate": "2026-11-28T01:02:03.125Z",
        "LifeCycle": { "Stage": "Committed" },
    });
    let read: OpportunitySummary = serde_json::from_value(summary.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), summary);
    let output = json!({
        "Catalog": "AWS", "Id": "O1", "CreatedDate": "2026-11-27T01:02:03Z",
        "LastModifiedDate": "2026-11-28T01:02:03.120Z", "RelatedEntityIdentifiers": { "Solutions": ["S-1"] },
        "Later": { "deep": [1, 2.50] },
    });
    let read: GetOpportunityOutput = serde_json::from_value(output.clone()).unwrap();
    // Unknown members survive, and timestamps digit for digit.
    let text = serde_json::to_string(&read).unwrap();
    assert!(text.contains("2026-11-28T01:02:03.120Z"), "{text}");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), output);
    let later = json!({ "LaterContext": { "a": 1 } });
    let payload: EngagementContextPayload = serde_json::from_value(later.clone()).unwrap();
    assert!(payload.is_unknown());
    assert_eq!(serde_json::to_value(&payload).unwrap(), later);
}

#[test]
fn a_value_of_another_kind_is_an_error_with_its_path() {
    let error = serde_json::from_value::<Project>(json!({ "Title": 7 }))
        .unwrap_err()
        .to_string();
    assert!(error.contains("Title"), "{error}");
    assert!(serde_json::from_value::<LifeCycle>(json!(["a"])).is_err());
}

#[test]
fn arns_are_texts() {
    let text = json!("arn:aws:partnercentral:us-east-1::catalog/AWS/engagement/eng-12345678901234");
    let arn: EngagementArn = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(arn.identifier(), "eng-12345678901234");
    assert_eq!(serde_json::to_value(&arn).unwrap(), text);
    assert!(serde_json::from_value::<EngagementArn>(json!("arn:aws:s3:::bucket")).is_err());
}

/// A row of a CRM's export: texts by column, which become members.
#[test]
fn a_row_of_a_table_is_a_record() {
    let rows = "CompanyName,Industry,Stage,TargetCloseDate\nExample Corp.,Retail,Qualified,2099-12-31\n";
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Row {
        company_name: String,
        industry: Industry,
        stage: Stage,
        target_close_date: String,
    }
    let row: Row = reader.deserialize().next().unwrap().unwrap();
    assert_eq!((row.industry, row.stage), (Industry::Retail, Stage::Qualified));
    assert_eq!(
        (row.company_name.as_str(), row.target_close_date.as_str()),
        ("Example Corp.", "2099-12-31")
    );
}

/// Reads the first row of a table.
fn row<T: serde::de::DeserializeOwned>(table: &str) -> Result<T, csv::Error> {
    csv::Reader::from_reader(table.as_bytes()).deserialize().next().unwrap()
}

#[test]
fn a_row_of_a_table_is_a_structure() {
    let life_cycle: LifeCycle = row("Stage,TargetCloseDate,NextSteps\nLaunched,2099-12-31,\n").unwrap();
    assert_eq!(life_cycle.stage(), Some(&Stage::Launched));
    assert_eq!(
        (life_cycle.target_close_date(), life_cycle.next_steps()),
        (Some("2099-12-31"), None)
    );
    // The column of a nested member is named by its path. Texts keep their leading zeros.
    let input: CreateOpportunityInput = row(
        "Catalog,PartnerOpportunityIdentifier,Customer.Account.CompanyName,Customer.Account.Address.PostalCode,\
         LifeCycle.Stage,Project.Title,OpportunityType\nSandbox,00471,true,01234,Qualified,7,\n",
    )
    .unwrap();
    let expected = json!({
        "Catalog": "Sandbox", "PartnerOpportunityIdentifier": "00471", "Project": { "Title": "7" },
        "Customer": { "Account": { "CompanyName": "true", "Address": { "PostalCode": "01234" } } },
        "LifeCycle": { "Stage": "Qualified" },
    });
    assert_eq!(serde_json::to_value(&input).unwrap(), expected);
    let summary: OpportunitySummary =
        row("Catalog,Id,LastModifiedDate,Later\nAWS,O1,2026-11-28T01:02:03.125Z,1\n").unwrap();
    let text = serde_json::to_string(&summary).unwrap();
    assert!(text.contains("2026-11-28T01:02:03.125Z"), "{text}");
    assert!(row::<OpportunitySummary>("LastModifiedDate\nyesterday\n").is_err());
    // Other types of tables and files.
    let life_cycle: LifeCycle = serde_json::from_value(json!({ "Stage": "Launched" })).unwrap();
    let columns = [("Stage", "Launched")].into_iter();
    let of_pairs = serde::de::value::MapDeserializer::<_, serde::de::value::Error>::new(columns);
    assert_eq!(
        <LifeCycle as serde::Deserialize>::deserialize(of_pairs).unwrap(),
        life_cycle
    );
}
