//! Events of mocks.

use smithy_client_runtime::error::{ConnectorError, SdkError};
use smithy_client_runtime::event_stream::{EventReceiver, MessageDecoder};
use smithy_client_runtime::test_util::Mock;

use super::super::service::{Event, Input, Output, recv, talk};
use super::{event, said};
use crate::mini;

#[tokio::test]
async fn events_are_mocked_and_recorded() {
    let mock = Mock::new();
    mock.on(mini::operation::<Input<false>>()).returns_with(|| {
        let broken = ConnectorError::io("the connection is closed".into());
        Output {
            topic: Some("rain".to_owned()),
            events: EventReceiver::from_results([Ok(Event::Ended), Err(SdkError::dispatch_failure(broken))]),
        }
    });
    let client = smithy_client_runtime::Handle::new(
        <Input<false> as smithy_client_runtime::operation::OperationInput>::OPERATION.service,
        mock.config_builder().endpoint_url("https://example.com").build(),
    );
    let mut output = talk::<false>(&client, vec![Ok(said("hello"))]).await.unwrap();
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
    let error = recv(&mut output.events).await.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)));
    assert_eq!(recv(&mut output.events).await.unwrap(), None);
    let calls = mock.calls();
    let mut decoder = MessageDecoder::default();
    decoder.push(bytes::Bytes::copy_from_slice(calls[0].request.body().bytes().unwrap()));
    let signed = decoder.next_message().unwrap().unwrap();
    decoder = MessageDecoder::default();
    decoder.push(signed.payload().clone());
    assert_eq!(
        decoder.next_message().unwrap(),
        Some(event("said", r#"{"text":"hello"}"#))
    );
}
