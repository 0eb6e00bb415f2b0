//! The state of one catalog: documents in the form of the operations' outputs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::arn;
use crate::error::ServiceError;
use crate::json;
use crate::tasks::Tasks;
use crate::time::{Clock, date_time};

/// The account of the caller.
pub const ACCOUNT: &str = "111122223333";

/// The company of the caller.
pub const COMPANY: &str = "Example Partner";

/// The account that AWS takes part with. The real one is not documented; chosen: a name, which the
/// pattern of accounts allows.
pub const AWS_ACCOUNT: &str = "AWS";

/// A catalog. Its content is not visible in the other one.
#[derive(Debug)]
pub(crate) struct Catalog {
    pub(crate) name: &'static str,
    clock: Clock,
    next_id: u64,
    /// `GetOpportunityResponse`, with internal members: `Origin`, `Assignee`, and `AwsSummary`, the
    /// `GetAwsOpportunitySummaryResponse`.
    pub(crate) opportunities: BTreeMap<String, Value>,
    /// `GetEngagementResponse`, with `Members`, a list of `EngagementMember`.
    pub(crate) engagements: BTreeMap<String, Value>,
    /// `GetEngagementInvitationResponse`, with `ParticipantType`.
    pub(crate) invitations: BTreeMap<String, Value>,
    /// `GetResourceSnapshotResponse`.
    pub(crate) snapshots: Vec<Value>,
    /// `GetResourceSnapshotJobResponse`.
    pub(crate) jobs: BTreeMap<String, Value>,
    /// `SolutionBase`.
    pub(crate) solutions: BTreeMap<String, Value>,
    pub(crate) tasks: Tasks,
    /// The role of snapshot jobs.
    pub(crate) role: Option<String>,
    /// Tags by the ARN of their resource.
    pub(crate) tags: BTreeMap<String, BTreeMap<String, String>>,
}

impl Catalog {
    /// Returns an empty catalog; its identifiers are numbered from this one.
    pub(crate) fn new(name: &'static str, clock: Clock, first_id: u64) -> Self {
        Self {
            name,
            clock,
            next_id: first_id,
            opportunities: BTreeMap::new(),
            engagements: BTreeMap::new(),
            invitations: BTreeMap::new(),
            snapshots: Vec::new(),
            jobs: BTreeMap::new(),
            solutions: BTreeMap::new(),
            tasks: Tasks::default(),
            role: None,
            tags: BTreeMap::new(),
        }
    }

    /// Returns the time of a change, later than all changes before it.
    pub(crate) fn now(&self) -> String {
        date_time(self.clock.unique())
    }

    /// Returns the date.
    pub(crate) fn today(&self) -> String {
        let mut date = date_time(self.clock.now());
        date.truncate("2026-01-31".len());
        date
    }

    /// Returns the time.
    pub(crate) fn time(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Returns an identifier: the prefix and a number with this count of digits.
    pub(crate) fn id(&mut self, prefix: &str, digits: usize) -> String {
        self.next_id += 1;
        format!("{prefix}{:0digits$}", self.next_id)
    }

    pub(crate) fn opportunity(&mut self, id: &str) -> Result<&mut Value, ServiceError> {
        let found = self.opportunities.get_mut(id);
        found.ok_or_else(|| ServiceError::not_found("Opportunity", id))
    }

    /// Finds an engagement by its identifier or ARN.
    pub(crate) fn engagement(&mut self, id: &str) -> Result<&mut Value, ServiceError> {
        let found = self.engagements.get_mut(arn::resource_id(id));
        found.ok_or_else(|| ServiceError::not_found("Engagement", id))
    }

    pub(crate) fn job(&mut self, id: &str) -> Result<&mut Value, ServiceError> {
        let found = self.jobs.get_mut(id);
        found.ok_or_else(|| ServiceError::not_found("Resource snapshot job", id))
    }

    /// Finds an invitation by its identifier or ARN, and marks it if it has expired.
    pub(crate) fn invitation(&mut self, id: &str) -> Result<&mut Value, ServiceError> {
        let now = self.time();
        let found = self.invitations.get_mut(arn::resource_id(id));
        let found = found.ok_or_else(|| ServiceError::not_found("Engagement invitation", id))?;
        let expires = json::text(found, "ExpirationDate").and_then(|text| text.parse::<jiff::Timestamp>().ok());
        if found["Status"] == "PENDING" && expires.is_some_and(|expires| expires <= now) {
            found["Status"] = json!("EXPIRED");
        }
        Ok(found)
    }

    /// Adds a solution and returns its identifier.
    pub(crate) fn add_solution(&mut self, name: &str, category: &str) -> String {
        let id = self.id("S-", 7);
        // The model's pattern for the ARN of a solution is that of its identifier, so that no ARN
        // passes it; chosen: there is none.
        let solution = json!({
            "Catalog": self.name,
            "Id": id,
            "Name": name,
            "Status": "Active",
            "Category": category,
            "CreatedDate": self.now(),
        });
        self.solutions.insert(id.clone(), solution);
        id
    }

    /// Sets tags of a resource from a list of `Tag`.
    pub(crate) fn tag(&mut self, arn: &str, tags: &[Value]) {
        let held = self.tags.entry(arn.to_owned()).or_default();
        for tag in tags {
            if let (Some(key), Some(value)) = (tag["Key"].as_str(), tag["Value"].as_str()) {
                held.insert(key.to_owned(), value.to_owned());
            }
        }
    }
}
