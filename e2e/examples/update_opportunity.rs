//! Changes one member of an opportunity and keeps all others: reads it, sends all of it back, and
//! repeats this if somebody else has changed it.

mod support;

use std::process::ExitCode;

use partner_central_fake::{Fake, Fault, ServiceError};
use partnercentral_selling::Client;
use support::{CATALOG, Failure};

const ABOUT: &str = "Sets the next steps of the opportunity that changed last.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, with_a_conflict, update).await
}

async fn update(client: Client) -> Result<(), Failure> {
    let client = client.with_catalog(CATALOG);
    let id = support::last_changed(&client).await?;
    let updated = client
        .update_opportunity_with(&id, |update| {
            if let Some(read) = update.last_modified_date() {
                println!("read          as of {read}");
            }
            let life_cycle = update.life_cycle.get_or_insert_default();
            life_cycle.next_steps = Some("Show the pilot on Friday".to_owned());
        })
        .await?;
    println!("updated       as of {}", updated.last_modified_date());
    Ok(())
}

/// Adds opportunities, and a conflict for the first update.
fn with_a_conflict(fake: &Fake) -> Result<(), ServiceError> {
    support::with_opportunities(fake)?;
    let conflict = ServiceError::new("ConflictException", "The opportunity was changed meanwhile");
    fake.fail_next_of("UpdateOpportunity", Fault::Error(conflict));
    Ok(())
}
