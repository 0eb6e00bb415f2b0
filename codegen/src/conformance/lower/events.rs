//! The cases of event streams.

use crate::conformance::ir::{Event, EventEnd, EventTest, Reply};
use crate::ir::value::{StructurePath, StructureValue, Value};
use crate::ir::{self, Field, Operation, Type};
use crate::lower::by_name::by_name;
use crate::lower::value::MissingMembers;
use crate::model::node::Node;

use super::{ApplicableCase, Cases, text};

/// The events of one direction: their values, and the messages in base64.
#[derive(Default)]
struct EventDirection {
    events: Vec<Event>,
    bytes: Vec<String>,
}

impl Cases<'_, '_> {
    pub(super) fn event_test(&mut self, operation: &Operation, case: ApplicableCase<'_>) -> Option<EventTest> {
        let node = case.node;
        let sent_field = stream_of(&operation.input);
        let received_field = stream_of(&operation.output);
        let sent = self.direction(&case, "request", sent_field)?;
        let received = self.direction(&case, "response", received_field)?;
        let part = |node| ApplicableCase {
            id: case.id.clone(),
            test: case.test.clone(),
            node,
            shape: case.shape.clone(),
        };
        let request = match node.get("initialRequest") {
            Some(request) => Some(self.expected_request(&part(request))?),
            None => None,
        };
        let reply = match node.get("initialResponse") {
            Some(response) => self.reply(&part(response))?,
            None => Reply {
                status: 200,
                headers: Vec::new(),
                body: String::new(),
                is_base64: false,
            },
        };
        let end = self.end(operation, node, received.events)?;
        Some(EventTest {
            input: self.input(operation, MissingMembers::Filled, node.get("initialRequestParams"))?,
            id: case.id,
            test: case.test,
            method: operation.method.clone(),
            sent_field: sent_field
                .filter(|_| !sent.events.is_empty())
                .map(|field| field.name.clone()),
            sent: sent.events,
            sent_bytes: sent.bytes,
            request,
            reply,
            received_bytes: received.bytes,
            received_field: received_field.map(|field| field.name.clone()),
            end,
        })
    }

    /// Returns the events of a case in one direction.
    fn direction(&mut self, case: &ApplicableCase<'_>, way: &str, field: Option<&Field>) -> Option<EventDirection> {
        let mut direction = EventDirection::default();
        let union = field.and_then(|field| match &field.ty {
            Type::EventReceiver(name) | Type::EventStreamSender(name) => Some(name.as_str()),
            _ => None,
        });
        let events = case.node.get("events").and_then(|events| events.elements());
        let events = events.unwrap_or_default().into_iter();
        for event in events.filter(|event| text(*event, "type").as_deref() == Some(way)) {
            direction.bytes.extend(text(event, "bytes"));
            if let (Some(union), Some(params)) = (union, event.get("params")) {
                direction.events.push(self.event(union, params)?);
            }
        }
        Some(direction)
    }

    fn event(&mut self, union: &str, params: Node<'_>) -> Option<Event> {
        let service = self.service;
        let shape = by_name(&service.unions, union)?;
        let exceptions = shape.events.iter().flat_map(|events| &events.exceptions);
        let exception = exceptions
            .filter_map(|exception| Some((exception, params.get(&exception.member_name)?)))
            .next();
        match exception {
            Some((exception, value)) => {
                let (name, value) = self.exception(&exception.name, Some(value))?;
                Some(Event::Exception(name, value?))
            }
            None => {
                let mut values = self.values(MissingMembers::Corrected);
                values.value(&Type::Union(union.to_owned()), params).map(Event::Event)
            }
        }
    }

    /// Returns an exception by its Rust name, with a value if there is a node for it.
    fn exception(&mut self, name: &str, node: Option<Node<'_>>) -> Option<(String, Option<StructureValue>)> {
        let service = self.service;
        let shape = by_name(&service.exceptions, name)?;
        let value = match node {
            Some(_) => Some(self.values(MissingMembers::Corrected).structure(
                shape,
                StructurePath::Exception(shape.name.clone()),
                node,
            )?),
            None => None,
        };
        Some((shape.name.clone(), value))
    }

    fn end(&mut self, operation: &Operation, node: Node<'_>, received: Vec<Event>) -> Option<EventEnd> {
        let params = node.get("initialResponseParams");
        if let Some(failure) = node.get("expectation").and_then(|end| end.get("failure")) {
            let Some(id) = text(failure, "errorId") else {
                return Some(EventEnd::Failure);
            };
            let service = self.service;
            let shape = service.exceptions.iter().find(|shape| shape.id == id)?;
            let value = received.into_iter().find_map(|event| match event {
                Event::Exception(name, value) if name == shape.name => Some(value),
                _ => None,
            });
            return Some(EventEnd::Error(shape.name.clone(), value));
        }
        if params.is_none() && received.is_empty() {
            return Some(EventEnd::Any);
        }
        let path = StructurePath::Operation {
            module: operation.method.clone(),
            name: operation.output.name.clone(),
        };
        let output = match params {
            Some(_) => Some(
                self.values(MissingMembers::Corrected)
                    .structure(&operation.output, path, params)?,
            ),
            None => None,
        };
        let events = received.into_iter().filter_map(|event| match event {
            Event::Event(value) => Some(value),
            Event::Exception(..) => None,
        });
        Some(EventEnd::Output(output, events.collect::<Vec<Value>>()))
    }
}

/// Returns the field of an input or output that is a stream of events.
fn stream_of(structure: &ir::Structure) -> Option<&Field> {
    let is_events = |ty: &Type| matches!(ty, Type::EventReceiver(_) | Type::EventStreamSender(_));
    structure.fields.iter().find(|field| is_events(&field.ty))
}
