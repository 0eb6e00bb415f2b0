//! Events and errors that are received.

use smithy_client_runtime::error::{ErrorMetadata, ProvideErrorMetadata, SdkError};
use smithy_client_runtime::event_stream::{EventReceiver, Header, Message, RawMessage};
use smithy_client_runtime::operation::ServiceError;

use super::super::service::{Event, Said, answering, bytes, message, recv, talk};
use super::{event, said, sent};
use crate::mini::Error;

#[tokio::test]
async fn events_are_received() {
    let unknown = event("whispered", "{}").add_header(Header::new("volume", 1_i32));
    let body = bytes(&[
        event("said", r#"{"text":"hello"}"#).add_header(Header::new("loudness", 11_i8)),
        unknown.clone(),
        event("ended", ""),
    ]);
    let client = answering(false, body);
    let mut output = talk::<false>(&client, Vec::new()).await.unwrap();
    let loud = Event::Said(Said {
        loudness: Some(11),
        secret: None,
        text: Some("hello".to_owned()),
    });
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(loud));
    let Some(Event::Unknown(kept)) = recv(&mut output.events).await.unwrap() else {
        panic!("the event is known")
    };
    assert_eq!(
        (kept.tag(), Message::of_unknown(&kept)),
        ("whispered", Some(unknown.clone()))
    );
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
    assert_eq!(recv(&mut output.events).await.unwrap(), None);
    assert_eq!(recv(&mut output.events).await.unwrap(), None);

    // The event is sent as it was received.
    let (_, messages) = sent::<false>(vec![Ok(Event::Unknown(kept))]).await;
    assert_eq!(messages, [unknown]);
}

#[tokio::test]
async fn the_initial_response_has_the_members_beside_the_stream() {
    let initial = event("initial-response", r#"{"Topic":"rain"}"#);
    let body = bytes(&[initial.clone(), event("ended", "")]);
    let mut output = talk::<true>(&answering(true, body.clone()), Vec::new()).await.unwrap();
    assert_eq!(output.topic.as_deref(), Some("rain"));
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));

    // Nothing waits for it where nothing needs it, and it is not an event.
    let mut output = talk::<false>(&answering(false, body.clone()), Vec::new())
        .await
        .unwrap();
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
    let mut output = talk::<false>(&answering(false, body), Vec::new()).await.unwrap();
    assert_eq!(output.events.try_recv_initial_response().await.unwrap(), Some(initial));
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));

    let body = bytes(&[event("ended", "")]);
    let mut output = talk::<false>(&answering(false, body.clone()), Vec::new())
        .await
        .unwrap();
    assert_eq!(output.events.try_recv_initial_response().await.unwrap(), None);
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
    let error = talk::<true>(&answering(true, body), Vec::new()).await.unwrap_err();
    assert!(
        error.to_string().contains("the response has no initial message"),
        "{error}"
    );
}

#[tokio::test]
async fn errors_in_the_stream() {
    let text = r#"{"Message":"no","Reason":"invalid"}"#;
    let error = Message::default()
        .add_header(Header::new(":message-type", "error"))
        .add_header(Header::new(":error-code", "internal"))
        .add_header(Header::new(":error-message", "it broke"));
    let body = bytes(&[
        message("exception", "invalid", text),
        message("exception", "ValidationException", text),
        message("exception", "unmodelled", text),
        error,
        event("ended", ""),
    ]);
    let mut output = talk::<false>(&answering(false, body), Vec::new()).await.unwrap();
    for (code, text) in [
        ("ValidationException", "no"),
        ("ValidationException", "no"),
        ("unmodelled", "no"),
        ("internal", "it broke"),
    ] {
        let error = recv(&mut output.events).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some(code), Some(text)));
        assert!(matches!(error.raw_response(), Some(RawMessage::Decoded(_))));
        match (code, error.as_service_error()) {
            ("ValidationException", Some(Error::ValidationException(exception))) => {
                assert_eq!(exception.reason, "invalid");
            }
            (_, Some(Error::Unhandled(_))) => {}
            (_, other) => panic!("{other:?}"),
        }
    }
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
}

#[tokio::test]
async fn an_exception_that_cannot_be_read_keeps_its_code() {
    let body = bytes(&[message("exception", "invalid", "<no JSON>"), event("ended", "")]);
    let mut output = talk::<false>(&answering(false, body), Vec::new()).await.unwrap();
    let error = recv(&mut output.events).await.unwrap_err();
    assert_eq!(error.code(), Some("ValidationException"));
    assert!(
        matches!(error.as_service_error(), Some(Error::Unhandled(_))),
        "{error:?}"
    );
    assert_eq!(recv(&mut output.events).await.unwrap(), Some(Event::Ended));
}

#[tokio::test]
async fn receivers_for_tests() {
    let unhandled = Error::unhandled(ErrorMetadata::builder().code("Busy").build());
    let mut events = EventReceiver::from_events([Ok(said("a")), Err(unhandled)]);
    assert_eq!(recv(&mut events).await.unwrap(), Some(said("a")));
    let error = recv(&mut events).await.unwrap_err();
    assert!(matches!(error, SdkError::ServiceError(_)) && error.code() == Some("Busy"));
    assert_eq!(recv(&mut events).await.unwrap(), None);
}
