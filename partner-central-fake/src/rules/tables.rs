//! The rules.

use super::{Is, Rule, Test};
use crate::error::Code;

/// The texts of members in the API reference.
const API_REFERENCE: &str = "API reference of Partner Central Selling, text of the member";

/// Rules of the project's own reading of the service.
const GUIDE: &str = "developer guide, Working with your opportunities";

const fn test(path: &'static str, is: Is) -> Test {
    Test { path, is }
}

/// Rules of `CreateOpportunity` and `UpdateOpportunity`.
///
/// The operations that check a rule are mostly not documented; chosen: every write checks rules
/// about contradictory values, and the submission checks rules about completeness.
pub(crate) const WRITE: [Rule; 10] = [
    Rule {
        each: None,
        when: &[test("NationalSecurity", Is::Equal("Yes"))],
        then: test("Customer.Account.Industry", Is::Equal("Government")),
        code: Code::InvalidValue,
        message: "NationalSecurity can be Yes only if the industry is Government",
        source: API_REFERENCE,
    },
    Rule {
        each: None,
        when: &[
            test("Customer.Account", Is::Present),
            test("NationalSecurity", Is::NotEqual("Yes")),
        ],
        then: test("Customer.Account.WebsiteUrl", Is::Present),
        code: Code::RequiredFieldMissing,
        message: "The website is required unless the opportunity is related to national security",
        source: API_REFERENCE,
    },
    Rule {
        each: None,
        when: &[test("Customer.Account.OtherIndustry", Is::Present)],
        then: test("Customer.Account.Industry", Is::Equal("Other")),
        code: Code::InvalidValue,
        message: "OtherIndustry can be set only if the industry is Other",
        source: API_REFERENCE,
    },
    Rule {
        each: None,
        when: &[test("Marketing.AwsFundingUsed", Is::Equal("No"))],
        then: test("Marketing.UseCases", Is::Empty),
        code: Code::InvalidValue,
        message: "Marketing use cases must be empty if AWS funding is not used",
        source: API_REFERENCE,
    },
    Rule {
        each: None,
        when: &[test("Project.OtherCompetitorNames", Is::Present)],
        then: test("Project.CompetitorName", Is::Equal("*Other")),
        code: Code::InvalidValue,
        message: "Other competitors can be named only if the competitor is *Other",
        source: API_REFERENCE,
    },
    Rule {
        each: Some("Project.ExpectedCustomerSpend"),
        when: &[test("TargetCompany", Is::Equal("AWS"))],
        then: test("Frequency", Is::Equal("Monthly")),
        code: Code::InvalidValue,
        message: "The spend on AWS is given by the month",
        source: API_REFERENCE,
    },
    Rule {
        each: Some("Project.ExpectedCustomerSpend"),
        when: &[test("Project.AwsPartition", Is::Equal("aws-eusc"))],
        then: test("CurrencyCode", Is::Equal("EUR")),
        code: Code::InvalidValue,
        message: "The currency must be EUR in the partition aws-eusc",
        source: API_REFERENCE,
    },
    Rule {
        each: Some("Project.ExpectedCustomerSpend"),
        when: &[test("Project.ExpectedContractDuration", Is::Present)],
        then: test("TargetCompany", Is::Only(&["AWS", "Self"])),
        code: Code::InvalidValue,
        message: "With a contract duration the target company must be AWS or Self",
        source: API_REFERENCE,
    },
    Rule {
        each: None,
        when: &[test("Catalog", Is::Equal("AWS"))],
        then: test("Origin", Is::Only(&["Partner Referral"])),
        code: Code::InvalidValue,
        message: "The origin must be Partner Referral in the catalog AWS",
        source: API_REFERENCE,
    },
    Rule {
        each: None,
        when: &[],
        then: test("LifeCycle.TargetCloseDate", Is::NotPast),
        code: Code::InvalidValue,
        message: "The target close date must not be in the past",
        source: API_REFERENCE,
    },
];

/// Rules of the submission, in addition to those of writing.
pub(crate) const SUBMISSION: [Rule; 8] = [
    Rule {
        each: None,
        when: &[],
        then: test(
            "LifeCycle.Stage",
            Is::Only(&[
                "Qualified",
                "Technical Validation",
                "Business Validation",
                "Committed",
                "Launched",
            ]),
        ),
        code: Code::InvalidValue,
        message: "The opportunity must be at stage Qualified before it is submitted",
        source: API_REFERENCE,
    },
    required("LifeCycle.Stage", API_REFERENCE),
    required("LifeCycle.TargetCloseDate", NOT_DOCUMENTED),
    required("Customer.Account.CompanyName", API_REFERENCE),
    required("Customer.Account.Industry", API_REFERENCE),
    required("Project.Title", NOT_DOCUMENTED),
    required("Project.CustomerBusinessProblem", NOT_DOCUMENTED),
    required("Project.ExpectedCustomerSpend", NOT_DOCUMENTED),
];

/// The source of rules that no page states.
const NOT_DOCUMENTED: &str = "not documented; chosen: a submitted opportunity has the details that AWS reviews";

const fn required(path: &'static str, source: &'static str) -> Rule {
    Rule {
        each: None,
        when: &[],
        then: test(path, Is::Present),
        code: Code::RequiredFieldMissing,
        message: "The field is required for the submission",
        source,
    }
}

/// Rules of engagement contexts and their updates.
pub(crate) const CONTEXT: [Rule; 1] = [Rule {
    each: None,
    when: &[],
    then: test("Payload", Is::TaggedBy("Type")),
    code: Code::InvalidValue,
    message: "The payload must have the member that the type names",
    source: GUIDE,
}];

/// The members that may change while the review status is Action Required.
///
/// Source: developer guide, Working with opportunity updates. All members of the expected spend are
/// listed there, so the list is one entry here.
pub(crate) const EDITABLE_IN_ACTION_REQUIRED: [&str; 10] = [
    "Customer.Account.Address.City",
    "Customer.Account.Address.CountryCode",
    "Customer.Account.Address.PostalCode",
    "Customer.Account.Address.StateOrRegion",
    "Customer.Account.Address.StreetAddress",
    "Customer.Account.WebsiteUrl",
    "LifeCycle.TargetCloseDate",
    "PartnerOpportunityIdentifier",
    "Project.CustomerBusinessProblem",
    "Project.ExpectedCustomerSpend",
];

/// The members that may not change after the approval. The same source.
pub(crate) const FROZEN_AFTER_APPROVAL: [&str; 7] = [
    "Customer.Account.Address.CountryCode",
    "Customer.Account.Address.PostalCode",
    "Customer.Account.Industry",
    "Customer.Account.WebsiteUrl",
    "PartnerOpportunityIdentifier",
    "Project.CustomerBusinessProblem",
    "Project.Title",
];

/// The members of the life cycle that only the service sets.
pub(crate) const SERVICE_MEMBERS: [&str; 4] = [
    "LifeCycle.NextStepsHistory",
    "LifeCycle.ReviewComments",
    "LifeCycle.ReviewStatus",
    "LifeCycle.ReviewStatusReason",
];
