//! The cases of streams, in both directions.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use smithy_client_runtime::error::SdkError;
use smithy_client_runtime::primitives::Blob;
use smithy_codegen::conformance::ir::{Event, EventEnd, EventTest};
use smithy_codegen::ir::value::{self, StructureValue};

use super::{CaseClient, exchange, response, same, wait};
use crate::dynamic::call::Call;
use crate::dynamic::sample::of_event;
use crate::dynamic::shapes::Structure;
use crate::dynamic::value::{Receiver, Stream, Value, events_of};

impl CaseClient {
    /// Has the client send and receive the events of a case, and returns its request.
    ///
    /// # Errors
    /// The client sends nothing, or reads another output, other events or another error; the text
    /// has a line per difference.
    pub fn events(&self, case: &EventTest) -> Result<http::Request<Bytes>, String> {
        let call = self.call(&case.method)?;
        let mut reply = response(&case.reply)?;
        if !case.received_bytes.is_empty() {
            let messages = case.received_bytes.iter().map(|message| STANDARD.decode(message));
            let messages: Result<Vec<_>, _> = messages.collect();
            *reply.body_mut() = messages.map_err(|error| error.to_string())?.concat().into();
        }
        let (sent, result) = exchange(call, self.sent(call, case)?, reply);
        let output = result.and_then(|output| output.value.ok_or_else(|| "there is no output".to_owned()));
        match (&case.end, output) {
            (EventEnd::Any, _) | (EventEnd::Failure, Err(_)) => {}
            (EventEnd::Output(expected, events), Ok(actual)) => {
                let (rest, received) = apart(actual)?;
                if let Some(expected) = expected {
                    same(&rest, &self.value(call.output, expected)?)?;
                }
                self.received(call, received, events)?;
            }
            (EventEnd::Error(_, expected), Ok(actual)) => {
                let (_, mut received) = apart(actual)?;
                let Err(SdkError::ServiceError(error)) = wait(received.recv()) else {
                    return Err("there is no exception".to_owned());
                };
                exception(self, error.err().value.as_ref(), expected.as_ref())?;
            }
            (EventEnd::Failure, Ok(actual)) => {
                let (_, mut received) = apart(actual)?;
                wait(received.recv()).err().ok_or("the stream does not fail")?;
            }
            (_, Err(error)) => return Err(error),
        }
        sent.ok_or_else(|| "nothing was sent".to_owned())
    }

    /// Returns the input of a case with the events that it sends.
    fn sent(&self, call: Call, case: &EventTest) -> Result<Value, String> {
        let mut input = self.value(call.input, &case.input)?;
        let events = case.sent.iter().map(|event| match event {
            Event::Event(event) => self.event(call.input, event),
            Event::Exception(..) => Err("exceptions are not sent".to_owned()),
        });
        let events = events.collect::<Result<Vec<_>, _>>()?;
        if let (Value::Structure(structure, values), Some(name)) = (&mut input, &case.sent_field) {
            let mut fields = structure.fields().iter().zip(values);
            if let Some((_, value)) = fields.find(|(field, _)| field.name == *name) {
                *value = Some(Value::Stream(Stream::of_events(events)));
            }
        }
        Ok(input)
    }

    /// Reads events to their end, and compares them with the expected ones.
    fn received(&self, call: Call, mut received: Receiver, expected: &[value::Value]) -> Result<(), String> {
        let mut next = || wait(received.recv()).map_err(|error| error.to_string());
        for expected in expected {
            let actual = next()?.and_then(|event| event.0).ok_or("an event is missing")?;
            same(&actual, &self.event(call.output, expected)?)?;
        }
        match next()? {
            Some(_) => Err("there are more events than expected".to_owned()),
            None => Ok(()),
        }
    }

    /// Returns an event of the stream of an input or output.
    fn event(&self, of: &'static Structure, given: &value::Value) -> Result<Value, String> {
        let union = events_of(self.shapes, of);
        let event = union.and_then(|union| of_event(self.shapes, union, given));
        event.ok_or_else(|| "the case has an event that cannot be made".to_owned())
    }
}

/// Compares an exception with the expected one.
fn exception(client: &CaseClient, actual: Option<&Value>, expected: Option<&StructureValue>) -> Result<(), String> {
    let actual = actual.ok_or("the exception is not one of the model")?;
    match (actual, expected) {
        (Value::Structure(structure, _), Some(expected)) => same(actual, &client.value(structure, expected)?),
        _ => Ok(()),
    }
}

/// Takes the events out of an output.
fn apart(mut output: Value) -> Result<(Value, Receiver), String> {
    if let Value::Structure(_, values) = &mut output {
        for value in values {
            if let Some(Value::Stream(Stream::Received(_))) = value
                && let Some(Value::Stream(Stream::Received(events))) = value.take()
            {
                let events = Arc::try_unwrap(events).map_err(|_| "the events have two readers")?;
                return Ok((output, events));
            }
        }
    }
    Err("the output has no events".to_owned())
}

/// Returns an output with its stream as a blob.
pub(super) fn collected(mut output: Value) -> Result<Value, String> {
    if let Value::Structure(_, values) = &mut output {
        for value in values {
            if let Some(Value::Stream(Stream::Blob(_))) = value
                && let Some(Value::Stream(Stream::Blob(stream))) = value.take()
            {
                let stream = Arc::try_unwrap(stream).map_err(|_| "the stream has two readers")?;
                let bytes = wait(stream.collect()).map_err(|error| error.to_string())?;
                *value = Some(Value::Blob(Blob::new(bytes.to_vec())));
            }
        }
    }
    Ok(output)
}
