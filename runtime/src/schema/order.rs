//! Hints about the order in which a service sends the members of a structure.

use std::sync::atomic::{AtomicU16, Ordering};

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

impl Schema {
    /// Returns the index of the member that was first in the last body.
    #[inline]
    pub(crate) fn first_hint(&self) -> usize {
        self.table().first.get()
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
            None => Some(&self.table().first),
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
}
