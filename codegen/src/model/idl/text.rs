//! The contents of strings, text blocks and numbers.

use std::borrow::Cow;

/// Returns the length of a number at the start of a text, or the length of the invalid text and the
/// problem.
pub(super) fn number(text: &[u8]) -> Result<usize, (usize, &'static str)> {
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(text.first() == Some(&b'-'));
    match digits(at) {
        0 => return Err((at, "a digit must follow `-`")),
        count if count > 1 && text[at] == b'0' => return Err((at + count, "leading zeros are not allowed")),
        count => at += count,
    }
    if text.get(at) == Some(&b'.') {
        match digits(at + 1) {
            0 => return Err((at + 1, "a digit must follow `.`")),
            count => at += 1 + count,
        }
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        match digits(at + 1 + sign) {
            0 => return Err((at + 1 + sign, "the exponent needs a digit")),
            count => at += 1 + sign + count,
        }
    }
    Ok(at)
}

/// Returns the length of the text before the closing quotes. Escaped quotes do not count.
pub(super) fn quoted_length(text: &str, quotes: &str) -> Option<usize> {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' if text[at..].starts_with(quotes) => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

/// Returns the value of a string from the text between its quotes.
pub(super) fn quoted(inner: &str) -> Result<Cow<'_, str>, String> {
    unescape(normalized(inner))
}

/// Returns the value of a text block from the text between its quotes: without the first line
/// break, without the indentation that all lines share, and without spaces at the ends of lines.
pub(super) fn text_block(inner: &str) -> Result<Cow<'_, str>, String> {
    let inner = normalized(inner);
    if inner.is_empty() {
        return Err("a text block must not be empty".to_owned());
    }
    let Some(content) = inner.trim_start_matches([' ', '\t']).strip_prefix('\n') else {
        return Err("a text block must begin with a line break after its opening quotes".to_owned());
    };
    let lines: Vec<&str> = content.split('\n').collect();
    let indentation = |(index, line): (usize, &&str)| {
        let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
        (spaces < line.len() || index + 1 == lines.len()).then_some(spaces)
    };
    let shared = lines.iter().enumerate().filter_map(indentation).min().unwrap_or(0);
    let mut out = String::with_capacity(content.len());
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(line.get(shared..).unwrap_or("").trim_end_matches(' '));
    }
    unescape(Cow::Owned(out))
}

/// Converts every line break to `\n`, so that a model does not depend on the settings of a
/// checkout.
fn normalized(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn unescape(text: Cow<'_, str>) -> Result<Cow<'_, str>, String> {
    // Without an early end the compiler compares many bytes at once.
    let is_control = |byte: u8| byte < 0x20 && byte != b'\t' && byte != b'\n';
    if text.bytes().fold(false, |found, byte| found | is_control(byte)) {
        let control = text.bytes().find(|byte| is_control(*byte)).map_or('\0', char::from);
        return Err(format!("the character {control:?} must be written as an escape"));
    }
    if !text.contains('\\') {
        return Ok(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some(same @ ('"' | '\\' | '/')) => out.push(same),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => out.push(unicode(&mut characters)?),
            Some('\n') => {}
            Some(other) => return Err(format!("`\\{}` is not an escape", other.escape_debug())),
            None => return Err("`\\` escapes nothing".to_owned()),
        }
    }
    Ok(Cow::Owned(out))
}

/// Reads the four hexadecimal digits of `\u`, and the second half of a surrogate pair.
fn unicode(characters: &mut std::str::Chars<'_>) -> Result<char, String> {
    let first = code_unit(characters)?;
    let mut units = vec![first];
    if (0xd800..0xdc00).contains(&first) && characters.as_str().starts_with("\\u") {
        characters.nth(1);
        units.push(code_unit(characters)?);
    }
    match char::decode_utf16(units).next() {
        Some(Ok(character)) => Ok(character),
        _ => Err(format!(
            "`\\u{first:04x}` is half of a surrogate pair and not a character"
        )),
    }
}

fn code_unit(characters: &mut std::str::Chars<'_>) -> Result<u16, String> {
    let mut unit = 0;
    for _ in 0..4 {
        let digit = characters
            .next()
            .ok_or("`\\u` needs four hexadecimal digits, and the string ends before")?;
        let value = digit
            .to_digit(16)
            .ok_or_else(|| format!("`\\u` needs four hexadecimal digits, and {digit:?} is none"))?;
        unit = unit * 16 + u16::try_from(value).unwrap_or_default();
    }
    Ok(unit)
}
