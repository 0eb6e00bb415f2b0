//! Submitting an opportunity: create, associate, start the task, wait, read the review state.

mod progress;

use std::time::Duration;

use partnercentral_selling::Client;
use partnercentral_selling::error::{BoxError, TaskError};
use partnercentral_selling::operation::create_opportunity::builders::CreateOpportunityInputBuilder;
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::types::{AwsSubmission, RelatedEntityType};

pub use self::progress::Progress;
use crate::error::{FlowError, TIMEOUT};
use crate::progress::store;

/// The submission of a new opportunity to AWS.
///
/// [`run`](Self::run) can be repeated after a crash with the stored [`Progress`]: no opportunity is
/// created twice, and no task is started twice.
#[derive(Debug)]
pub struct Submission {
    catalog: String,
    opportunity: CreateOpportunityInputBuilder,
    terms: AwsSubmission,
    solutions: Vec<String>,
    timeout: Duration,
}

/// A submitted opportunity.
#[derive(Debug)]
#[non_exhaustive]
pub struct Submitted {
    /// The opportunity after the submission. Its review status is in `life_cycle`.
    pub opportunity: GetOpportunityOutput,
    /// The id of the engagement between the partner and AWS.
    pub engagement: Option<String>,
}

impl Submission {
    /// Returns the submission of an opportunity, without solutions.
    ///
    /// `opportunity` is an input builder without a client; the flow sets its catalog and client
    /// token. `terms` defines the involvement of AWS.
    pub fn new(catalog: impl Into<String>, opportunity: CreateOpportunityInputBuilder, terms: AwsSubmission) -> Self {
        Self {
            catalog: catalog.into(),
            opportunity,
            terms,
            solutions: Vec::new(),
            timeout: TIMEOUT,
        }
    }

    /// Adds a solution by its id, such as `S-0012345`. The service requires at least one and
    /// accepts up to ten.
    #[must_use]
    pub fn solution(mut self, id: impl Into<String>) -> Self {
        self.solutions.push(id.into());
        self
    }

    /// Sets the longest time to wait for the task of the service: 5 minutes by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Submits the opportunity, starting from `progress`.
    ///
    /// `save` stores the progress. It is called before the first request and after each step; an
    /// error of it ends the flow.
    ///
    /// # Errors
    ///
    /// A failed call, a failed task, or a task that takes longer than the timeout. After a failed
    /// task the progress has a new token, so running the flow again starts a new task.
    pub async fn run(
        &self,
        client: &Client,
        progress: &mut Progress,
        mut save: impl FnMut(&Progress) -> Result<(), BoxError>,
    ) -> Result<Submitted, FlowError> {
        store(progress, &mut save)?;
        let opportunity = self.create(client, progress).await?;
        store(progress, &mut save)?;
        self.associate(client, &opportunity).await?;
        let task = self.start(client, progress, &opportunity).await?;
        store(progress, &mut save)?;
        let call = client.start_engagement_from_opportunity_task().catalog(&self.catalog);
        let done = call.wait_for_task(&task, self.timeout).await;
        if matches!(done, Err(TaskError::Failed(_))) {
            progress.discard_task();
            store(progress, &mut save)?;
        }
        let done = done?;
        Ok(Submitted {
            opportunity: self.get(client, &opportunity).await?,
            engagement: done.engagement_id,
        })
    }

    async fn create(&self, client: &Client, progress: &mut Progress) -> Result<String, FlowError> {
        if let Some(id) = &progress.opportunity {
            return Ok(id.clone());
        }
        let created = self
            .opportunity
            .clone()
            .catalog(&self.catalog)
            .client_token(&progress.create_token)
            .send_with(client)
            .await?;
        progress.opportunity = Some(created.id.clone());
        Ok(created.id)
    }

    /// Associates the solutions that the opportunity does not have yet.
    async fn associate(&self, client: &Client, opportunity: &str) -> Result<(), FlowError> {
        if self.solutions.is_empty() {
            return Ok(());
        }
        let current = self.get(client, opportunity).await?;
        let present = current.related_entity_identifiers().solutions();
        for solution in self.solutions.iter().filter(|id| !present.contains(id)) {
            client
                .associate_opportunity()
                .catalog(&self.catalog)
                .opportunity_identifier(opportunity)
                .related_entity_type(RelatedEntityType::Solutions)
                .related_entity_identifier(solution)
                .send()
                .await?;
        }
        Ok(())
    }

    async fn start(&self, client: &Client, progress: &mut Progress, opportunity: &str) -> Result<String, FlowError> {
        if let Some(task) = &progress.task {
            return Ok(task.clone());
        }
        let started = client
            .start_engagement_from_opportunity_task()
            .catalog(&self.catalog)
            .client_token(&progress.task_token)
            .identifier(opportunity)
            .aws_submission(self.terms.clone())
            .send()
            .await?;
        let task = started
            .task_id
            .ok_or(FlowError::missing("StartEngagementFromOpportunityTask", "TaskId"))?;
        progress.task = Some(task.clone());
        Ok(task)
    }

    async fn get(&self, client: &Client, opportunity: &str) -> Result<GetOpportunityOutput, FlowError> {
        let call = client.get_opportunity().catalog(&self.catalog).identifier(opportunity);
        Ok(call.send().await?)
    }
}
