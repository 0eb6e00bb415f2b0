//! Workflows of AWS partners in Partner Central, each in one call.
//!
//! ```no_run
//! # use partner_central::{Decision, Progress, Submission, accept_invitations, lead_to_opportunity};
//! # async fn flows(client: partnercentral_selling::Client, submission: Submission, engagement: &str)
//! # -> Result<(), partner_central::FlowError> {
//! let submitted = submission.run(&client, &mut Progress::new(), |progress| Ok(())).await?;
//! let answered = accept_invitations(&client, "AWS").run(|invitation| Decision::Accept).await?;
//! let opportunity = lead_to_opportunity(&client, "AWS", engagement).run().await?;
//! # Ok(())
//! # }
//! ```
//!
//! | flow | call | guide |
//! |---|---|---|
//! | submit an opportunity: create, associate, start the task, wait | [`Submission::run`] | [submit](guides::submit) |
//! | accept the pending invitations | [`accept_invitations`] | [invitations](guides::invitations) |
//! | make an opportunity of a lead | [`lead_to_opportunity`] | [leads](guides::leads) |
//! | synchronize a CRM | [`changes_since`] | [synchronize](guides::synchronize) |
//! | find the reasons for a refusal before the submission | [`readiness`](readiness()) |
//! [submit](guides::submit) |
//! | react to events, each once | [`events::Deduplicator`] | [events](guides::events) |
//! | show validation errors by field | [`validation::Validation`] | [errors](guides::errors) |
//!
//! The client is [`partnercentral_selling`], which has the calls of the service itself. Coming from
//! Python or from the official crate? [This page](guides::from_python) has the calls side by side.
//!
//! # After a crash
//!
//! An interrupted flow can be repeated, and no step takes effect twice. Its progress, for example
//! [`Progress`], contains idempotency tokens and the ids of the resources that exist already. The
//! flow asks the caller to store it whenever it changes; parse the stored text and run the flow
//! again. [`Invitations::resume`] and [`LeadToOpportunity::resume`] do so with an
//! [`InvitationProgress`] and a [`LeadProgress`].

/// The README is tested as well.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

mod changes;
mod error;
pub mod events;
#[cfg(any(doc, doctest))]
pub mod guides;
mod invitations;
mod leads;
mod progress;
mod readiness;
mod submission;
pub mod validation;

pub use self::changes::{Change, Changes, changes_since};
pub use self::error::FlowError;
pub use self::invitations::{Decision, Handled, InvitationProgress, Invitations, Outcome, accept_invitations};
pub use self::leads::{LeadProgress, LeadToOpportunity, lead_to_opportunity};
pub use self::progress::ProgressError;
pub use self::readiness::{Finding, Requirement, readiness, requirements};
pub use self::submission::{Progress, Submission, Submitted};
