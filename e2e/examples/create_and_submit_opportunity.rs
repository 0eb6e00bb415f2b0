//! Brings an opportunity to AWS: creates it, associates a solution, starts the engagement task and
//! waits for its end.

mod support;

use std::process::ExitCode;
use std::time::Duration;

use partnercentral_selling::Client;
use partnercentral_selling::error::BuildError;
use partnercentral_selling::types::{
    Account, Address, AwsSubmission, CountryCode, CurrencyCode, Customer, DeliveryModel, ExpectedCustomerSpend,
    Industry, LifeCycle, OpportunityOrigin, OpportunityType, PaymentFrequency, PrimaryNeedFromAws, Project,
    RelatedEntityType, SalesActivity, SalesInvolvementType, Stage, TaskStatus, Visibility,
};
use support::{CATALOG, Failure};

const ABOUT: &str = "Creates an opportunity and brings it to AWS.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, |_| Ok(()), create_and_submit).await
}

async fn create_and_submit(client: Client) -> Result<(), Failure> {
    let created = client
        .create_opportunity()
        .catalog(CATALOG)
        .origin(OpportunityOrigin::PartnerReferral)
        .opportunity_type(OpportunityType::NetNewBusiness)
        .primary_needs_from_aws(PrimaryNeedFromAws::CoSellTechnicalConsultation)
        .customer(customer()?)
        .project(project()?)
        // It must be qualified before it is submitted, and close on a day to come.
        .life_cycle(
            LifeCycle::builder()
                .stage(Stage::Qualified)
                .target_close_date("2099-12-31")
                .build(),
        )
        .send()
        .await?;
    println!("created       {}", created.id());

    let mut solutions = client.list_solutions().catalog(CATALOG).into_paginator().items().send();
    let solution = solutions
        .try_next()
        .await?
        .ok_or("the account has no solution to associate")?;
    client
        .associate_opportunity()
        .catalog(CATALOG)
        .opportunity_identifier(created.id())
        .related_entity_type(RelatedEntityType::Solutions)
        .related_entity_identifier(solution.id())
        .send()
        .await?;
    println!("associated    {} ({})", solution.name(), solution.id());

    let submission = AwsSubmission::builder()
        .involvement_type(SalesInvolvementType::CoSell)
        .visibility(Visibility::Full)
        .build()?;
    let task = client
        .start_engagement_from_opportunity_task()
        .catalog(CATALOG)
        .identifier(created.id())
        .aws_submission(submission)
        .send()
        .await?;
    let task = task.task_id().ok_or("the task has no identifier")?;
    println!("started       {task}");
    wait_for(&client, task).await
}

/// Waits for the end of a task, whose state is in the list of its kind.
async fn wait_for(client: &Client, task: &str) -> Result<(), Failure> {
    for _ in 0..60 {
        let call = client
            .list_engagement_from_opportunity_tasks()
            .catalog(CATALOG)
            .task_identifier(task);
        let mut tasks = call.into_paginator().items().send();
        let found = tasks.try_next().await?.ok_or("the task is not in the list")?;
        match found.task_status() {
            Some(TaskStatus::Complete) => {
                println!(
                    "complete      engagement {}",
                    found.engagement_id().unwrap_or("without an identifier")
                );
                return Ok(());
            }
            Some(TaskStatus::Failed) => {
                let reason = found.reason_code().map_or("no reason code", |reason| reason.as_str());
                return Err(format!("the task failed: {reason}: {}", found.message().unwrap_or_default()).into());
            }
            _ => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
    Err("the task is still in progress".into())
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
