//! The pool of idle connections: who may use one, how long they stay, and the task that closes
//! them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use http::Uri;
use http::uri::{Authority, Scheme};
use tokio::runtime::{Handle, Id};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

use super::connection::Connection;
use super::target::{Origin, Target};
use crate::future::BoxFuture;
use crate::http::ProxyConfig;

/// The longest interval between two sweeps, so that connections closed by servers do not stay half
/// open.
const SWEEP_INTERVAL: Duration = Duration::from_secs(5);

/// The number of hosts from which on those without a connection are removed.
const MAX_HOSTS: usize = 32;

/// The limits of a pool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The largest number of open connections per host.
    pub(super) connections: usize,
    /// The largest number of idle connections per host.
    pub(super) idle: usize,
    /// The time after which an idle connection is closed.
    pub(super) idle_timeout: Duration,
}

/// The pool of a client.
pub(super) struct Pool {
    limits: Limits,
    hosts: Mutex<Vec<Arc<HostPool>>>,
    /// The tasks that close idle connections, one per runtime that has some.
    reapers: Mutex<Reapers>,
}

type Reapers = Vec<(Id, Option<AbortHandle>)>;

/// The connections to one host.
pub(super) struct HostPool {
    pub(super) target: Target,
    /// The origin as the first request has it.
    written: (Option<Scheme>, Option<Authority>),
    permits: Arc<Semaphore>,
    /// The connection that was used last is at the end.
    idle: Mutex<Vec<Idle>>,
}

/// A connection in use, with its place in the pool.
pub(super) struct Lease {
    pub(super) connection: Connection,
    /// Whether the connection was idle before.
    pub(super) is_reused: bool,
    pub(super) host_pool: Arc<HostPool>,
    /// Released last, when the connection is closed or in the pool.
    pub(super) permit: Option<OwnedSemaphorePermit>,
}

impl Lease {
    /// Gives the connection back.
    pub(super) fn release(self, pool: &Arc<Pool>, runtime: &Handle) {
        pool.put(&self.host_pool, self.connection, runtime);
        drop(self.permit);
    }
}

struct Idle {
    connection: Connection,
    since: Instant,
    /// A socket belongs to the runtime that opened it, and makes no progress once that runtime has
    /// stopped.
    runtime: Id,
}

