//! The parser of selectors.

use super::{Attribute, Comparison, Expression, Selector};

/// Selectors nest shallowly; one that nests deeper is not checked.
const MAX_DEPTH: usize = 32;

pub(super) fn selector(text: &str) -> Option<Selector> {
    let mut parser = Parser { rest: text, depth: 0 };
    let selector = parser.selector()?;
    parser.rest.is_empty().then_some(selector)
}

struct Parser<'t> {
    rest: &'t str,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn skip_whitespace(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                self.skip_whitespace();
                true
            }
            None => false,
        }
    }

    /// Takes the longest prefix of characters that fit.
    fn word(&mut self, fits: fn(char) -> bool) -> Option<&'t str> {
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        self.skip_whitespace();
        (!word.is_empty()).then_some(word)
    }

    fn selector(&mut self) -> Option<Selector> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.skip_whitespace();
        let mut steps = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with([',', ')']) {
            steps.push(self.step()?);
        }
        self.depth -= 1;
        (!steps.is_empty()).then_some(Selector(steps))
    }

    fn step(&mut self) -> Option<Expression> {
        let neighbors = |reverse, names| Some(Expression::Neighbors { reverse, names });
        if self.take("*") {
            Some(Expression::Type("*".to_owned()))
        } else if self.take("~>") {
            Some(Expression::Recursive)
        } else if self.take("-[") {
            let names = self.names("]->")?;
            neighbors(false, names)
        } else if self.take("<-[") {
            let names = self.names("]-")?;
            neighbors(true, names)
        } else if self.take(">") {
            neighbors(false, Vec::new())
        } else if self.take("<") {
            neighbors(true, Vec::new())
        } else if self.take("[") {
            self.attribute().map(Expression::Attribute)
        } else if self.take(":") {
            self.function()
        } else {
            let word = self.word(|c| c.is_ascii_alphanumeric())?;
            Some(Expression::Type(word.to_owned()))
        }
    }

    fn names(&mut self, end: &str) -> Option<Vec<String>> {
        let mut names = Vec::new();
        loop {
            self.skip_whitespace();
            names.push(self.word(|c| c.is_ascii_alphanumeric())?.to_owned());
            if self.take(end) {
                return Some(names);
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn function(&mut self) -> Option<Expression> {
        let name = self.word(|c| c.is_ascii_alphanumeric())?;
        if !self.take("(") {
            return None;
        }
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.selector()?);
            if self.take(")") {
                break;
            }
            if !self.take(",") {
                return None;
            }
        }
        match name {
            "is" | "each" => Some(Expression::Is(arguments)),
            "test" => Some(Expression::Test(arguments)),
            "not" if arguments.len() == 1 => arguments.pop().map(Expression::Not),
            _ => None,
        }
    }

    fn attribute(&mut self) -> Option<Attribute> {
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '#' | '-' | '$');
        let mut path = vec![self.word(part)?.to_owned()];
        while self.take("|") {
            path.push(self.word(part)?.to_owned());
        }
        let comparisons = [
            ("!=", Comparison::NotEqual),
            ("^=", Comparison::StartsWith),
            ("$=", Comparison::EndsWith),
            ("*=", Comparison::Contains),
            ("?=", Comparison::Exists),
            ("=", Comparison::Equal),
        ];
        let found = comparisons.into_iter().find(|(token, _)| self.take(token));
        let mut attribute = Attribute {
            path,
            comparison: None,
            ignores_case: false,
        };
        if let Some((_, comparison)) = found {
            let mut values = vec![self.value(part)?];
            while self.take(",") {
                values.push(self.value(part)?);
            }
            attribute.comparison = Some((comparison, values));
            attribute.ignores_case = self.take("i");
        }
        self.take("]").then_some(attribute)
    }

    fn value(&mut self, part: fn(char) -> bool) -> Option<String> {
        for quote in ['"', '\''] {
            if let Some(rest) = self.rest.strip_prefix(quote) {
                let (value, rest) = rest.split_once(quote)?;
                self.rest = rest;
                self.skip_whitespace();
                return Some(value.to_owned());
            }
        }
        self.word(part).map(str::to_owned)
    }
}
