//! Patterns as data.

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// A character in one of the ranges.
    Class(Vec<(char, char)>),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` if it is false.
    WordBoundary(bool),
    /// These patterns, one after the other.
    Sequence(Vec<Pattern>),
    /// One of these patterns.
    Alternatives(Vec<Pattern>),
    /// A pattern, repeated.
    Repeat {
        /// The part.
        pattern: Box<Pattern>,
        /// The least number of times.
        min: u32,
        /// The greatest number of times; `u32::MAX` is unlimited.
        max: u32,
    },
    /// `(?=` or, if it is false, `(?!`.
    LookAhead(bool, Box<Pattern>),
}

impl Pattern {
    /// Returns whether the pattern has `^` or `$` outside of look-ahead.
    pub fn has_anchor(&self) -> bool {
        match self {
            Self::Start | Self::End => true,
            Self::Sequence(parts) | Self::Alternatives(parts) => parts.iter().any(Self::has_anchor),
            Self::Repeat { pattern, .. } => pattern.has_anchor(),
            Self::Class(_) | Self::WordBoundary(_) | Self::LookAhead(..) => false,
        }
    }

    /// Returns the pattern of texts that this one matches as a whole.
    #[must_use]
    pub fn whole(self) -> Self {
        Self::Sequence(vec![Self::Start, self, Self::End])
    }
}
