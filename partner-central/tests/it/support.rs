//! A client of a fake, and an opportunity that can be submitted.

use partner_central_fake::Fake;
use partner_central_fake::signature::{REGION, TEMPORARY};
use partnercentral_selling::config::{Credentials, Region};
use partnercentral_selling::error::BuildError;
use partnercentral_selling::operation::create_opportunity::CreateOpportunityInput;
use partnercentral_selling::operation::create_opportunity::builders::CreateOpportunityInputBuilder;
use partnercentral_selling::types::{
    Account, AwsSubmission, CurrencyCode, Customer, DeliveryModel, ExpectedCustomerSpend, Industry, LifeCycle,
    OpportunityOrigin, OpportunityType, PaymentFrequency, PrimaryNeedFromAws, Project, SalesInvolvementType, Stage,
    Visibility,
};
use partnercentral_selling::{Client, Config};

pub(crate) const CATALOG: &str = "Sandbox";

/// A date before the close date of all samples.
pub(crate) const TODAY: &str = "2026-11-28";

/// Returns a client of a fake, with keys that the fake accepts.
pub(crate) fn client(fake: &Fake) -> Client {
    let token = TEMPORARY.session_token.map(str::to_owned);
    let keys = Credentials::new(
        TEMPORARY.access_key_id,
        TEMPORARY.secret_access_key,
        token,
        None,
        "test",
    );
    let config = Config::builder()
        .region(Region::new(REGION))
        .credentials_provider(keys)
        .endpoint_url(fake.url());
    Client::from_conf(config.build())
}

pub(crate) fn terms() -> AwsSubmission {
    let terms = AwsSubmission::builder()
        .involvement_type(SalesInvolvementType::CoSell)
        .visibility(Visibility::Full);
    terms.build().unwrap()
}

/// Returns an opportunity that lacks only a solution for its submission.
pub(crate) fn opportunity() -> CreateOpportunityInputBuilder {
    CreateOpportunityInput::builder()
        .origin(OpportunityOrigin::PartnerReferral)
        .opportunity_type(OpportunityType::NetNewBusiness)
        .primary_needs_from_aws(PrimaryNeedFromAws::CoSellTechnicalConsultation)
        .customer(customer().unwrap())
        .project(project().unwrap())
        .life_cycle(life_cycle())
}

pub(crate) fn life_cycle() -> LifeCycle {
    LifeCycle::builder()
        .stage(Stage::Qualified)
        .target_close_date("2099-12-31")
        .build()
}

fn customer() -> Result<Customer, BuildError> {
    let account = Account::builder()
        .company_name("Example Corp.")
        .industry(Industry::Retail)
        .website_url("https://customer.example")
        .build()?;
    Ok(Customer::builder().account(account).build())
}

fn project() -> Result<Project, BuildError> {
    let spend = ExpectedCustomerSpend::builder()
        .amount("12000.00")
        .currency_code(CurrencyCode::Usd)
        .frequency(PaymentFrequency::Monthly)
        .target_company("AWS")
        .build()?;
    Ok(Project::builder()
        .title("Reports by morning")
        .customer_business_problem("Reports that are due in the morning take until noon.")
        .delivery_models(DeliveryModel::SaasOrPaas)
        .expected_customer_spend(spend)
        .build())
}

/// Returns the number of requests of an operation that a fake received.
pub(crate) fn count(fake: &Fake, operation: &str) -> usize {
    let requests = fake.requests();
    requests
        .iter()
        .filter(|request| request.operation() == operation)
        .count()
}
