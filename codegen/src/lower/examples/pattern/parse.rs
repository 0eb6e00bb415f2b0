//! Patterns as data.

use std::iter::Peekable;
use std::str::Chars;

use super::Bounds;
use super::class::{self, Class, Set, is_word};

/// A pattern, and the length that a look-ahead at its start asks for.
pub(super) struct Pattern {
    pub(super) alternatives: Vec<Vec<Item>>,
    pub(super) length: Bounds,
}

/// Something, and how often.
pub(super) struct Item {
    pub(super) part: Part,
    pub(super) min: usize,
    pub(super) max: Option<usize>,
}

pub(super) enum Part {
    Literal(char),
    Class(Class),
    Group(Vec<Vec<Item>>),
}

/// The pattern, unless it has something that is not known here.
pub(super) fn pattern(text: &str) -> Option<Pattern> {
    let mut parser = Parser {
        rest: text.chars().peekable(),
        length: Bounds::default(),
    };
    let alternatives = parser.alternatives()?;
    parser.rest.next().is_none().then_some(Pattern {
        alternatives,
        length: parser.length,
    })
}

struct Parser<'p> {
    rest: Peekable<Chars<'p>>,
    length: Bounds,
}

impl Parser<'_> {
    /// Up to the end or to a closing bracket, which stays.
    fn alternatives(&mut self) -> Option<Vec<Vec<Item>>> {
        let mut alternatives = vec![Vec::new()];
        while let Some(c) = self.rest.next_if(|c| *c != ')') {
            let part = match c {
                '|' => {
                    alternatives.push(Vec::new());
                    continue;
                }
                '^' | '$' => continue,
                '(' => match self.group()? {
                    Some(group) => Part::Group(group),
                    None => continue,
                },
                '[' => Part::Class(self.class()?),
                '.' => Part::Class(Class {
                    negated: true,
                    sets: vec![Set::Range('\n', '\n')],
                }),
                '\\' => match self.escape()? {
                    Some(part) => part,
                    None => continue,
                },
                c => Part::Literal(c),
            };
            let (min, max) = self.quantifier()?;
            alternatives.last_mut()?.push(Item { part, min, max });
        }
        Some(alternatives)
    }

    /// A group, or nothing for flags and for what only looks ahead.
    fn group(&mut self) -> Option<Option<Vec<Vec<Item>>>> {
        if self.rest.next_if_eq(&'?').is_none() {
            return self.until_closed().map(Some);
        }
        match self.rest.next()? {
            ':' => self.until_closed().map(Some),
            '=' => {
                let inner = self.until_closed()?;
                if let [items] = inner.as_slice()
                    && let [
                        Item {
                            part: Part::Class(class),
                            min,
                            max,
                        },
                    ] = items.as_slice()
                    && class.is_anything()
                {
                    self.length = Bounds {
                        min: *min,
                        max: max.unwrap_or(usize::MAX),
                    };
                }
                Some(None)
            }
            // What must not follow is left to luck, and to the tests.
            '!' => self.until_closed().map(|_| None),
            '<' if self.rest.peek().is_some_and(|c| c.is_alphabetic()) => {
                self.rest.by_ref().find(|c| *c == '>')?;
                self.until_closed().map(Some)
            }
            flag if flag.is_ascii_lowercase() => {
                let end = self.rest.by_ref().find(|c| !c.is_ascii_lowercase())?;
                if end == ':' {
                    self.until_closed().map(Some)
                } else {
                    (end == ')').then_some(None)
                }
            }
            _ => None,
        }
    }

    fn until_closed(&mut self) -> Option<Vec<Vec<Item>>> {
        let alternatives = self.alternatives()?;
        self.rest.next_if_eq(&')').map(|_| alternatives)
    }

    fn quantifier(&mut self) -> Option<(usize, Option<usize>)> {
        let bounds = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(),
            _ => return Some((1, Some(1))),
        };
        self.rest.next();
        self.skip_lazy();
        Some(bounds)
    }

    /// `{2}`, `{2,}` and `{2,5}`; any other brace is meant as it stands.
    fn counted(&mut self) -> Option<(usize, Option<usize>)> {
        let ahead: String = self.rest.clone().skip(1).take_while(|c| *c != '}').collect();
        let (min, max) = match ahead.split_once(',') {
            None => (ahead.parse().ok(), ahead.parse().ok()),
            Some((min, "")) => (min.parse().ok(), None),
            Some((min, max)) => (min.parse().ok(), Some(max.parse().ok()?)),
        };
        let Some(min) = min else { return Some((1, Some(1))) };
        self.rest.by_ref().find(|c| *c == '}')?;
        self.skip_lazy();
        Some((min, max))
    }

    fn skip_lazy(&mut self) {
        while self.rest.next_if(|c| matches!(c, '?' | '+')).is_some() {}
    }

    /// What follows a backslash outside of a class; nothing for anchors.
    fn escape(&mut self) -> Option<Option<Part>> {
        Some(match self.rest.peek()? {
            'A' | 'z' | 'Z' | 'b' => {
                self.rest.next();
                None
            }
            _ => Some(match self.escaped()? {
                Set::Range(c, _) => Part::Literal(c),
                set => Part::Class(Class {
                    negated: false,
                    sets: vec![set],
                }),
            }),
        })
    }

    /// A character or a kind of characters after a backslash.
    fn escaped(&mut self) -> Option<Set> {
        let one = |c: char| Some(Set::Range(c, c));
        match self.rest.next()? {
            'd' => Some(Set::Kind(|c| c.is_ascii_digit())),
            'D' => Some(Set::Not(|c| c.is_ascii_digit())),
            'w' => Some(Set::Kind(is_word)),
            'W' => Some(Set::Not(is_word)),
            's' => Some(Set::Kind(char::is_whitespace)),
            'S' => Some(Set::Not(char::is_whitespace)),
            'p' => self.property(),
            't' => one('\t'),
            'n' => one('\n'),
            'r' => one('\r'),
            'f' => one('\u{c}'),
            'v' => one('\u{b}'),
            '0' => one('\0'),
            'x' => self.code_point(2),
            'u' => self.code_point(4),
            c if c.is_ascii_alphanumeric() => None,
            c => one(c),
        }
    }

    fn code_point(&mut self, digits: usize) -> Option<Set> {
        let hex: String = match self.rest.next_if_eq(&'{') {
            Some(_) => self.rest.by_ref().take_while(|c| *c != '}').collect(),
            None => self.rest.by_ref().take(digits).collect(),
        };
        let code = u32::from_str_radix(&hex, 16).ok()?;
        // Halves of surrogate pairs stand for what is beyond the basic plane.
        let c = char::from_u32(code).unwrap_or('\u{ffff}');
        Some(Set::Range(c, c))
    }

    fn property(&mut self) -> Option<Set> {
        self.rest.next_if_eq(&'{')?;
        let name: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
        class::property(&name)
    }

    /// The rest of a class.
    fn class(&mut self) -> Option<Class> {
        let mut class = Class {
            negated: self.rest.next_if_eq(&'^').is_some(),
            sets: Vec::new(),
        };
        loop {
            let set = match self.rest.next()? {
                ']' => return Some(class),
                '\\' => self.escaped()?,
                c => Set::Range(c, c),
            };
            class.sets.push(self.range(set)?);
        }
    }

    /// A range where a hyphen and another character follow.
    fn range(&mut self, set: Set) -> Option<Set> {
        let Set::Range(first, _) = set else { return Some(set) };
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.next(), None | Some(']')) {
            return Some(set);
        }
        self.rest.next();
        match self.rest.next()? {
            '\\' => match self.escaped()? {
                Set::Range(last, _) => Some(Set::Range(first, last)),
                _ => None,
            },
            last => Some(Set::Range(first, last)),
        }
    }
}
