//! The differences that are known, each with its reason.

use std::collections::BTreeMap;

use super::report::ServiceReport;
use crate::failure::Failure;

/// One line per exception: `service  case  reason`; `*` stands for every service.
const TEXT: &str = include_str!("exceptions.txt");

/// An allowed difference.
pub(super) struct Exceptions {
    lines: Vec<(&'static str, &'static str, &'static str)>,
}

impl Exceptions {
    /// Reads the list.
    pub(super) fn read() -> Result<Self, Failure> {
        let lines = TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let lines: Option<Vec<_>> = lines
            .map(|line| {
                let (service, rest) = line.split_once(char::is_whitespace)?;
                let (case, reason) = rest.trim_start().split_once(char::is_whitespace)?;
                Some((service, case, reason.trim()))
            })
            .collect();
        let wrong = || Failure::Input("error: exceptions.txt has a line without service, case and reason".to_owned());
        Ok(Self {
            lines: lines.ok_or_else(wrong)?,
        })
    }

    /// Moves what is listed from the differences to the exceptions, and counts the rest.
    pub(super) fn apply(&self, verdicts: &mut BTreeMap<String, ServiceReport>) -> usize {
        for (name, verdict) in verdicts.iter_mut() {
            verdict.except(|case| {
                let listed =
                    |(service, id, _): &&(&str, &str, &str)| (*service == "*" || service == name) && *id == case;
                self.lines
                    .iter()
                    .find(listed)
                    .map(|(_, _, reason)| (*reason).to_owned())
            });
        }
        verdicts.values().map(ServiceReport::differences).sum()
    }
}
