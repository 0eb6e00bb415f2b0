//! The settings of a service, and its start.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use crate::fake::Fake;
use crate::http::Server;
use crate::service::Service;
use crate::tasks::TaskPolicy;
use crate::time::Clock;

/// The settings of a service that is to be started.
#[derive(Clone, Debug)]
pub struct Builder {
    address: SocketAddr,
    clock: Clock,
    verifies_signatures: bool,
    throttling: bool,
    records: bool,
    solutions: usize,
    tasks: TaskPolicy,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            clock: Clock::default(),
            verifies_signatures: true,
            throttling: false,
            records: true,
            solutions: 3,
            tasks: TaskPolicy::default(),
        }
    }
}

impl Builder {
    /// Sets the address; by default a free port of loopback.
    #[must_use]
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Sets the clock; by default one that follows the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets whether signatures are verified; by default they are.
    #[must_use]
    pub fn verify_signatures(mut self, verifies: bool) -> Self {
        self.verifies_signatures = verifies;
        self
    }

    /// Sets whether the service's request quotas apply; by default they do not.
    #[must_use]
    pub fn throttling(mut self, is_enabled: bool) -> Self {
        self.throttling = is_enabled;
        self
    }

    /// Sets whether requests are recorded; by default they are.
    #[must_use]
    pub fn record_requests(mut self, records: bool) -> Self {
        self.records = records;
        self
    }

    /// Sets the number of solutions in each catalog; by default three.
    #[must_use]
    pub fn solutions(mut self, count: usize) -> Self {
        self.solutions = count;
        self
    }

    /// Sets when tasks finish; by default they are reported in progress once.
    #[must_use]
    pub fn tasks(mut self, policy: TaskPolicy) -> Self {
        self.tasks = policy;
        self
    }

    /// Starts the service.
    ///
    /// # Errors
    /// The address cannot be bound.
    pub async fn start(self) -> io::Result<Fake> {
        let service = Arc::new(Service::new(self.clock, self.verifies_signatures));
        {
            let mut state = service.lock();
            state.throttle.is_enabled = self.throttling;
            for catalog in state.catalogs.values_mut() {
                catalog.tasks.policy = self.tasks;
                for number in 1..=self.solutions {
                    catalog.add_solution(&format!("Example Solution {number}"), "Software Product");
                }
            }
        }
        let responder = Arc::clone(&service);
        let server = Server::bind(self.address, self.records, move |request| responder.respond(request)).await?;
        Ok(Fake::new(server, service))
    }
}

impl Fake {
    /// Returns the settings of a service, to change them before the start.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Starts a service on a free port of loopback.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }
}
