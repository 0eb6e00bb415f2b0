//! Accepts referrals: finds the pending invitations, reads each, and accepts those to an
//! opportunity.

mod support;

use std::process::ExitCode;

use partner_central::{Decision, Outcome, accept_invitations};
use partner_central_fake::{Fake, ServiceError, sample};
use partnercentral_selling::Client;
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::types::Payload;
use support::{CATALOG, Failure};

const ABOUT: &str = "Accepts the pending invitations to an opportunity.";

#[tokio::main]
async fn main() -> ExitCode {
    support::run(ABOUT, invitation, accept).await
}

async fn accept(client: Client) -> Result<(), Failure> {
    for handled in accept_invitations(&client, CATALOG).run(decide).await? {
        let id = handled.invitation.id();
        match handled.outcome {
            Ok(Outcome::Accepted(Some(opportunity))) => println!("{id}  accepted: opportunity {}", opportunity.id()),
            Ok(Outcome::Accepted(None)) => println!("{id}  accepted"),
            Ok(_) => println!("{id}  not accepted"),
            // The other invitations are still handled.
            Err(error) => println!("{id}  failed: {error}"),
        }
    }
    Ok(())
}

fn decide(invitation: &GetEngagementInvitationOutput) -> Decision {
    let sender = invitation.sender_company_name().unwrap_or("an unnamed sender");
    println!("{} from {sender}", invitation.id());
    match invitation.payload() {
        Some(Payload::OpportunityInvitation(payload)) => {
            let (customer, project) = (payload.customer(), payload.project());
            println!("  {} for {}", project.title(), customer.company_name());
            Decision::Accept
        }
        // This example does not handle leads; and unions grow, so this version may not know the
        // payload.
        _ => Decision::Skip,
    }
}

/// Invites the partner, as AWS does.
fn invitation(fake: &Fake) -> Result<(), ServiceError> {
    let payload = sample::opportunity_invitation("Example Corp.");
    fake.invite(CATALOG, "Reports by morning", &payload).map(drop)
}
