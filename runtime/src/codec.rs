//! Payload formats.

#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "form")]
pub mod form;
#[cfg(feature = "json")]
pub mod json;
#[cfg(any(feature = "cbor", feature = "json", feature = "xml"))]
mod stack;
#[cfg(feature = "rest")]
pub(crate) mod text;
#[cfg(feature = "xml")]
pub mod xml;

pub use crate::serde::{Codec, Read};
