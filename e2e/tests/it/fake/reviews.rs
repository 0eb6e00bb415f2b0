//! The life of an opportunity: the review, and the changes that each status allows.

use partner_central_fake::{ReviewStatus, ServiceError};
use partnercentral_selling::Client;
use partnercentral_selling::error::ProvideErrorMetadata;
use partnercentral_selling::types::{ReviewStatus as Status, SalesInvolvementType};

use super::sdk::Error;
use super::{AWS, SANDBOX, get, start, submittable, update};

async fn submit(client: &Client, catalog: &str, id: &str) {
    let call = client.submit_opportunity().catalog(catalog).identifier(id);
    call.involvement_type(SalesInvolvementType::CoSell)
        .send()
        .await
        .unwrap();
}

async fn status(client: &Client, catalog: &str, id: &str) -> Status {
    let read = get(client, catalog, id).await;
    read.life_cycle().unwrap().review_status().unwrap().clone()
}

/// Changes the title, the business problem or the city; returns the refused fields.
async fn change(client: &Client, id: &str, member: &str) -> Vec<String> {
    let mut read = get(client, AWS, id).await;
    let (project, customer) = (read.project.as_mut().unwrap(), read.customer.as_mut().unwrap());
    match member {
        "Project.Title" => project.title = Some("Another title".to_owned()),
        "Project.CustomerBusinessProblem" => {
            project.customer_business_problem = Some("Another problem, with all its details.".to_owned());
        }
        "Project.AdditionalComments" => project.additional_comments = Some("More".to_owned()),
        _ => {
            let address = customer.account.as_mut().unwrap().address.as_mut().unwrap();
            address.city = Some("Seattle".to_owned());
        }
    }
    match update(client, read)
        .send()
        .await
        .map_err(|error| error.into_service_error())
    {
        Ok(_) => Vec::new(),
        Err(Error::ValidationException(error)) => {
            let fields = error.error_list().iter();
            fields
                .filter_map(|entry| entry.field_name().map(str::to_owned))
                .collect()
        }
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn each_status_allows_other_changes() {
    const MEMBERS: [&str; 4] = [
        "Customer.Account.Address.City",
        "Project.AdditionalComments",
        "Project.CustomerBusinessProblem",
        "Project.Title",
    ];
    let everything = ["LifeCycle.ReviewStatus"; 4];
    let (fake, client) = start().await;
    for (review, refused) in [
        (ReviewStatus::PendingSubmission, ["", "", "", ""]),
        (ReviewStatus::Submitted, everything),
        (ReviewStatus::InReview, everything),
        (ReviewStatus::Rejected, everything),
        (ReviewStatus::Approved, ["", "", MEMBERS[2], MEMBERS[3]]),
        (ReviewStatus::ActionRequired, ["", MEMBERS[1], "", MEMBERS[3]]),
    ] {
        for (member, refused) in MEMBERS.into_iter().zip(refused) {
            let id = submittable(&fake, &client, AWS).await;
            fake.review(AWS, &id, review).unwrap();
            let fields = change(&client, &id, member).await;
            assert_eq!(fields.join(" "), refused, "{review:?} {member}");
        }
    }
}

#[tokio::test]
async fn a_corrected_opportunity_is_submitted_again() {
    let (fake, client) = start().await;
    let id = submittable(&fake, &client, AWS).await;
    submit(&client, AWS, &id).await;
    assert_eq!(status(&client, AWS, &id).await, Status::Submitted);
    fake.review_with(
        AWS,
        &id,
        ReviewStatus::ActionRequired,
        Some("The city is missing"),
        Some("Address"),
    )
    .unwrap();
    let read = get(&client, AWS, &id).await;
    assert_eq!(
        read.life_cycle().unwrap().review_comments(),
        Some("The city is missing")
    );
    assert_eq!(change(&client, &id, "Customer.Account.Address.City").await, [""; 0]);
    assert_eq!(status(&client, AWS, &id).await, Status::Submitted);
}

#[tokio::test]
async fn in_the_sandbox_an_update_of_the_status_is_the_review() {
    let (fake, client) = start().await;
    for (catalog, expected) in [(SANDBOX, Status::Approved), (AWS, Status::ActionRequired)] {
        let id = submittable(&fake, &client, catalog).await;
        submit(&client, catalog, &id).await;
        fake.review(catalog, &id, ReviewStatus::ActionRequired).unwrap();
        let mut read = get(&client, catalog, &id).await;
        read.life_cycle.as_mut().unwrap().review_status = Some(Status::Approved);
        let updated = update(&client, read).send().await;
        assert!(updated.is_ok(), "{updated:?}");
        if catalog == SANDBOX {
            assert_eq!(status(&client, catalog, &id).await, expected);
        } else {
            // The member is read-only there: the update counts as a correction.
            assert_eq!(status(&client, catalog, &id).await, Status::Submitted);
        }
    }
}

#[tokio::test]
async fn only_complete_opportunities_are_submitted() {
    let (fake, client) = start().await;
    let id = fake
        .add_opportunity(AWS, serde_json::json!({ "LifeCycle": { "Stage": "Prospect" } }))
        .unwrap();
    let call = client.submit_opportunity().catalog(AWS).identifier(&id);
    let error = call
        .involvement_type(SalesInvolvementType::CoSell)
        .send()
        .await
        .unwrap_err();
    let Error::ValidationException(error) = error.into_service_error() else {
        panic!("a validation error")
    };
    let fields: Vec<_> = error
        .error_list()
        .iter()
        .filter_map(|entry| entry.field_name())
        .collect();
    assert_eq!(
        fields,
        [
            "LifeCycle.Stage",
            "LifeCycle.TargetCloseDate",
            "Customer.Account.CompanyName",
            "Customer.Account.Industry",
            "Project.Title",
            "Project.CustomerBusinessProblem",
            "Project.ExpectedCustomerSpend",
            "RelatedEntityIdentifiers.Solutions",
        ]
    );
    let unknown: Result<_, ServiceError> = fake.review("Production", &id, ReviewStatus::Approved);
    assert!(
        unknown
            .unwrap_err()
            .to_string()
            .contains("`Production` is not one of the catalogs")
    );
    let missing = client
        .get_aws_opportunity_summary()
        .catalog(AWS)
        .related_opportunity_identifier(&id);
    assert_eq!(
        missing.send().await.unwrap_err().code(),
        Some("ResourceNotFoundException")
    );
}
