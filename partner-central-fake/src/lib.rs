//! AWS Partner Central Selling in memory: a service to test clients against.
//!
//! A [`Fake`] serves all 45 operations over HTTP on loopback. It validates requests against the
//! constraints of the model and the rules between members, verifies signatures, and stores the
//! resources that clients create. Tests control the events that depend on AWS or on time: reviews,
//! tasks, the clock, faults.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use partner_central_fake::{Fake, Fault};
//!
//! let fake = Fake::start().await?;
//! fake.fail_next(Fault::Reset);
//! println!("export AWS_ENDPOINT_URL={}", fake.url());
//! # Ok(())
//! # }
//! ```
//!
//! The behaviour comes from the model, the API reference and the developer guide of AWS Partner
//! Central; tables and functions name their source. Where the behaviour of the real service is not
//! documented, a comment says so: "not documented; chosen: ...".

mod arn;
mod builder;
mod call;
mod error;
mod fake;
mod faults;
pub mod http;
mod idempotency;
mod json;
mod lock;
mod model;
mod operations;
mod query;
mod review;
mod rules;
pub mod sample;
mod service;
pub mod signature;
mod store;
mod tasks;
mod throttling;
mod time;
mod validation;

pub use self::builder::Builder;
pub use self::error::ServiceError;
pub use self::fake::Fake;
pub use self::faults::Fault;
pub use self::review::ReviewStatus;
pub use self::rules::describe as rules;
pub use self::store::{ACCOUNT, AWS_ACCOUNT, COMPANY};
pub use self::tasks::{TaskFailure, TaskKind, TaskPolicy};
pub use self::time::Clock;

/// Returns the names of all operations of the service.
pub fn operations() -> Vec<&'static str> {
    let operations = model::Model::get().operations();
    operations.map(|operation| &*operation.name).collect()
}
