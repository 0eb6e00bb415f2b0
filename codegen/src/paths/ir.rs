//! Paths as data: every field has its Rust name and optionality.

/// A path from a structure to values within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapePath {
    /// The members to follow first.
    pub members: Vec<PathMember>,
    /// The rest of the path.
    pub end: PathEnd,
}

/// A member on a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathMember {
    /// The field.
    pub field: String,
    /// Whether the field is an `Option`.
    pub optional: bool,
}

/// The rest of a path after its first members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathEnd {
    /// The path ends at one value.
    Value(PathValue),
    /// The path continues from each element of a list.
    Elements {
        /// Whether elements can be null.
        sparse: bool,
        /// The path from an element.
        each: Box<ShapePath>,
    },
    /// The path ends at the keys of a map.
    Keys {
        /// Whether the keys are values of an enum.
        of_enum: bool,
    },
    /// The path branches. It leads to the values of all branches, in order.
    Branches(Vec<ShapePath>),
}

/// The kind of a value that a path ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathValue {
    /// A boolean.
    Boolean,
    /// A string.
    String {
        /// Whether it is a value of an enum.
        of_enum: bool,
    },
    /// A list of strings.
    Strings {
        /// Whether the elements are values of an enum.
        of_enum: bool,
        /// Whether elements can be null.
        sparse: bool,
    },
    /// A value of another kind.
    Other,
}
