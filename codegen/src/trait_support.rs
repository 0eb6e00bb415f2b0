//! The support of each trait of a model: supported, ignored with a reason, or unknown. It depends
//! on the protocol that the client speaks.

mod rule;
mod table;

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Protocol;
use crate::model::ast::{Model, ShapeId};
use crate::suggest::did_you_mean;

use self::table::KNOWN;

/// The support of a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraitSupport {
    /// The client supports it; the text describes the effect.
    Supported(&'static str),
    /// It has no effect on a client; the text is the reason.
    Ignored(&'static str),
    /// The generator does not know it.
    Unknown,
}

/// Returns the support of a trait, by its id, in a client that speaks a protocol; of any protocol
/// if there is none.
pub fn support(id: &str, protocol: Option<Protocol>) -> TraitSupport {
    KNOWN
        .binary_search_by_key(&id, |(known, _)| known)
        .map_or(TraitSupport::Unknown, |at| KNOWN[at].1.of(protocol))
}

/// The traits of a model, with their number and their support.
#[derive(Clone, Debug, Default)]
pub struct TraitReport {
    /// The number of uses and the support, by the trait's id.
    pub traits: BTreeMap<String, (usize, TraitSupport)>,
}

impl TraitReport {
    /// Counts the traits of a model whose client speaks a protocol. Unknown traits get a warning
    /// each.
    pub fn of(model: &Model<'_>, protocol: Option<Protocol>, diagnostics: &mut Diagnostics) -> Self {
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
        let mut report = Self::default();
        for (id, count) in counts {
            let support = support(id.as_str(), protocol);
            if support == TraitSupport::Unknown {
                let similar = || {
                    let known = KNOWN.iter().map(|(known, _)| *known);
                    did_you_mean(id.as_str(), known.filter(|known| is_in(known, id.namespace())))
                };
                let whose = match defined_here(id) {
                    true => "the model defines it itself",
                    false => "it is not a Smithy or AWS trait that this generator knows",
                };
                let help = format!("{whose}; the command `traits` lists the supported and the ignored ones");
                let times = if count == 1 { "once" } else { &format!("{count} times") };
                diagnostics.push(
                    Diagnostic::warning(
                        "unknown-trait",
                        format!("the trait `{id}` is unknown and changes nothing (applied {times})"),
                    )
                    .help(similar().unwrap_or(help)),
                );
            }
            report.traits.insert(id.to_string(), (count, support));
        }
        report
    }

    /// Returns every trait that the generator knows, without numbers.
    pub fn known() -> Self {
        Self {
            traits: KNOWN
                .iter()
                .map(|(id, rule)| ((*id).to_owned(), (0, rule.of(None))))
                .collect(),
        }
    }
}

fn is_in(id: &str, namespace: &str) -> bool {
    id.split_once('#').is_some_and(|(of, _)| of == namespace)
}

impl fmt::Display for TraitReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.traits.keys().map(String::len).max().unwrap_or(0);
        for (id, (count, support)) in &self.traits {
            let (word, text) = match support {
                TraitSupport::Supported(text) => ("supported", *text),
                TraitSupport::Ignored(text) => ("ignored", *text),
                TraitSupport::Unknown => ("unknown", ""),
            };
            let count = if *count == 0 { String::new() } else { count.to_string() };
            writeln!(f, "{}", format!("{id:width$}  {count:>6}  {word:9}  {text}").trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
