//! Handles of resources, and their ARNs.

use partner_central_fake::{Fake, sample};
use partnercentral_selling::types::{
    AssigneeContact, EngagementArn, EngagementInvitationArn, OpportunityArn, ResourceSnapshotJobArn, SolutionArn,
};

#[tokio::test]
async fn a_handle_has_the_identifier_in_each_call() {
    let fake = Fake::start().await.unwrap();
    let client = e2e::client(&fake).with_catalog("Sandbox");
    let id = fake
        .add_opportunity("Sandbox", sample::opportunity("Example Corp."))
        .unwrap();
    let opportunity = client.opportunity(&id);
    let read = opportunity.get().send().await.unwrap();
    assert_eq!(read.id(), id);
    let assignee = AssigneeContact::builder()
        .business_title("Partner manager")
        .email("robin@partner.example")
        .first_name("Robin")
        .last_name("Example")
        .build()
        .unwrap();
    opportunity.assign().assignee(assignee).send().await.unwrap();
    opportunity
        .update_with(|update| update.partner_opportunity_identifier = Some("crm-7".into()))
        .await
        .unwrap();
    let read = opportunity.get().send().await.unwrap();
    assert_eq!(read.partner_opportunity_identifier(), Some("crm-7"));
    // The member has another name there.
    let summary = opportunity.get_aws_summary();
    assert_eq!(
        summary.get_related_opportunity_identifier().as_deref(),
        Some(id.as_str())
    );
    let update = opportunity.update().get_identifier().clone();
    assert_eq!(update.as_deref(), Some(id.as_str()));
}

#[test]
fn handles_of_the_blocking_client_block() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (_fake, config, id) = runtime.block_on(async {
        let fake = Fake::start().await.unwrap();
        let id = fake
            .add_opportunity("AWS", sample::opportunity("Example Corp."))
            .unwrap();
        let config = e2e::client(&fake).config().clone();
        (fake, config, id)
    });
    let client = partnercentral_selling::blocking::Client::from_conf(config).with_catalog("AWS");
    let opportunity = client.opportunity(&id);
    let edit = |update: &mut partnercentral_selling::operation::update_opportunity::UpdateOpportunityInput| {
        update.partner_opportunity_identifier = Some("crm-7".into());
    };
    opportunity.update_with(edit).send().unwrap();
    let read = opportunity.get().send().unwrap();
    assert_eq!(read.partner_opportunity_identifier(), Some("crm-7"));
}

#[tokio::test]
async fn arns_of_responses_are_parsed_and_printed() {
    let fake = Fake::start().await.unwrap();
    let client = e2e::client(&fake).with_catalog("Sandbox");
    let call = client.create_engagement().title("Reports").description("By morning");
    let engagement = call.send().await.unwrap();
    let text = engagement.arn().unwrap();
    let arn = EngagementArn::parse(text).unwrap();
    assert_eq!((arn.partition(), arn.region()), ("aws", "us-east-1"));
    assert_eq!((arn.catalog(), Some(arn.identifier())), ("Sandbox", engagement.id()));
    assert_eq!(arn.to_string(), text);
    assert_eq!(text.parse::<EngagementArn>().unwrap(), arn);
    let read = client.engagement(arn.identifier()).get().send().await.unwrap();
    assert_eq!(read.title(), Some("Reports"));
}

#[test]
fn arns_have_the_fields_of_their_template() {
    let arn: OpportunityArn = "arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/opportunity/O1234567"
        .parse()
        .unwrap();
    assert_eq!((arn.account_id(), arn.identifier()), ("123456789012", "O1234567"));
    let arn = SolutionArn::parse("arn:aws-cn:partnercentral:cn-north-1:123456789012:catalog/AWS/solution/S-0012345");
    assert_eq!(arn.unwrap().partition, "aws-cn");
}

#[test]
fn a_text_that_is_no_such_arn_is_refused_with_the_reason() {
    let refused = |text: &str| EngagementArn::parse(text).unwrap_err().to_string();
    for (text, reason) in [
        ("", "expected `arn:`"),
        ("eng-12345678901234", "expected `arn:`"),
        ("arn:aws:partnercentral:us-east-1:", "expected `arn:`"),
        (
            "arn:aws:s3:us-east-1::catalog/AWS/engagement/eng-12345678901234",
            "the service `partnercentral`",
        ),
        (
            "arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/engagement/eng-12345678901234",
            "expected no account",
        ),
        (
            "arn:aws:partnercentral:::catalog/AWS/engagement/eng-12345678901234",
            "expected a region",
        ),
        (
            "arn:aws:partnercentral:us east-1::catalog/AWS/engagement/eng-12345678901234",
            "the region has a character",
        ),
        (
            "arn:aws:partnercentral:us-east-1::catalog/AWS/opportunity/O1",
            "value of `Catalog`",
        ),
        (
            "arn:aws:partnercentral:us-east-1::catalog//engagement/eng-1",
            "value of `Catalog`",
        ),
        (
            "arn:aws:partnercentral:us-east-1::catalog/AWS/engagement/eng-1",
            "value of `Identifier`",
        ),
        (
            "arn:aws:partnercentral:us-east-1::catalog/AWS/engagement/eng-12345678901234/x",
            "value of `Identifier`",
        ),
    ] {
        let message = refused(text);
        assert!(
            message.contains(reason) && message.starts_with("invalid EngagementArn"),
            "{text}: {message}"
        );
        assert!(
            message.ends_with("(`catalog/{Catalog}/engagement/{Identifier}`)"),
            "{message}"
        );
    }
    assert!(EngagementInvitationArn::parse("arn:aws:partnercentral:us-east-1::x").is_err());
    assert!(ResourceSnapshotJobArn::parse("arn:aws:partnercentral:us-east-1::x").is_err());
}
