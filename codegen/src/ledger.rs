//! The trait ledger: for each trait of a model whether it is honoured, ignored with a reason, or
//! unknown.

mod table;

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ast::{Model, ShapeId};

use self::Fate::{Honoured, Ignored};
use self::table::KNOWN;

/// The support of a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The client obeys it; where it shows.
    Honoured(&'static str),
    /// It changes nothing in a client; why.
    Ignored(&'static str),
    /// The generator does not know it.
    Unknown,
}

/// Returns the support of a trait, by its id.
pub fn fate(id: &str) -> Fate {
    KNOWN
        .binary_search_by_key(&id, |(known, _)| known)
        .map_or(Fate::Unknown, |at| KNOWN[at].1)
}

/// The traits of a model with how often each stands there and what becomes of it.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// By trait id: how often, and its fate.
    pub traits: BTreeMap<String, (usize, Fate)>,
}

impl Ledger {
    /// Counts the traits of a model; unknown ones are told in one warning each.
    pub fn of(model: &Model<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut counts: BTreeMap<&ShapeId, usize> = BTreeMap::new();
        let members = model
            .shapes
            .values()
            .flat_map(|shape| shape.members.iter().map(|member| &member.traits));
        for traits in model.shapes.values().map(|shape| &shape.traits).chain(members) {
            for id in traits.keys() {
                *counts.entry(id).or_default() += 1;
            }
        }
        let defined_here = |id: &ShapeId| model.shapes.contains_key(id);
        let mut ledger = Self::default();
        for (id, count) in counts {
            let fate = fate(id.as_str());
            if fate == Fate::Unknown {
                let whose = if defined_here(id) {
                    "the model defines it itself"
                } else {
                    "it is none of Smithy's and AWS's that the generator knows"
                };
                diagnostics.push(
                    Diagnostic::warning(
                        "unknown-trait",
                        format!("the trait `{id}` is unknown and changes nothing ({count} times)"),
                    )
                    .help(format!(
                        "{whose}; `cargo xtask traits` lists what is honoured and ignored"
                    )),
                );
            }
            ledger.traits.insert(id.to_string(), (count, fate));
        }
        ledger
    }

    /// Every trait that the generator knows, with no counts.
    pub fn known() -> Self {
        Self {
            traits: KNOWN.iter().map(|(id, fate)| ((*id).to_owned(), (0, *fate))).collect(),
        }
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.traits.keys().map(String::len).max().unwrap_or(0);
        for (id, (count, fate)) in &self.traits {
            let (word, text) = match fate {
                Honoured(text) => ("honoured", *text),
                Ignored(text) => ("ignored", *text),
                Fate::Unknown => ("unknown", ""),
            };
            let count = if *count == 0 { String::new() } else { count.to_string() };
            writeln!(f, "{}", format!("{id:width$}  {count:>6}  {word:8}  {text}").trim_end())?;
        }
        Ok(())
    }
}
