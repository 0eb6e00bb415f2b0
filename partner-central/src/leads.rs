//! The flow that creates an opportunity from a lead in an engagement.

mod progress;

use std::time::Duration;

use partnercentral_selling::Client;
use partnercentral_selling::error::{BoxError, TaskError};
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::types::EngagementContextType;

pub use self::progress::LeadProgress;
use crate::error::{FlowError, TIMEOUT};
use crate::progress::{TaskProgress, store};

/// Returns a flow that creates an opportunity from the lead in an engagement.
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

/// The flow that creates an opportunity from a lead.
///
/// [`run`](Self::run) does it in one process. [`resume`](Self::resume) can be repeated after a
/// crash with the stored [`LeadProgress`].
#[derive(Debug)]
pub struct LeadToOpportunity<'c> {
    client: &'c Client,
    catalog: String,
    engagement: String,
    context: Option<String>,
    timeout: Duration,
}

impl LeadToOpportunity<'_> {
    /// Sets the context with the lead. If it is unset, the engagement must have exactly one lead.
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
        self.resume(&mut LeadProgress::new(), |_| Ok(())).await
    }

    /// Creates the opportunity, starting from `progress`: no task is started twice.
    ///
    /// `save` stores the progress. It is called before the first request that has an effect and
    /// after each step; an error of it ends the flow.
    ///
    /// # Errors
    ///
    /// As in [`run`](Self::run). After a failed task the progress has a new token, so running the
    /// flow again starts a new task.
    pub async fn resume(
        self,
        progress: &mut LeadProgress,
        mut save: impl FnMut(&LeadProgress) -> Result<(), BoxError>,
    ) -> Result<GetOpportunityOutput, FlowError> {
        if progress.context.is_none() {
            progress.context = Some(match &self.context {
                Some(context) => context.clone(),
                None => self.only_lead().await?,
            });
        }
        store(progress, &mut save)?;
        let task = self.start(progress).await?;
        store(progress, &mut save)?;
        let call = self.client.start_opportunity_from_engagement_task();
        let done = call.catalog(&self.catalog).wait_for_task(task, self.timeout).await;
        if matches!(done, Err(TaskError::Failed(_))) {
            progress.start = TaskProgress::new();
            store(progress, &mut save)?;
        }
        let opportunity = done?.opportunity_id.ok_or(FlowError::missing(
            "ListOpportunityFromEngagementTasks",
            "OpportunityId",
        ))?;
        let call = self.client.get_opportunity();
        Ok(call.catalog(&self.catalog).identifier(opportunity).send().await?)
    }

    async fn start(&self, progress: &mut LeadProgress) -> Result<String, FlowError> {
        if let Some(task) = &progress.start.task {
            return Ok(task.clone());
        }
        let started = self
            .client
            .start_opportunity_from_engagement_task()
            .catalog(&self.catalog)
            .client_token(&progress.start.token)
            .identifier(&self.engagement)
            .set_context_identifier(progress.context.clone())
            .send()
            .await?;
        let task = started
            .task_id
            .ok_or(FlowError::missing("StartOpportunityFromEngagementTask", "TaskId"))?;
        progress.start.task = Some(task.clone());
        Ok(task)
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
