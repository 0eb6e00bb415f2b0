//! Splits a command into words, as the AWS command line does on each platform.

use crate::text;

/// The rules by which a command is split.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    #[cfg_attr(windows, allow(dead_code, reason = "tests use both"))]
    Posix,
    #[cfg_attr(not(windows), allow(dead_code, reason = "tests use both"))]
    Windows,
}

impl Rules {
    pub(super) const CURRENT: Self = if cfg!(windows) { Self::Windows } else { Self::Posix };
}

/// Splits a command into words.
///
/// # Errors
/// A quote is not closed, or nothing follows a backslash.
#[inline]
pub(super) fn split(command: &str, rules: Rules) -> Result<Vec<String>, &'static str> {
    match rules {
        Rules::Posix => posix(command),
        Rules::Windows => windows(command),
    }
}

/// Splits as POSIX shells do: single quotes keep everything, double quotes keep everything but
/// `\"` and `\\`, and a backslash elsewhere keeps the next character.
fn posix(command: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word = None::<String>;
    let mut quote = None;
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some('\''), _) => word.get_or_insert_default().push(character),
            (Some(_), '\\') => {
                let next = characters.next().ok_or(ESCAPE)?;
                if !matches!(next, '"' | '\\') {
                    word.get_or_insert_default().push('\\');
                }
                word.get_or_insert_default().push(next);
            }
            (None, '\\') => word.get_or_insert_default().push(characters.next().ok_or(ESCAPE)?),
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, _) if character.is_ascii_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    if quote.is_some() {
        return Err(QUOTE);
    }
    words.extend(word);
    Ok(words)
}

/// Splits as the C runtime of Windows does: only double quotes quote, and backslashes are text
/// unless they precede a double quote.
fn windows(command: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word = None::<String>;
    let mut is_quoted = false;
    let mut backslashes = 0_usize;
    for character in command.chars() {
        if character == '\\' {
            backslashes += 1;
            continue;
        }
        if character == '"' {
            let text = word.get_or_insert_default();
            text.extend(std::iter::repeat_n('\\', backslashes / 2));
            if backslashes % 2 == 1 {
                text.push('"');
            } else {
                is_quoted = !is_quoted;
            }
            backslashes = 0;
            continue;
        }
        if backslashes > 0 {
            let text = word.get_or_insert_default();
            text.extend(std::iter::repeat_n('\\', backslashes));
            backslashes = 0;
        }
        match character {
            ' ' | '\t' if !is_quoted => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    if is_quoted {
        return Err(QUOTE);
    }
    if backslashes > 0 {
        let text = word.get_or_insert_default();
        text.extend(std::iter::repeat_n('\\', backslashes));
    }
    words.extend(word);
    Ok(words)
}

const QUOTE: &str = "a quote is not closed";
const ESCAPE: &str = "nothing follows the last backslash";

/// Returns whether words are shell syntax: operators, redirections, assignments, expansions.
pub(super) fn want_a_shell(words: &[String]) -> bool {
    let is_assignment = |word: &String| {
        word.split_once('=').is_some_and(|(name, _)| {
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            !name.is_empty() && name.bytes().all(is_name)
        })
    };
    let is_shell = |word: &String| {
        word.starts_with(['|', '&', ';', '>', '<', '(', '`'])
            || word.starts_with("2>")
            || word.ends_with(';')
            || text::position(word, "$(").is_some()
            || text::position(word, "${").is_some()
            || word.starts_with("~/")
            || (word.starts_with('$') && word.len() > 1)
    };
    let builtins = [
        "exit", "cd", "export", "source", ".", "set", "eval", "exec", "if", "for",
    ];
    words
        .first()
        .is_some_and(|first| is_assignment(first) || builtins.contains(&first.as_str()))
        || words.iter().any(is_shell)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn posix_words() {
        // The expectations are those of Python's `shlex.split`.
        for (command, expected) in [
            ("", &[][..]),
            ("  one\ttwo  ", &["one", "two"]),
            (r"/opt/my\ tool a\\b \'c\' \#", &["/opt/my tool", r"a\b", "'c'", "#"]),
            (
                r#""C:\Program Files\tool.exe" --name 'a b' x"y z"w"#,
                &["C:\\Program Files\\tool.exe", "--name", "a b", "xy zw"],
            ),
            (
                r#"tool '{"a":"b c"}' "say \"hi\"" '' "a\\b" 'a\b'"#,
                &["tool", r#"{"a":"b c"}"#, "say \"hi\"", "", r"a\b", r"a\b"],
            ),
        ] {
            assert_eq!(split(command, Rules::Posix).unwrap(), expected, "{command}");
        }
        for (command, problem) in [("tool 'open", QUOTE), (r#"tool "open\""#, QUOTE), (r"tool \", ESCAPE)] {
            assert_eq!(split(command, Rules::Posix).unwrap_err(), problem, "{command}");
        }
    }

    #[test]
    fn windows_words() {
        for (command, expected) in [
            ("", &[][..]),
            (r"C:\tools\tool.exe a  b", &[r"C:\tools\tool.exe", "a", "b"]),
            (
                r#""C:\Program Files\t.exe" 'a b'"#,
                &[r"C:\Program Files\t.exe", "'a", "b'"],
            ),
            (r#"a\\\"b "c\\" d\"#, &[r#"a\"b"#, r"c\", r"d\"]),
            (r#"x"" """#, &["x", ""]),
        ] {
            assert_eq!(split(command, Rules::Windows).unwrap(), expected, "{command}");
        }
        assert_eq!(split(r#"a "b"#, Rules::Windows).unwrap_err(), QUOTE);
    }

    #[test]
    fn shell_syntax_is_noticed() {
        for (command, expected) in [
            ("tool --name a", false),
            ("tool --filter a=b", false),
            ("TOKEN=secret tool", true),
            ("tool | jq .", true),
            ("tool > file", true),
            ("tool $HOME", true),
            ("tool \"$(date)\"", true),
            ("exit 1", true),
        ] {
            assert_eq!(want_a_shell(&posix(command).unwrap()), expected, "{command}");
        }
    }
}
