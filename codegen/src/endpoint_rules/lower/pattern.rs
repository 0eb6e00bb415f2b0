//! Parses the patterns of region names: the few forms of regular expressions that partitions use.

use crate::endpoint_rules::ir::PatternPiece;

/// Returns the pieces of a pattern such as `^(us|eu)\-\w+\-\d+$`, or the part that is not
/// supported.
pub(super) fn parse(pattern: &str) -> Result<Vec<PatternPiece>, String> {
    let anchored = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
    let mut rest = anchored.ok_or("it must begin with `^` and end with `$`")?;
    let mut pieces = Vec::new();
    while let Some(first) = rest.chars().next() {
        if let Some(tail) = rest.strip_prefix(r"\w+") {
            pieces.push(PatternPiece::Word);
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix(r"\d+") {
            pieces.push(PatternPiece::Digits);
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix('(') {
            let (choices, tail) = tail.split_once(')').ok_or("a `(` without a `)`")?;
            pieces.push(one_of(choices)?);
            rest = tail;
        } else {
            let (literal, tail) = literal(rest, first)?;
            match pieces.last_mut() {
                Some(PatternPiece::Literal(text)) => text.push(literal),
                _ => pieces.push(PatternPiece::Literal(literal.to_string())),
            }
            rest = tail;
        }
    }
    Ok(pieces)
}

fn one_of(choices: &str) -> Result<PatternPiece, String> {
    let choices = choices.split('|').map(|choice| {
        let mut text = String::new();
        let mut rest = choice;
        while let Some(first) = rest.chars().next() {
            let (literal, tail) = literal(rest, first)?;
            text.push(literal);
            rest = tail;
        }
        Ok(text)
    });
    choices.collect::<Result<_, String>>().map(PatternPiece::OneOf)
}

fn literal(rest: &str, first: char) -> Result<(char, &str), String> {
    let escaped = rest.strip_prefix('\\').and_then(|escaped| escaped.chars().next());
    match escaped {
        Some(c) if c.is_ascii_punctuation() => Ok((c, &rest[2..])),
        None if first.is_ascii_alphanumeric() || matches!(first, '-' | '_') => Ok((first, &rest[1..])),
        _ => Err(format!("`{rest}` is not supported")),
    }
}

#[cfg(test)]
mod tests {
    use super::PatternPiece::{Digits, Literal, OneOf, Word};
    use super::parse;

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn patterns() {
        for (pattern, pieces) in [
            (
                r"^(us|eu)\-\w+\-\d+$",
                vec![
                    OneOf(vec![text("us"), text("eu")]),
                    Literal(text("-")),
                    Word,
                    Literal(text("-")),
                    Digits,
                ],
            ),
            (
                r"^us\-iso\-\w+\-\d+$",
                vec![Literal(text("us-iso-")), Word, Literal(text("-")), Digits],
            ),
            (
                r"^eusc-(de)\.\d+$",
                vec![
                    Literal(text("eusc-")),
                    OneOf(vec![text("de")]),
                    Literal(text(".")),
                    Digits,
                ],
            ),
        ] {
            assert_eq!(parse(pattern), Ok(pieces), "{pattern}");
        }
    }

    #[test]
    fn what_is_no_pattern_of_regions() {
        for pattern in [
            "us", "^us", "^us.*$", "^[a-z]+$", r"^\w*$", "^(us$", r"^\s$", "^ü$", r"^us\$",
        ] {
            assert!(parse(pattern).is_err(), "{pattern}");
        }
    }
}
