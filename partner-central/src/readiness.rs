//! Reasons for which the service will reject the submission of an opportunity.

mod requirements;

use partnercentral_selling::operation::create_opportunity::CreateOpportunityInput;
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::operation::update_opportunity::UpdateOpportunityInput;
use partnercentral_selling::types::{Customer, LifeCycle, Marketing, NationalSecurity, Project};

use self::requirements::REQUIREMENTS;

/// Checks an opportunity against the rules for its submission, and returns the violations.
///
/// The findings are warnings: rules may change, and the service decides. `opportunity` is a
/// [`GetOpportunityOutput`], a [`CreateOpportunityInput`] or an [`UpdateOpportunityInput`]; `today`
/// is a date such as `2026-11-28`, in UTC.
pub fn readiness<'o>(opportunity: impl Into<Opportunity<'o>>, today: &str) -> Vec<Finding> {
    let opportunity = opportunity.into();
    REQUIREMENTS
        .iter()
        .filter(|requirement| !(requirement.holds)(&opportunity, today))
        .map(|requirement| Finding {
            field: requirement.field,
            message: requirement.message,
            source: requirement.source,
        })
        .collect()
}

/// Returns all rules, for documentation.
pub fn requirements() -> &'static [Requirement] {
    REQUIREMENTS
}

/// A rule that an opportunity violates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The member to correct, as a path such as `LifeCycle.Stage`.
    pub field: &'static str,
    /// The rule.
    pub message: &'static str,
    /// The page that states the rule.
    pub source: &'static str,
}

/// A rule for submissions.
#[derive(Debug)]
#[non_exhaustive]
pub struct Requirement {
    /// The member that the rule is about, as a path such as `LifeCycle.Stage`.
    pub field: &'static str,
    /// The rule.
    pub message: &'static str,
    /// The page that states the rule.
    pub source: &'static str,
    holds: fn(&Opportunity<'_>, today: &str) -> bool,
}

/// The parts of an opportunity that rules check.
#[derive(Debug)]
pub struct Opportunity<'o> {
    customer: Option<&'o Customer>,
    project: Option<&'o Project>,
    life_cycle: Option<&'o LifeCycle>,
    marketing: Option<&'o Marketing>,
    national_security: Option<&'o NationalSecurity>,
    solutions: Option<&'o [String]>,
}

impl<'o> From<&'o GetOpportunityOutput> for Opportunity<'o> {
    fn from(opportunity: &'o GetOpportunityOutput) -> Self {
        Self {
            customer: opportunity.customer(),
            project: opportunity.project(),
            life_cycle: opportunity.life_cycle(),
            marketing: opportunity.marketing(),
            national_security: opportunity.national_security(),
            solutions: Some(opportunity.related_entity_identifiers().solutions()),
        }
    }
}

impl<'o> From<&'o CreateOpportunityInput> for Opportunity<'o> {
    fn from(opportunity: &'o CreateOpportunityInput) -> Self {
        Self {
            customer: opportunity.customer(),
            project: opportunity.project(),
            life_cycle: opportunity.life_cycle(),
            marketing: opportunity.marketing(),
            national_security: opportunity.national_security(),
            solutions: None,
        }
    }
}

impl<'o> From<&'o UpdateOpportunityInput> for Opportunity<'o> {
    fn from(opportunity: &'o UpdateOpportunityInput) -> Self {
        Self {
            customer: opportunity.customer(),
            project: opportunity.project(),
            life_cycle: opportunity.life_cycle(),
            marketing: opportunity.marketing(),
            national_security: opportunity.national_security(),
            solutions: None,
        }
    }
}
