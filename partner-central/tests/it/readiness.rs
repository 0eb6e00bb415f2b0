//! The rules for submissions: the service refuses an opportunity that violates one, and accepts an
//! opportunity that violates none.

use partner_central::validation::Validation;
use partner_central::{FlowError, Progress, Submission, readiness};
use partner_central_fake::Fake;
use partnercentral_selling::operation::create_opportunity::builders::CreateOpportunityInputBuilder;
use partnercentral_selling::types::{
    Account, AwsFundingUsed, Customer, Industry, LifeCycle, Marketing, NationalSecurity, Project, Stage,
};

use crate::support::{CATALOG, TODAY, client, life_cycle, opportunity, terms};

type Edit = fn(CreateOpportunityInputBuilder) -> CreateOpportunityInputBuilder;

/// An opportunity that violates one rule, and the field of the rule.
const FAULTS: [(&str, Edit); 9] = [
    ("LifeCycle.Stage", |it| {
        let mut life_cycle = life_cycle();
        life_cycle.stage = Some(Stage::Prospect);
        it.life_cycle(life_cycle)
    }),
    ("LifeCycle.TargetCloseDate", |it| {
        it.life_cycle(LifeCycle::builder().stage(Stage::Qualified).build())
    }),
    ("Customer.Account.Industry", |it| {
        it.customer(customer(|account| account.industry = None))
    }),
    ("Customer.Account.Industry", |it| {
        it.national_security(NationalSecurity::Yes)
    }),
    ("Customer.Account.WebsiteUrl", |it| {
        it.customer(customer(|account| account.website_url = None))
    }),
    ("Customer.Account.Industry", |it| {
        it.customer(customer(|account| account.other_industry = Some("Ships".to_owned())))
    }),
    ("Marketing.UseCases", |it| {
        let marketing = Marketing::builder()
            .aws_funding_used(AwsFundingUsed::No)
            .use_cases("Analytics");
        it.marketing(marketing.build())
    }),
    ("Project.Title", |it| {
        it.project(project(|project| project.title = None))
    }),
    ("Project.ExpectedCustomerSpend", |it| {
        it.project(project(|project| project.expected_customer_spend = None))
    }),
];

fn customer(edit: impl FnOnce(&mut Account)) -> Customer {
    let mut customer = opportunity().get_customer().clone().unwrap();
    edit(customer.account.as_mut().unwrap());
    customer
}

fn project(edit: impl FnOnce(&mut Project)) -> Project {
    let mut project = opportunity().get_project().clone().unwrap();
    edit(&mut project);
    project
}

#[tokio::test]
async fn the_service_refuses_what_violates_a_rule() {
    let fake = Fake::start().await.unwrap();
    let solution = fake.add_solution(CATALOG, "Reports").unwrap();
    let client = client(&fake);
    for (field, edit) in FAULTS {
        let faulty = edit(opportunity());
        let input = faulty.clone().catalog(CATALOG).build().unwrap();
        let fields: Vec<_> = readiness(&input, TODAY).iter().map(|finding| finding.field).collect();
        assert_eq!(fields, [field]);

        let submission = Submission::new(CATALOG, faulty, terms()).solution(&solution);
        let error = submission
            .run(&client, &mut Progress::new(), |_| Ok(()))
            .await
            .unwrap_err();
        // Some rules are checked when the opportunity is created, the others by the task.
        let is_named = match &error {
            FlowError::Call(error) => error.field(field).is_some(),
            FlowError::TaskFailed { message, .. } => message.as_ref().is_some_and(|message| message.contains(field)),
            _ => false,
        };
        assert!(is_named, "{field}: {error}");
    }
}

#[tokio::test]
async fn a_ready_opportunity_has_no_findings() {
    let fake = Fake::start().await.unwrap();
    let solution = fake.add_solution(CATALOG, "Reports").unwrap();
    let client = client(&fake);
    let created = opportunity().catalog(CATALOG).send_with(&client).await.unwrap();
    let call = || client.get_opportunity().catalog(CATALOG).identifier(created.id());
    let fields = |output| readiness(&output, TODAY).iter().map(|it| it.field).collect::<Vec<_>>();
    assert_eq!(
        fields(call().send().await.unwrap()),
        ["RelatedEntityIdentifiers.Solutions"]
    );

    let submission = Submission::new(CATALOG, opportunity(), terms()).solution(solution);
    let submitted = submission.run(&client, &mut Progress::new(), |_| Ok(())).await.unwrap();
    // It cannot be submitted twice.
    assert_eq!(fields(submitted.opportunity), ["LifeCycle.ReviewStatus"]);
}

#[test]
fn a_close_date_of_today_is_not_past() {
    let mut life_cycle = life_cycle();
    life_cycle.target_close_date = Some(TODAY.to_owned());
    let input = opportunity().catalog(CATALOG).life_cycle(life_cycle).build().unwrap();
    assert_eq!(readiness(&input, TODAY), []);
    assert_eq!(readiness(&input, "2026-11-29")[0].field, "LifeCycle.TargetCloseDate");
    assert_eq!(
        input.customer().and_then(|it| it.account()).and_then(Account::industry),
        Some(&Industry::Retail)
    );
}
