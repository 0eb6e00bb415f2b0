//! Hints about the order in which a service sends the members of a structure.

use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};

use super::{Member, Schema};

/// The index of the member that was next in the last body.
///
/// Services send members in a stable order, which is not in the model. A wrong hint costs little,
/// so all deserializers share the hints without synchronization.
#[derive(Debug)]
pub(super) struct OrderHint(AtomicU16);

impl OrderHint {
    pub(super) const fn new(index: u16) -> Self {
        Self(AtomicU16::new(index))
    }

    #[inline]
    fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed).into()
    }
}

/// Whether the slot of a member is asked for the value of a text by its start.
#[derive(Debug)]
pub(super) struct StartHint(AtomicBool);

impl StartHint {
    pub(super) const fn new() -> Self {
        Self(AtomicBool::new(true))
    }
}

impl Schema {
    /// Returns the index of the member that was first in the last body.
    #[inline]
    pub(crate) fn first_hint(&self) -> usize {
        self.first.get()
    }

    /// Returns the index of the member at this position in the last body: 0 is the start, and 1
    /// more than the index of a member is the position after it.
    pub(crate) fn order_hint(&self, position: usize) -> usize {
        self.hint_at(position).map_or(position, OrderHint::get)
    }

    /// Records the member at this position.
    #[cold]
    pub(crate) fn record_order(&self, position: usize, member: usize) {
        if let (Some(hint), Ok(member)) = (self.hint_at(position), u16::try_from(member)) {
            hint.0.store(member, Ordering::Relaxed);
        }
    }

    fn hint_at(&self, position: usize) -> Option<&OrderHint> {
        match position.checked_sub(1) {
            None => Some(&self.first),
            Some(before) => self.members().get(before).map(|member| &member.next),
        }
    }
}

impl Member {
    /// Returns the index of the member after this one in the last body.
    #[inline]
    pub(crate) fn next_hint(&self) -> usize {
        self.next.get()
    }

    /// Returns whether the type of this member may recognize texts by their start.
    #[inline]
    pub(crate) fn may_have_starts(&self) -> bool {
        self.starts.0.load(Ordering::Relaxed)
    }

    /// Records that the type of this member recognizes no text by its start.
    #[cold]
    pub(crate) fn record_no_starts(&self) {
        self.starts.0.store(false, Ordering::Relaxed);
    }
}
