//! One change between two versions of a model or of the partitions.

use std::fmt;

/// A change of a shape, a member, a trait or another property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value than before.
    Changed,
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub(super) kind: ChangeKind,
    pub(super) whole_shape: bool,
    pub(super) text: String,
}

impl Change {
    /// Returns the kind of the change.
    pub fn kind(&self) -> ChangeKind {
        self.kind
    }
}

/// One line: `+ structure Foo`, `- member Foo$Bar`, `~ Foo$Bar: target String -> LongString`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.kind {
            ChangeKind::Added => '+',
            ChangeKind::Removed => '-',
            ChangeKind::Changed => '~',
        };
        write!(f, "{sign} {}", self.text)
    }
}
