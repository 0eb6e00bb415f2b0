//! Neither secrets nor sensitive values are shown by anything that a program may log.
//!
//! Values are made from the model: what is sensitive holds `SECRET`, all else `shown` and a number.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::fmt::Debug;

use e2e::model::Model;
use e2e::{Answer, REGION, Server, TEMPORARY};
use partnercentral_selling::config::{Config, Credentials, ProvideCredentials, Region, SharedCredentialsProvider};
use partnercentral_selling::error::{DisplayErrorContext, SdkError};
use partnercentral_selling::operation::create_engagement_invitation::CreateEngagementInvitationInput;
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::types::{
    AccountReceiver, AssigneeContact, EngagementContextPayload, EngagementContextType, Invitation,
    OpportunityInvitationPayload, ParticipantType, Payload, ResourceType, SenderContact, UpdateEngagementContextPayload,
    UpdateLeadContext,
};
use partnercentral_selling::{Client, Error};
use serde_json::{Value, json};

const SECRET: &str = "SECRET";

/// A value of a shape with all members.
fn filled(model: &Model, shape: &str, variant: usize) -> Value {
    let mut number = 0;
    model.fill(shape, variant, &mut |sensitive| {
        number += 1;
        if sensitive { format!("{SECRET}-{number}") } else { format!("shown-{number}-") }
    })
}

#[track_caller]
fn hides(what: &str, text: &str) {
    assert!(!text.contains(SECRET), "{what} shows what is sensitive: {text}");
}

#[track_caller]
fn debug_hides(what: &str, value: &dyn Debug) {
    hides(what, &format!("{value:?}"));
    hides(what, &format!("{value:#?}"));
}

/// Checks all that an error says, and all that its causes say.
#[track_caller]
fn error_hides<E: StdError + 'static>(what: &str, error: E) {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(&error);
    while let Some(error) = cause {
        hides(what, &error.to_string());
        debug_hides(what, &error);
        cause = error.source();
    }
    hides(what, &DisplayErrorContext(error).to_string());
}

#[track_caller]
fn failure_hides(what: &str, error: SdkError<Error>) {
    let text = error.to_string();
    hides(what, &text);
    error_hides(what, error.into_service_error());
}

async fn client(answer: Value) -> (Server, Client) {
    let server = Server::always(Answer::json(200, &answer)).await.unwrap();
    let client = server.client();
    (server, client)
}

macro_rules! outputs {
    ($model:ident, $($operation:literal => |$client:ident| $call:expr;)*) => {{
        let mut covered = BTreeSet::new();
        $(
            covered.insert($operation);
            // As many as the largest union has variants.
            for variant in 0..3 {
                let shape = $model.output($operation);
                let body = filled(&$model, shape, variant);
                let (_server, $client) = client(body.clone()).await;
                let output = $call.send().await.unwrap();
                debug_hides($operation, &output);
                let text = format!("{output:?}");
                for leaf in $model.leaves(shape, &body).into_iter().filter(|leaf| leaf.text.starts_with("shown")) {
                    assert!(text.contains(&leaf.text), "{} is not shown: {text}", leaf.member);
                }
            }
        )*
        covered
    }};
}

#[tokio::test]
async fn outputs_hide_what_is_sensitive_and_show_the_rest() {
    let model = Model::load().unwrap();
    let covered = outputs! { model,
        "GetAwsOpportunitySummary" => |c| c.get_aws_opportunity_summary().catalog("c").related_opportunity_identifier("o");
        "GetEngagement" => |c| c.get_engagement().catalog("c").identifier("i");
        "GetEngagementInvitation" => |c| c.get_engagement_invitation().catalog("c").identifier("i");
        "GetOpportunity" => |c| c.get_opportunity().catalog("c").identifier("i");
        "GetResourceSnapshot" => |c| c.get_resource_snapshot().catalog("c").engagement_identifier("e")
            .resource_type(ResourceType::Opportunity).resource_identifier("r").resource_snapshot_template_identifier("t");
        "ListEngagementInvitations" => |c| c.list_engagement_invitations().catalog("c").participant_type(ParticipantType::Sender);
        "ListEngagementMembers" => |c| c.list_engagement_members().catalog("c").identifier("i");
        "ListEngagementResourceAssociations" => |c| c.list_engagement_resource_associations().catalog("c");
        "ListEngagements" => |c| c.list_engagements().catalog("c");
        "ListOpportunities" => |c| c.list_opportunities().catalog("c");
        "ListResourceSnapshots" => |c| c.list_resource_snapshots().catalog("c").engagement_identifier("e");
    };
    let sensitive = |operation: &&str| {
        let output = model.output(operation);
        (0..3).any(|variant| model.leaves(output, &filled(&model, output, variant)).iter().any(|leaf| leaf.sensitive))
    };
    let expected: BTreeSet<&str> = model.operations().filter(sensitive).collect();
    assert_eq!(covered, expected, "operations whose output has something sensitive");
}

