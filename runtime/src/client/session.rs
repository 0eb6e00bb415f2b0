//! Sessions of buckets (the auth scheme `sigv4-s3express`): an operation of the service returns
//! credentials for one bucket, which are cached and refreshed before they expire.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::authorization::{Authorization, Signature};
use super::endpoint_cache::ResolvedEndpoint;
use super::interception::Interception;
use super::response;
use super::{Handle, Inner, Shared};
use crate::auth::{Credentials, CredentialsError, ProvideCredentials, SharedCredentialsProvider, future};
use crate::box_error::BoxError;
use crate::config::Config;
use crate::endpoint::{BUCKET, EndpointRequest};
use crate::operation::{Operation, Service};
use crate::primitives::DateTime;
use crate::schema::{Member, Schema};
use crate::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

/// The number of sessions that a client caches.
const MAX_SESSIONS: usize = 100;

/// The endpoint parameter that asks for an endpoint without sessions.
const WITHOUT_SESSION: &str = "DisableS3ExpressSessionAuth";

/// The sessions of a client, the most recently used at the end.
#[derive(Default)]
pub(super) struct SessionCache(Mutex<Vec<Session>>);

struct Session {
    bucket: String,
    /// The credentials that the session was created with.
    owner: Credentials,
    provider: SharedCredentialsProvider,
}

impl SessionCache {
    fn lock(&self) -> MutexGuard<'_, Vec<Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the provider of the credentials of a session.
    fn provider(
        &self,
        bucket: &str,
        owner: &Credentials,
        new: impl FnOnce() -> SharedCredentialsProvider,
    ) -> SharedCredentialsProvider {
        let mut sessions = self.lock();
        let is_same = |session: &Session| session.bucket == bucket && session.owner == *owner;
        let session = match sessions.iter().position(is_same) {
            Some(index) => sessions.remove(index),
            None => Session {
                bucket: bucket.to_owned(),
                owner: owner.clone(),
                provider: new(),
            },
        };
        let provider = session.provider.clone();
        let surplus = (sessions.len() + 1).saturating_sub(MAX_SESSIONS);
        sessions.drain(..surplus);
        sessions.push(session);
        provider
    }
}

impl Inner {
    /// Returns the authorization by the session that the endpoint wants, or as it is if it wants
    /// none.
    pub(super) async fn with_session(
        &self,
        authorization: Authorization,
        operation: &Operation,
        endpoint: &ResolvedEndpoint,
    ) -> Result<Authorization, BoxError> {
        let (Some(bucket), Some(create)) = (&endpoint.session_bucket, self.service.traits.create_session) else {
            return Ok(authorization);
        };
        let create = create();
        // A mock only has responses to the calls of the program.
        let is_mocked = !self.config.own_interceptors().is_empty();
        match authorization {
            Authorization::Signature(signature) if create.name != operation.name && !is_mocked => {
                let session = self.session(create, bucket, &signature.credentials);
                Ok(Authorization::Signature(Signature {
                    credentials: session.credentials(self.config.time()).await?,
                    scheme: signature.scheme,
                    session: Some(session),
                }))
            }
            other => Ok(other),
        }
    }

    fn session(&self, operation: &'static Operation, bucket: &str, owner: &Credentials) -> SharedCredentialsProvider {
        self.shared.sessions.provider(bucket, owner, || {
            SharedCredentialsProvider::new(SessionProvider {
                service: self.service,
                operation,
                config: self.config.to_builder().credentials_provider(owner.clone()).build(),
                shared: Arc::downgrade(&self.shared),
                bucket: bucket.to_owned(),
            })
        })
    }
}

/// Creates the sessions of a bucket.
struct SessionProvider {
    service: &'static Service,
    operation: &'static Operation,
    config: Config,
    /// Not an `Arc`: the state holds this provider.
    shared: Weak<Shared>,
    bucket: String,
}

impl SessionProvider {
    async fn create(&self) -> Result<Credentials, BoxError> {
        let shared = self.shared.upgrade().unwrap_or_default();
        let handle = Handle::with_shared(self.service, self.config.clone(), None, shared);
        let input = CreateSessionInput { bucket: &self.bucket };
        let params = |request: &mut EndpointRequest<'_>| {
            request.set_string(BUCKET, &*self.bucket);
            request.set_boolean(WITHOUT_SESSION, true);
        };
        let interception = Interception::new(self.operation, &self.config, Vec::new());
        let outcome = handle
            .start(self.operation, Ok(()), &input, &params, interception)
            .await;
        let mut output = CreateSessionOutput::default();
        let read = &mut |reader: &mut dyn ShapeDeserializer| CreateSessionOutput::read_into(&mut output, reader);
        response::output(self.operation, outcome.result, read).map_err(|error| error.into_box_error())?;
        output.credentials.and_then(SessionKeys::credentials).ok_or_else(|| {
            let name = self.operation.name;
            format!("the response to {name} lacks keys, a token, or the time of their expiry").into()
        })
    }
}

impl ProvideCredentials for SessionProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            self.create().await.map_err(|error| {
                let (operation, bucket) = (self.operation.name, &self.bucket);
                CredentialsError::provider_error(format!(
                    "{operation} for the bucket {bucket:?}: {}",
                    crate::box_error::Chain(error.as_ref())
                ))
            })
        })
    }
}

impl fmt::Debug for SessionProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionProvider").field("bucket", &self.bucket).finish()
    }
}

static INPUT: Schema = Schema::new("smithy.client#CreateSessionInput", "Bucket label;");
static OUTPUT: Schema = Schema::new("smithy.client#CreateSessionOutput", "Credentials;");
static KEYS: Schema = Schema::new(
    "smithy.client#SessionKeys",
    "AccessKeyId;SecretAccessKey sensitive;SessionToken sensitive;Expiration;",
);

/// The part of the input that all sessions need.
struct CreateSessionInput<'a> {
    bucket: &'a str,
}

impl SerializeShape for CreateSessionInput<'_> {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(member, &INPUT, &[&self.bucket.to_owned()]);
    }
}

#[derive(Default)]
struct CreateSessionOutput {
    credentials: Option<SessionKeys>,
}

#[derive(Default)]
struct SessionKeys {
    access_key_id: Option<String>,
    secret_access_key: Option<String>,
    session_token: Option<String>,
    expiration: Option<DateTime>,
}

impl SessionKeys {
    fn credentials(self) -> Option<Credentials> {
        let expiry = self.expiration?.try_into().ok();
        Some(Credentials::new(
            self.access_key_id?,
            self.secret_access_key?,
            Some(self.session_token?),
            Some(expiry?),
            "Session",
        ))
    }
}

impl ErrorCorrection for CreateSessionOutput {
    fn corrected() -> Self {
        Self::default()
    }
}

impl ErrorCorrection for SessionKeys {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for CreateSessionOutput {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(&OUTPUT, &mut [&mut slot.credentials])
    }
}

impl DeserializeShape for SessionKeys {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(
            &KEYS,
            &mut [
                &mut slot.access_key_id,
                &mut slot.secret_access_key,
                &mut slot.session_token,
                &mut slot.expiration,
            ],
        )
    }
}
