//! Opportunities: created, changed, associated; solutions, settings and tags.

use super::super::sdk::Client;
use super::super::sdk::operation::get_opportunity::GetOpportunityOutput;
use super::super::sdk::operation::update_opportunity::builders::UpdateOpportunityFluentBuilder;
use super::super::sdk::types::{
    Account, Address, AssigneeContact, CountryCode, CurrencyCode, Customer, ExpectedCustomerSpend, Industry, LifeCycle,
    OpportunityOrigin, OpportunitySort, OpportunitySortName, PaymentFrequency, Project, RelatedEntityIdentifiers,
    RelatedEntityType, SortOrder, Stage, Tag,
};
use super::{CATALOG, Report, Result, submissions};

/// Returns the identifier of an opportunity that AWS has approved.
pub(super) async fn run(client: &Client, report: &mut Report) -> Result<String> {
    settings(client, report).await?;
    let first = create(client, report, "Example Corp.", OpportunityOrigin::PartnerReferral).await?;
    change(client, report, &first).await?;
    let solution = associate(client, report, &first).await?;
    let second = create(client, report, "Second Corp.", OpportunityOrigin::PartnerReferral).await?;
    client
        .associate_opportunity()
        .catalog(CATALOG)
        .opportunity_identifier(&second)
        .related_entity_type(RelatedEntityType::Solutions)
        .related_entity_identifier(solution)
        .send()
        .await?;
    list(client, report).await?;
    submissions::submit(client, report, &second).await?;
    submissions::start(client, report, &first).await?;
    tag(client, report, &first).await?;
    Ok(first)
}

async fn settings(client: &Client, report: &mut Report) -> Result<()> {
    let put = client
        .put_selling_system_settings()
        .catalog(CATALOG)
        .resource_snapshot_job_role_identifier("SnapshotRole")
        .send()
        .await?;
    let role = put.resource_snapshot_job_role_arn().unwrap_or("none");
    report.line("PutSellingSystemSettings", &[put.catalog(), role]);
    let got = client.get_selling_system_settings().catalog(CATALOG).send().await?;
    let role = got.resource_snapshot_job_role_arn().unwrap_or("none");
    report.line("GetSellingSystemSettings", &[got.catalog(), role]);
    let unknown = client.get_selling_system_settings().catalog("Production").send().await;
    report.error("GetSellingSystemSettings", unknown);
    Ok(())
}

/// Creates an opportunity that can be submitted.
pub(super) async fn create(
    client: &Client,
    report: &mut Report,
    company: &str,
    origin: OpportunityOrigin,
) -> Result<String> {
    let address = Address::builder()
        .country_code(CountryCode::Us)
        .postal_code("98109")
        .build();
    let account = Account::builder()
        .company_name(company)
        .industry(Industry::Retail)
        .website_url("https://customer.example")
        .address(address)
        .build()?;
    let spend = ExpectedCustomerSpend::builder()
        .amount("1234567890123456789012345678901.25")
        .currency_code(CurrencyCode::Usd)
        .frequency(PaymentFrequency::Monthly)
        .target_company("AWS")
        .build()?;
    let project = Project::builder()
        .title("Reports by morning")
        .customer_business_problem("Reports that are due in the morning take until noon. \u{1F9EE}")
        .expected_customer_spend(spend)
        .build();
    let life_cycle = LifeCycle::builder()
        .stage(Stage::Qualified)
        .target_close_date("2099-12-31")
        .build();
    let created = client
        .create_opportunity()
        .catalog(CATALOG)
        .origin(origin)
        .customer(Customer::builder().account(account).build())
        .project(project)
        .life_cycle(life_cycle)
        .send()
        .await?;
    report.line("CreateOpportunity", &[created.id()]);
    Ok(created.id().to_owned())
}

/// Reads an opportunity.
pub(super) async fn get(client: &Client, id: &str) -> Result<GetOpportunityOutput> {
    Ok(client.get_opportunity().catalog(CATALOG).identifier(id).send().await?)
}

/// Returns an update that changes nothing.
pub(super) fn update(client: &Client, read: &GetOpportunityOutput) -> UpdateOpportunityFluentBuilder {
    client
        .update_opportunity()
        .catalog(read.catalog())
        .identifier(read.id())
        .last_modified_date(read.last_modified_date)
        .set_customer(read.customer.clone())
        .set_life_cycle(read.life_cycle.clone())
        .set_project(read.project.clone())
}

