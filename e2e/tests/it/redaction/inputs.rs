//! Inputs and their builders.

use std::collections::BTreeSet;
use std::fmt::Debug;

use e2e::model::Model;
use partnercentral_selling::operation::create_engagement_invitation::CreateEngagementInvitationInput;
use partnercentral_selling::types::{
    AccountReceiver, AssigneeContact, EngagementContextPayload, Invitation, OpportunityInvitationPayload,
    SenderContact, UpdateEngagementContextPayload, UpdateLeadContext,
};
use partnercentral_selling::{Client, Config};
use serde_json::json;

use super::{SECRET, client, debug_hides, error_hides, filled, get_invitation};

/// Reads an invitation with a marker in every member from a response.
pub(crate) async fn marked_invitation(variant: usize) -> Invitation {
    let model = Model::load().unwrap();
    let (_server, client) = client(filled(&model, model.output("GetEngagementInvitation"), variant)).await;
    let output = get_invitation(&client).await.unwrap();
    let invitation = Invitation::builder()
        .message(SECRET)
        .receiver(output.receiver.clone().unwrap())
        .payload(output.payload.clone().unwrap())
        .build();
    invitation.unwrap()
}

#[tokio::test]
async fn inputs_and_builders_of_an_invitation_hide_what_is_sensitive() {
    for variant in 0..2 {
        let invitation = marked_invitation(variant).await;
        let (server, client) = client(json!({})).await;
        let builder = CreateEngagementInvitationInput::builder()
            .catalog("shown")
            .invitation(invitation.clone());
        let call = client
            .create_engagement_invitation()
            .catalog("shown")
            .engagement_identifier("e");
        let call = call.invitation(invitation.clone());
        debug_hides("builder of the input", &builder);
        debug_hides("input", &builder.clone().build().unwrap());
        debug_hides("fluent builder", &call);
        debug_hides("the fluent builder's input", call.as_input());
        debug_hides("getter", call.get_invitation());
        debug_hides("structure", &invitation);
        debug_hides("union", &invitation.payload);
        debug_hides(
            "variant",
            &(
                invitation.payload.as_opportunity_invitation(),
                invitation.payload.as_lead_invitation(),
            ),
        );
        debug_hides("receiver", invitation.receiver());
        let rebuilt = Invitation::builder()
            .message(invitation.message())
            .receiver(invitation.receiver.clone());
        debug_hides("builder of a structure", &rebuilt.clone());
        debug_hides("build error", &rebuilt.build().unwrap_err());
        assert!(format!("{call:?}").contains("shown"), "{call:?}");

        // The request has all sensitive values; otherwise the test would prove nothing.
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
}

#[test]
fn builders_that_lack_members_hide_what_is_sensitive() {
    for contact in [
        SenderContact::builder().email(SECRET).first_name(SECRET),
        SenderContact::builder()
            .last_name(SECRET)
            .business_title(SECRET)
            .phone(SECRET),
    ] {
        debug_hides("builder of a contact", &contact);
    }
    let account = AccountReceiver::builder().alias(SECRET);
    debug_hides("builder of an account", &account);
    error_hides("its error", account.build().unwrap_err());
    let contact = SenderContact::builder().email(SECRET).build().unwrap();
    debug_hides(
        "builder with a list",
        &OpportunityInvitationPayload::builder().sender_contacts(contact),
    );
}

/// The operations whose inputs were checked.
struct Covered(BTreeSet<&'static str>);

impl Covered {
    #[track_caller]
    fn check(&mut self, operation: &'static str, call: &dyn Debug) {
        self.0.insert(operation);
        debug_hides(operation, call);
    }
}

async fn opportunities(covered: &mut Covered, model: &Model, sender: &Client) {
    let (_server, client) = client(filled(model, model.output("GetOpportunity"), 0)).await;
    let got = client
        .get_opportunity()
        .catalog("c")
        .identifier("i")
        .send()
        .await
        .unwrap();
    let create = sender.create_opportunity().set_opportunity_team(got.opportunity_team);
    let create = create
        .set_customer(got.customer.clone())
        .set_project(got.project.clone());
    let create = create.set_life_cycle(got.life_cycle.clone());
    covered.check(
        "CreateOpportunity",
        &create.set_software_revenue(got.software_revenue.clone()),
    );
    let update = sender
        .update_opportunity()
        .set_customer(got.customer)
        .set_project(got.project);
    let update = update.set_life_cycle(got.life_cycle);
    covered.check("UpdateOpportunity", &update.set_software_revenue(got.software_revenue));
    let contact = AssigneeContact::builder().email(SECRET).first_name(SECRET);
    let contact = contact.last_name(SECRET).phone(SECRET).business_title(SECRET);
    covered.check("AssignOpportunity", &contact);
    let assign = sender.assign_opportunity().assignee(contact.build().unwrap());
    covered.check("AssignOpportunity", &assign);
}

fn queries(covered: &mut Covered, sender: &Client) {
    let list = sender.list_engagements().created_by(SECRET).exclude_created_by(SECRET);
    covered.check("ListEngagements", &list);
    covered.check("ListEngagements", &list.clone().into_paginator());
    covered.check("ListEngagements", &list.clone().into_paginator().items());
    covered.check("ListEngagements", &list.into_paginator().send());
    let list = sender.list_engagement_invitations().sender_aws_account_id(SECRET);
    covered.check("ListEngagementInvitations", &list);
    let list = sender.list_engagement_resource_associations().created_by(SECRET);
    covered.check("ListEngagementResourceAssociations", &list);
    covered.check(
        "ListResourceSnapshots",
        &sender.list_resource_snapshots().created_by(SECRET),
    );
}

async fn engagements(covered: &mut Covered, model: &Model, sender: &Client) {
    for variant in 0..3 {
        let (_server, client) = client(filled(model, model.output("GetEngagement"), variant)).await;
        let got = client
            .get_engagement()
            .catalog("c")
            .identifier("i")
            .send()
            .await
            .unwrap();
        let context = got.contexts()[0].clone();
        let payload = context.payload.clone().unwrap();
        covered.check("CreateEngagement", &sender.create_engagement().contexts(context));
        let update = match payload.clone() {
            EngagementContextPayload::Lead(lead) => {
                let context = UpdateLeadContext::builder().customer(lead.customer);
                let context = context.interaction(lead.interactions[0].clone()).build();
                UpdateEngagementContextPayload::Lead(context.unwrap())
            }
            EngagementContextPayload::CustomerProject(project) => {
                UpdateEngagementContextPayload::CustomerProject(project)
            }
            EngagementContextPayload::ProspectingResult(result) => {
                UpdateEngagementContextPayload::ProspectingResult(result)
            }
            other => panic!("{other:?}"),
        };
        covered.check(
            "CreateEngagementContext",
            &sender.create_engagement_context().payload(payload),
        );
        covered.check(
            "UpdateEngagementContext",
            &sender.update_engagement_context().payload(update),
        );
    }
}

#[tokio::test]
async fn inputs_of_all_other_operations_hide_what_is_sensitive() {
    let model = Model::load().unwrap();
    let sender = Client::from_conf(Config::builder().build());
    let mut covered = Covered(BTreeSet::from(["CreateEngagementInvitation"]));
    opportunities(&mut covered, &model, &sender).await;
    queries(&mut covered, &sender);
    engagements(&mut covered, &model, &sender).await;
    let sensitive = |operation: &&str| {
        let input = model.input(operation);
        (0..3).any(|variant| {
            let value = filled(&model, input, variant);
            model.leaves(input, &value).iter().any(|leaf| leaf.sensitive)
        })
    };
    let expected: BTreeSet<&str> = model.operations().filter(sensitive).collect();
    assert_eq!(covered.0, expected, "operations whose input has something sensitive");
}