impl Pool {
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            hosts: Mutex::default(),
            reapers: Mutex::default(),
        })
    }

    /// Returns the pool of the host of a URI.
    pub(super) fn host_pool(&self, uri: &Uri, proxies: &ProxyConfig) -> Result<Arc<HostPool>, String> {
        let mut hosts = lock(&self.hosts);
        if let Some(host_pool) = hosts.iter().find(|host_pool| host_pool.is_written_as(uri)) {
            return Ok(Arc::clone(host_pool));
        }
        let origin = Origin::of(uri)?;
        if let Some(host_pool) = hosts.iter().find(|host_pool| origin.leads_to(&host_pool.target)) {
            return Ok(Arc::clone(host_pool));
        }
        if hosts.len() >= MAX_HOSTS {
            hosts.retain(|host_pool| Arc::strong_count(host_pool) > 1 || !lock(&host_pool.idle).is_empty());
        }
        let host_pool = Arc::new(HostPool {
            target: origin.target(proxies)?,
            written: (uri.scheme().cloned(), uri.authority().cloned()),
            permits: Arc::new(Semaphore::new(self.limits.connections.clamp(1, Semaphore::MAX_PERMITS))),
            idle: Mutex::default(),
        });
        hosts.push(Arc::clone(&host_pool));
        Ok(host_pool)
    }

    /// Takes the open idle connection that was used last.
    pub(super) fn take(&self, host_pool: &HostPool, runtime: Id) -> Option<Connection> {
        loop {
            let mut found = {
                let mut idle = lock(&host_pool.idle);
                let place = idle.iter().rposition(|idle| idle.runtime == runtime)?;
                idle.remove(place)
            };
            if found.since.elapsed() < self.limits.idle_timeout && found.connection.still_open() {
                return Some(found.connection);
            }
        }
    }

    /// Returns a connection to the pool.
    pub(super) fn put(self: &Arc<Self>, host_pool: &HostPool, connection: Connection, runtime: &Handle) {
        if self.limits.idle == 0 || self.limits.idle_timeout.is_zero() || !connection.is_reusable() {
            return;
        }
        connection.rest();
        let added = Idle {
            connection,
            since: Instant::now(),
            runtime: runtime.id(),
        };
        let evicted = {
            let mut idle = lock(&host_pool.idle);
            idle.push(added);
            (idle.len() > self.limits.idle).then(|| idle.remove(0))
        };
        drop(evicted);
        self.ensure_reaper(runtime);
    }

    fn ensure_reaper(self: &Arc<Self>, runtime: &Handle) {
        let id = runtime.id();
        {
            let mut reapers = lock(&self.reapers);
            if reapers.iter().any(|(of, _)| *of == id) {
                return;
            }
            reapers.push((id, None));
        }
        let reaper = IdleReaper {
            pool: Arc::downgrade(self),
            runtime: id,
        };
        // Without the lock: a runtime that is stopping drops the reaper at once, and dropping takes
        // the lock.
        // A box, so that all tasks of the runtime have one type: tokio is compiled per type.
        let task: BoxFuture<'static, ()> = Box::pin(reaper.run());
        let handle = runtime.spawn(task).abort_handle();
        if let Some((_, place)) = lock(&self.reapers).iter_mut().find(|(of, _)| *of == id) {
            *place = Some(handle);
        }
    }

    /// Closes connections that were idle for too long or that the server closed. Returns whether
    /// any are left.
    fn sweep(&self, runtime: Id) -> bool {
        // Held to the end: a thread that adds a connection finds the reaper gone, or the reaper
        // finds the connection.
        let mut reapers = lock(&self.reapers);
        let mut left = false;
        for host_pool in lock(&self.hosts).iter() {
            host_pool.retain(runtime, &mut |idle| {
                let keep = idle.since.elapsed() < self.limits.idle_timeout && idle.connection.still_open();
                left |= keep;
                keep
            });
        }
        if !left {
            remove_reaper(&mut reapers, runtime);
        }
        left
    }

    /// Closes the connections of a runtime that has stopped.
    fn forget(&self, runtime: Id) {
        remove_reaper(&mut lock(&self.reapers), runtime);
        for host_pool in lock(&self.hosts).iter() {
            host_pool.retain(runtime, &mut |_| false);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let reapers = std::mem::take(&mut *lock(&self.reapers));
        for reaper in reapers.into_iter().filter_map(|(_, reaper)| reaper) {
            reaper.abort();
        }
    }
}

impl HostPool {
    /// Whether the URI has the origin of the first request letter by letter. To parse it takes
    /// longer.
    fn is_written_as(&self, uri: &Uri) -> bool {
        let (scheme, authority) = &self.written;
        uri.scheme() == scheme.as_ref()
            && uri.authority().map(Authority::as_str) == authority.as_ref().map(Authority::as_str)
    }

    /// Returns whether the connections of this pool serve a URI. Interceptors may change the URI of
    /// a request.
    pub(super) fn serves(&self, uri: &Uri) -> bool {
        self.is_written_as(uri) || Origin::of(uri).is_ok_and(|origin| origin.leads_to(&self.target))
    }

    /// Waits for a permit to use one connection.
    pub(super) async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        // The semaphore is never closed.
        Arc::clone(&self.permits).acquire_owned().await.ok()
    }

    /// Closes the connections of a runtime for which `keep` returns false.
    fn retain(&self, runtime: Id, keep: &mut dyn FnMut(&mut Idle) -> bool) {
        lock(&self.idle).retain_mut(|idle| idle.runtime != runtime || keep(idle));
    }
}

/// The task that closes idle connections of one runtime.
struct IdleReaper {
    pool: Weak<Pool>,
    runtime: Id,
}

impl IdleReaper {
    async fn run(mut self) {
        while let Some(round) = self
            .pool
            .upgrade()
            .map(|pool| SWEEP_INTERVAL.min(pool.limits.idle_timeout))
        {
            tokio::time::sleep(round).await;
            if !self.pool.upgrade().is_some_and(|pool| pool.sweep(self.runtime)) {
                // The sweep removed this reaper from the pool, and another may have started.
                self.pool = Weak::new();
            }
        }
    }
}

impl Drop for IdleReaper {
    // Runs when the runtime stops as well.
    fn drop(&mut self) {
        if let Some(pool) = self.pool.upgrade() {
            pool.forget(self.runtime);
        }
    }
}

/// Removes the reaper of a runtime, which has no idle connections left.
fn remove_reaper(reapers: &mut Reapers, runtime: Id) {
    if let Some(place) = reapers.iter().position(|(id, _)| *id == runtime) {
        reapers.remove(place);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
