//! Selectors: the language in which traits define the shapes that they can be applied to, and in
//! which validators and users search for shapes.

mod attribute;
mod compare;
mod evaluate;
mod names;
mod parse;
mod scope;
mod types;
mod value;
mod walk;

use std::fmt;
use std::rc::Rc;

pub(super) use self::evaluate::{Evaluator, Match};
pub(super) use self::parse::value_path;

/// A selector: a sequence of steps. A step maps items to items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selector {
    steps: Steps,
    /// The arguments of the functions `:root`.
    roots: Vec<Steps>,
    /// Names that do not exist in any version of the language. They select nothing.
    unknown: Vec<SelectorError>,
}

impl Selector {
    /// Parses a selector.
    ///
    /// # Errors
    /// Fails at the first position of the text that does not match the grammar.
    pub(super) fn parse(text: &str) -> Result<Self, SelectorError> {
        parse::selector(text)
    }

    /// Returns the names of functions and relationships that do not exist. The specification
    /// requires that they are accepted.
    pub(super) fn unknown(&self) -> &[SelectorError] {
        &self.unknown
    }
}

/// A problem of a selector and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorError {
    /// The problem.
    pub problem: String,
    /// The byte of the selector at which the problem is.
    pub offset: usize,
    /// The line of the selector, from one.
    pub line: usize,
    /// The column of the line in characters, from one.
    pub column: usize,
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            1 => write!(f, "column {}: {}", self.column, self.problem),
            line => write!(f, "line {line}, column {}: {}", self.column, self.problem),
        }
    }
}

type Steps = Vec<Step>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// All items: `*`.
    All,
    /// Items of a type or of a group of types.
    Type(String),
    /// Items that have an attribute, or an attribute that compares with literal values.
    Attribute {
        path: Path,
        comparison: Option<AttributeComparison<String>>,
    },
    /// Items that have an attribute for which all the assertions hold.
    Scoped { path: Path, assertions: Vec<Assertion> },
    /// The items that any of the selectors yields.
    Is(Vec<Steps>),
    /// Items for which one of the selectors yields something.
    Test(Vec<Steps>),
    /// Items for which the selector yields nothing.
    Not(Steps),
    /// Items that are among those that the selector yields for them.
    In(Steps),
    /// The items that a selector of [`Selector::roots`] yields for the whole model.
    Root(usize),
    /// Services, resources and operations that are qualified, or that belong to one that is.
    TopDown {
        qualifier: Steps,
        disqualifier: Option<Steps>,
    },
    /// The items that the selector yields, those that it yields for these, and so on.
    Recursive(Steps),
    /// A function that does not exist.
    Unknown,
    /// The items at the other ends of relationships, of these names unless there are none.
    Neighbors { reverse: bool, names: Vec<String> },
    /// All items that relationships lead to.
    Closure,
    /// Stores the items that the selector yields, and yields the item itself.
    Store { name: Rc<str>, steps: Steps },
    /// The items of a variable.
    Load(Rc<str>),
}

/// The keys of an attribute and of the values in it, such as `trait`, `range`, `min`.
type Path = Vec<Key>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A name, quoted or not.
    Name(String),
    /// `(keys)`
    Keys,
    /// `(values)`
    Values,
    /// `(length)`
    Length,
    /// `(first)`
    First,
    /// A property that does not exist, such as `(other)`.
    Unknown,
}

/// The right side of a comparison; one of the values has to match.
#[derive(Clone, Debug, PartialEq, Eq)]
struct AttributeComparison<V> {
    comparator: SelectorComparator,
    values: Vec<V>,
    /// Whether the comparison ignores case.
    ignores_case: bool,
}

/// A comparison of a scoped attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Assertion {
    left: ScopedValue,
    right: AttributeComparison<ScopedValue>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ScopedValue {
    Literal(String),
    /// `@{..}`
    Context(Path),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SelectorComparator {
    Equal,
    NotEqual,
    StartsWith,
    EndsWith,
    Contains,
    Exists,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    ProjectionEqual,
    ProjectionNotEqual,
    Subset,
    ProperSubset,
}
