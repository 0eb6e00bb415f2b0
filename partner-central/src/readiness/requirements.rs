//! The rules for submissions, as data.

use partnercentral_selling::types::{
    Account, AwsFundingUsed, Industry, NationalSecurity, PaymentFrequency, ReviewStatus, Stage,
};

use super::{Opportunity, Requirement};

const API_REFERENCE: &str = "API reference of Partner Central Selling, text of the member";
const GUIDE: &str = "developer guide, Working with your opportunities";
const REVIEW: &str = "not documented; AWS reviews these details";

pub(super) const REQUIREMENTS: &[Requirement] = &[
    Requirement {
        field: "LifeCycle.ReviewStatus",
        message: "The opportunity must not be in review, approved or rejected",
        source: GUIDE,
        holds: |it, _| {
            it.life_cycle
                .and_then(|life_cycle| life_cycle.review_status())
                .is_none_or(|status| {
                    matches!(
                        status,
                        ReviewStatus::PendingSubmission | ReviewStatus::ActionRequired | ReviewStatus::Unknown(_)
                    )
                })
        },
    },
    Requirement {
        field: "LifeCycle.Stage",
        message: "The opportunity must be at stage Qualified or later, and not lost",
        source: API_REFERENCE,
        holds: |it, _| {
            it.life_cycle
                .and_then(|life_cycle| life_cycle.stage())
                .is_some_and(|stage| !matches!(stage, Stage::Prospect | Stage::ClosedLost))
        },
    },
    Requirement {
        field: "LifeCycle.TargetCloseDate",
        message: "The target close date must be set and not be in the past",
        source: API_REFERENCE,
        holds: |it, today| {
            it.life_cycle
                .and_then(|life_cycle| life_cycle.target_close_date())
                .is_some_and(|date| date >= today)
        },
    },
    Requirement {
        field: "Customer.Account.CompanyName",
        message: "The customer must have a name",
        source: API_REFERENCE,
        holds: |it, _| account(it).is_some_and(|account| !account.company_name().is_empty()),
    },
    Requirement {
        field: "Customer.Account.Industry",
        message: "The customer must have an industry",
        source: API_REFERENCE,
        holds: |it, _| account(it).is_some_and(|account| account.industry().is_some()),
    },
    Requirement {
        field: "Customer.Account.Industry",
        message: "NationalSecurity can be Yes only if the industry is Government",
        source: API_REFERENCE,
        holds: |it, _| {
            !is_national_security(it)
                || account(it)
                    .and_then(Account::industry)
                    .is_some_and(|industry| *industry == Industry::Government)
        },
    },
    Requirement {
        field: "Customer.Account.WebsiteUrl",
        message: "The website is required unless the opportunity concerns national security",
        source: API_REFERENCE,
        holds: |it, _| is_national_security(it) || account(it).and_then(Account::website_url).is_some_and(has_text),
    },
    Requirement {
        field: "Customer.Account.Industry",
        message: "OtherIndustry can be set only if the industry is Other",
        source: API_REFERENCE,
        holds: |it, _| {
            account(it).is_none_or(|account| {
                !account.other_industry().is_some_and(has_text)
                    || account.industry().is_some_and(|industry| *industry == Industry::Other)
            })
        },
    },
    Requirement {
        field: "Marketing.UseCases",
        message: "Marketing use cases must be empty if AWS funding is not used",
        source: API_REFERENCE,
        holds: |it, _| {
            it.marketing.is_none_or(|marketing| {
                marketing.aws_funding_used() != Some(&AwsFundingUsed::No) || marketing.use_cases().is_empty()
            })
        },
    },
    Requirement {
        field: "Project.Title",
        message: "The project must have a title",
        source: REVIEW,
        holds: |it, _| it.project.and_then(|project| project.title()).is_some_and(has_text),
    },
    Requirement {
        field: "Project.CustomerBusinessProblem",
        message: "The problem of the customer must be described",
        source: REVIEW,
        holds: |it, _| {
            it.project
                .and_then(|project| project.customer_business_problem())
                .is_some_and(has_text)
        },
    },
    Requirement {
        field: "Project.ExpectedCustomerSpend",
        message: "The expected spend of the customer must be estimated",
        source: REVIEW,
        holds: |it, _| {
            it.project
                .is_some_and(|project| !project.expected_customer_spend().is_empty())
        },
    },
    Requirement {
        field: "Project.ExpectedCustomerSpend.Frequency",
        message: "The spend on AWS is given by the month",
        source: API_REFERENCE,
        holds: |it, _| {
            it.project.is_none_or(|project| {
                let mut spends = project.expected_customer_spend().iter();
                spends.all(|spend| spend.target_company() != "AWS" || *spend.frequency() == PaymentFrequency::Monthly)
            })
        },
    },
    Requirement {
        field: "RelatedEntityIdentifiers.Solutions",
        message: "One to ten solutions must be associated",
        source: GUIDE,
        holds: |it, _| it.solutions.is_none_or(|solutions| (1..=10).contains(&solutions.len())),
    },
];

fn account<'o>(opportunity: &Opportunity<'o>) -> Option<&'o Account> {
    opportunity.customer.and_then(|customer| customer.account())
}

fn is_national_security(opportunity: &Opportunity<'_>) -> bool {
    opportunity.national_security == Some(&NationalSecurity::Yes)
}

fn has_text(text: &str) -> bool {
    !text.trim().is_empty()
}
