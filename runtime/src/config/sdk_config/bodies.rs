//! Conversions between bodies and streams of the AWS SDK and those of this crate.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use super::http_client::body_from_sdk;
use super::http_client::body_to_sdk;
use crate::http::Body;
use crate::primitives::{ByteStream as OwnByteStream, IntoBody};

impl IntoBody for SdkBody {
    fn into_body(self) -> Body {
        body_from_sdk(self)
    }
}

impl From<SdkBody> for OwnByteStream {
    fn from(body: SdkBody) -> Self {
        Self::new(body)
    }
}

impl From<ByteStream> for OwnByteStream {
    fn from(stream: ByteStream) -> Self {
        Self::new(stream.into_inner())
    }
}

impl From<OwnByteStream> for ByteStream {
    fn from(stream: OwnByteStream) -> Self {
        Self::new(body_to_sdk(stream.into_inner()))
    }
}
