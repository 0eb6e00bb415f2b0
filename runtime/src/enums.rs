//! The lookup of an enum's variant by its value, and what follows from where a variant stands among the others.

use std::fmt;
use std::sync::OnceLock;

use crate::primitives::UnknownVariantValue;

/// The values of an enum by their texts, put into a table when one is first looked up.
#[derive(Debug)]
pub struct Index {
    /// 0 where the table is free, or 1 more than the value's place; three quarters of it and more are free.
    slots: OnceLock<Vec<u32>>,
}

/// Up to so many values are looked at one after the other.
const FEW: usize = 4;

impl Index {
    /// An index that is filled when it is needed.
    #[expect(
        clippy::new_without_default,
        reason = "statics are made of it, by constant expressions"
    )]
    pub const fn new() -> Self {
        Self { slots: OnceLock::new() }
    }

    /// Where a value stands among those of the enum.
    #[inline]
    pub fn rank<'a>(&self, value: &'a str, values: &[&str]) -> Rank<'a> {
        Rank {
            place: self.position(value, values).unwrap_or(values.len()),
            value,
        }
    }

    fn position(&self, value: &str, values: &[&str]) -> Option<usize> {
        if values.len() <= FEW {
            return values.iter().position(|known| *known == value);
        }
        let slots = self.slots.get_or_init(|| slots(values));
        let mut slot = hash(value);
        loop {
            slot &= slots.len() - 1;
            let place = slots.get(slot)?.checked_sub(1)? as usize;
            if *values.get(place)? == value {
                return Some(place);
            }
            slot += 1;
        }
    }
}

/// Where a value of an enum stands: in the order of the model, and behind all of that what the model does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank<'a> {
    place: usize,
    value: &'a str,
}

impl Rank<'_> {
    /// The variant that stands there, of those that the model has.
    #[inline]
    pub fn of<T: Clone>(self, variants: &[T]) -> Option<T> {
        variants.get(self.place).cloned()
    }
}

/// Shows the variant by its name, of which there is one for each place, with spaces between them.
///
/// # Errors
/// Those of the formatter.
pub fn debug(f: &mut fmt::Formatter<'_>, rank: Rank<'_>, variants: &str) -> fmt::Result {
    match variants.split_whitespace().nth(rank.place) {
        Some(variant) => f.write_str(variant.trim_start_matches("r#")),
        None => {
            let value = UnknownVariantValue::new(rank.value);
            f.debug_tuple("Unknown").field(&value).finish()
        }
    }
}

fn slots(values: &[&str]) -> Vec<u32> {
    let mut slots = vec![0; (4 * values.len()).next_power_of_two()];
    for (place, value) in (1..).zip(values) {
        let start = hash(value) & (slots.len() - 1);
        let (before, behind) = slots.split_at_mut(start);
        // From where it belongs to the end, and on from the start.
        let free = behind.iter_mut().chain(before).find(|slot| **slot == 0);
        free.into_iter().for_each(|slot| *slot = place);
    }
    slots
}

/// A number by the length and the outermost characters, which tell apart most values of an enum.
#[inline]
fn hash(text: &str) -> usize {
    let text = text.as_bytes();
    let (first, last) = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u16::from_le_bytes(*first).into(), u16::from_le_bytes(*last).into())
    } else {
        (text.first().copied().unwrap_or(0).into(), 0)
    };
    // Odd constants of the golden ratio: each bit of the texts changes the upper ones, of which the table takes some.
    let mixed = (first ^ last.rotate_left(29) ^ text.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as usize
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn every_value_is_found_and_no_other() {
        let few = ["b", "", "aa", "a"];
        let many: Vec<_> = (0..300).map(|number| format!("value-{}", number * 7 % 300)).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        // These differ in the middle alone.
        let alike: Vec<_> = (0..20)
            .map(|number| format!("us-region-{number:02}-zone-eight"))
            .collect();
        let alike: Vec<_> = alike.iter().map(String::as_str).collect();
        let short = ["", "a", "b", "ab", "ba", "abc", "acb", "cba"];
        for values in [&few[..], &many, &alike, &short, &[]] {
            let index = Index::new();
            let variants: Vec<_> = (0..values.len()).collect();
            for (at, value) in values.iter().enumerate() {
                assert_eq!(index.rank(value, values).of(&variants), Some(at), "{value}");
            }
            for unknown in ["value-300", "value", "A", "~"] {
                assert_eq!(index.rank(unknown, values).of(&variants), None, "{unknown}");
            }
        }
    }
}