/// An invitation with a marker in every member, taken from a response.
async fn marked_invitation(variant: usize) -> (GetEngagementInvitationOutput, Invitation) {
    let model = Model::load().unwrap();
    let (_server, client) = client(filled(&model, model.output("GetEngagementInvitation"), variant)).await;
    let output = client.get_engagement_invitation().catalog("c").identifier("i").send().await.unwrap();
    let invitation = Invitation::builder()
        .message(SECRET)
        .receiver(output.receiver.clone().unwrap())
        .payload(output.payload.clone().unwrap())
        .build();
    (output, invitation.unwrap())
}

#[tokio::test]
async fn inputs_and_builders_of_an_invitation_hide_what_is_sensitive() {
    for variant in 0..2 {
        let (_, invitation) = marked_invitation(variant).await;
        let (server, client) = client(json!({})).await;
        let builder = CreateEngagementInvitationInput::builder().catalog("shown").invitation(invitation.clone());
        let call = client.create_engagement_invitation().catalog("shown").engagement_identifier("e");
        let call = call.invitation(invitation.clone());
        debug_hides("builder of the input", &builder);
        debug_hides("input", &builder.clone().build().unwrap());
        debug_hides("fluent builder", &call);
        debug_hides("the fluent builder's input", call.as_input());
        debug_hides("getter", call.get_invitation());
        debug_hides("structure", &invitation);
        debug_hides("union", &invitation.payload);
        debug_hides("variant", &(invitation.payload.as_opportunity_invitation(), invitation.payload.as_lead_invitation()));
        debug_hides("receiver", invitation.receiver());
        let rebuilt = Invitation::builder().message(invitation.message()).receiver(invitation.receiver.clone());
        debug_hides("builder of a structure", &rebuilt.clone());
        debug_hides("build error", &rebuilt.build().unwrap_err());
        assert!(format!("{call:?}").contains("shown"), "{call:?}");

        // What goes out has them all, or this would prove nothing.
        call.send().await.unwrap();
        let model = Model::load().unwrap();
        let shape = model.input("CreateEngagementInvitation");
        let sent = server.requests()[0].json();
        let leaves = model.leaves(shape, &sent);
        assert!(leaves.iter().filter(|leaf| leaf.sensitive).count() > 5, "{leaves:?}");
        for leaf in leaves {
            assert_eq!(leaf.sensitive, leaf.text.contains(SECRET), "{leaf:?}");
        }
    }
    for contact in [
        SenderContact::builder().email(SECRET).first_name(SECRET),
        SenderContact::builder().last_name(SECRET).business_title(SECRET).phone(SECRET),
    ] {
        debug_hides("builder of a contact", &contact);
    }
    let account = AccountReceiver::builder().alias(SECRET);
    debug_hides("builder of an account", &account);
    error_hides("its error", account.build().unwrap_err());
    let contact = SenderContact::builder().email(SECRET).build().unwrap();
    debug_hides("builder with a list", &OpportunityInvitationPayload::builder().sender_contacts(contact));
}

