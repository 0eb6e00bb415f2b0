//! A guide per flow. Each program is complete, and is run against
//! [`partner-central-fake`](https://docs.rs/partner-central-fake) when this crate is tested.
//!
//! The programs share these lines. With your own credentials, `Client::from_env().await?` is
//! sufficient.
//!
//! ```
//! use partner_central_fake::Fake;
//! use partner_central_fake::signature::{REGION, TEMPORARY};
//! use partnercentral_selling::config::{Credentials, Region};
//! use partnercentral_selling::{Client, Config};
//!
//! fn client(fake: &Fake) -> Client {
//!     let token = TEMPORARY.session_token.map(str::to_owned);
//!     let keys = Credentials::new(TEMPORARY.access_key_id, TEMPORARY.secret_access_key, token, None, "fake");
//!     let config = Config::builder()
//!         .region(Region::new(REGION))
//!         .credentials_provider(keys)
//!         .endpoint_url(fake.url());
//!     Client::from_conf(config.build())
//! }
//! ```

#[doc = include_str!("../guides/submit.md")]
pub mod submit {}

#[doc = include_str!("../guides/invitations.md")]
pub mod invitations {}

#[doc = include_str!("../guides/leads.md")]
pub mod leads {}

#[doc = include_str!("../guides/synchronize.md")]
pub mod synchronize {}

#[doc = include_str!("../guides/events.md")]
pub mod events {}

#[doc = include_str!("../guides/errors.md")]
pub mod errors {}

#[doc = include_str!("../guides/from_python.md")]
pub mod from_python {}
