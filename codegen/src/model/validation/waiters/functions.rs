//! The functions that a path of a waiter can call.

/// The functions of JMESPath: name, minimum and maximum number of arguments, type of the result by
/// its first letter.
pub(super) const FUNCTIONS: [(&str, usize, usize, char); 26] = [
    ("abs", 1, 1, 'n'),
    ("avg", 1, 1, 'n'),
    ("ceil", 1, 1, 'n'),
    ("contains", 2, 2, 'b'),
    ("ends_with", 2, 2, 'b'),
    ("floor", 1, 1, 'n'),
    ("join", 2, 2, 's'),
    ("keys", 1, 1, 'k'),
    ("length", 1, 1, 'n'),
    ("map", 2, 2, 'a'),
    ("max", 1, 1, 'a'),
    ("max_by", 2, 2, 'a'),
    ("merge", 1, usize::MAX, 'a'),
    ("min", 1, 1, 'a'),
    ("min_by", 2, 2, 'a'),
    ("not_null", 1, usize::MAX, 'a'),
    ("reverse", 1, 1, '1'),
    ("sort", 1, 1, '1'),
    ("sort_by", 2, 2, '1'),
    ("starts_with", 2, 2, 'b'),
    ("sum", 1, 1, 'n'),
    ("to_array", 1, 1, 'a'),
    ("to_number", 1, 1, 'n'),
    ("to_string", 1, 1, 's'),
    ("type", 1, 1, 's'),
    ("values", 1, 1, 'v'),
];
