//! Patterns: the ECMAScript subset that the model uses, over a library without look-ahead.

use std::sync::OnceLock;

use regex::Regex;

/// A pattern of the model, compiled when it is first used.
///
/// Whether a pattern must match the whole text is not in the model; chosen: it must, because the
/// look-aheads `(?=.{m,n}$)` at the start of nine patterns only make sense then.
#[derive(Debug)]
pub(crate) struct Pattern {
    text: String,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            regex: OnceLock::new(),
        }
    }

    /// Returns the pattern of the model.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether the pattern matches the text. One that is not a regular expression matches
    /// every text; the tests of this crate show that there is none.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let (length, _) = split(&self.text);
        if let Some((min, max)) = length
            && (!(min..=max).contains(&text.chars().count()) || text.contains(LINE_TERMINATORS))
        {
            return false;
        }
        self.regex().is_none_or(|regex| regex.is_match(text))
    }

    fn regex(&self) -> Option<&Regex> {
        let compile = || Regex::new(&translate(split(&self.text).1)).ok();
        self.regex.get_or_init(compile).as_ref()
    }
}

/// The characters that `.` does not match in ECMAScript.
const LINE_TERMINATORS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// Splits a look-ahead for the length from the start of a pattern.
fn split(pattern: &str) -> (Option<(usize, usize)>, &str) {
    let split = || {
        let (bounds, rest) = pattern.strip_prefix("(?=.{")?.split_once("}$)")?;
        let (min, max) = bounds.split_once(',')?;
        Some((Some((min.parse().ok()?, max.parse().ok()?)), rest))
    };
    split().unwrap_or((None, pattern))
}

/// Anchors a pattern and spells out the classes that mean ASCII in ECMAScript.
fn translate(pattern: &str) -> String {
    let mut text = String::from(r"\A(?:");
    let (mut escaped, mut in_class) = (false, false);
    for character in pattern.chars() {
        match (escaped, character) {
            (true, 'd') if in_class => text.push_str("0-9"),
            (true, 'd') => text.push_str("[0-9]"),
            (true, 'w') if in_class => text.push_str("0-9A-Za-z_"),
            (true, 'w') => text.push_str("[0-9A-Za-z_]"),
            (true, other) => text.extend(['\\', other]),
            (false, '\\') => {}
            (false, other) => text.push(other),
        }
        in_class = match (escaped, character) {
            (false, '[') => true,
            (false, ']') => false,
            _ => in_class,
        };
        escaped = !escaped && character == '\\';
    }
    text.push_str(r")\z");
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::{Kind, Model};
    use super::*;

    #[test]
    fn every_pattern_of_the_model_compiles() {
        let model = Model::get();
        let mut patterns = 0;
        for shape in model.shapes.values() {
            let mut constraints = vec![&shape.constraints];
            match &shape.kind {
                Kind::Structure(members) | Kind::Union(members) => {
                    constraints.extend(members.iter().map(|member| &member.constraints));
                }
                _ => {}
            }
            for pattern in constraints
                .iter()
                .filter_map(|constraints| constraints.pattern.as_ref())
            {
                assert!(pattern.regex().is_some(), "{}", pattern.as_str());
                patterns += 1;
            }
        }
        assert!(patterns > 50, "{patterns}");
    }

    #[test]
    fn patterns_mean_what_ecmascript_says() {
        let matches = |pattern: &str, text: &str| Pattern::new(pattern).is_match(text);
        assert!(matches(r"\d{2}", "12"));
        // Digits of other scripts are not `\d`.
        assert!(!matches(r"\d{2}", "١٢"));
        assert!(matches(r"[\w-]+", "a-b"));
        assert!(!matches(r"\w+", "é"));
        assert!(matches(r"(?=.{1,4}$)([\p{L}]*)", "éèàü"));
        assert!(!matches(r"(?=.{1,4}$)([\p{L}]*)", "éèàüö"));
        assert!(!matches(r"(?=.{1,4}$)([\p{L}]*)", ""));
        assert!(!matches("O[0-9]{1,19}", "XO1"), "a match in the middle is not enough");
        assert!(matches("(?s).{0,255}", "two\nlines"));
        assert!(!matches(".{1,255}", "two\nlines"));
    }
}
