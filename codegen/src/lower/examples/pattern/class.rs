//! Classes of characters, and which of them a string is made of.

/// A set of characters.
pub(super) struct Class {
    pub(super) negated: bool,
    pub(super) sets: Vec<Set>,
}

/// Some of the characters of a class.
pub(super) enum Set {
    Range(char, char),
    /// `\p{…}`, `\s` and the like, among the characters that are printed.
    Kind(fn(char) -> bool),
    Not(fn(char) -> bool),
}

/// The characters that strings are made of, in the order in which they are taken.
const PRINTED: &str =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_. :/+=@,!#$%&'*?^`{|}~()[]<>;\"\\\t\n";

impl Class {
    pub(super) fn has(&self, c: char) -> bool {
        let holds = |set: &Set| match set {
            Set::Range(first, last) => (*first..=*last).contains(&c),
            Set::Kind(is) => is(c),
            Set::Not(is) => !is(c),
        };
        self.sets.iter().any(holds) != self.negated
    }

    pub(super) fn is_anything(&self) -> bool {
        self.negated && self.sets.len() <= 1
    }

    /// The characters of the class in turn; digits start at one where there are only digits.
    pub(super) fn nth(&self, at: usize) -> Option<char> {
        let mut characters: Vec<_> = PRINTED.chars().filter(|c| self.has(*c)).collect();
        if self.is_anything() {
            characters.retain(|c| c.is_ascii_lowercase());
        }
        if characters.len() == 10 && characters.iter().all(char::is_ascii_digit) {
            characters.rotate_left(1);
        }
        let first = self.sets.iter().find_map(|set| {
            if let Set::Range(first, _) = set {
                Some(*first)
            } else {
                None
            }
        });
        characters.get(at % characters.len().max(1)).copied().or(first)
    }
}

/// What `\p{…}` means, among the characters that are printed.
pub(super) fn property(name: &str) -> Option<Set> {
    let kind: fn(char) -> bool = match name {
        "L" | "Alpha" | "Letter" => char::is_alphabetic,
        "Lu" | "Upper" => char::is_uppercase,
        "Ll" | "Lower" => char::is_lowercase,
        "N" | "Nd" | "Digit" => char::is_numeric,
        "Alnum" => char::is_alphanumeric,
        "Z" | "Zs" | "Space" => |c| c == ' ',
        "P" | "Punct" => |c| c.is_ascii_punctuation() && !"$+<=>^`|~".contains(c),
        "S" => |c| "$+<=>^`|~".contains(c),
        "M" => |_| false,
        "Graph" => |c| c.is_ascii_graphic(),
        "Print" => |c| c.is_ascii_graphic() || c == ' ',
        "ASCII" => |c| c.is_ascii(),
        _ => return None,
    };
    Some(Set::Kind(kind))
}

pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
