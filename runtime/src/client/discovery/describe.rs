//! The operation that returns endpoints, by the names of its members.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use super::super::endpoint_cache::ResolvedEndpoint;
use super::super::interception::Interception;
use super::super::response;
use super::super::{Handle, Inner, Shared};
use super::{Discovered, DiscoveryError, Identified, Key, at_address};
use crate::box_error::BoxError;
use crate::config::Config;
use crate::endpoint::EndpointRequest;
use crate::operation::{EndpointDiscovery, Service};
use crate::schema::{Member, Schema};
use crate::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

/// The longest time for which an endpoint is cached: a year, so that times do not overflow.
const MAX_MINUTES: i64 = 365 * 24 * 60;

/// Calls the operation that returns endpoints.
pub(in crate::client) struct Discoverer {
    service: &'static Service,
    facts: &'static EndpointDiscovery,
    config: Config,
    /// Not an `Arc`: the state holds this provider.
    shared: Weak<Shared>,
    base: Arc<ResolvedEndpoint>,
    identified: Option<Identified>,
}

impl Discoverer {
    pub(super) fn new(inner: &Inner, facts: &'static EndpointDiscovery, key: &Key) -> Self {
        Self {
            service: inner.service,
            facts,
            config: inner.config.clone(),
            shared: Arc::downgrade(&inner.shared),
            base: Arc::clone(&key.base),
            identified: key.identified.clone(),
        }
    }

    pub(super) async fn discover(&self) -> Result<Discovered, DiscoveryError> {
        self.describe().await.map_err(|source| DiscoveryError {
            operation: (self.facts.operation)().name,
            source: source.into(),
        })
    }

    async fn describe(&self) -> Result<Discovered, BoxError> {
        let operation = (self.facts.operation)();
        let shared = self.shared.upgrade().unwrap_or_default();
        let handle = Handle::with_shared(self.service, self.config.clone(), None, shared);
        let interception = Interception::new(operation, &self.config, Vec::new());
        let input = Input::new(self.identified.as_ref());
        let outcome = handle
            .start(
                operation,
                Ok(()),
                &input,
                &|_: &mut EndpointRequest<'_>| {},
                interception,
            )
            .await;
        let mut output = Output::default();
        let read = &mut |reader: &mut dyn ShapeDeserializer| Output::read_into(&mut output, reader);
        response::output(operation, outcome.result, read).map_err(|error| error.into_box_error())?;
        let first = output.endpoints.unwrap_or_default().into_iter().next();
        let Some((address, minutes)) = first.and_then(Address::parts) else {
            return Err("the response has no endpoint with an address".into());
        };
        let endpoint = at_address(&self.base, &address)?;
        let minutes = minutes.clamp(0, MAX_MINUTES).unsigned_abs();
        Ok(Discovered {
            endpoint: Arc::new(endpoint),
            expiry: self.config.now() + Duration::from_secs(minutes * 60),
        })
    }
}

impl fmt::Debug for Discoverer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Discoverer")
            .field("service", &self.service.sdk_id)
            .finish_non_exhaustive()
    }
}

static EMPTY: Schema = Schema::new("smithy.client#DiscoverEndpointsInput", "");
static INPUT: Schema = Schema::new("smithy.client#DiscoverEndpointsInput", "Operation;Identifiers;");
static OUTPUT: Schema = Schema::new("smithy.client#DiscoverEndpointsOutput", "Endpoints;");
static ADDRESS: Schema = Schema::new("smithy.client#Endpoint", "Address;CachePeriodInMinutes;");

/// The members that the input may have; both or none are sent.
struct Input(Option<(String, HashMap<String, String>)>);

impl Input {
    fn new(identified: Option<&Identified>) -> Self {
        Self(identified.map(|identified| {
            let identifiers = identified.identifiers.iter();
            let identifiers = identifiers.map(|(name, value)| ((*name).to_owned(), value.clone()));
            (identified.operation.to_owned(), identifiers.collect())
        }))
    }
}

impl SerializeShape for Input {
    fn write(&self, member: &'static Member, serializer: &mut dyn ShapeSerializer) {
        match &self.0 {
            Some((operation, identifiers)) => serializer.structure(member, &INPUT, &[operation, identifiers]),
            None => serializer.structure(member, &EMPTY, &[]),
        }
    }
}

#[derive(Default)]
struct Output {
    endpoints: Option<Vec<Address>>,
}

#[derive(Default)]
struct Address {
    address: Option<String>,
    cache_period_in_minutes: Option<i64>,
}

impl Address {
    fn parts(self) -> Option<(String, i64)> {
        let address = self.address.filter(|address| !address.is_empty())?;
        Some((address, self.cache_period_in_minutes.unwrap_or_default()))
    }
}

impl ErrorCorrection for Output {
    fn corrected() -> Self {
        Self::default()
    }
}

impl ErrorCorrection for Address {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for Output {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(&OUTPUT, &mut [&mut slot.endpoints])
    }
}

impl DeserializeShape for Address {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(&ADDRESS, &mut [&mut slot.address, &mut slot.cache_period_in_minutes])
    }
}
