//! The parser of attributes: `[trait|range|min = 1]`, `[@trait|range: @{min} > @{max}]`.

use super::parse::{SelectorParser, SelectorResult};
use super::{Assertion, AttributeComparison, Key, Path, ScopedValue, SelectorComparator, Step};
use crate::suggest::did_you_mean;

const ATTRIBUTES: [&str; 4] = ["id", "trait", "service", "var"];
const ID_PROPERTIES: [&str; 3] = ["namespace", "name", "member"];
const SERVICE_PROPERTIES: [&str; 2] = ["id", "version"];
const FUNCTION_PROPERTIES: [&str; 4] = ["keys", "values", "length", "first"];

/// The tokens of comparators. A token that is a prefix of another one follows it.
const COMPARATORS: [(&str, SelectorComparator); 14] = [
    ("{!=}", SelectorComparator::ProjectionNotEqual),
    ("{<<}", SelectorComparator::ProperSubset),
    ("{<}", SelectorComparator::Subset),
    ("{=}", SelectorComparator::ProjectionEqual),
    ("!=", SelectorComparator::NotEqual),
    ("^=", SelectorComparator::StartsWith),
    ("$=", SelectorComparator::EndsWith),
    ("*=", SelectorComparator::Contains),
    ("?=", SelectorComparator::Exists),
    (">=", SelectorComparator::GreaterOrEqual),
    ("<=", SelectorComparator::LessOrEqual),
    (">", SelectorComparator::Greater),
    ("<", SelectorComparator::Less),
    ("=", SelectorComparator::Equal),
];