#[tokio::test]
async fn inputs_of_all_other_operations_hide_what_is_sensitive() {
    let model = Model::load().unwrap();
    let (_server, opportunities) = client(filled(&model, model.output("GetOpportunity"), 0)).await;
    let got = opportunities.get_opportunity().catalog("c").identifier("i").send().await.unwrap();
    let c = Client::from_conf(Config::builder().build());
    let mut covered = BTreeSet::from(["CreateEngagementInvitation"]);
    let mut check = |operation: &'static str, call: &dyn Debug| {
        covered.insert(operation);
        debug_hides(operation, call);
    };

    let create = c.create_opportunity().set_customer(got.customer.clone()).set_project(got.project.clone());
    let create = create.set_life_cycle(got.life_cycle.clone()).set_software_revenue(got.software_revenue.clone());
    check("CreateOpportunity", &create.set_opportunity_team(got.opportunity_team.clone()).set_marketing(got.marketing.clone()));
    let update = c.update_opportunity().set_customer(got.customer).set_project(got.project);
    check("UpdateOpportunity", &update.set_life_cycle(got.life_cycle).set_software_revenue(got.software_revenue));
    let contact = AssigneeContact::builder().email(SECRET).first_name(SECRET).last_name(SECRET).phone(SECRET);
    check("AssignOpportunity", &contact);
    check("AssignOpportunity", &c.assign_opportunity().assignee(contact.business_title(SECRET).build().unwrap()));
    check("ListEngagements", &c.list_engagements().created_by(SECRET).exclude_created_by(SECRET));
    check("ListEngagementInvitations", &c.list_engagement_invitations().sender_aws_account_id(SECRET));
    check("ListEngagementResourceAssociations", &c.list_engagement_resource_associations().created_by(SECRET));
    check("ListResourceSnapshots", &c.list_resource_snapshots().created_by(SECRET));
    check("ListEngagements", &c.list_engagements().created_by(SECRET).into_paginator());
    check("ListEngagements", &c.list_engagements().created_by(SECRET).into_paginator().items());
    check("ListEngagements", &c.list_engagements().created_by(SECRET).into_paginator().send());

    for variant in 0..3 {
        let (_server, engagements) = client(filled(&model, model.output("GetEngagement"), variant)).await;
        let got = engagements.get_engagement().catalog("c").identifier("i").send().await.unwrap();
        let context = got.contexts()[0].clone();
        let payload = context.payload.clone().unwrap();
        check("CreateEngagement", &c.create_engagement().contexts(context));
        let update = match payload.clone() {
            EngagementContextPayload::Lead(lead) => UpdateEngagementContextPayload::Lead(
                UpdateLeadContext::builder()
                    .customer(lead.customer)
                    .interaction(lead.interactions[0].clone())
                    .build()
                    .unwrap(),
            ),
            EngagementContextPayload::CustomerProject(project) => UpdateEngagementContextPayload::CustomerProject(project),
            EngagementContextPayload::ProspectingResult(result) => UpdateEngagementContextPayload::ProspectingResult(result),
            other => panic!("{other:?}"),
        };
        check("CreateEngagementContext", &c.create_engagement_context().payload(payload).r#type(EngagementContextType::Lead));
        check("UpdateEngagementContext", &c.update_engagement_context().payload(update));
    }
    let sensitive = |operation: &&str| {
        let input = model.input(operation);
        (0..3).any(|variant| model.leaves(input, &filled(&model, input, variant)).iter().any(|leaf| leaf.sensitive))
    };
    let expected: BTreeSet<&str> = model.operations().filter(sensitive).collect();
    assert_eq!(covered, expected, "operations whose input has something sensitive");
}

#[tokio::test]
async fn credentials_are_not_shown() {
    let credentials = Credentials::new("AKIDSHOWN", "SECRET-key", Some("SECRET-token".to_owned()), None, "test");
    let builder = Credentials::builder().access_key_id("AKIDSHOWN").secret_access_key("SECRET-key").session_token("SECRET-t");
    let shared = SharedCredentialsProvider::new(credentials.clone());
    let config = Config::builder().region(Region::new(REGION)).credentials_provider(credentials.clone());
    let client = Client::from_conf(config.clone().build());
    debug_hides("credentials", &credentials);
    debug_hides("builder of credentials", &builder);
    debug_hides("credentials from keys", &Credentials::from_keys("AKID", SECRET, Some(SECRET.to_owned())));
    debug_hides("shared provider", &shared);
    shared.provide_credentials().await.unwrap();
    debug_hides("shared provider that has provided", &shared);
    debug_hides("provider of the config", &client.config().credentials_provider());
    debug_hides("builder of the config", &config);
    debug_hides("config", client.config());
    debug_hides("builder made of the config", &client.config().to_builder());
    debug_hides("client", &client);
    debug_hides("fluent builder", &client.list_opportunities());
    debug_hides("paginator", &client.list_opportunities().into_paginator());
    // Which keys they are may be seen, as in the AWS SDK.
    assert!(format!("{credentials:?}").contains("AKIDSHOWN"));
}

