//! Changes one member of an opportunity and loses none: reads it, sends all of it back, and starts
//! again if somebody was faster.

mod support;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use e2e::{Answer, Request};
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::operation::update_opportunity::builders::UpdateOpportunityFluentBuilder;
use partnercentral_selling::types::LifeCycle;
use partnercentral_selling::{Client, Error};
use serde_json::json;
use support::{CATALOG, Failure};

const ABOUT: &str = "Sets the next steps of the opportunity O1234567.";

/// The number of conflicts with other writers before the example gives up.
const ATTEMPTS: usize = 5;

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, service(), update).await
}

async fn update(client: Client) -> Result<(), Failure> {
    for attempt in 1..=ATTEMPTS {
        let read = client
            .get_opportunity()
            .catalog(CATALOG)
            .identifier("O1234567")
            .send()
            .await?;
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

/// An update that changes nothing: what is left out would become null. The lock is the date as the
/// service gave it.
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

/// The responses of the server in this process; somebody changes the opportunity before the first
/// update arrives.
fn service() -> impl Fn(&Request) -> Answer + Send + Sync + 'static {
    let asked = AtomicUsize::new(0);
    move |request| match (request.operation(), asked.fetch_add(1, Ordering::SeqCst)) {
        ("GetOpportunity", at) => Answer::json(
            200,
            &json!({
                "Catalog": CATALOG,
                "Id": "O1234567",
                "LastModifiedDate": if at == 0 { "2026-11-02T09:15:00.123Z" } else { "2026-11-02T09:15:07.654Z" },
                "Customer": { "Account": { "CompanyName": "Example Corp." } },
                "Project": { "Title": "Reports by morning" },
                "LifeCycle": { "Stage": "Qualified", "TargetCloseDate": "2027-12-31" },
            }),
        ),
        (_, 1) => Answer::json(
            409,
            &json!({ "__type": "ConflictException", "Message": "The opportunity was changed meanwhile" }),
        ),
        _ => Answer::json(
            200,
            &json!({ "Id": "O1234567", "LastModifiedDate": "2026-11-02T09:15:08.001Z" }),
        ),
    }
}
