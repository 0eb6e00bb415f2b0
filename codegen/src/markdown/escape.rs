//! Literal text, code and link addresses, escaped for Markdown and rustdoc.

const LONGEST_ADDRESS: usize = 2048;

const LONGEST_NAME: usize = 32;

/// Appends literal `text`, escaped. Addresses become links, except in the text of a link.
pub(super) fn text(out: &mut String, text: &str, in_link: bool) {
    let mut previous = None;
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        let may_link = !in_link && !previous.is_some_and(char::is_alphanumeric);
        let is_line_start = out.is_empty() || out.ends_with('\n');
        let consumed = if let Some(consumed) = may_link.then(|| link_in_text(out, rest)).flatten() {
            consumed
        } else if is_line_start && starts_block(rest) {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            out.extend([&rest[..digits], "\\", &rest[digits..=digits]]);
            digits + 1
        } else {
            let length = character.len_utf8();
            if is_special(previous, character, &rest[length..]) {
                out.push('\\');
            }
            out.push(character);
            length
        };
        previous = rest[..consumed].chars().next_back();
        at += consumed;
    }
}

/// Appends the web address, with or without brackets, at the start of `text`; returns its length.
fn link_in_text(out: &mut String, text: &str) -> Option<usize> {
    let bracket = usize::from(text.starts_with('<'));
    let url = bare_address(&text[bracket..])?;
    let end = bracket + url.len();
    if is_placeholder(&text[end..]) {
        // An address with a placeholder is not a link; the backslash suppresses rustdoc's lint for
        // bare URLs.
        let scheme = bracket + url.find(':')?;
        out.extend([if bracket == 1 { "\\<" } else { "" }, &text[bracket..scheme], "\\"]);
        return Some(scheme);
    }
    out.extend(["<", url, ">"]);
    Some(end + if text[end..].starts_with('>') { bracket } else { 0 })
}

/// Returns whether `character` needs a backslash.
fn is_special(previous: Option<char>, character: char, rest: &str) -> bool {
    let next = rest.chars().next();
    let is_blank = |side: Option<char>| side.is_some_and(char::is_whitespace);
    let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    match character {
        // Before a line feed the backslash makes a line break.
        '\\' | '`' | '[' | ']' | '\n' => true,
        '*' | '~' => !(is_blank(previous) && is_blank(next)),
        '_' => !(is_word(previous) && is_word(next)),
        '<' => !(is_blank(next) || next == Some('=')),
        '>' => !(is_blank(previous) || matches!(previous, Some('-' | '='))),
        // rustdoc replaces two hyphens by a dash.
        '-' => next == Some('-'),
        '&' => reads_as_reference(rest),
        _ => false,
    }
}

/// Returns whether the text after a `&` has the form of a character reference. CommonMark has two
/// thousand names, so any name counts.
pub(super) fn reads_as_reference(text: &str) -> bool {
    let name = text
        .bytes()
        .take(LONGEST_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    name > 0 && text[name..].starts_with(';')
}

/// Returns whether Markdown parses this line as the start of a list, heading, quote, rule or table.
pub(super) fn starts_block(line: &str) -> bool {
    let word = line.split(char::is_whitespace).next().unwrap_or_default();
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match word.bytes().next() {
        Some(b'#') => word.len() <= 6 && word.bytes().all(|byte| byte == b'#'),
        Some(b'>' | b'|') => true,
        Some(b'+' | b'*') => word.len() == 1,
        Some(b'-' | b':' | b'=') => word.bytes().all(|byte| b"-:=|".contains(&byte)),
        _ => (1..=9).contains(&digits) && matches!(&word[digits..], "." | ")"),
    }
}

/// Returns the web address at the start of `text`, without the punctuation of its sentence.
fn bare_address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(byte);
    let length = text.bytes().take(LONGEST_ADDRESS).take_while(is_part).count();
    let mut url = text.get(..length)?;
    loop {
        let trimmed = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']);
        let is_open = trimmed.matches('(').count() >= trimmed.matches(')').count();
        match trimmed.strip_suffix(')').filter(|_| !is_open) {
            Some(shorter) => url = shorter,
            None if trimmed.len() == url.len() => break,
            None => url = trimmed,
        }
    }
    url.get(scheme.len()..)?
        .starts_with(|c: char| c.is_ascii_alphanumeric())
        .then_some(url)
}

/// Returns whether the text after an address continues it with a placeholder.
fn is_placeholder(after: &str) -> bool {
    after
        .trim_start_matches(['.', ':', '-', '_', '*', '~'])
        .starts_with(['<', '{', '[', '$', '"'])
}

/// Returns whether `address` is valid between angle brackets.
pub(super) fn is_address(address: &str) -> bool {
    bare_address(address) == Some(address)
}

/// Appends `code` as a code span, with more backticks than any run in it.
pub(super) fn code(out: &mut String, code: &str) {
    let ticks = "`".repeat(longest_backticks(code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    };
    out.extend([&ticks, pad, code, pad, &ticks]);
}

pub(super) fn longest_backticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// Appends the end of a link with its address, in angle brackets if spaces or parentheses would
/// end it.
pub(super) fn address(out: &mut String, address: &str) {
    let is_bracketed = address.contains(|c: char| c.is_whitespace() || "()".contains(c));
    out.push_str(if is_bracketed { "](<" } else { "](" });
    for (at, character) in address.char_indices() {
        match character {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '`' => out.push_str("%60"),
            '&' if reads_as_reference(&address[at + 1..]) => out.push_str("\\&"),
            _ if character.is_whitespace() => out.push(' '),
            _ => out.push(character),
        }
    }
    out.push_str(if is_bracketed { ">)" } else { ")" });
}
