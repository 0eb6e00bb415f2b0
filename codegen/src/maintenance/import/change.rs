//! One change between two versions of a model or of the partitions.

use std::fmt;

/// A change of a shape, a member, a trait or another property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactChangeKind {
    /// It is new.
    Added,
    /// It is removed.
    Removed,
    /// Its value differs.
    Changed,
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    pub(super) kind: FactChangeKind,
    pub(super) whole_shape: bool,
    pub(super) text: String,
}

impl FactChange {
    /// Returns the kind of the change.
    pub fn kind(&self) -> FactChangeKind {
        self.kind
    }
}

/// One line: `+ structure Foo`, `- member Foo$Bar`, `~ Foo$Bar: target String -> LongString`.
impl fmt::Display for FactChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.kind {
            FactChangeKind::Added => '+',
            FactChangeKind::Removed => '-',
            FactChangeKind::Changed => '~',
        };
        write!(f, "{sign} {}", self.text)
    }
}
