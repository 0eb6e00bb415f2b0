//! A serializer that checks values instead of writing them.

mod serializer;

use std::fmt::Write;

use super::{Constraint, ConstraintTable, ConstraintViolation, ConstraintViolations};
use crate::schema::Member;
use crate::serde::SerializeShape;

/// Checks an input, and returns all violations.
#[inline]
pub fn check(table: &'static ConstraintTable, input: &dyn SerializeShape) -> Option<ConstraintViolations> {
    let mut checker = Checker {
        table,
        open: Vec::new(),
        violations: Vec::new(),
    };
    input.write(Member::root(), &mut checker);
    ConstraintViolations::new(checker.violations)
}

/// The open structure, list or map.
enum Open {
    Structure {
        member: &'static str,
        constraint: Option<&'static Constraint>,
    },
    List {
        /// The number of elements so far.
        count: usize,
        element: Option<&'static Constraint>,
        /// The texts of the elements, and that of the current one, if the elements must be unique.
        unique: Option<(Vec<String>, String)>,
    },
    Map {
        key: String,
        keys: Option<&'static Constraint>,
        values: Option<&'static Constraint>,
        is_key_sensitive: bool,
    },
}

struct Checker {
    table: &'static ConstraintTable,
    open: Vec<Open>,
    violations: Vec<ConstraintViolation>,
}

impl Checker {
    #[inline]
    fn of_member(&self, shape: &str, member: &str) -> Option<&'static Constraint> {
        self.table.of_member(shape, member)
    }

    /// Begins the next value, and returns the constraint on it.
    #[inline]
    fn begin(&mut self) -> Option<&'static Constraint> {
        match self.open.last_mut()? {
            Open::Structure { constraint, .. } => constraint.take(),
            Open::List { count, element, .. } => {
                let element = *element;
                *count += 1;
                if *count > 1 {
                    self.finish_element();
                }
                element
            }
            Open::Map { values, .. } => *values,
        }
    }

    /// Compares the element that ended with those before it.
    #[inline]
    fn finish_element(&mut self) {
        let Some(Open::List {
            unique: Some((seen, current)),
            ..
        }) = self.open.last_mut()
        else {
            return;
        };
        let current = std::mem::take(current);
        let first = seen.iter().position(|other| *other == current);
        seen.push(current);
        if let Some(first) = first {
            let last = seen.len() - 1;
            let message = format!("the elements {first} and {last} are equal, and must differ");
            let mut path = self.path(self.open.len() - 1);
            let _ = write!(path, "[{last}]");
            self.report(path, "uniqueItems", message);
        }
    }

    /// Appends to the texts of the open elements that must be unique.
    #[inline]
    fn note(&mut self, form: std::fmt::Arguments<'_>) {
        for open in &mut self.open {
            if let Open::List {
                unique: Some((_, current)),
                ..
            } = open
            {
                // Writing to a string cannot fail. No value contains the separator.
                let _ = write!(current, "{form}\u{0}");
            }
        }
    }

    /// Returns the path of the value in the first levels.
    #[inline]
    fn path(&self, levels: usize) -> String {
        let mut path = String::new();
        for open in self.open.iter().take(levels) {
            // Writing to a string cannot fail.
            let _ = match open {
                Open::Structure { member, .. } if path.is_empty() => write!(path, "{member}"),
                Open::Structure { member, .. } => write!(path, ".{member}"),
                Open::List { count, .. } => write!(path, "[{}]", count.saturating_sub(1)),
                Open::Map {
                    is_key_sensitive: true, ..
                } => write!(path, "[**redacted**]"),
                Open::Map { key, .. } => write!(path, "[{key:?}]"),
            };
        }
        path
    }

    #[inline]
    fn report(&mut self, path: String, constraint: &'static str, message: String) {
        self.violations.push(ConstraintViolation {
            path,
            constraint,
            message,
        });
    }

    #[inline]
    fn report_here(&mut self, constraint: &'static str, message: String) {
        let path = self.path(self.open.len());
        self.report(path, constraint, message);
    }

    #[inline]
    fn length(&mut self, constraint: &Constraint, length: usize, unit: &str) {
        let Some((min, max)) = constraint.length else { return };
        if !(min..=max).contains(&(length as u64)) {
            let message = match max {
                u64::MAX => format!("has {length} {unit}, at least {min} are needed"),
                max => format!("has {length} {unit}, {min} to {max} are permitted"),
            };
            self.report_here("length", message);
        }
    }

    #[inline]
    fn number(&mut self, text: &str) {
        let constraint = self.begin();
        self.note(format_args!("{text}"));
        let Some((min, max)) = constraint.and_then(|constraint| constraint.range) else {
            return;
        };
        let is_below = min.is_some_and(|min| is_less(text, min));
        let is_above = max.is_some_and(|max| is_less(max, text));
        if is_below || is_above {
            let message = match (min, max) {
                (Some(min), Some(max)) => format!("is out of range, {min} to {max} are permitted"),
                (Some(min), None) => format!("is out of range, at least {min} is needed"),
                (_, max) => format!("is out of range, at most {} is permitted", max.unwrap_or_default()),
            };
            self.report_here("range", message);
        }
    }

    #[inline]
    fn text(&mut self, constraint: &Constraint, value: &str) {
        self.length(constraint, value.chars().count(), "characters");
        if let Some(pattern) = constraint
            .pattern
            .as_deref()
            .filter(|pattern| !pattern.pattern.is_match(value))
        {
            self.report_here("pattern", format!("does not match the pattern `{}`", pattern.text));
        }
    }

    #[inline]
    fn other(&mut self, form: std::fmt::Arguments<'_>) {
        self.begin();
        self.note(form);
    }
}

/// Compares numbers: whole ones exactly, others as doubles.
#[inline]
fn is_less(one: &str, other: &str) -> bool {
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => one < other,
        _ => match (one.parse::<f64>(), other.parse::<f64>()) {
            (Ok(one), Ok(other)) => one < other,
            _ => false,
        },
    }
}
