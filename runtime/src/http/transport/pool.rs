//! Connections that wait for the next request: who may use one, how long they wait, who clears them away.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use http::Uri;
use tokio::runtime::{Handle, Id};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;

use super::connection::Connection;
use super::target::{Origin, Target};
use crate::http::ProxyConfig;

/// How often waiting connections are looked at, at least: what the other side closes does not stay half open.
const ROUND: Duration = Duration::from_secs(5);

/// From so many servers on, those without a connection are forgotten.
const MANY: usize = 32;

/// The limits of a pool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Connections to one server at a time.
    pub(super) connections: usize,
    /// Connections to one server that wait.
    pub(super) idle: usize,
    /// How long one waits.
    pub(super) idle_timeout: Duration,
}

/// The connections of a client.
pub(super) struct Pool {
    limits: Limits,
    lanes: Mutex<Vec<Arc<Lane>>>,
    /// The tasks that clear away, one in each runtime that has waiting connections.
    keepers: Mutex<Keepers>,
}

type Keepers = Vec<(Id, Option<AbortHandle>)>;

/// The connections to one server.
pub(super) struct Lane {
    pub(super) target: Target,
    permits: Arc<Semaphore>,
    /// The one that was used last is at the end.
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: Connection,
    since: Instant,
    /// A socket belongs to the runtime that opened it; nothing moves it once that one stands still.
    runtime: Id,
}

impl Pool {
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            lanes: Mutex::default(),
            keepers: Mutex::default(),
        })
    }

    /// The lane to a server.
    pub(super) fn lane(&self, uri: &Uri, proxies: &ProxyConfig) -> Result<Arc<Lane>, String> {
        let origin = Origin::of(uri)?;
        let mut lanes = lock(&self.lanes);
        if let Some(lane) = lanes.iter().find(|lane| origin.leads_to(&lane.target)) {
            return Ok(Arc::clone(lane));
        }
        if lanes.len() >= MANY {
            lanes.retain(|lane| Arc::strong_count(lane) > 1 || !lock(&lane.idle).is_empty());
        }
        let lane = Arc::new(Lane {
            target: origin.target(proxies)?,
            permits: Arc::new(Semaphore::new(self.limits.connections.clamp(1, Semaphore::MAX_PERMITS))),
            idle: Mutex::default(),
        });
        lanes.push(Arc::clone(&lane));
        Ok(lane)
    }

    /// The waiting connection to a server that was used last and is still open.
    pub(super) fn take(&self, lane: &Lane, runtime: Id) -> Option<Connection> {
        loop {
            let mut found = {
                let mut idle = lock(&lane.idle);
                let place = idle.iter().rposition(|idle| idle.runtime == runtime)?;
                idle.remove(place)
            };
            if found.since.elapsed() < self.limits.idle_timeout && found.connection.still_open() {
                return Some(found.connection);
            }
        }
    }

    /// Keeps a connection for the next request.
    pub(super) fn put(self: &Arc<Self>, lane: &Lane, connection: Connection, runtime: &Handle) {
        if self.limits.idle == 0 || self.limits.idle_timeout.is_zero() || !connection.is_ready() {
            return;
        }
        let added = Idle {
            connection,
            since: Instant::now(),
            runtime: runtime.id(),
        };
        let evicted = {
            let mut idle = lock(&lane.idle);
            idle.push(added);
            (idle.len() > self.limits.idle).then(|| idle.remove(0))
        };
        drop(evicted);
        self.look_after(runtime);
    }

    fn look_after(self: &Arc<Self>, runtime: &Handle) {
        let id = runtime.id();
        {
            let mut keepers = lock(&self.keepers);
            if keepers.iter().any(|(of, _)| *of == id) {
                return;
            }
            keepers.push((id, None));
        }
        let keeper = Keeper {
            pool: Arc::downgrade(self),
            runtime: id,
        };
        // Without the lock: a runtime that is ending drops the keeper at once, which takes it.
        let handle = runtime.spawn(keeper.run()).abort_handle();
        if let Some((_, place)) = lock(&self.keepers).iter_mut().find(|(of, _)| *of == id) {
            *place = Some(handle);
        }
    }

    /// Closes what has waited for too long or was closed by the other side; whether there is anything left.
    fn sweep(&self, runtime: Id) -> bool {
        // Held to the end: who adds a connection now finds the keeper gone, or the keeper finds the connection.
        let mut keepers = lock(&self.keepers);
        let mut left = false;
        for lane in lock(&self.lanes).iter() {
            lane.retain(runtime, &mut |idle| {
                let keep = idle.since.elapsed() < self.limits.idle_timeout && idle.connection.still_open();
                left |= keep;
                keep
            });
        }
        if !left {
            sign_off(&mut keepers, runtime);
        }
        left
    }

    /// Closes the connections of a runtime that is no more.
    fn forget(&self, runtime: Id) {
        sign_off(&mut lock(&self.keepers), runtime);
        for lane in lock(&self.lanes).iter() {
            lane.retain(runtime, &mut |_| false);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let keepers = std::mem::take(&mut *lock(&self.keepers));
        for keeper in keepers.into_iter().filter_map(|(_, keeper)| keeper) {
            keeper.abort();
        }
    }
}

impl Lane {
    /// The right to use one connection; waits in line for it.
    pub(super) async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        // The semaphore is never closed.
        Arc::clone(&self.permits).acquire_owned().await.ok()
    }

    /// Closes those of a runtime's connections that need not be kept.
    fn retain(&self, runtime: Id, keep: &mut dyn FnMut(&mut Idle) -> bool) {
        lock(&self.idle).retain_mut(|idle| idle.runtime != runtime || keep(idle));
    }
}

/// Looks after the waiting connections of one runtime.
struct Keeper {
    pool: Weak<Pool>,
    runtime: Id,
}

impl Keeper {
    async fn run(mut self) {
        while let Some(round) = self.pool.upgrade().map(|pool| ROUND.min(pool.limits.idle_timeout)) {
            tokio::time::sleep(round).await;
            if !self.pool.upgrade().is_some_and(|pool| pool.sweep(self.runtime)) {
                // Signed off by now; another may have taken over.
                self.pool = Weak::new();
            }
        }
    }
}

impl Drop for Keeper {
    // Also when the runtime ends.
    fn drop(&mut self) {
        if let Some(pool) = self.pool.upgrade() {
            pool.forget(self.runtime);
        }
    }
}

/// The runtime has nothing more to look after.
fn sign_off(keepers: &mut Keepers, runtime: Id) {
    if let Some(place) = keepers.iter().position(|(id, _)| *id == runtime) {
        keepers.remove(place);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