#[tokio::test]
async fn errors_hide_credentials() {
    let (server, _) = client(json!({})).await;
    let keys = |secret: &str, token: &str| {
        Credentials::new(TEMPORARY.access_key_id, secret, Some(token.to_owned()), None, "test")
    };
    let refused = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let with_password = server.url().replace("http://", "http://user:SECRET-password@");
    for (what, keys, url) in [
        ("a signature that does not match", keys("SECRET-key", TEMPORARY.session_token.unwrap()), server.url()),
        ("a token that is not known", keys("SECRET-key", "SECRET-token"), server.url()),
        ("a token that no header can hold", keys("SECRET-key", "SECRET\ntoken"), server.url()),
        ("a refused connection", keys("SECRET-key", "SECRET-token"), refused),
        ("an endpoint with a password", keys("k", "t"), with_password),
    ] {
        let client = Client::from_conf(server.config().credentials_provider(keys).endpoint_url(url).build());
        debug_hides(what, &client);
        let call = || async { client.list_opportunities().catalog("c").send().await.unwrap_err() };
        let error = call().await;
        hides(what, &error.to_string());
        error_hides(what, error);
        failure_hides(what, call().await);
    }
}

#[tokio::test]
async fn errors_hide_what_was_sent_and_what_came_back() {
    let bodies = [
        (200, r#"{"SenderAwsAccountId":"SECRET"} SECRET"#),
        (200, r#"{"InvitationMessage":["SECRET"]}"#),
        (200, r#"{"InvitationMessage":{"SECRET":"SECRET"}}"#),
        (200, r#"{"InvitationMessage":"SECRET"#),
        (200, r#"{"InvitationMessage":"SECRET\x"}"#),
        (200, r#"{"InvitationMessage":SECRET}"#),
        (200, r#"{"Receiver":{"Account":{"AwsAccountId":"SECRET","Alias":false}}}"#),
        (200, r#"{"Payload":{"OpportunityInvitation":{"Customer":"SECRET"}}}"#),
        (200, r#"{"Payload":{"LeadInvitation":{"Customer":{"CompanyName":"SECRET"}},"OpportunityInvitation":{}}}"#),
        (200, r#"{"InvitationDate":"SECRET"}"#),
        (200, r#"{"ExistingMembers":[{"CompanyName":"SECRET"},"SECRET"]}"#),
        (200, "SECRET"),
        (400, r#"{"__type":"ValidationException","Message":"m","Reason":{"SECRET":1},"ErrorList":["SECRET"]}"#),
        (400, r#"{"__type":"ConflictException","Message":"m","Echo":{"CompanyName":"SECRET"}}"#),
        (400, r#"{"__type":"FutureException","Message":"m","Echo":{"CompanyName":"SECRET"}}"#),
        (400, r#"{"__type":"ConflictException","Message":["SECRET"]}"#),
        (500, "<html>SECRET</html>"),
        (500, r#"{"CompanyName":"SECRET""#),
    ];
    for (status, body) in bodies {
        let server = Server::always(Answer::with_headers(status, &[], body)).await.unwrap();
        let call = || async { server.client().get_engagement_invitation().catalog("c").identifier("i").send().await.unwrap_err() };
        let error = call().await;
        debug_hides(body, &error.raw_response());
        debug_hides(body, &error.as_service_error());
        error_hides(body, error);
        failure_hides(body, call().await);
    }
    // A value that is sensitive and a number in the response.
    let server = Server::always(Answer::with_headers(200, &[], r#"{"SenderAwsAccountId":987654321012}"#)).await.unwrap();
    let error = server.client().get_engagement_invitation().catalog("c").identifier("i").send().await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("987654321012"), "{error:?}");
}

#[tokio::test]
async fn errors_hide_what_was_not_sent() {
    let (_, invitation) = marked_invitation(0).await;
    let (_server, client) = client(json!({})).await;
    let call = client.create_engagement_invitation().invitation(invitation);
    error_hides("missing members", call.clone().send().await.unwrap_err());
    failure_hides("missing members", call.send().await.unwrap_err());
}

#[tokio::test]
async fn unknown_variants_show_their_tag_alone() {
    let body = json!({ "Payload": { "TeamInvitation": { "CompanyName": SECRET, SECRET: [1, SECRET] } } });
    let (_server, client) = client(body).await;
    let output = client.get_engagement_invitation().catalog("c").identifier("i").send().await.unwrap();
    debug_hides("an unknown variant", &output);
    let Some(Payload::Unknown(variant)) = output.payload() else { panic!("{output:?}") };
    debug_hides("its content aside", variant);
    assert!(format!("{output:?}").contains("TeamInvitation"));
}
