//! Signed events: each message is the payload of another one, which has the time and the signature.
//!
//! <https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html>

use std::time::{Duration, SystemTime};

use bytes::Bytes;

use crate::auth::sigv4::StreamSigner;
use crate::body::BodyMapper;
use crate::box_error::BoxError;
use crate::event_stream::{Header, Message, write_headers, write_message};
use crate::primitives::DateTime;

/// The payload of a request whose events are signed.
pub(super) const PAYLOAD: &str = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

/// Signs the messages of a body, one per piece. An empty message ends it.
pub(super) struct EventSigner<C> {
    signer: StreamSigner,
    clock: C,
}

impl<C: Fn() -> SystemTime + Send> EventSigner<C> {
    /// Returns a signer of the events after a request, with the time at the service.
    pub(super) fn new(signer: StreamSigner, clock: C) -> Self {
        Self { signer, clock }
    }

    fn sign(&mut self, payload: Bytes) -> Result<Bytes, BoxError> {
        // The header and the signature have whole seconds.
        let since = (self.clock)()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(since.as_secs());
        let date = Header::new(":date", DateTime::from(time));
        let headers = write_headers(std::slice::from_ref(&date))?;
        let signature = self.signer.event(time, &headers, &payload)?;
        let signature = Header::new(":chunk-signature", Bytes::copy_from_slice(&signature));
        let message = Message::new_from_parts(vec![date, signature], payload);
        Ok(write_message(&message)?)
    }
}

impl<C: Fn() -> SystemTime + Send> BodyMapper for EventSigner<C> {
    fn map(&mut self, data: Bytes) -> Result<Bytes, BoxError> {
        self.sign(data)
    }

    fn finish(&mut self) -> Result<Option<Bytes>, BoxError> {
        self.sign(Bytes::new()).map(Some)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

    use aws_sigv4::event_stream::{sign_empty_message, sign_message};
    use aws_sigv4::sign::v4::SigningParams;
    use aws_smithy_eventstream::frame::{DecodedFrame, MessageFrameDecoder};
    use http::Request;

    use super::*;
    use crate::auth::Credentials;
    use crate::auth::sigv4::{CredentialScope, Payload, Signer};

    /// Returns the signature of the request and a signer of its events.
    fn signed(time: SystemTime) -> (String, StreamSigner) {
        let credentials = Credentials::new("AKID", "SECRET", None, None, "test");
        let scope = CredentialScope::new("us-east-1", "transcribe");
        let request = Request::post("https://example.com/talk").body(()).unwrap();
        let mut parts = request.into_parts().0;
        let signature = Signer::default().sign(&mut parts, Payload::Streaming(PAYLOAD), &credentials, &scope, time);
        let authorization = parts.headers["authorization"].to_str().unwrap();
        let digits = authorization.rsplit('=').next().unwrap().to_owned();
        let signer = Signer::stream_signer(&credentials, &scope, time, signature.unwrap()).unwrap();
        (digits, signer)
    }

    #[test]
    fn events_are_signed_as_the_official_crate_signs_them() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_999);
        let (mut previous, signer) = signed(time);
        let mut ours = EventSigner::new(signer, move || time);
        let identity = aws_credential_types::Credentials::new("AKID", "SECRET", None, None, "test").into();
        let params = SigningParams::builder()
            .identity(&identity)
            .region("us-east-1")
            .name("transcribe")
            .time(time)
            .settings(())
            .build()
            .unwrap();
        let check = |ours: Bytes, theirs: aws_smithy_types::event_stream::Message| {
            let mut decoder = MessageFrameDecoder::new();
            let DecodedFrame::Complete(ours) = decoder.decode_frame(ours).unwrap() else {
                panic!("the message is incomplete")
            };
            assert_eq!(ours.payload(), theirs.payload());
            for header in theirs.headers() {
                assert!(ours.headers().contains(header), "{header:?} is missing");
            }
        };
        for text in ["one", "two"] {
            let message = Message::new(text).add_header(Header::new(":event-type", "said"));
            let their_message = aws_smithy_types::event_stream::Message::new(text.as_bytes()).add_header(
                aws_smithy_types::event_stream::Header::new(
                    ":event-type",
                    aws_smithy_types::event_stream::HeaderValue::String("said".into()),
                ),
            );
            let (theirs, signature) = sign_message(&their_message, &previous, &params).unwrap().into_parts();
            previous = signature;
            check(ours.map(write_message(&message).unwrap()).unwrap(), theirs);
        }
        let (theirs, _) = sign_empty_message(&previous, &params).unwrap().into_parts();
        check(ours.finish().unwrap().unwrap(), theirs);
    }
}
