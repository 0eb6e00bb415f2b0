//! The state that calls share.

#[cfg(feature = "http-digest-auth")]
use super::digest::DigestSessions;
#[cfg(feature = "endpoint-discovery")]
use super::discovery::DiscoveredEndpoints;
use super::retry::{ClientRateLimiter, TokenBucket};
#[cfg(feature = "s3-express")]
use super::session::SessionCache;
use crate::auth::sigv4::Signer;
use crate::time::ServiceClockSkew;

/// The state that all calls of a client share, including calls with overridden settings.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) signer: Signer,
    pub(super) retry_tokens: TokenBucket,
    pub(super) rate_limiter: ClientRateLimiter,
    pub(super) clock_skew: ServiceClockSkew,
    #[cfg(feature = "http-digest-auth")]
    pub(super) digest_sessions: DigestSessions,
    #[cfg(feature = "endpoint-discovery")]
    pub(super) discovered_endpoints: DiscoveredEndpoints,
    #[cfg(feature = "s3-express")]
    pub(super) sessions: SessionCache,
}
