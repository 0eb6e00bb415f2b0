//! The parser of selectors.

use super::names::{FUNCTIONS, RELATIONSHIPS, TYPES};
use super::{Path, Selector, SelectorError, Step, Steps};
use crate::suggest::did_you_mean;

/// The maximum nesting of selectors. A deeper one is malformed or hostile.
const MAX_DEPTH: usize = 32;

pub(super) fn selector(text: &str) -> Result<Selector, SelectorError> {
    let mut parser = SelectorParser::new(text);
    let steps = parser.steps()?;
    if !parser.rest().is_empty() {
        return Err(parser.expected("the next step or the end"));
    }
    Ok(Selector {
        steps,
        roots: parser.roots,
        unknown: parser.unknown,
    })
}

/// Parses the `@{..}` at the start of a text. Returns the path and the length of what it read.
pub(in crate::model::validation) fn value_path(text: &str) -> Result<(Path, usize), SelectorError> {
    let mut parser = SelectorParser::new(text);
    let path = parser.context_path()?;
    Ok((path, parser.at))
}

/// The result of parsing a part of a selector.
pub(super) type SelectorResult<T> = Result<T, SelectorError>;

/// A parser of one selector.
pub(super) struct SelectorParser<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    depth: usize,
    roots: Vec<Steps>,
    unknown: Vec<SelectorError>,
}

impl<'t> SelectorParser<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            roots: Vec::new(),
            unknown: Vec::new(),
        }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn skip_whitespace(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    /// Takes a token and the whitespace after it, if the token is next.
    pub(super) fn take(&mut self, token: &str) -> bool {
        let is_next = self.rest().starts_with(token);
        if is_next {
            self.at += token.len();
            self.skip_whitespace();
        }
        is_next
    }

    pub(super) fn expect(&mut self, token: &str) -> SelectorResult<()> {
        if self.take(token) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{token}`")))
        }
    }

    /// Takes the longest prefix of characters that match, and the whitespace after it.
    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += end;
        self.skip_whitespace();
        &rest[..end]
    }

    pub(super) fn identifier(&mut self, what: &str) -> SelectorResult<&'t str> {
        if !self.rest().starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return Err(self.expected(what));
        }
        Ok(self.take_while(|c| c.is_ascii_alphanumeric() || c == '_'))
    }

    /// Returns the error that something else was expected here.
    pub(super) fn expected(&self, what: &str) -> SelectorError {
        let found = match self.rest().chars().next() {
            Some(found) => format!("`{found}`"),
            None => "the end of the selector".to_owned(),
        };
        self.error(self.at, format!("expected {what}, found {found}"))
    }

    pub(super) fn error(&self, offset: usize, problem: String) -> SelectorError {
        let (line, column) = crate::source::line_and_column(self.text, offset);
        SelectorError {
            problem,
            offset,
            line,
            column,
        }
    }

    fn steps(&mut self) -> SelectorResult<Steps> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(
                self.at,
                format!("selectors nest at most {MAX_DEPTH} levels, and this one is deeper"),
            ));
        }
        self.skip_whitespace();
        let mut steps = vec![self.step()?];
        while !self.rest().is_empty() && !self.rest().starts_with([',', ')', ']']) {
            steps.push(self.step()?);
        }
        self.depth -= 1;
        Ok(steps)
    }

    fn step(&mut self) -> SelectorResult<Step> {
        if self.take("*") {
            Ok(Step::All)
        } else if self.take("~>") {
            Ok(Step::Closure)
        } else if self.take("-[") {
            self.neighbors(false, "]->")
        } else if self.take("<-[") {
            self.neighbors(true, "]-")
        } else if self.take(">") {
            Ok(any_neighbor(false))
        } else if self.take("<") {
            Ok(any_neighbor(true))
        } else if self.take("[") {
            self.attribute()
        } else if self.take(":") {
            self.function()
        } else if self.take("$") {
            self.variable()
        } else {
            self.shape_type()
        }
    }

    fn shape_type(&mut self) -> SelectorResult<Step> {
        let start = self.at;
        let name = self.identifier("a step of a selector, such as `structure` or `[trait|required]`")?;
        if TYPES.contains(&name) {
            return Ok(Step::Type(name.to_owned()));
        }
        let help = did_you_mean(name, TYPES.into_iter()).map_or_else(String::new, |help| format!("; {help}"));
        Err(self.error(start, format!("`{name}` is not a type of shapes{help}")))
    }

    fn neighbors(&mut self, reverse: bool, end: &str) -> SelectorResult<Step> {
        let mut names = Vec::new();
        loop {
            let start = self.at;
            let name = self.identifier("the name of a relationship")?;
            self.note_unknown(start, name, "relationship", &RELATIONSHIPS);
            names.push(name.to_owned());
            if self.take(end) {
                return Ok(Step::Neighbors { reverse, names });
            }
            if !self.take(",") {
                return Err(self.expected(&format!("`,` or `{end}`")));
            }
        }
    }

    /// Records a name that does not exist.
    pub(super) fn note_unknown(&mut self, start: usize, name: &str, what: &str, known: &[&'static str]) {
        if !known.contains(&name) {
            let help = did_you_mean(name, known.iter().copied()).map_or_else(String::new, |help| format!("; {help}"));
            let problem = format!("there is no {what} `{name}`, so this selects nothing{help}");
            self.unknown.push(self.error(start, problem));
        }
    }

    fn variable(&mut self) -> SelectorResult<Step> {
        if self.take("{") {
            let name = self.identifier("the name of a variable")?.into();
            self.expect("}")?;
            return Ok(Step::Load(name));
        }
        let name = self.identifier("the name of a variable, or `{`")?.into();
        self.expect("(")?;
        let steps = self.steps()?;
        self.expect(")")?;
        Ok(Step::Store { name, steps })
    }

    fn function(&mut self) -> SelectorResult<Step> {
        let start = self.at;
        let name = self.identifier("the name of a function")?;
        self.note_unknown(start, name, "function", &FUNCTIONS);
        self.expect("(")?;
        let mut arguments = vec![self.steps()?];
        while self.take(",") {
            arguments.push(self.steps()?);
        }
        if !self.take(")") {
            return Err(self.expected("`,` or `)`"));
        }
        let most = match name {
            "not" | "in" | "root" | "recursive" => 1,
            "topdown" => 2,
            _ => usize::MAX,
        };
        if arguments.len() > most {
            let plural = if most == 1 { "" } else { "s" };
            let problem = format!(
                "the function `:{name}` takes at most {most} selector{plural}, found {}",
                arguments.len()
            );
            return Err(self.error(start, problem));
        }
        Ok(self.call(name, arguments))
    }

    fn call(&mut self, name: &str, mut arguments: Vec<Steps>) -> Step {
        match name {
            "is" | "each" => return Step::Is(arguments),
            "test" => return Step::Test(arguments),
            _ => {}
        }
        let second = (arguments.len() == 2).then(|| arguments.pop()).flatten();
        let first = arguments.pop().unwrap_or_default();
        match name {
            "not" => Step::Not(first),
            "in" => Step::In(first),
            "recursive" => Step::Recursive(first),
            "root" => {
                self.roots.push(first);
                Step::Root(self.roots.len() - 1)
            }
            "topdown" => Step::TopDown {
                qualifier: first,
                disqualifier: second,
            },
            _ => Step::Unknown,
        }
    }
}

fn any_neighbor(reverse: bool) -> Step {
    Step::Neighbors {
        reverse,
        names: Vec::new(),
    }
}
