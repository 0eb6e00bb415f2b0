//! The bodies of responses: the same bytes for both clients and for the lower bounds.

/// The response to an invitation.
pub(crate) const INVITATION: &str = r#"{"Arn":"arn:aws:partnercentral:us-east-1::catalog/Sandbox/engagement-invitation/engi-0123456789abc","Id":"engi-0123456789abc"}"#;

/// The smallest response to a request for an opportunity.
#[allow(dead_code, reason = "one program asks for it")]
pub(crate) const OPPORTUNITY: &str = r#"{"Catalog":"Sandbox","CreatedDate":"2026-03-14T09:26:53Z","Id":"O1234567","LastModifiedDate":"2026-05-06T07:08:09Z","RelatedEntityIdentifiers":{}}"#;

/// The number of summaries in [`opportunities`].
#[allow(dead_code, reason = "not every program asks for it")]
pub(crate) const SUMMARIES: usize = 100;

/// Returns the response to a list request: 100 summaries, about 95 KB, with the layout and the
/// escapes that a JSON service writes.
#[allow(dead_code, reason = "not every program asks for it")]
pub(crate) fn opportunities() -> String {
    opportunities_of(SUMMARIES)
}

/// Returns the response to a list request with this many summaries.
pub(crate) fn opportunities_of(summaries: usize) -> String {
    let mut body = String::with_capacity(1_000 * summaries);
    body.push_str(r#"{"NextToken":"AAMA-EFRSURBSGhZb3VyIHBhZ2UgdG9rZW4gaXMgbG9uZw==","OpportunitySummaries":["#);
    for number in 0..summaries {
        if number > 0 {
            body.push(',');
        }
        body.push_str(&SUMMARY.replace("000", &format!("{number:03}")));
    }
    body.push_str("]}");
    body
}

const SUMMARY: &str = concat!(
    r#"{"Arn":"arn:aws:partnercentral:us-east-1:123456789012:catalog/Sandbox/opportunity/O1234000","Catalog":"Sandbox","#,
    r#""CreatedDate":"2026-03-14T09:26:53Z","Customer":{"Account":{"Address":{"City":"Rotterdam","CountryCode":"NL","#,
    r#""PostalCode":"3011 AB","StateOrRegion":"Zuid-Holland"},"CompanyName":"Harbour \"000\" B.V.","#,
    r#""Industry":"Computers and Electronics","WebsiteUrl":"https://harbour-000.example/"}},"Id":"O1234000","#,
    r#""LastModifiedDate":"2026-05-06T07:08:09.123Z","LifeCycle":{"NextSteps":"Call the harbour master on Monday,\nthen send the offer",""#,
    r#"ReviewComments":"Looks good; please add the expected spend of the second year","ReviewStatus":"Approved","#,
    r#""Stage":"Technical Validation","TargetCloseDate":"2026-12-31"},"OpportunityType":"Net New Business","#,
    r#""PartnerOpportunityIdentifier":"crm-2026-000","Project":{"DeliveryModels":["SaaS or PaaS","Managed Services"],"#,
    r#""ExpectedContractDuration":{"Term":"Months","Value":"36"},"#,
    r#""ExpectedCustomerSpend":[{"Amount":"120000.00","CurrencyCode":"EUR","Frequency":"Monthly","TargetCompany":"AWS"}]}}"#,
);
