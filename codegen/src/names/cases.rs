//! The words of a name, and the cases that they are written in.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Returns `snake_case`, without regard to keywords.
pub(crate) fn snake(name: &str) -> String {
    let snake = after_digits(&whole_words(name)).to_snake_case();
    if snake.is_empty() || snake.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{snake}")
    } else {
        snake
    }
}

/// Returns `UpperCamelCase`, without regard to keywords.
pub(super) fn camel(name: &str) -> String {
    let camel = name.to_upper_camel_case();
    if camel.is_empty() || camel.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{camel}")
    } else {
        camel
    }
}

/// Returns the words of a name, as in `Engagement invitation`.
pub(crate) fn words(name: &str) -> String {
    let mut words = name.to_snake_case().replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// Starts a word after each number inside of a name, as the official crates do: `md5sum` is
/// `md5_sum`, and `CRC32C` is `crc32_c`.
fn after_digits(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let (mut in_word, mut after_digit) = (false, false);
    for c in name.chars() {
        if in_word && after_digit && c.is_alphabetic() {
            out.push('_');
        }
        in_word |= c.is_alphabetic();
        after_digit = c.is_ascii_digit();
        out.push(c);
    }
    out
}

/// Words whose capitals would be cut apart.
const WHOLE_WORDS: [(&str, &str); 6] = [
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("SigV4", "Sigv4"),
    ("KiB", "Kib"),
    ("MiB", "Mib"),
    ("GiB", "Gib"),
];

/// Returns the name with units, versions and plurals of acronyms as one word each, as in the AWS
/// SDK: `ARNs` is `arns`.
fn whole_words(name: &str) -> String {
    let name = WHOLE_WORDS
        .iter()
        .fold(name.to_owned(), |name, (from, to)| name.replace(from, to));
    let chars: Vec<char> = name.chars().collect();
    let is_upper = |at: usize| chars.get(at).is_some_and(char::is_ascii_uppercase);
    let ends_word = |at: usize| chars.get(at).is_none_or(|c| !c.is_ascii_lowercase());
    let mut words = String::with_capacity(name.len());
    let mut at = 0;
    while at < chars.len() {
        let run = (at..chars.len()).take_while(|next| is_upper(*next)).count();
        let is_plural = run > 1 && chars.get(at + run) == Some(&'s') && ends_word(at + run + 1);
        let upper = chars[at..at + run.max(1)].iter().enumerate();
        words.extend(upper.map(|(place, c)| {
            if is_plural && place > 0 {
                c.to_ascii_lowercase()
            } else {
                *c
            }
        }));
        at += run.max(1);
    }
    words
}

/// Returns `UpperCamelCase` by the rule of the AWS SDK for variants of enums: a word starts at a
/// capital after a small letter or a digit, and at the last capital of a run before a small letter.
pub(super) fn camel_by_capitals(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut camel = String::with_capacity(name.len());
    let mut starts_word = true;
    for (at, c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            starts_word = true;
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        let is_after_word = before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit());
        let is_before_small = chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        starts_word |= c.is_uppercase() && (is_after_word || is_before_small);
        if starts_word {
            camel.extend(c.to_uppercase());
        } else {
            camel.extend(c.to_lowercase());
        }
        starts_word = false;
    }
    camel
}
