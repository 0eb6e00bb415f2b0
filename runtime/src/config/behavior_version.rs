//! The behavior version, which the AWS SDK requires.

/// A behavior version. It has no effect: it is accepted so that programs written for the AWS SDK
/// compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BehaviorVersion(u8);

impl BehaviorVersion {
    /// Returns the newest behaviour.
    pub fn latest() -> Self {
        Self::v2026_01_12()
    }

    /// Returns the behaviour of 2026-01-12.
    pub fn v2026_01_12() -> Self {
        Self(4)
    }

    /// Returns the behaviour of 2025-08-07.
    pub fn v2025_08_07() -> Self {
        Self(3)
    }

    /// Returns the behaviour of 2025-01-17.
    pub fn v2025_01_17() -> Self {
        Self(2)
    }

    /// Returns the behaviour of 2024-03-28.
    pub fn v2024_03_28() -> Self {
        Self(1)
    }

    /// Returns the behaviour of 2023-11-09.
    pub fn v2023_11_09() -> Self {
        Self(0)
    }

    /// Returns whether this is that version or a later one.
    pub fn is_at_least(&self, other: Self) -> bool {
        self.0 >= other.0
    }
}
