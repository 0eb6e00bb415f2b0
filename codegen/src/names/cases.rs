//! The words of a name, and the cases that they are written in.

use heck::ToSnakeCase;

/// Returns `snake_case` by the rule of the AWS SDK, without regard to keywords.
pub(crate) fn snake(name: &str) -> String {
    let snake = split(name).join("_");
    if snake.is_empty() || snake.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{snake}")
    } else {
        snake
    }
}

/// Returns `UpperCamelCase`, without regard to keywords.
pub(super) fn camel(name: &str) -> String {
    let camel = camel_by_capitals(name);
    if camel.is_empty() || camel.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{camel}")
    } else {
        camel
    }
}

/// Returns a name in words, for example `Engagement invitation`.
pub(crate) fn words(name: &str) -> String {
    let mut words = name.to_snake_case().replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// Words that are not split at a small letter before a capital, in any case.
const WHOLE_WORDS: [&str; 7] = ["ipv4", "ipv6", "sigv4", "mib", "gib", "kib", "ttl"];

/// Splits a name into its words by the rule of the AWS SDK. A word starts
/// - at a capital after a small letter or a digit: `Md5|Sum`,
/// - at the last capital of a run before a small letter: `DB|Proxy`, unless the letter makes it a
///   plural or a version: `ARNs`, `DBv2`,
/// - at a small letter after a digit, if the whole name is of small letters: `md5|sum`.
fn split(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let has_capitals = chars.iter().any(|c| c.is_uppercase());
    let mut words = vec![String::new()];
    let mut start = 0;
    for (at, c) in chars.iter().enumerate() {
        let before = words.last().and_then(|word| word.chars().last());
        let is_start = match before {
            None => false,
            Some(_) if !c.is_alphanumeric() => true,
            Some(before) => {
                let is_after_word = before.is_lowercase() || before.is_ascii_digit();
                let is_cut = (c.is_uppercase() && is_after_word)
                    || (c.is_lowercase() && before.is_ascii_digit() && !has_capitals);
                (is_cut && !is_in_whole_word(&chars[start..], at - start)) || ends_acronym(&chars, before, at)
            }
        };
        if is_start {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            if word.is_empty() {
                start = at;
            }
            word.push(*c);
        }
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| word.to_lowercase()).collect()
}

/// Returns whether a character is inside of a whole word at the start of these.
fn is_in_whole_word(chars: &[char], at: usize) -> bool {
    let starts_with = |word: &str| {
        let mut letters = word.chars().zip(chars);
        word.len() <= chars.len() && letters.all(|(letter, c)| letter == c.to_ascii_lowercase())
    };
    WHOLE_WORDS.iter().any(|word| at < word.len() && starts_with(word))
}

/// Returns whether a word starts at this character because an acronym ends before it.
fn ends_acronym(chars: &[char], before: char, at: usize) -> bool {
    let is_capital = before.is_uppercase() && chars[at].is_uppercase();
    let (next, second) = (chars.get(at + 1), chars.get(at + 2));
    let is_plural = next == Some(&'s') && !second.is_some_and(|c| c.is_lowercase());
    let is_version = next == Some(&'v') && second.is_some_and(char::is_ascii_digit);
    is_capital && next.is_some_and(|c| c.is_lowercase()) && !is_plural && !is_version
}

/// Returns `UpperCamelCase` by the rule of the AWS SDK: a word starts at a
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
