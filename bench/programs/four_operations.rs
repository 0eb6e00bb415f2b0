//! A program that calls four operations, the same for both clients.

#[path = "invitation.rs"]
mod invitation;

use client::Client;
use client::error::DisplayErrorContext;

use self::invitation::invitation;

/// Lists opportunities, reads one, invites a partner, and accepts an invitation.
pub(crate) async fn run(client: Client) -> Result<(), String> {
    let list = client.list_opportunities().catalog("Sandbox").max_results(10);
    let list = list.send().await.map_err(text)?;
    for summary in list.opportunity_summaries() {
        println!("{} {:?}", summary.id().unwrap_or_default(), summary.life_cycle());
    }
    let first = list.opportunity_summaries().first().and_then(|summary| summary.id());
    let opportunity = client.get_opportunity().catalog("Sandbox");
    let opportunity = opportunity
        .set_identifier(first.map(str::to_owned))
        .send()
        .await
        .map_err(text)?;
    println!("{:?}", opportunity.customer());
    let invited = client
        .create_engagement_invitation()
        .catalog("Sandbox")
        .engagement_identifier("eng-0123456789abcd")
        .invitation(invitation().map_err(text)?)
        .send()
        .await
        .map_err(text)?;
    println!("{}", invited.arn());
    let accepted = client
        .accept_engagement_invitation()
        .catalog("Sandbox")
        .identifier(invited.id());
    accepted.send().await.map_err(text)?;
    Ok(())
}

fn text(error: impl std::error::Error) -> String {
    DisplayErrorContext(error).to_string()
}
