//! The request of a call before and after it is prepared.

use super::Call;
use crate::box_error::BoxError;
#[cfg(feature = "http-checksum")]
use crate::client::checksum;
use crate::client::outcome::Failure;
use crate::client::prepared_request::PreparedRequest;
#[cfg(feature = "streaming")]
use crate::client::streaming;
use crate::client::{body, tree_hash};
use crate::endpoint::Params;
use crate::http::HttpRequest;

/// The request of a call: as it was serialized, then with everything that attempts share. Both take
/// the same place in the future of the call.
pub(super) enum Stage {
    Serialized(HttpRequest, Params),
    Prepared(PreparedRequest),
}

impl Call<'_> {
    /// Prepares the request, unless it is prepared.
    pub(super) async fn prepare<'s>(&mut self, stage: &'s mut Stage) -> Result<&'s mut PreparedRequest, Failure> {
        if let Stage::Serialized(request, params) = stage {
            self.interception.after_serialization(request)?;
            #[cfg(feature = "streaming")]
            streaming::check_length(self.operation, request)?;
            body::prepare(self.operation, &self.inner.config, request).map_err(BoxError::from)?;
            if self.operation.tree_hash {
                tree_hash::add(request)?;
            }
            #[cfg(feature = "http-checksum")]
            checksum::prepare(self.operation, &self.inner.config, request)?;
            self.progress.awaits_credentials = true;
            *stage = Stage::Prepared(self.inner.prepare_request(self.operation, request, params).await?);
            self.progress.awaits_credentials = false;
        }
        match stage {
            Stage::Prepared(prepared) => Ok(prepared),
            Stage::Serialized(..) => Err(BoxError::from("the request is not prepared").into()),
        }
    }
}
