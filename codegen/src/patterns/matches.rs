//! Matches patterns with the texts of values in models.

use super::ir::Pattern;

/// A flag per position of a text: before each character, and at the end.
type Places = Vec<bool>;

impl Pattern {
    /// Returns whether the pattern matches a part of the text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        any(&self.ends(&text, &vec![true; text.len() + 1]))
    }

    /// Returns the positions where matches that begin at `starts` end.
    fn ends(&self, text: &[char], starts: &Places) -> Places {
        match self {
            Self::Class(ranges) => {
                let is_in = |c: char| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c));
                let mut ends = vec![false; starts.len()];
                for (place, c) in text.iter().enumerate() {
                    ends[place + 1] = starts[place] && is_in(*c);
                }
                ends
            }
            Self::Start => filtered(starts, |place| place == 0),
            Self::End => filtered(starts, |place| place == text.len()),
            Self::WordBoundary(is_wanted) => {
                let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_');
                let before = |place: usize| place.checked_sub(1).and_then(|at| text.get(at));
                filtered(starts, |place| {
                    (is_word(before(place)) != is_word(text.get(place))) == *is_wanted
                })
            }
            Self::Sequence(parts) => parts
                .iter()
                .fold(starts.clone(), |places, part| part.ends(text, &places)),
            Self::Alternatives(parts) => {
                let mut ends = vec![false; starts.len()];
                parts.iter().for_each(|part| add(&mut ends, &part.ends(text, starts)));
                ends
            }
            Self::Repeat { pattern, min, max } => pattern.repeated(*min, *max, text, starts),
            Self::LookAhead(is_wanted, pattern) => filtered(starts, |place| {
                let start = (0..starts.len()).map(|other| other == place).collect();
                any(&pattern.ends(text, &start)) == *is_wanted
            }),
        }
    }

    fn repeated(&self, min: u32, max: u32, text: &[char], starts: &Places) -> Places {
        let mut places = starts.clone();
        // The loop ends at the first round without a change, because later rounds would not change
        // anything.
        for _ in 0..min {
            let next = self.ends(text, &places);
            if next == places {
                break;
            }
            places = next;
        }
        let mut ends = places.clone();
        for _ in min..max {
            let next = self.ends(text, &places);
            places = filtered(&next, |place| !ends[place]);
            if !any(&places) {
                break;
            }
            add(&mut ends, &places);
        }
        ends
    }
}

fn any(places: &Places) -> bool {
    places.contains(&true)
}

fn filtered(places: &Places, keeps: impl Fn(usize) -> bool) -> Places {
    let kept = places.iter().enumerate().map(|(place, is_set)| *is_set && keeps(place));
    kept.collect()
}

fn add(places: &mut Places, others: &Places) {
    places.iter_mut().zip(others).for_each(|(place, other)| *place |= other);
}
