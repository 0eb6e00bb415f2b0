//! Shows what is wrong with a request field by field, as a form would.

mod support;

use std::process::ExitCode;

use e2e::{Answer, Request};
use partnercentral_selling::types::error::ValidationException;
use partnercentral_selling::types::{LifeCycle, Project, Stage, ValidationExceptionErrorCode};
use partnercentral_selling::{Client, Error};
use serde_json::json;
use support::{CATALOG, Failure};

const ABOUT: &str = "Sends an opportunity that the service does not take, and shows why.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, service, create_what_is_wrong).await
}

async fn create_what_is_wrong(client: Client) -> Result<(), Failure> {
    let result = client
        .create_opportunity()
        .catalog(CATALOG)
        .project(Project::builder().title("").build())
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
            ValidationExceptionErrorCode::ValueOutOfRange => "is out of range",
            // Codes grow too.
            other => other.as_str(),
        };
        println!(
            "  {} {what}: {}",
            entry.field_name().unwrap_or("The request"),
            entry.message()
        );
    }
}

/// The responses of the server in this process.
fn service(_: &Request) -> Answer {
    Answer::json(
        400,
        &json!({
            "__type": "com.amazonaws.partnercentralselling#ValidationException",
            "Message": "The opportunity is not complete.",
            "Reason": "BUSINESS_VALIDATION_FAILED",
            "ErrorList": [
                { "FieldName": "Project.Title", "Code": "REQUIRED_FIELD_MISSING", "Message": "Give it a title." },
                { "FieldName": "LifeCycle.TargetCloseDate", "Code": "VALUE_OUT_OF_RANGE", "Message": "The date has passed." },
                { "Code": "ACTION_NOT_PERMITTED", "Message": "Drafts cannot be qualified." },
            ],
        }),
    )
}
