//! The parser of the text of a table of constraints.

use std::sync::Arc;

use super::{Constraint, MemberConstraint, PatternConstraint};
use crate::pattern::Pattern;
use crate::text;

type Patterns = [Option<Arc<PatternConstraint>>];

/// Parses a table. A pattern that does not follow its grammar permits all texts.
#[inline]
pub(super) fn table(
    classes: &'static [&'static str],
    patterns: &[(&'static str, &'static str)],
    text: &'static str,
) -> Vec<MemberConstraint> {
    let compile = |(text, pattern): &(&'static str, &'static str)| {
        let pattern = Pattern::parse_with(pattern, classes)?;
        Some(Arc::new(PatternConstraint { text, pattern }))
    };
    let patterns: Vec<_> = patterns.iter().map(compile).collect();
    let (mut members, mut shape) = (Vec::new(), "");
    for line in text.lines() {
        match line.strip_prefix(' ') {
            None => shape = line,
            Some(row) => {
                let mut words = row.split(' ');
                members.push(MemberConstraint {
                    shape,
                    member: words.next().unwrap_or_default(),
                    constraint: constraint(&mut words, &patterns),
                });
            }
        }
    }
    members
}

/// Parses the constraints up to the end of their level.
#[inline]
fn constraint(words: &mut dyn Iterator<Item = &'static str>, patterns: &Patterns) -> Constraint {
    let mut constraint = Constraint::default();
    while let Some(word) = words.next() {
        match word {
            "}" => break,
            "unique" => constraint.is_unique = true,
            "element{" => constraint.element = Some(Box::new(self::constraint(words, patterns))),
            "key{" => constraint.key = Some(Box::new(self::constraint(words, patterns))),
            word => limit(&mut constraint, word, patterns),
        }
    }
    constraint
}

/// Parses a constraint with a value.
#[inline]
fn limit(constraint: &mut Constraint, word: &'static str, patterns: &Patterns) {
    let (name, value) = word.split_once('=').unwrap_or_default();
    let bounds = text::split_once(value, "..").unwrap_or_default();
    match name {
        "length" => {
            let (min, max) = bounds;
            constraint.length = Some((min.parse().unwrap_or(0), max.parse().unwrap_or(u64::MAX)));
        }
        "range" => {
            let bound = |text: &'static str| (!text.is_empty()).then_some(text);
            constraint.range = Some((bound(bounds.0), bound(bounds.1)));
        }
        "pattern" => {
            let index: Option<usize> = value.parse().ok();
            constraint.pattern = index.and_then(|index| patterns.get(index)?.clone());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn levels_nest() {
        let members = table(
            &["Dta"],
            &[("a", "U0:"), ("b", "X"), ("c", "T1:c")],
            "a#B\n C length=1.. range=-1..2.5 pattern=2\n D unique key{ pattern=0 } element{ element{ length=0..3 } }\n",
        );
        assert_eq!(members.len(), 2);
        let (c, d) = (&members[0], &members[1]);
        assert_eq!((c.shape, c.member, d.shape, d.member), ("a#B", "C", "a#B", "D"));
        let (c, d) = (&c.constraint, &d.constraint);
        assert_eq!(
            (c.length, c.range),
            (Some((1, u64::MAX)), Some((Some("-1"), Some("2.5"))))
        );
        assert_eq!(c.pattern.as_ref().map(|pattern| pattern.text), Some("c"));
        let key = d.key.as_ref().and_then(|key| key.pattern.as_ref());
        assert!(d.is_unique && !c.is_unique && key.is_some_and(|pattern| pattern.text == "a"));
        let inner = d.element.as_ref().and_then(|element| element.element.as_ref());
        assert_eq!(inner.map(|inner| inner.length), Some(Some((0, 3))));
    }
}
