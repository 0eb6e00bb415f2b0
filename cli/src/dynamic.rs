//! Dynamic clients: shapes and operations of a model as values of the runtime's types, so that any
//! operation can be called without generated code.

mod call;
mod cases;
mod context;
mod endpoint;
mod endpoint_tests;
mod json;
mod operation;
mod same;
mod sample;
mod shapes;
mod value;

pub(crate) use self::call::Call;
pub use self::cases::CaseClient;
pub(crate) use self::endpoint::set_rules;
pub use self::endpoint_tests::{EndpointTests, endpoint_tests};
pub(crate) use self::json::{base64, event_from_json, from_json, to_json};
pub(crate) use self::operation::{Input, enable_discovery, set_endpoint_prefix};
pub(crate) use self::sample::{of_example, sample};
pub(crate) use self::shapes::Shapes;
pub(crate) use self::value::{CallError, Stream, Value, events_of};
