//! Selectors: the language in which traits say which shapes they can be applied to.
//!
//! Supported are types, `:is`, `:test` and `:not`, neighbors with and without names, and attributes
//! of traits and ids. A selector that needs more is not checked.

mod evaluate;
mod parse;

pub(super) use self::evaluate::Evaluator;

/// A selector: steps, each of which takes items and yields items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selector(Vec<Expression>);

impl Selector {
    /// Parses a selector. Returns nothing if it is invalid or needs what is not supported.
    pub(super) fn parse(text: &str) -> Option<Self> {
        parse::selector(text)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Expression {
    /// Items of a type, a group of types or, with `*`, all.
    Type(String),
    Attribute(Attribute),
    /// The items that any of the selectors yields.
    Is(Vec<Selector>),
    /// Items for which one of the selectors yields something.
    Test(Vec<Selector>),
    /// Items for which the selector yields nothing.
    Not(Selector),
    /// The items at the other ends of relationships, of these names unless there are none.
    Neighbors {
        reverse: bool,
        names: Vec<String>,
    },
    /// All items that relationships lead to.
    Recursive,
}

/// A comparison such as `[trait|error=client]`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Attribute {
    /// The keys: `trait`, then the id of a trait; or `id`, then a part of the id.
    path: Vec<String>,
    /// The comparison and the values on its right side, or nothing for existence.
    comparison: Option<(Comparison, Vec<String>)>,
    /// Whether upper and lower case are the same.
    ignores_case: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    StartsWith,
    EndsWith,
    Contains,
    Exists,
}
