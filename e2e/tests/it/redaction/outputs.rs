//! Outputs, and their unknown members and variants.

use std::collections::BTreeSet;

use e2e::model::Model;
use partnercentral_selling::types::{ParticipantType, Payload, ResourceType};
use serde_json::json;

use super::{SECRET, client, debug_hides, filled, get_invitation};

macro_rules! outputs {
    ($model:ident, $($operation:literal => |$client:ident| $call:expr;)*) => {{
        let mut covered = BTreeSet::new();
        $(
            covered.insert($operation);
            // The largest union has this many variants.
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
        (0..3).any(|variant| {
            model
                .leaves(output, &filled(&model, output, variant))
                .iter()
                .any(|leaf| leaf.sensitive)
        })
    };
    let expected: BTreeSet<&str> = model.operations().filter(sensitive).collect();
    assert_eq!(covered, expected, "operations whose output has something sensitive");
}

#[tokio::test]
async fn unknown_variants_show_their_tag_alone() {
    let body = json!({ "Payload": { "TeamInvitation": { "CompanyName": SECRET, SECRET: [1, SECRET] } } });
    let (_server, client) = client(body).await;
    let output = get_invitation(&client).await.unwrap();
    debug_hides("an unknown variant", &output);
    let Some(Payload::Unknown(variant)) = output.payload() else {
        panic!("{output:?}")
    };
    debug_hides("its content aside", variant);
    assert!(format!("{output:?}").contains("TeamInvitation"));
}
