//! Documents to start with: an opportunity that can be submitted, payloads of invitations.

use serde_json::{Value, json};

/// Returns the members of an opportunity that lacks only a solution for its submission.
pub fn opportunity(company: &str) -> Value {
    json!({
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "PrimaryNeedsFromAws": ["Co-Sell - Technical Consultation"],
        "NationalSecurity": "No",
        "Customer": { "Account": {
            "CompanyName": company,
            "Industry": "Retail",
            "WebsiteUrl": "https://customer.example",
            "Address": { "CountryCode": "US", "PostalCode": "98109", "StateOrRegion": "Washington" },
        } },
        "Project": {
            "Title": "Reports by morning",
            "CustomerBusinessProblem": "Reports that are due in the morning take until noon.",
            "CustomerUseCase": "Business Applications & Contact Center",
            "DeliveryModels": ["SaaS or PaaS"],
            "SalesActivities": ["Customer has shown interest in solution"],
            "ExpectedCustomerSpend": [{
                "Amount": "12000.00",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS",
            }],
        },
        "LifeCycle": { "Stage": "Qualified", "TargetCloseDate": "2099-12-31", "NextSteps": "Show the pilot" },
    })
}

/// Returns the payload of an invitation to an opportunity.
pub fn opportunity_invitation(company: &str) -> Value {
    json!({ "OpportunityInvitation": {
        "ReceiverResponsibilities": ["Reseller"],
        "Customer": {
            "CompanyName": company,
            "CountryCode": "US",
            "Industry": "Retail",
            "WebsiteUrl": "https://customer.example",
        },
        "Project": {
            "Title": "Reports by morning",
            "BusinessProblem": "Reports that are due in the morning take until noon.",
            "TargetCompletionDate": "2099-12-31",
            "ExpectedCustomerSpend": [{
                "Amount": "12000.00",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS",
            }],
        },
    } })
}

/// Returns the payload of an invitation to a lead.
pub fn lead_invitation(company: &str) -> Value {
    json!({ "LeadInvitation": {
        "Customer": { "CompanyName": company, "CountryCode": "US", "Industry": "Retail" },
        "Interaction": {
            "SourceType": "Event",
            "SourceId": "event-7",
            "SourceName": "Harbour days",
            "ContactBusinessTitle": "Head of Reports",
        },
    } })
}

/// Returns the payload of an engagement context about a lead.
pub fn lead_context(company: &str) -> Value {
    json!({ "Lead": {
        "Customer": { "CompanyName": company, "WebsiteUrl": "https://customer.example" },
        "Interactions": [{
            "SourceType": "Event",
            "Contact": {
                "BusinessTitle": "Head of Reports",
                "Email": "head@customer.example",
                "FirstName": "Robin",
                "LastName": "Example",
            },
        }],
    } })
}
