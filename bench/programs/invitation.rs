//! An invitation, built the same by either client.

use client::error::BuildError;
use client::types::{
    AccountReceiver, CountryCode, EngagementCustomer, Industry, Invitation, OpportunityInvitationPayload, Payload,
    ProjectDetails, Receiver, ReceiverResponsibility,
};

/// Builds an invitation to an opportunity.
pub(crate) fn invitation() -> Result<Invitation, BuildError> {
    let receiver = AccountReceiver::builder()
        .alias("AWS")
        .aws_account_id("123456789012")
        .build()?;
    let customer = EngagementCustomer::builder()
        .industry(Industry::Retail)
        .company_name("Example")
        .website_url("https://example.com")
        .country_code(CountryCode::Us)
        .build()?;
    let project = ProjectDetails::builder()
        .business_problem("Too many servers in the cellar")
        .title("Migration")
        .target_completion_date("2027-01-01")
        .set_expected_customer_spend(Some(vec![]))
        .build()?;
    let payload = OpportunityInvitationPayload::builder()
        .receiver_responsibilities(ReceiverResponsibility::Reseller)
        .customer(customer)
        .project(project)
        .build()?;
    Invitation::builder()
        .message("Join us")
        .receiver(Receiver::Account(receiver))
        .payload(Payload::OpportunityInvitation(payload))
        .build()
}
