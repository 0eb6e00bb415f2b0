//! The containers that are open, and the steps through their entries.

use std::borrow::Cow;

use minicbor::Decoder;

use super::CborDeserializer;
use crate::codec::cbor::input::{self, Problem};
use crate::codec::cbor::path::{Frame, path};
use crate::codec::cbor::{MAX_DEPTH, TOO_DEEP};
use crate::codec::stack::EXHAUSTED;
use crate::schema::Schema;
use crate::serde::{DeserializeError, ShapeDeserializer};

/// An open structure, list or map, and the number of its entries left: `None` for an indefinite
/// length.
pub(super) struct Open {
    pub(super) frame: Frame,
    pub(super) left: Option<u64>,
}

/// An entry of a structure or union.
pub(super) struct Entry<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) index: Option<usize>,
}

impl<'a> CborDeserializer<'a> {
    #[cold]
    pub(super) fn locate(&self, problem: Problem) -> DeserializeError {
        let path = path(self.open.iter().map(|open| &open.frame), &self.input);
        DeserializeError::new(path, problem, Some(self.input.position()))
    }

    pub(super) fn read<T>(
        &mut self,
        read: impl FnOnce(&mut Decoder<'a>) -> Result<T, Problem>,
    ) -> Result<T, DeserializeError> {
        read(&mut self.input).map_err(|problem| self.locate(problem))
    }

    pub(super) fn open(&mut self, frame: Frame, what: &str) -> Result<(), DeserializeError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.error(TOO_DEEP));
        }
        if !self.stack.is_left() {
            return Err(self.error(EXHAUSTED));
        }
        let left = self.read(|input| {
            input::take(input, what, |input| match frame {
                Frame::List(_) => input.array().ok(),
                Frame::Structure(..) | Frame::Map(_) => input.map().ok(),
            })
        })?;
        self.open.push(Open { frame, left });
        Ok(())
    }

    /// Moves to the next element or entry of the innermost container, or out of the container.
    #[inline]
    pub(super) fn next(&mut self) -> Result<bool, DeserializeError> {
        let Some(open) = self.open.last_mut() else {
            return Err(self.error("nothing is open"));
        };
        let follows = input::follows(&mut self.input, &mut open.left);
        if !follows {
            self.open.pop();
        }
        Ok(follows)
    }

    /// Moves to the next entry of a structure or union that is not null. Returns its key and its
    /// index in the schema.
    #[inline]
    pub(super) fn next_member(&mut self, schema: &'static Schema) -> Result<Option<Entry<'a>>, DeserializeError> {
        loop {
            self.set_frame(Frame::Structure(schema, None));
            if !self.next()? {
                return Ok(None);
            }
            let key = self.read(input::text)?;
            let index = schema.members().iter().position(|member| member.name == key);
            self.set_frame(Frame::Structure(schema, index));
            if !self.null()? {
                return Ok(Some(Entry { key, index }));
            }
        }
    }

    /// Takes the elements of a list of known length, until `take` returns nothing.
    pub(super) fn run<T>(&mut self, values: &mut Vec<T>, take: impl Fn(&mut Decoder<'a>) -> Option<T>) {
        let Some(Open {
            frame: Frame::List(begun),
            left: Some(left),
        }) = self.open.last_mut()
        else {
            return;
        };
        let before = values.len();
        // The head may claim any length; the body limits it.
        while ((values.len() - before) as u64) < *left
            && let Some(value) = take(&mut self.input)
        {
            values.push(value);
        }
        let taken = values.len() - before;
        *left -= taken as u64;
        *begun += taken;
    }

    #[inline]
    pub(super) fn set_frame(&mut self, frame: Frame) {
        if let Some(open) = self.open.last_mut() {
            open.frame = frame;
        }
    }

    pub(super) fn schema(&self) -> Result<&'static Schema, DeserializeError> {
        match self.open.last() {
            Some(Open {
                frame: Frame::Structure(schema, _),
                ..
            }) => Ok(schema),
            _ => Err(self.error("no structure is open")),
        }
    }
}
