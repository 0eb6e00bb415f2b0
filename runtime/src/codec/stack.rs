//! A limit of the stack that is used to read a body.

/// The stack in bytes that a deserializer and its shapes may use, of a stack of 256 KiB. Without
/// optimization, one level of a wide structure takes kilobytes.
const LIMIT: usize = 160 * 1024;

pub(super) const EXHAUSTED: &str = "the body nests deeper than the stack allows";

/// The address of the stack at which the read of a body began.
#[derive(Clone, Copy, Debug)]
pub(super) struct StackBudget(usize);

impl StackBudget {
    #[inline]
    pub(super) fn new() -> Self {
        Self(here())
    }

    /// Returns whether another level may be entered.
    #[inline]
    pub(super) fn is_left(self) -> bool {
        here().abs_diff(self.0) <= LIMIT
    }
}

/// Returns the address of a variable of the current function.
#[inline(always)]
fn here() -> usize {
    let variable = 0_u8;
    std::ptr::from_ref(&variable).addr()
}
