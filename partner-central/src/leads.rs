//! Making an opportunity of a lead in an engagement.

use std::time::Duration;

use partnercentral_selling::Client;
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::types::EngagementContextType;

use crate::error::{FlowError, TIMEOUT};

/// Returns a flow that makes an opportunity of the lead in an engagement.
pub fn lead_to_opportunity(
    client: &Client,
    catalog: impl Into<String>,
    engagement: impl Into<String>,
) -> LeadToOpportunity<'_> {
    LeadToOpportunity {
        client,
        catalog: catalog.into(),
        engagement: engagement.into(),
        context: None,
        timeout: TIMEOUT,
    }
}

/// The flow that makes an opportunity of a lead.
#[derive(Debug)]
pub struct LeadToOpportunity<'c> {
    client: &'c Client,
    catalog: String,
    engagement: String,
    context: Option<String>,
    timeout: Duration,
}

impl LeadToOpportunity<'_> {
    /// Names the context that holds the lead. Without it, the engagement must have exactly one.
    #[must_use]
    pub fn context(mut self, id: impl Into<String>) -> Self {
        self.context = Some(id.into());
        self
    }

    /// Sets the longest time to wait for the task of the service: 5 minutes by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Starts the task, waits for it, and returns the new opportunity.
    ///
    /// # Errors
    ///
    /// A failed call, a failed task, a task that takes longer than the timeout, or an engagement
    /// with no lead or with several.
    pub async fn run(self) -> Result<GetOpportunityOutput, FlowError> {
        let context = match &self.context {
            Some(context) => context.clone(),
            None => self.only_lead().await?,
        };
        let task = self
            .client
            .start_opportunity_from_engagement_task()
            .catalog(&self.catalog)
            .identifier(&self.engagement)
            .context_identifier(context)
            .send_and_wait(self.timeout)
            .await?;
        let opportunity = task.opportunity_id.ok_or(FlowError::missing(
            "ListOpportunityFromEngagementTasks",
            "OpportunityId",
        ))?;
        let call = self.client.get_opportunity();
        Ok(call.catalog(&self.catalog).identifier(opportunity).send().await?)
    }

    async fn only_lead(&self) -> Result<String, FlowError> {
        let call = self.client.get_engagement();
        let engagement = call.catalog(&self.catalog).identifier(&self.engagement).send().await?;
        let leads: Vec<_> = engagement
            .contexts()
            .iter()
            .filter(|context| *context.r#type() == EngagementContextType::Lead)
            .filter_map(|context| context.id.clone())
            .collect();
        match <[String; 1]>::try_from(leads) {
            Ok([lead]) => Ok(lead),
            Err(contexts) => Err(FlowError::AmbiguousLead {
                engagement: self.engagement.clone(),
                contexts,
            }),
        }
    }
}
