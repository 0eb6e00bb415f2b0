//! The lookup of an enum's variant by its value.

use std::sync::OnceLock;

/// The values of an enum in the order of their texts, found out when one is first looked up.
#[derive(Debug)]
pub struct Index {
    sorted: OnceLock<Vec<u32>>,
}

/// Up to so many values are looked at one after the other.
const FEW: usize = 8;

impl Index {
    /// An index that is filled when it is needed.
    #[expect(
        clippy::new_without_default,
        reason = "statics are made of it, by constant expressions"
    )]
    pub const fn new() -> Self {
        Self {
            sorted: OnceLock::new(),
        }
    }

    /// The variant of this value.
    #[inline]
    pub fn find<T: Clone>(&self, value: &str, values: &[&str], variants: &[T]) -> Option<T> {
        variants.get(self.position(value, values)?).cloned()
    }

    fn position(&self, value: &str, values: &[&str]) -> Option<usize> {
        if values.len() <= FEW {
            return values.iter().position(|known| *known == value);
        }
        let sorted = self.sorted.get_or_init(|| sorted(values));
        let text = |at: u32| values.get(at as usize).copied().unwrap_or_default();
        let found = sorted.binary_search_by(|at| text(*at).cmp(value)).ok()?;
        sorted.get(found).map(|at| *at as usize)
    }
}

fn sorted(values: &[&str]) -> Vec<u32> {
    let mut sorted: Vec<_> = (0..).zip(values).collect();
    sorted.sort_by_key(|(_, value)| **value);
    sorted.into_iter().map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn every_value_is_found_and_no_other() {
        let few = ["b", "", "aa", "a"];
        let many: Vec<_> = (0..300).map(|number| format!("value-{}", number * 7 % 300)).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        for values in [&few[..], &many, &[]] {
            let index = Index::new();
            let variants: Vec<_> = (0..values.len()).collect();
            for (at, value) in values.iter().enumerate() {
                assert_eq!(index.find(value, values, &variants), Some(at), "{value}");
            }
            for unknown in ["value-300", "value", "A", "~"] {
                assert_eq!(index.find(unknown, values, &variants), None, "{unknown}");
            }
        }
    }
}
