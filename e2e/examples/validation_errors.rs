//! Shows the problems of a request field by field, as a form does.

mod support;

use std::process::ExitCode;

use partnercentral_selling::types::error::ValidationException;
use partnercentral_selling::types::{AwsFundingUsed, LifeCycle, Marketing, Stage, ValidationExceptionErrorCode};
use partnercentral_selling::{Client, Error};
use support::{CATALOG, Failure};

const ABOUT: &str = "Sends an opportunity that the service rejects, and shows why.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, |_| Ok(()), create_invalid).await
}

async fn create_invalid(client: Client) -> Result<(), Failure> {
    let marketing = Marketing::builder()
        .aws_funding_used(AwsFundingUsed::No)
        .use_cases("Analytics")
        .build();
    let result = client
        .create_opportunity()
        .catalog(CATALOG)
        .marketing(marketing)
        .life_cycle(
            LifeCycle::builder()
                .stage(Stage::Qualified)
                .target_close_date("2001-01-01")
                .build(),
        )
        .send()
        .await;
    match result.map_err(|error| error.into_service_error()) {
        Ok(created) => Err(format!("{} was created all the same", created.id()).into()),
        Err(Error::ValidationException(invalid)) => {
            show(&invalid);
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

fn show(invalid: &ValidationException) {
    println!("{} ({})", invalid.message(), invalid.reason());
    for entry in invalid.error_list() {
        let what = match entry.code() {
            ValidationExceptionErrorCode::RequiredFieldMissing => "is missing",
            ValidationExceptionErrorCode::InvalidValue => "is not valid",
            // A later version of the service may have further codes.
            other => other.as_str(),
        };
        println!(
            "  {} {what}: {}",
            entry.field_name().unwrap_or("The request"),
            entry.message()
        );
    }
}
