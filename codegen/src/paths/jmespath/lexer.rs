//! The tokens of JMESPath.

use super::{Comparator, SyntaxError};

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum JmesPathToken {
    Identifier(String),
    QuotedIdentifier(String),
    Literal(serde_json::Value),
    Number(i64),
    Compare(Comparator),
    /// Any other operator or bracket.
    Symbol(&'static str),
    End,
}

const SYMBOLS: [&str; 18] = [
    "||", "&&", "[?", "[]", ".", "*", "[", "]", "(", ")", "{", "}", ",", ":", "@", "&", "|", "!",
];

/// Splits a text into tokens, each with the byte where it begins. The last one is
/// [`JmesPathToken::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(JmesPathToken, usize)>, SyntaxError> {
    let (mut tokens, mut at) = (Vec::new(), 0);
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if rest.is_empty() {
            tokens.push((JmesPathToken::End, at));
            return Ok(tokens);
        }
        let (token, length) = token(rest).map_err(|problem| SyntaxError { problem, at })?;
        tokens.push((token, at));
        at += length;
    }
}

/// Reads the token at the start of a text. Returns it with its length.
fn token(rest: &str) -> Result<(JmesPathToken, usize), String> {
    let comparators = [
        ("==", Comparator::Equal),
        ("!=", Comparator::NotEqual),
        ("<=", Comparator::LessOrEqual),
        (">=", Comparator::GreaterOrEqual),
        ("<", Comparator::Less),
        (">", Comparator::Greater),
    ];
    if let Some((text, comparator)) = comparators.into_iter().find(|(text, _)| rest.starts_with(text)) {
        return Ok((JmesPathToken::Compare(comparator), text.len()));
    }
    if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
        return Ok((JmesPathToken::Symbol(symbol), symbol.len()));
    }
    let first = rest.chars().next().unwrap_or_default();
    match first {
        '"' => {
            let inner = delimited(rest, '"').ok_or("a quoted identifier does not end")?;
            let length = inner.len() + 2;
            let name = serde_json::from_str(&rest[..length]).map_err(|_| "a quoted identifier is not a JSON string")?;
            Ok((JmesPathToken::QuotedIdentifier(name), length))
        }
        '\'' => {
            let inner = delimited(rest, '\'').ok_or("a raw string does not end")?;
            Ok((
                JmesPathToken::Literal(inner.replace("\\'", "'").into()),
                inner.len() + 2,
            ))
        }
        '`' => {
            let inner = delimited(rest, '`').ok_or("a literal does not end")?;
            let text = inner.replace("\\`", "`");
            let text = text.trim();
            let value = serde_json::from_str(text);
            // Texts without quotes were strings in early versions of JMESPath.
            let as_text = || serde_json::from_str(&format!("\"{text}\""));
            let is_old = text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$' | '/'));
            let value = value.or_else(|error| if is_old { as_text() } else { Err(error) });
            Ok((
                JmesPathToken::Literal(value.map_err(|_| "a literal is not JSON")?),
                inner.len() + 2,
            ))
        }
        '-' | '0'..='9' => {
            let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
            let text = &rest[..=digits];
            let number = text.parse().map_err(|_| format!("`{text}` is not an index"))?;
            Ok((JmesPathToken::Number(number), text.len()))
        }
        'A'..='Z' | 'a'..='z' | '_' => {
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
            let length = rest.bytes().take_while(is_part).count();
            Ok((JmesPathToken::Identifier(rest[..length].to_owned()), length))
        }
        other => Err(format!("the character {other:?} does not belong to JMESPath")),
    }
}

/// Returns the text between two delimiters. A backslash escapes the next character.
fn delimited(text: &str, delimiter: char) -> Option<&str> {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            end if end == delimiter => return Some(&text[1..at]),
            _ => {}
        }
    }
    None
}
