//! Streams: the members that are streams, the properties of their operations, and the exceptions of
//! event streams.

use crate::ir::{EventException, Events, Field, Presence, Role, Streaming, Structure, Type};
use crate::model::ast::{Member, Reference, Shape, ShapeKind};
use crate::model::select::Reach;
use crate::model::traits::{ERROR, REQUIRES_LENGTH};

use super::Lowering;

impl<'a> Lowering<'_, '_, 'a> {
    /// Returns whether a member is a stream: `@streaming` is on its target.
    pub(super) fn streams(&self, member: &Member<'a>) -> bool {
        let target = self.model().shape(&member.target.id);
        member.is_streaming() || target.is_some_and(Shape::is_streaming)
    }

    /// Returns the type of a member of an input or output that is a stream. In protocols without
    /// HTTP bindings, a streaming blob is an ordinary blob.
    pub(super) fn stream_type(&self, member: &Member<'a>, role: Role) -> Option<Type> {
        let target = self.model().shape(&member.target.id)?;
        if !self.streams(member) {
            return None;
        }
        match (&target.kind, role) {
            (ShapeKind::Blob, Role::Input | Role::Output) if self.protocol.has_bindings() => Some(Type::ByteStream),
            (ShapeKind::Union, Role::Input) => Some(Type::EventStreamSender(self.shape_name(target))),
            (ShapeKind::Union, Role::Output) => Some(Type::EventReceiver(self.shape_name(target))),
            _ => None,
        }
    }

    /// Returns the properties of the streams of an operation.
    pub(super) fn streaming(&self, input: &Structure, output: &Structure, shape: Option<&Reference>) -> Streaming {
        let has = |structure: &Structure, is: fn(&Type) -> bool| structure.fields.iter().any(|field| is(&field.ty));
        let is_events = |ty: &Type| matches!(ty, Type::EventReceiver(_));
        let events = has(output, is_events);
        let needs_more = |field: &Field| !is_events(&field.ty) && field.presence == Presence::Required;
        let shape = shape.and_then(|reference| self.model().shape(&reference.id));
        Streaming {
            output: has(output, |ty| *ty == Type::ByteStream),
            events,
            sends_events: has(input, |ty| matches!(ty, Type::EventStreamSender(_))),
            awaits_initial_response: events && !self.protocol.has_bindings() && output.fields.iter().any(needs_more),
            requires_length: shape.is_some_and(|shape| self.requires_length(shape)),
        }
    }

    fn requires_length(&self, input: &Shape<'a>) -> bool {
        input.members.iter().any(|member| {
            let target = self.model().shape(&member.target.id);
            member.has_trait(REQUIRES_LENGTH) || target.is_some_and(|target| target.has_trait(REQUIRES_LENGTH))
        })
    }

    /// Returns whether a member of an event stream is an exception, which is not an event.
    pub(super) fn is_exception_of_stream(&self, union: &Shape<'a>, member: &Member<'a>) -> bool {
        let target = self.model().shape(&member.target.id);
        union.is_streaming() && target.is_some_and(|target| target.has_trait(ERROR))
    }

    /// Returns the exceptions of a union that is an event stream.
    pub(super) fn events(&self, union: &Shape<'a>, reach: Reach) -> Option<Events> {
        if !union.is_streaming() {
            return None;
        }
        let exceptions = union.members.iter().filter_map(|member| {
            let target = self.model().shape(&member.target.id)?;
            self.is_exception_of_stream(union, member).then(|| EventException {
                member_name: member.name.clone(),
                code: target.id.name().to_owned(),
                name: self.shape_name(target),
            })
        });
        Some(Events {
            exceptions: exceptions.collect(),
            sent: reach.input,
            received: reach.output,
        })
    }
}
