//! What the wire knows of a shape: its id, its members, and the traits that change how a member is sent.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::primitives::DateTimeFormat;

/// The facts of a structure or union that a protocol needs.
///
/// Generated code keeps one `static` of these for each shape; members stand in model order, and generated
/// code names a member by its index.
#[derive(Debug)]
pub struct Schema {
    /// The absolute shape id, as `com.example#Shape`.
    pub id: &'static str,
    /// The members in model order.
    pub members: &'static [Member],
    order: Order,
}

impl Schema {
    /// A schema of these members.
    pub const fn new(id: &'static str, members: &'static [Member]) -> Self {
        Self {
            id,
            members,
            order: Order::MODEL,
        }
    }

    /// The shape's name: its id without the namespace.
    pub fn name(&self) -> &'static str {
        self.id.rsplit_once('#').map_or(self.id, |(_, name)| name)
    }

    /// The index of the member that came at this place the last time: 0 is the start, and one more than the index of a
    /// member is behind it.
    #[inline]
    pub(crate) fn expected(&self, place: usize) -> usize {
        self.order.expected(place)
    }

    /// Keeps which member came at this place.
    #[cold]
    pub(crate) fn learn(&self, place: usize, member: usize) {
        self.order.learn(place, member);
    }
}

/// In which order the members were sent last: services keep to one of their own, which the model does not tell.
///
/// A guess that costs nothing when wrong, so all readers share it and none waits for another.
#[derive(Debug)]
struct Order([AtomicU8; Self::PLACES]);

impl Order {
    /// Members beyond are expected in the order of the model.
    const PLACES: usize = 32;

    /// The order of the model: how far the member at a place is from that order.
    #[allow(
        clippy::declare_interior_mutable_const,
        reason = "every schema starts with one of its own"
    )]
    const MODEL: Self = Self([const { AtomicU8::new(0) }; Self::PLACES]);

    #[inline]
    fn expected(&self, place: usize) -> usize {
        let apart = self.0.get(place).map_or(0, |apart| apart.load(Ordering::Relaxed));
        usize::from(apart.wrapping_add(place as u8))
    }

    fn learn(&self, place: usize, member: usize) {
        if let (Some(apart), Ok(member)) = (self.0.get(place), u8::try_from(member)) {
            apart.store(member.wrapping_sub(place as u8), Ordering::Relaxed);
        }
    }
}

/// A member as it is handed to readers and writers.
pub type MemberRef = &'static Member;

/// A member of a structure or union: its wire name and the traits that a protocol obeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The member's name in the model, which is its name on the wire unless a protocol says otherwise.
    pub name: &'static str,
    /// The value must not be shown (the `smithy.api#sensitive` trait of its target or of what that holds).
    pub sensitive: bool,
    /// The `smithy.api#timestampFormat` of the timestamp that this member holds, directly or in a list or map.
    pub timestamp_format: Option<DateTimeFormat>,
}

impl Member {
    /// Stands for "no member": the root of a payload.
    pub const ROOT: Self = Self::new("");

    /// A member of this name without traits.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            sensitive: false,
            timestamp_format: None,
        }
    }

    /// Marks the value as one that is never shown.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Sets the format of the timestamps that the member holds.
    #[must_use]
    pub const fn timestamp(mut self, format: DateTimeFormat) -> Self {
        self.timestamp_format = Some(format);
        self
    }
}
