//! Constraints of the model and rules between members, as the client reports them.

use partner_central_fake::sample;
use partnercentral_selling::Client;
use partnercentral_selling::types::{ValidationExceptionErrorCode as Code, ValidationExceptionReason as Reason};
use serde_json::{Value, json};

use super::sdk::Error;
use super::sdk::operation::create_opportunity::CreateOpportunityOutput;
use super::{AWS, SANDBOX, start};

/// Sends a sample opportunity with one member changed; returns the reason and the refused fields.
///
/// The request is sent as JSON: the client's types cannot hold some of the values.
async fn violations(path: &str, value: Value) -> Option<(Reason, Vec<(String, Code)>)> {
    let (fake, client) = start().await;
    let mut members = sample::opportunity("Example Corp.");
    let pointer = format!("/{}", path.replace('.', "/"));
    match members.pointer_mut(&pointer) {
        Some(member) => *member = value,
        None => {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let parent = members.pointer_mut(parent).unwrap();
            parent[name] = value;
        }
    }
    members["Catalog"] = json!(AWS);
    if path != "ClientToken" {
        members["ClientToken"] = json!("token");
    }
    match send(&client, members).await {
        Ok(output) => {
            assert!(fake.opportunity(AWS, output.id()).is_ok());
            None
        }
        Err(Error::ValidationException(error)) => {
            let entries = error.error_list().iter();
            let entries = entries.map(|entry| (entry.field_name().unwrap().to_owned(), entry.code().clone()));
            Some((error.reason().clone(), entries.collect()))
        }
        Err(error) => panic!("{error}"),
    }
}

/// An interceptor that replaces the body of a call.
async fn send(client: &Client, body: Value) -> Result<CreateOpportunityOutput, Error> {
    let call = client.create_opportunity().catalog(SANDBOX);
    let call = call.customize().mutate_request(move |request| {
        *request.body_mut() = body.to_string().into_bytes().into();
    });
    call.send().await.map_err(|error| error.into_service_error())
}

#[tokio::test]
async fn constraints_and_rules_have_their_codes() {
    let spend = |company: &str, currency: &str| json!([{ "Amount": "1", "CurrencyCode": currency, "Frequency": "Monthly", "TargetCompany": company }]);
    let yearly = json!([{ "Amount": "1", "CurrencyCode": "USD", "Frequency": "Yearly", "TargetCompany": "AWS" }]);
    let request = Reason::RequestValidationFailed;
    let business = Reason::BusinessValidationFailed;
    let rows = [
        (
            "Project.Title",
            json!("t".repeat(256)),
            &request,
            "Project.Title",
            Code::InvalidStringFormat,
        ),
        (
            "LifeCycle.Stage",
            json!("Later"),
            &request,
            "LifeCycle.Stage",
            Code::InvalidEnumValue,
        ),
        (
            "Customer.Account.CompanyName",
            json!(null),
            &request,
            "Customer.Account.CompanyName",
            Code::RequiredFieldMissing,
        ),
        (
            "NationalSecurity",
            json!("Yes"),
            &business,
            "Customer.Account.Industry",
            Code::InvalidValue,
        ),
        (
            "Customer.Account.WebsiteUrl",
            json!(null),
            &business,
            "Customer.Account.WebsiteUrl",
            Code::RequiredFieldMissing,
        ),
        (
            "Customer.Account.OtherIndustry",
            json!("Harbours"),
            &business,
            "Customer.Account.Industry",
            Code::InvalidValue,
        ),
        (
            "Project.OtherCompetitorNames",
            json!("One"),
            &business,
            "Project.CompetitorName",
            Code::InvalidValue,
        ),
        (
            "Marketing",
            json!({ "AwsFundingUsed": "No", "UseCases": ["AI/ML"] }),
            &business,
            "Marketing.UseCases",
            Code::InvalidValue,
        ),
        (
            "LifeCycle.TargetCloseDate",
            json!("2020-01-31"),
            &business,
            "LifeCycle.TargetCloseDate",
            Code::InvalidValue,
        ),
        (
            "Project.AwsPartition",
            json!("aws-eusc"),
            &business,
            "Project.ExpectedCustomerSpend[0].CurrencyCode",
            Code::InvalidValue,
        ),
        ("Origin", json!("AWS Referral"), &business, "Origin", Code::InvalidValue),
        (
            "Project.ExpectedCustomerSpend",
            yearly,
            &request,
            "Project.ExpectedCustomerSpend[0].Frequency",
            Code::InvalidEnumValue,
        ),
        (
            "ClientToken",
            json!("t".repeat(256)),
            &request,
            "ClientToken",
            Code::InvalidStringFormat,
        ),
    ];
    for (path, value, reason, field, code) in rows {
        let expected = Some((reason.clone(), vec![(field.to_owned(), code)]));
        assert_eq!(violations(path, value).await, expected, "{path}");
    }
    assert_eq!(
        violations("Project.ExpectedCustomerSpend", spend("Self", "USD")).await,
        None
    );
    assert_eq!(
        violations(
            "Project.ExpectedContractDuration",
            json!({ "Term": "Months", "Value": "12" })
        )
        .await,
        None
    );
}

#[tokio::test]
async fn all_violations_are_reported_at_once() {
    let (_fake, client) = start().await;
    let body = json!({
        "Catalog": "AWS!",
        "Customer": { "Contacts": [{ "Email": "nobody" }, { "Phone": "123" }] },
    });
    let Err(Error::ValidationException(error)) = send(&client, body).await else {
        panic!("a validation error")
    };
    let mut fields: Vec<_> = error
        .error_list()
        .iter()
        .filter_map(|entry| entry.field_name())
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "Catalog",
            "ClientToken",
            "Customer.Contacts[0].Email",
            "Customer.Contacts[1].Phone"
        ]
    );
}

#[tokio::test]
async fn a_value_of_another_type_is_a_serialization_error() {
    let (_fake, client) = start().await;
    let error = send(&client, json!({ "Catalog": 7 })).await.unwrap_err();
    assert!(error.to_string().contains("SerializationException"), "{error}");
}