async fn change(client: &Client, report: &mut Report, id: &str) -> Result<()> {
    let read = get(client, id).await?;
    let account = read.customer().and_then(|customer| customer.account());
    let spend = read.project().map(|project| project.expected_customer_spend());
    report.line(
        "GetOpportunity",
        &[
            read.id(),
            read.life_cycle()
                .and_then(|life| life.review_status())
                .map_or("none", |status| status.as_str()),
            account.map_or("none", |account| account.company_name()),
            spend
                .and_then(|spend| spend.first())
                .map_or("none", |spend| spend.amount()),
        ],
    );
    let mut life_cycle = read.life_cycle.clone().ok_or("no life cycle")?;
    life_cycle.next_steps = Some("Show the pilot".to_owned());
    let updated = update(client, &read).life_cycle(life_cycle).send().await?;
    report.line("UpdateOpportunity", &[updated.id()]);
    let stale = update(client, &read).send().await;
    report.error("UpdateOpportunity", stale);
    let read = get(client, id).await?;
    let steps = read.life_cycle().and_then(|life| life.next_steps()).unwrap_or("none");
    let history = read.life_cycle().map_or(0, |life| life.next_steps_history().len());
    report.line("GetOpportunity", &[steps, &history.to_string()]);
    let unknown = client.get_opportunity().catalog("AWS").identifier(id).send().await;
    report.error("GetOpportunity", unknown);
    Ok(())
}

async fn associate(client: &Client, report: &mut Report, id: &str) -> Result<String> {
    let solutions = client.list_solutions().catalog(CATALOG).max_results(2).send().await?;
    let solution = solutions.solution_summaries().first().ok_or("no solution")?;
    let count = solutions.solution_summaries().len().to_string();
    let next = if solutions.next_token().is_some() {
        "more"
    } else {
        "all"
    };
    report.line(
        "ListSolutions",
        &[&count, next, solution.id(), solution.name(), solution.status().as_str()],
    );
    for (kind, entity) in [
        (RelatedEntityType::Solutions, solution.id()),
        (RelatedEntityType::AwsProducts, "AmazonEC2"),
    ] {
        client
            .associate_opportunity()
            .catalog(CATALOG)
            .opportunity_identifier(id)
            .related_entity_type(kind)
            .related_entity_identifier(entity)
            .send()
            .await?;
        report.line("AssociateOpportunity", &[entity]);
    }
    client
        .disassociate_opportunity()
        .catalog(CATALOG)
        .opportunity_identifier(id)
        .related_entity_type(RelatedEntityType::AwsProducts)
        .related_entity_identifier("AmazonEC2")
        .send()
        .await?;
    let read = get(client, id).await?;
    // Optional in one of the crates.
    let related: Option<RelatedEntityIdentifiers> = read.related_entity_identifiers.into();
    let related = related.ok_or("no related entities")?;
    let solutions = related.solutions().join(" ");
    report.line(
        "DisassociateOpportunity",
        &[&solutions, &related.aws_products().len().to_string()],
    );
    let assignee = AssigneeContact::builder()
        .email("robin@partner.example")
        .first_name("Robin")
        .last_name("Example")
        .business_title("Seller")
        .build()?;
    client
        .assign_opportunity()
        .catalog(CATALOG)
        .identifier(id)
        .assignee(assignee)
        .send()
        .await?;
    report.line("AssignOpportunity", &["done"]);
    Ok(solution.id().to_owned())
}

async fn list(client: &Client, report: &mut Report) -> Result<()> {
    let sort = OpportunitySort::builder()
        .sort_by(OpportunitySortName::CustomerCompanyName)
        .sort_order(SortOrder::Descending)
        .build()?;
    let call = client.list_opportunities().catalog(CATALOG).sort(sort).max_results(1);
    let mut pages = call.into_paginator().send();
    while let Some(page) = pages.try_next().await? {
        for summary in page.opportunity_summaries() {
            let account = summary.customer().and_then(|customer| customer.account());
            let company = account.map_or("none", |account| account.company_name());
            report.line("ListOpportunities", &[summary.id().unwrap_or("none"), company]);
        }
    }
    let foreign = client
        .list_opportunities()
        .catalog(CATALOG)
        .next_token("of another query")
        .send()
        .await;
    report.error("ListOpportunities", foreign);
    Ok(())
}

async fn tag(client: &Client, report: &mut Report, id: &str) -> Result<()> {
    let read = get(client, id).await?;
    let arn = read.arn().ok_or("no ARN")?;
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    client
        .tag_resource()
        .resource_arn(arn)
        .tags(tag("team", "west")?)
        .tags(tag("größe", "3")?)
        .send()
        .await?;
    report.line("TagResource", &[arn]);
    client
        .untag_resource()
        .resource_arn(arn)
        .tag_keys("team")
        .send()
        .await?;
    report.line("UntagResource", &["team"]);
    let tags = client.list_tags_for_resource().resource_arn(arn).send().await?;
    for tag in tags.tags() {
        report.line("ListTagsForResource", &[tag.key(), tag.value()]);
    }
    Ok(())
}
