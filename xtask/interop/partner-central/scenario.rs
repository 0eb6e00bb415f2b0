//! All 45 operations, as one program that three clients run: ours, the official crate, botocore.
//!
//! The client's crate is `super::sdk`. Each step reports a line, and the lines of all clients are
//! equal.

mod engagements;
mod invitations;
mod opportunities;
mod snapshots;
mod submissions;
mod tasks;

use std::error::Error;

use super::sdk::Client;
use super::sdk::error::{ProvideErrorMetadata, SdkError};
use super::sdk::types::{LeadInteraction, LeadInvitationPayload, UpdateLeadContext};

/// The catalog of the scenario, in which the client plays AWS's part as well.
const CATALOG: &str = "Sandbox";

/// The result of a step.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A structure, or the result of building it: the builders of structures with required structures
/// return results in one of the crates only.
trait Built {
    /// The structure.
    type Structure;

    fn built(self) -> Result<Self::Structure>;
}

impl<T, E: Error + 'static> Built for std::result::Result<T, E> {
    type Structure = T;

    fn built(self) -> Result<T> {
        self.map_err(Into::into)
    }
}

macro_rules! built {
    ($($name:ident),*) => {
        $(impl Built for $name {
            type Structure = Self;

            fn built(self) -> Result<Self> {
                Ok(self)
            }
        })*
    };
}

built!(LeadInteraction, LeadInvitationPayload, UpdateLeadContext);

/// Takes the lines of a scenario.
pub struct Report(Vec<String>);

impl Report {
    fn line(&mut self, operation: &str, facts: &[&str]) {
        self.0.push(format!("{operation}: {}", facts.join(", ")));
    }

    /// Adds the code of an error that was expected.
    fn error<T, E, R>(&mut self, operation: &str, result: std::result::Result<T, SdkError<E, R>>)
    where
        SdkError<E, R>: ProvideErrorMetadata,
    {
        let code = match &result {
            Ok(_) => "no error",
            Err(error) => error.code().unwrap_or("no code"),
        };
        self.line(operation, &[code]);
    }
}

/// Runs the scenario on a fake service that has just been started; returns its lines.
pub async fn run(client: &Client) -> Result<Vec<String>> {
    let mut report = Report(Vec::new());
    let opportunity = opportunities::run(client, &mut report).await?;
    let engagement = engagements::run(client, &mut report).await?;
    invitations::run(client, &mut report).await?;
    snapshots::run(client, &mut report, &engagement, &opportunity).await?;
    tasks::run(client, &mut report, &engagement).await?;
    Ok(report.0)
}
