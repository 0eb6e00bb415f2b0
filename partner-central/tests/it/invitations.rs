//! Invitations that are accepted, rejected or left pending.

use std::collections::BTreeMap;

use partner_central::{Decision, FlowError, Handled, InvitationProgress, Outcome, accept_invitations};
use partner_central_fake::{Fake, TaskFailure, sample};
use partnercentral_selling::operation::get_engagement_invitation::GetEngagementInvitationOutput;
use partnercentral_selling::types::{InvitationStatus, ParticipantType};

use crate::crash;
use crate::support::{CATALOG, client, count};

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

fn decide(invitation: &GetEngagementInvitationOutput) -> Decision {
    match invitation.engagement_title() {
        Some("reject") => Decision::Reject("Product/Service".to_owned()),
        Some("skip") => Decision::Skip,
        _ => Decision::Accept,
    }
}

/// Returns the first failure, or an error if answers are missing.
fn outcomes(handled: Vec<Handled>) -> Result<(), FlowError> {
    let mut found = BTreeMap::new();
    for each in handled {
        let outcome = match each.outcome? {
            Outcome::Accepted(opportunity) => format!("accepted {}", opportunity.is_some()),
            other => format!("{other:?}").to_lowercase(),
        };
        *found.entry(outcome).or_insert(0) += 1;
    }
    let found: Vec<_> = found
        .iter()
        .map(|(outcome, count)| (outcome.as_str(), *count))
        .collect();
    assert_eq!(found, [("accepted true", 2), ("rejected", 1), ("skipped", 1)]);
    Ok(())
}

#[tokio::test]
async fn a_crash_at_any_request_answers_nothing_twice() {
    let crashes = crash::at_each_request(
        async |fake, _| {
            let payload = sample::opportunity_invitation("Example Corp.");
            for title in ["accept", "reject", "skip", "accept too"] {
                fake.invite(CATALOG, title, &payload).unwrap();
            }
        },
        async |client, (), storage| {
            let mut progress = match storage.text.as_str() {
                "" => InvitationProgress::new(),
                text => text.parse().unwrap(),
            };
            let save = |progress: &InvitationProgress| storage.store(progress.to_string());
            let flow = accept_invitations(client, CATALOG);
            // The result contains the invitations that were handled before the crash.
            outcomes(flow.resume(&mut progress, decide, save).await?)
        },
        async |_, client, (), when| {
            let tasks = client.list_engagement_by_accepting_invitation_tasks().catalog(CATALOG);
            let tasks = tasks.send().await.unwrap();
            assert_eq!(tasks.task_summaries().len(), 2, "{when}: {tasks:?}");
            let page = client.list_opportunities().catalog(CATALOG).send().await.unwrap();
            assert_eq!(page.opportunity_summaries().len(), 2, "{when}");
            let call = client.list_engagement_invitations().catalog(CATALOG);
            let page = call.participant_type(ParticipantType::Receiver).send().await.unwrap();
            let statuses = page.engagement_invitation_summaries().iter();
            let mut statuses: Vec<_> = statuses.filter_map(|each| each.status()?.as_str().into()).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, ["ACCEPTED", "ACCEPTED", "PENDING", "REJECTED"], "{when}");
        },
    );
    // The requests: list; read each of four; start, poll and read two; reject one. The process
    // crashes before and after each.
    assert_eq!(crashes.await, 24);
}

#[tokio::test]
async fn a_finished_run_repeats_its_results_and_nothing_else() {
    let fake = Fake::start().await.unwrap();
    let payload = sample::opportunity_invitation("Example Corp.");
    for title in ["accept", "reject", "skip", "accept too"] {
        fake.invite(CATALOG, title, &payload).unwrap();
    }
    let client = client(&fake);
    let mut progress = InvitationProgress::new();
    for _ in 0..2 {
        let flow = accept_invitations(&client, CATALOG);
        let handled = flow.resume(&mut progress, decide, |_| Ok(())).await.unwrap();
        outcomes(handled).unwrap();
        assert_eq!(progress.invitations().count(), 3);
    }
    assert_eq!(count(&fake, "StartEngagementByAcceptingInvitationTask"), 2);
    assert_eq!(count(&fake, "RejectEngagementInvitation"), 1);
}

#[tokio::test]
async fn after_a_failed_task_the_decision_is_asked_for_again() {
    let fake = Fake::start().await.unwrap();
    let payload = sample::opportunity_invitation("Example Corp.");
    fake.invite(CATALOG, "first", &payload).unwrap();
    fake.fail_next_task(None, &TaskFailure::new("InternalError", "broken"));
    let client = client(&fake);
    let mut progress = InvitationProgress::new();
    let flow = || accept_invitations(&client, CATALOG);
    let failed = flow().resume(&mut progress, decide, |_| Ok(())).await.unwrap();
    assert!(failed[0].outcome.is_err());
    let skipped = flow()
        .resume(&mut progress, |_| Decision::Skip, |_| Ok(()))
        .await
        .unwrap();
    assert!(matches!(skipped[0].outcome, Ok(Outcome::Skipped)));
    let accepted = flow().resume(&mut progress, decide, |_| Ok(())).await.unwrap();
    assert!(matches!(accepted[0].outcome, Ok(Outcome::Accepted(Some(_)))));
}

#[tokio::test]
async fn progress_that_cannot_be_stored_ends_the_run_before_it_has_an_effect() {
    let fake = Fake::start().await.unwrap();
    let payload = sample::opportunity_invitation("Example Corp.");
    fake.invite(CATALOG, "first", &payload).unwrap();
    let client = client(&fake);
    let flow = accept_invitations(&client, CATALOG);
    let mut progress = InvitationProgress::new();
    let result = flow
        .resume(&mut progress, decide, |_| Err("the disk is full".into()))
        .await;
    assert!(matches!(result, Err(FlowError::Save(_))));
    assert_eq!(count(&fake, "StartEngagementByAcceptingInvitationTask"), 0);
    let error = "{\"answers\":1}".parse::<InvitationProgress>().unwrap_err().to_string();
    assert!(
        error.starts_with("not the progress of answers to invitations: "),
        "{error}"
    );
}
