//! Invitations: accepted, rejected, left pending.

use partner_central::{Decision, FlowError, Outcome, accept_invitations};
use partner_central_fake::{Fake, TaskFailure, sample};
use partnercentral_selling::types::InvitationStatus;

use crate::support::{CATALOG, client};

#[tokio::test]
async fn each_pending_invitation_gets_its_answer() {
    let fake = Fake::start().await.unwrap();
    let payload = sample::opportunity_invitation("Example Corp.");
    let titles = ["accept", "reject", "skip", "accept too"];
    for title in titles {
        fake.invite(CATALOG, title, &payload).unwrap();
    }
    let client = client(&fake);
    let handled = accept_invitations(&client, CATALOG)
        .run(|invitation| match invitation.engagement_title() {
            Some("reject") => Decision::Reject("Product/Service".to_owned()),
            Some("skip") => Decision::Skip,
            _ => Decision::Accept,
        })
        .await
        .unwrap();
    assert_eq!(handled.len(), titles.len());
    for each in &handled {
        let title = each.invitation.engagement_title().unwrap();
        let call = client.get_engagement_invitation().catalog(CATALOG);
        let now = call.identifier(each.invitation.id()).send().await.unwrap();
        let (is_right, status) = match (title, &each.outcome) {
            ("reject", Ok(Outcome::Rejected)) => (true, InvitationStatus::Rejected),
            ("skip", Ok(Outcome::Skipped)) => (true, InvitationStatus::Pending),
            (_, Ok(Outcome::Accepted(opportunity))) => (opportunity.is_some(), InvitationStatus::Accepted),
            _ => (false, InvitationStatus::Pending),
        };
        assert!(is_right, "{title}: {:?}", each.outcome);
        assert_eq!(now.status(), Some(&status), "{title}");
    }
}

#[tokio::test]
async fn a_failed_acceptance_does_not_stop_the_others() {
    let fake = Fake::start().await.unwrap();
    let payload = sample::opportunity_invitation("Example Corp.");
    for title in ["first", "second"] {
        fake.invite(CATALOG, title, &payload).unwrap();
    }
    fake.fail_next_task(None, &TaskFailure::new("InternalError", "broken"));
    let client = client(&fake);
    let handled = accept_invitations(&client, CATALOG)
        .run(|_| Decision::Accept)
        .await
        .unwrap();
    let failures = handled
        .iter()
        .filter(|each| matches!(each.outcome, Err(FlowError::TaskFailed { .. })))
        .count();
    assert_eq!((handled.len(), failures), (2, 1));
}
