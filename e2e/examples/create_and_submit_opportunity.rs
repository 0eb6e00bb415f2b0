//! Brings an opportunity to AWS: checks it, creates it, associates a solution, starts the
//! engagement task and waits for its end.

mod support;

use std::process::ExitCode;

use partner_central::{Progress, Submission, readiness};
use partnercentral_selling::Client;
use partnercentral_selling::error::BuildError;
use partnercentral_selling::operation::create_opportunity::CreateOpportunityInput;
use partnercentral_selling::types::{
    Account, Address, AwsSubmission, CountryCode, CurrencyCode, Customer, DeliveryModel, ExpectedCustomerSpend,
    Industry, LifeCycle, OpportunityOrigin, OpportunityType, PaymentFrequency, PrimaryNeedFromAws, Project,
    SalesActivity, SalesInvolvementType, Stage, Visibility,
};
use support::{CATALOG, Failure};

const ABOUT: &str = "Creates an opportunity and brings it to AWS.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, |_| Ok(()), create_and_submit).await
}

async fn create_and_submit(client: Client) -> Result<(), Failure> {
    let opportunity = CreateOpportunityInput::builder()
        .origin(OpportunityOrigin::PartnerReferral)
        .opportunity_type(OpportunityType::NetNewBusiness)
        .primary_needs_from_aws(PrimaryNeedFromAws::CoSellTechnicalConsultation)
        .customer(customer()?)
        .project(project()?)
        // An opportunity must be qualified before it is submitted, and its close date must be in
        // the future.
        .life_cycle(
            LifeCycle::builder()
                .stage(Stage::Qualified)
                .target_close_date("2099-12-31")
                .build(),
        );
    for finding in readiness(&opportunity.clone().catalog(CATALOG).build()?, "2026-11-28") {
        println!("not ready     {}: {}", finding.field, finding.message);
    }

    let mut solutions = client.list_solutions().catalog(CATALOG).into_paginator().items().send();
    let solution = solutions
        .try_next()
        .await?
        .ok_or("the account has no solution to associate")?;

    let terms = AwsSubmission::builder()
        .involvement_type(SalesInvolvementType::CoSell)
        .visibility(Visibility::Full)
        .build()?;
    // A program stores the progress in its database, and continues from it after a crash.
    let mut progress = Progress::new();
    let submitted = Submission::new(CATALOG, opportunity, terms)
        .solution(solution.id())
        .run(&client, &mut progress, |progress| {
            println!("progress      {progress}");
            Ok(())
        })
        .await?;
    let status = submitted.opportunity.life_cycle().and_then(|it| it.review_status());
    println!(
        "submitted     {}  review status {}",
        submitted.opportunity.id(),
        status.map_or("unknown", |status| status.as_str())
    );
    Ok(())
}

fn customer() -> Result<Customer, BuildError> {
    let address = Address::builder()
        .country_code(CountryCode::Us)
        .postal_code("98109")
        .state_or_region("Washington")
        .build();
    let account = Account::builder()
        .company_name("Example Corp.")
        .industry(Industry::Retail)
        .website_url("https://customer.example")
        .address(address)
        .build()?;
    Ok(Customer::builder().account(account).build())
}

fn project() -> Result<Project, BuildError> {
    let spend = ExpectedCustomerSpend::builder()
        .amount("12000.00")
        .currency_code(CurrencyCode::Usd)
        .frequency(PaymentFrequency::Monthly)
        .target_company("AWS")
        .build()?;
    Ok(Project::builder()
        .title("Reports by morning")
        .customer_business_problem("Reports that are due in the morning take until noon.")
        .customer_use_case("Business Applications & Contact Center")
        .delivery_models(DeliveryModel::SaasOrPaas)
        .sales_activities(SalesActivity::CustomerHasShownInterest)
        .expected_customer_spend(spend)
        .build())
}
