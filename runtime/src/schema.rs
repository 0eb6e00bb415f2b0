//! What the wire knows of a shape: its id, its members, and the traits that change how a member is sent.

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
}

impl Schema {
    /// A schema of these members.
    pub const fn new(id: &'static str, members: &'static [Member]) -> Self {
        Self { id, members }
    }

    /// The shape's name: its id without the namespace.
    pub fn name(&self) -> &'static str {
        self.id.rsplit_once('#').map_or(self.id, |(_, name)| name)
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
