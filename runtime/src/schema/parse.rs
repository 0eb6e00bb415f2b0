//! The parser of the text of a schema.

use super::{Member, MemberTraits};

/// Parses the traits of the shape, as a member without a name, and the members.
pub(super) fn table(text: &'static str) -> (Member, Vec<Member>) {
    let mut parser = Parser { rest: text };
    let shape = match parser.rest.starts_with(' ') {
        true => parser.record().1,
        false => MemberTraits::NONE,
    };
    let mut members: Vec<Member> = Vec::new();
    while !parser.rest.is_empty() {
        let index = u16::try_from(members.len()).unwrap_or(u16::MAX);
        let (name, traits) = parser.record();
        members.push(Member::new(name, index, traits));
    }
    (Member::new("", 0, shape), members)
}

/// The characters that end a name, word or value unless a backslash precedes them.
const SPECIAL: [char; 9] = [' ', ';', '=', ',', '[', ']', '{', '}', '\\'];

struct Parser {
    rest: &'static str,
}

impl Parser {
    /// Parses a record. A record that does not follow the grammar still takes an index, so that
    /// later members have the right traits, and is sensitive.
    fn record(&mut self) -> (&'static str, MemberTraits) {
        let name = self.token();
        let mut traits = MemberTraits::NONE;
        let is_valid = self.level(&mut traits).is_some() && (self.take(';') || self.rest.is_empty());
        if !is_valid {
            traits.set_sensitive();
            self.skip_record();
        }
        (name, traits)
    }

    fn level(&mut self, traits: &mut MemberTraits) -> Option<()> {
        while self.take(' ') {
            let word = self.token();
            let value = if self.take('=') { self.token() } else { "" };
            traits.add(word, value);
        }
        if self.take('[') {
            traits.set_element(self.nested("member", ']')?);
        } else if self.take('{') {
            traits.set_key(self.nested("key", ',')?);
            traits.set_element(self.nested("value", '}')?);
        }
        Some(())
    }

    /// Parses the level of an element, key or value up to and with the character that closes it.
    fn nested(&mut self, name: &'static str, close: char) -> Option<Member> {
        let mut traits = MemberTraits::NONE;
        self.level(&mut traits)?;
        self.take(close).then(|| Member::new(name, 0, traits))
    }

    fn take(&mut self, character: char) -> bool {
        let rest = self.rest.strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Parses a name, word or value, without the backslashes in it.
    fn token(&mut self) -> &'static str {
        let end = self.rest.find(SPECIAL).unwrap_or(self.rest.len());
        if !self.rest[end..].starts_with('\\') {
            let (token, rest) = self.rest.split_at(end);
            self.rest = rest;
            return token;
        }
        let mut token = String::new();
        let mut characters = self.rest.chars();
        loop {
            self.rest = characters.as_str();
            match characters.next() {
                Some('\\') => token.extend(characters.next()),
                Some(character) if !SPECIAL.contains(&character) => token.push(character),
                // The token is leaked, because the schema is a static.
                _ => return token.leak(),
            }
        }
    }

    fn skip_record(&mut self) {
        while !self.rest.is_empty() && !self.take(';') {
            let before = self.rest.len();
            self.token();
            if self.rest.len() == before {
                let mut characters = self.rest.chars();
                characters.next();
                self.rest = characters.as_str();
            }
        }
    }
}
