//! Changes one member of an opportunity and loses none: reads it, sends all of it back, and repeats
//! if somebody else has changed it.

mod support;

use std::process::ExitCode;

use partner_central_fake::{Fake, Fault, ServiceError};
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::operation::update_opportunity::builders::UpdateOpportunityFluentBuilder;
use partnercentral_selling::types::LifeCycle;
use partnercentral_selling::{Client, Error};
use support::{CATALOG, Failure};

const ABOUT: &str = "Sets the next steps of the opportunity that changed last.";

/// The number of attempts.
const ATTEMPTS: usize = 5;

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, with_a_conflict, update).await
}

async fn update(client: Client) -> Result<(), Failure> {
    let id = support::last_changed(&client).await?;
    for attempt in 1..=ATTEMPTS {
        let read = client.get_opportunity().catalog(CATALOG).identifier(&id).send().await?;
        println!("read          as of {}", read.last_modified_date());

        let mut life_cycle = read.life_cycle.clone().unwrap_or_else(|| LifeCycle::builder().build());
        life_cycle.next_steps = Some("Show the pilot on Friday".to_owned());
        let result = all_of(&client, read).life_cycle(life_cycle).send().await;

        match result.map_err(|error| error.into_service_error()) {
            Ok(updated) => {
                println!(
                    "updated       as of {}, attempt {attempt}",
                    updated.last_modified_date()
                );
                return Ok(());
            }
            Err(Error::ConflictException(conflict)) => println!("not updated   {conflict}"),
            Err(error) => return Err(error.into()),
        }
    }
    Err("somebody was faster every time".into())
}

/// Returns an update that changes nothing: a member left out becomes null. The lock is the date as
/// the service returned it.
fn all_of(client: &Client, read: GetOpportunityOutput) -> UpdateOpportunityFluentBuilder {
    client
        .update_opportunity()
        .catalog(read.catalog)
        .identifier(read.id)
        .last_modified_date(read.last_modified_date)
        .set_customer(read.customer)
        .set_life_cycle(read.life_cycle)
        .set_marketing(read.marketing)
        .set_national_security(read.national_security)
        .set_opportunity_type(read.opportunity_type)
        .set_partner_opportunity_identifier(read.partner_opportunity_identifier)
        .set_primary_needs_from_aws(read.primary_needs_from_aws)
        .set_project(read.project)
        .set_software_revenue(read.software_revenue)
}

/// Adds opportunities, and a conflict for the first update.
fn with_a_conflict(fake: &Fake) -> Result<(), ServiceError> {
    support::with_opportunities(fake)?;
    let conflict = ServiceError::new("ConflictException", "The opportunity was changed meanwhile");
    fake.fail_next_of("UpdateOpportunity", Fault::Error(conflict));
    Ok(())
}