impl SelectorParser<'_> {
    /// Parses an attribute after its opening bracket.
    pub(super) fn attribute(&mut self) -> SelectorResult<Step> {
        self.skip_whitespace();
        if self.take("@") {
            return self.scoped();
        }
        let path = self.attribute_path()?;
        if self.take("]") {
            return Ok(Step::Attribute { path, comparison: None });
        }
        let Some(comparator) = self.comparator() else {
            return Err(self.expected("`|`, a comparator or `]`"));
        };
        let comparison = self.comparison(comparator, Self::value)?;
        if !self.take("]") {
            return Err(self.expected("`,`, `i` or `]`"));
        }
        Ok(Step::Attribute {
            path,
            comparison: Some(comparison),
        })
    }

    fn scoped(&mut self) -> SelectorResult<Step> {
        let path = match self.rest().starts_with(':') {
            true => Path::new(),
            false => self.attribute_path()?,
        };
        self.expect(":")?;
        let mut assertions = vec![self.assertion(path.is_empty())?];
        while self.take("&&") {
            assertions.push(self.assertion(path.is_empty())?);
        }
        if !self.take("]") {
            return Err(self.expected("`,`, `i`, `&&` or `]`"));
        }
        Ok(Step::Scoped { path, assertions })
    }

    fn assertion(&mut self, of_shape: bool) -> SelectorResult<Assertion> {
        let left = self.scoped_value(of_shape)?;
        let Some(comparator) = self.comparator() else {
            return Err(self.expected("a comparator"));
        };
        let right = self.comparison(comparator, |parser| parser.scoped_value(of_shape))?;
        Ok(Assertion { left, right })
    }

    fn comparator(&mut self) -> Option<SelectorComparator> {
        let found = COMPARATORS.into_iter().find(|(token, _)| self.take(token));
        found.map(|(_, comparator)| comparator)
    }

    fn comparison<V>(
        &mut self,
        comparator: SelectorComparator,
        mut value: impl FnMut(&mut Self) -> SelectorResult<V>,
    ) -> SelectorResult<AttributeComparison<V>> {
        let mut values = vec![value(self)?];
        while self.take(",") {
            values.push(value(self)?);
        }
        Ok(AttributeComparison {
            comparator,
            values,
            ignores_case: self.take("i"),
        })
    }

    fn scoped_value(&mut self, of_shape: bool) -> SelectorResult<ScopedValue> {
        if !self.rest().starts_with('@') {
            return self.value().map(ScopedValue::Literal);
        }
        let start = self.at;
        let path = self.context_path()?;
        self.skip_whitespace();
        if of_shape {
            self.check_path(start, &path)?;
        }
        Ok(ScopedValue::Context(path))
    }

    /// Parses `@{..}`.
    pub(super) fn context_path(&mut self) -> SelectorResult<Path> {
        self.expect("@")?;
        self.expect("{")?;
        let mut path = vec![self.key()?];
        while self.take("|") {
            path.push(self.key()?);
        }
        if !self.rest().starts_with('}') {
            return Err(self.expected("`|` or `}`"));
        }
        self.at += 1;
        Ok(path)
    }

    fn attribute_path(&mut self) -> SelectorResult<Path> {
        let start = self.at;
        let mut path = vec![Key::Name(self.identifier("the name of an attribute")?.to_owned())];
        while self.take("|") {
            path.push(self.key()?);
        }
        self.check_path(start, &path)?;
        Ok(path)
    }

    /// Checks the attribute of a shape that a path begins with.
    fn check_path(&mut self, start: usize, path: &[Key]) -> SelectorResult<()> {
        let Some(Key::Name(first)) = path.first() else {
            return Err(self.error(
                start,
                "a property such as `(keys)` needs an attribute before it".to_owned(),
            ));
        };
        self.check_name(start, first, "a shape", "attribute", &ATTRIBUTES)?;
        let (what, properties): (_, &[_]) = match first.as_str() {
            "id" => ("an id", &ID_PROPERTIES),
            "service" => ("a service", &SERVICE_PROPERTIES),
            _ => return Ok(()),
        };
        match path.get(1) {
            Some(Key::Name(second)) => self.check_name(start, second, what, "property", properties),
            _ => Ok(()),
        }
    }

    fn check_name(&self, start: usize, name: &str, of: &str, what: &str, known: &[&'static str]) -> SelectorResult<()> {
        if known.contains(&name) {
            return Ok(());
        }
        let all = known.join("`, `");
        let help = did_you_mean(name, known.iter().copied()).unwrap_or_else(|| format!("expected one of `{all}`"));
        Err(self.error(start, format!("{of} has no {what} `{name}`; {help}")))
    }

    fn key(&mut self) -> SelectorResult<Key> {
        self.skip_whitespace();
        if !self.take("(") {
            return self.value().map(Key::Name);
        }
        let start = self.at;
        let name = self.identifier("the name of a property")?;
        self.expect(")")?;
        Ok(match name {
            "keys" => Key::Keys,
            "values" => Key::Values,
            "length" => Key::Length,
            "first" => Key::First,
            _ => {
                self.note_unknown(start, name, "property", &FUNCTION_PROPERTIES);
                Key::Unknown
            }
        })
    }

    /// Parses a quoted text, a number or the id of a shape without a member.
    fn value(&mut self) -> SelectorResult<String> {
        for quote in ['"', '\''] {
            if self.rest().starts_with(quote) {
                return self.quoted(quote);
            }
        }
        let starts_number = |c: char| c.is_ascii_digit() || c == '-';
        if self.rest().starts_with(starts_number) {
            return self.number();
        }
        let start = self.at;
        let mut end = self.part()?;
        while self.rest().starts_with('.') {
            self.at += 1;
            end = self.part()?;
        }
        if self.rest().starts_with('#') {
            self.at += 1;
            end = self.part()?;
        }
        self.skip_whitespace();
        Ok(self.text[start..end].to_owned())
    }

    /// Takes an identifier without the whitespace after it. Returns its end.
    fn part(&mut self) -> SelectorResult<usize> {
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return Err(self.expected("a value: an id, a number or a text in quotes"));
        }
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        self.at += length.unwrap_or(rest.len());
        Ok(self.at)
    }

    fn number(&mut self) -> SelectorResult<String> {
        let start = self.at;
        match crate::model::idl::number_length(self.rest().as_bytes()) {
            Ok(length) => {
                self.at += length;
                let number = &self.text[start..self.at];
                self.skip_whitespace();
                Ok(number.to_owned())
            }
            Err(problem) => Err(self.error(start, format!("this is not a number: {problem}"))),
        }
    }

    fn quoted(&mut self, quote: char) -> SelectorResult<String> {
        let start = self.at;
        let Some(length) = self.rest()[1..].find(quote) else {
            return Err(self.error(start, format!("the text has no closing `{quote}`")));
        };
        let value = self.rest()[1..=length].to_owned();
        self.at += length + 2;
        self.skip_whitespace();
        Ok(value)
    }
}
