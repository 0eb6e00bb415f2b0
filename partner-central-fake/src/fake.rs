//! The handle of a running service, which tests control it with.

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::Value;

use crate::error::ServiceError;
use crate::faults::Fault;
use crate::http::{Request, Server};
use crate::operations::{invitation, opportunity, task};
use crate::review::{self, ReviewStatus};
use crate::service::{CATALOGS, Service};
use crate::store::Catalog;
use crate::tasks::{TaskFailure, TaskKind, TaskPolicy};
use crate::time::Clock;

/// A service in this process, on a port of loopback; it ends when it is dropped.
#[derive(Debug)]
pub struct Fake {
    server: Server,
    service: Arc<Service>,
}

impl Fake {
    pub(crate) fn new(server: Server, service: Arc<Service>) -> Self {
        Self { server, service }
    }

    /// Returns the URL of the service.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Returns the address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Returns the requests that were received so far, rejected ones included.
    pub fn requests(&self) -> Vec<Request> {
        self.server.requests()
    }

    /// Returns the number of connections that were accepted so far.
    pub fn connections(&self) -> usize {
        self.server.connections()
    }

    /// Returns the clock of the service.
    pub fn clock(&self) -> &Clock {
        &self.service.clock
    }

    /// Sets whether the service's request quotas apply.
    pub fn set_throttling(&self, is_enabled: bool) {
        self.service.lock().throttle.is_enabled = is_enabled;
    }

    /// Adds a fault for the next request.
    pub fn fail_next(&self, fault: Fault) {
        self.service.lock().faults.push(None, fault);
    }

    /// Adds a fault for the next request of an operation.
    pub fn fail_next_of(&self, operation: &str, fault: Fault) {
        self.service.lock().faults.push(Some(operation), fault);
    }

    /// Sets a fault for this share of the requests, evenly spread; zero removes it.
    pub fn fail_rate(&self, rate: f64, fault: Fault) {
        self.service.lock().faults.set_rate(rate, fault);
    }

    /// Sets when tasks finish.
    pub fn set_task_policy(&self, policy: TaskPolicy) {
        self.each_catalog(|catalog| catalog.tasks.policy = policy);
    }

    /// Finishes all tasks in progress. A task fails if its work cannot be done.
    pub fn complete_tasks(&self) {
        self.each_catalog(|catalog| task::finish_all(catalog, None));
    }

    /// Makes all tasks in progress fail.
    pub fn fail_tasks(&self, failure: &TaskFailure) {
        self.each_catalog(|catalog| task::finish_all(catalog, Some(failure)));
    }

    /// Makes the next task of a kind, or of any kind, fail when it finishes.
    pub fn fail_next_task(&self, kind: Option<TaskKind>, failure: &TaskFailure) {
        self.each_catalog(|catalog| catalog.tasks.fail_next(kind, failure.clone()));
    }

    /// Sets the review status of an opportunity, as AWS does.
    ///
    /// # Errors
    /// There is no such catalog or opportunity.
    pub fn review(&self, catalog: &str, id: &str, status: ReviewStatus) -> Result<(), ServiceError> {
        self.review_with(catalog, id, status, None, None)
    }

    /// Sets the review status of an opportunity with comments and a reason, as AWS does.
    ///
    /// # Errors
    /// There is no such catalog or opportunity.
    pub fn review_with(
        &self,
        catalog: &str,
        id: &str,
        status: ReviewStatus,
        comments: Option<&str>,
        reason: Option<&str>,
    ) -> Result<(), ServiceError> {
        self.edit_opportunity(catalog, id, |opportunity| {
            review::set(opportunity, status.as_str(), comments, reason);
        })
    }

    /// Changes an opportunity like another user: with a new time of the last change.
    ///
    /// # Errors
    /// There is no such catalog or opportunity.
    pub fn edit_opportunity(&self, catalog: &str, id: &str, edit: impl FnOnce(&mut Value)) -> Result<(), ServiceError> {
        self.catalog(catalog, |catalog| {
            let now = catalog.now();
            let opportunity = catalog.opportunity(id)?;
            edit(opportunity);
            opportunity["LastModifiedDate"] = Value::String(now);
            Ok(())
        })
    }

    /// Returns an opportunity as the service stores it.
    ///
    /// # Errors
    /// There is no such catalog or opportunity.
    pub fn opportunity(&self, catalog: &str, id: &str) -> Result<Value, ServiceError> {
        self.catalog(catalog, |catalog| catalog.opportunity(id).cloned())
    }

    /// Adds an opportunity with these members, without any check, and returns its identifier.
    ///
    /// # Errors
    /// There is no such catalog.
    pub fn add_opportunity(&self, catalog: &str, members: Value) -> Result<String, ServiceError> {
        self.catalog(catalog, |catalog| Ok(opportunity::add(catalog, members)))
    }

    /// Adds a solution and returns its identifier.
    ///
    /// # Errors
    /// There is no such catalog.
    pub fn add_solution(&self, catalog: &str, name: &str) -> Result<String, ServiceError> {
        self.catalog(catalog, |catalog| Ok(catalog.add_solution(name, "Software Product")))
    }

    /// Adds an invitation of the caller by AWS, with this value of the union `Payload`, and returns
    /// its identifier.
    ///
    /// # Errors
    /// There is no such catalog.
    pub fn invite(&self, catalog: &str, title: &str, payload: &Value) -> Result<String, ServiceError> {
        self.catalog(catalog, |catalog| invitation::add_received(catalog, title, payload))
    }

    /// Adds a member that the client does not know to each structure of all responses.
    pub fn set_unknown_members(&self, adds: bool) {
        self.service.lock().adds_unknown_members = adds;
    }

    /// Makes the service a later version, in which an enum has an additional value.
    pub fn add_enum_value(&self, shape: &str, value: &str) {
        self.service.lock().model.add_enum_value(shape, value);
    }

    /// Makes the service a later version, in which a structure or union has an additional member.
    pub fn add_member(&self, shape: &str, name: &str, target: &str) {
        self.service.lock().model.add_member(shape, name, target);
    }

    fn each_catalog(&self, mut change: impl FnMut(&mut Catalog)) {
        self.service.lock().catalogs.values_mut().for_each(&mut change);
    }

    fn catalog<T>(
        &self,
        name: &str,
        work: impl FnOnce(&mut Catalog) -> Result<T, ServiceError>,
    ) -> Result<T, ServiceError> {
        let mut state = self.service.lock();
        match state.catalogs.get_mut(name) {
            Some(catalog) => work(catalog),
            None => Err(ServiceError::new(
                "ResourceNotFoundException",
                &format!("`{name}` is not one of the catalogs {}", CATALOGS.join(", ")),
            )),
        }
    }
}
