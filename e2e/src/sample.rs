//! Invitations with every member set, and the JSON that they must be written as.

use partnercentral_selling::error::BuildError;
use partnercentral_selling::types::{
    AccountReceiver, CountryCode, CurrencyCode, EngagementCustomer, ExpectedCustomerSpend, Industry, Invitation,
    LeadInvitationCustomer, LeadInvitationInteraction, LeadInvitationPayload, OpportunityInvitationPayload, Payload,
    PaymentFrequency, ProjectDetails, Receiver, ReceiverResponsibility, SenderContact,
};
use serde_json::{Value, json};

/// A text with all that JSON has to escape, and characters of one to four bytes.
pub const MESSAGE: &str = "Hello \"Ada\",\n\tlet's win this: C:\\deals\\🚀 – größer, \u{2028}\u{7f}\u{1}</script>\r\n";

/// Returns an invitation to an opportunity.
///
/// # Errors
/// None, unless the client forgets a member.
pub fn opportunity_invitation() -> Result<Invitation, BuildError> {
    let contact = SenderContact::builder()
        .email("ada@partner.example")
        .first_name("Ada")
        .last_name("O'Lovelace \"née\" Byron")
        .business_title("Analyst / Countess")
        .phone("+15550100")
        .build()?;
    let spend = ExpectedCustomerSpend::builder()
        .amount("1234567890123456789012345678901.25")
        .currency_code(CurrencyCode::Eur)
        .frequency(PaymentFrequency::Monthly)
        .target_company("AWS")
        .estimation_url("https://calculator.aws/#/estimate?id=0123456789abcdef0123456789abcdef")
        .build()?;
    let least = ExpectedCustomerSpend::builder()
        .amount("")
        .currency_code(CurrencyCode::Try)
        .frequency(PaymentFrequency::from("Yearly"))
        .target_company("")
        .build()?;
    let project = ProjectDetails::builder()
        .business_problem("Line one\nLine two: \"quoted\" 🧮")
        .title("Engines & analysis")
        .target_completion_date("2027-02-28")
        .expected_customer_spend(spend)
        .expected_customer_spend(least)
        .build()?;
    let payload = OpportunityInvitationPayload::builder()
        .sender_contacts(contact)
        .sender_contacts(SenderContact::builder().email("second@partner.example").build()?)
        .receiver_responsibilities(ReceiverResponsibility::CoSellFacilitator)
        .receiver_responsibilities(ReceiverResponsibility::from("Moon Lander"))
        .customer(
            EngagementCustomer::builder()
                .industry(Industry::ComputersElectronics)
                .company_name("Größe & Söhne 株式会社")
                .website_url("https://customer.example/?a=b&c=\"d\"")
                .country_code(CountryCode::Do)
                .build()?,
        )
        .project(project)
        .build()?;
    invitation(Payload::OpportunityInvitation(payload))
}

/// Returns the JSON of [`opportunity_invitation`].
pub fn opportunity_invitation_json() -> Value {
    invitation_json(json!({
        "OpportunityInvitation": {
            "SenderContacts": [
                {
                    "Email": "ada@partner.example",
                    "FirstName": "Ada",
                    "LastName": "O'Lovelace \"née\" Byron",
                    "BusinessTitle": "Analyst / Countess",
                    "Phone": "+15550100",
                },
                { "Email": "second@partner.example" },
            ],
            "ReceiverResponsibilities": ["Co-Sell Facilitator", "Moon Lander"],
            "Customer": {
                "Industry": "Computers and Electronics",
                "CompanyName": "Größe & Söhne 株式会社",
                "WebsiteUrl": "https://customer.example/?a=b&c=\"d\"",
                "CountryCode": "DO",
            },
            "Project": {
                "BusinessProblem": "Line one\nLine two: \"quoted\" 🧮",
                "Title": "Engines & analysis",
                "TargetCompletionDate": "2027-02-28",
                "ExpectedCustomerSpend": [
                    {
                        "Amount": "1234567890123456789012345678901.25",
                        "CurrencyCode": "EUR",
                        "Frequency": "Monthly",
                        "TargetCompany": "AWS",
                        "EstimationUrl": "https://calculator.aws/#/estimate?id=0123456789abcdef0123456789abcdef",
                    },
                    { "Amount": "", "CurrencyCode": "TRY", "Frequency": "Yearly", "TargetCompany": "" },
                ],
            },
        }
    }))
}

/// Returns an invitation to a lead.
///
/// # Errors
/// None, unless the client forgets a member.
pub fn lead_invitation() -> Result<Invitation, BuildError> {
    let payload = LeadInvitationPayload::builder()
        .customer(
            LeadInvitationCustomer::builder()
                .industry("Shipping 🚢")
                .company_name("Acme \"Harbour\"\nLtd")
                .website_url("https://acme.example")
                .country_code("NL")
                .aws_maturity("Evaluating")
                .market_segment("Small-Medium")
                .build()?,
        )
        .interaction(
            LeadInvitationInteraction::builder()
                .source_type("Event")
                .source_id("event-7")
                .source_name("Harbour days")
                .usecase("Migration")
                .contact_business_title("Chief \\ Harbour Master")
                .build()?,
        )
        .build()?;
    invitation(Payload::LeadInvitation(payload))
}

/// Returns the JSON of [`lead_invitation`].
pub fn lead_invitation_json() -> Value {
    invitation_json(json!({
        "LeadInvitation": {
            "Customer": {
                "Industry": "Shipping 🚢",
                "CompanyName": "Acme \"Harbour\"\nLtd",
                "WebsiteUrl": "https://acme.example",
                "CountryCode": "NL",
                "AwsMaturity": "Evaluating",
                "MarketSegment": "Small-Medium",
            },
            "Interaction": {
                "SourceType": "Event",
                "SourceId": "event-7",
                "SourceName": "Harbour days",
                "Usecase": "Migration",
                "ContactBusinessTitle": "Chief \\ Harbour Master",
            },
        }
    }))
}

fn invitation(payload: Payload) -> Result<Invitation, BuildError> {
    let account = AccountReceiver::builder()
        .alias("the \"big\" one")
        .aws_account_id("123456789012")
        .build()?;
    Invitation::builder()
        .message(MESSAGE)
        .receiver(Receiver::Account(account))
        .payload(payload)
        .build()
}

fn invitation_json(payload: Value) -> Value {
    json!({
        "Message": MESSAGE,
        "Receiver": { "Account": { "Alias": "the \"big\" one", "AwsAccountId": "123456789012" } },
        "Payload": payload,
    })
}
