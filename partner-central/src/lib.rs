#![doc = include_str!("../README.md")]

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
