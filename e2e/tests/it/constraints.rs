//! Checks of the model's constraints: off, as warnings, as errors.

use std::error::Error as _;

use partner_central_fake::Fake;
use partnercentral_selling::config::{ConstraintMode, ConstraintViolations, service_constraints};
use partnercentral_selling::error::SdkError;
use partnercentral_selling::types::{Account, Address, Contact, Customer, Industry, LastModifiedDate, Project, Tag};
use partnercentral_selling::{Client, Error};

async fn start(mode: Option<ConstraintMode>) -> (Fake, Client) {
    let fake = Fake::start().await.unwrap();
    let config = e2e::client(&fake).config().to_builder();
    let config = match mode {
        Some(mode) => config.constraint_checks(service_constraints(mode)),
        None => config,
    };
    (fake, Client::from_conf(config.build()))
}

/// Returns the violations of a call that was not sent.
fn violations(error: &SdkError<Error>) -> Vec<(String, &'static str)> {
    let mut source: Option<&(dyn std::error::Error + 'static)> = error.source();
    while let Some(error) = source {
        if let Some(violations) = error.downcast_ref::<ConstraintViolations>() {
            let violations = violations.violations().iter();
            return violations
                .map(|violation| (violation.path.clone(), violation.constraint))
                .collect();
        }
        source = error.source();
    }
    panic!("{error:?}")
}

fn customer() -> Customer {
    let account = Account::builder()
        .company_name("x".repeat(121))
        .industry(Industry::Retail)
        .website_url("abc")
        .address(Address::builder().postal_code("p".repeat(21)).build())
        .build()
        .unwrap();
    let contact = Contact::builder().email("not an address").phone("0123").build();
    Customer::builder().account(account).contacts(contact).build()
}

#[tokio::test]
async fn all_violations_are_reported_at_once_and_nothing_is_sent() {
    let (fake, client) = start(Some(ConstraintMode::Deny)).await;
    let error = client
        .create_opportunity()
        .catalog("Sandbox 1")
        .customer(customer())
        .project(Project::builder().title("é".repeat(256)).build())
        .tags(Tag::builder().key("team").value("v".repeat(257)).build().unwrap())
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    let mut found = violations(&error);
    found.sort();
    let expected = [
        ("Catalog", "pattern"),
        ("Customer.Account.Address.PostalCode", "pattern"),
        ("Customer.Account.CompanyName", "pattern"),
        ("Customer.Account.WebsiteUrl", "pattern"),
        ("Customer.Contacts[0].Email", "pattern"),
        ("Customer.Contacts[0].Phone", "pattern"),
        ("Project.Title", "pattern"),
        ("Tags[0].Value", "pattern"),
    ];
    let found: Vec<_> = found
        .iter()
        .map(|(path, constraint)| (path.as_str(), *constraint))
        .collect();
    assert_eq!(found, expected, "{error}");
    assert!(fake.requests().is_empty());
    let text = error.to_string();
    assert!(
        text.contains("Project.Title: does not match the pattern `(?s).{0,255}`"),
        "{text}"
    );
    // The message shows names and limits, but no value.
    let text = format!(
        "{error:?} {}",
        partnercentral_selling::error::DisplayErrorContext(&error)
    );
    for value in ["xxxx", "not an address", "0123", "pppp"] {
        assert!(!text.contains(value), "{text}");
    }
}

#[tokio::test]
async fn an_input_within_the_limits_is_sent() {
    for mode in [ConstraintMode::Deny, ConstraintMode::Warn] {
        let (fake, client) = start(Some(mode)).await;
        client.create_opportunity().catalog("Sandbox").send().await.unwrap();
        let page = client.list_opportunities().catalog("Sandbox").max_results(100);
        page.last_modified_date(LastModifiedDate::builder().build())
            .send()
            .await
            .unwrap();
        assert_eq!(fake.requests().len(), 2);
    }
}

#[tokio::test]
async fn without_checks_and_with_warnings_the_service_decides() {
    for mode in [None, Some(ConstraintMode::Warn)] {
        let (fake, client) = start(mode).await;
        let call = client.list_opportunities().catalog("Sandbox").max_results(0);
        let error = call.send().await.unwrap_err();
        assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
        assert_eq!(fake.requests().len(), 1);
    }
}

#[tokio::test]
async fn numbers_lists_and_one_call() {
    let (_fake, client) = start(Some(ConstraintMode::Deny)).await;
    let error = client.list_opportunities().catalog("AWS").max_results(101).send().await;
    assert_eq!(violations(&error.unwrap_err()), [("MaxResults".to_owned(), "range")]);
    let tags = (0..201).map(|at| Tag::builder().key(format!("key{at}")).value("").build().unwrap());
    let call = client
        .tag_resource()
        .resource_arn("arn:aws:partnercentral:::catalog/AWS/opportunity/O1");
    let error = call.set_tags(Some(tags.collect())).send().await.unwrap_err();
    assert!(violations(&error).contains(&("Tags".to_owned(), "length")), "{error}");
    // A call can have settings of its own.
    let (_fake, client) = start(None).await;
    let error = client
        .list_opportunities()
        .catalog("AWS")
        .max_results(101)
        .customize()
        .config_override(
            partnercentral_selling::Config::builder().constraint_checks(service_constraints(ConstraintMode::Deny)),
        )
        .send()
        .await;
    assert_eq!(violations(&error.unwrap_err()), [("MaxResults".to_owned(), "range")]);
}
