//! Amazon Resource Names (ARNs) of resources, by the template of the model (`aws.api#arn`).

mod macros;

use std::error::Error;
use std::fmt;

use crate::pattern::Pattern;

/// The form of the ARNs of a resource; generated code has one `static` of these for each.
#[derive(Debug)]
pub struct ArnTemplate {
    /// The name of the type.
    pub name: &'static str,
    /// The template in the model, for messages.
    pub template: &'static str,
    /// The service, or nothing if the template is the whole ARN.
    pub service: Option<&'static str>,
    /// ARNs have a region.
    pub has_region: bool,
    /// ARNs have an account.
    pub has_account: bool,
    /// The parts of the template.
    pub parts: &'static [ArnPart],
}

/// A part of the template of an ARN.
#[derive(Debug)]
pub enum ArnPart {
    /// Text.
    Text(&'static str),
    /// The value of an identifier, with its name and the text of its [pattern](crate::pattern).
    Label(&'static str, Option<&'static str>),
}

/// The values of an ARN.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArnValues {
    /// The partition, for example `aws`.
    pub partition: String,
    /// The region; empty if ARNs have none.
    pub region: String,
    /// The account; empty if ARNs have none.
    pub account_id: String,
    /// The values of the identifiers, in the order of the template.
    pub labels: Vec<String>,
}

/// A text that is not an ARN of the resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArnError {
    name: &'static str,
    template: &'static str,
    problem: String,
}

impl fmt::Display for ArnError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid {}: {} (`{}`)", self.name, self.problem, self.template)
    }
}

impl Error for ArnError {}

impl ArnTemplate {
    /// Parses an ARN.
    ///
    /// # Errors
    /// [`ArnError`] names the part that is wrong.
    #[inline]
    pub fn parse(&'static self, text: &str) -> Result<ArnValues, ArnError> {
        let mut values = ArnValues::default();
        let resource = match self.service {
            None => text,
            Some(_) => self.prefix(text, &mut values)?,
        };
        values.labels = self.labels(resource)?;
        Ok(values)
    }

    /// Reads the parts before the resource.
    #[inline]
    fn prefix<'t>(&self, text: &'t str, values: &mut ArnValues) -> Result<&'t str, ArnError> {
        let mut parts = text.splitn(6, ':');
        let mut next = || parts.next();
        let (Some("arn"), Some(partition), Some(service), Some(region), Some(account), Some(resource)) =
            (next(), next(), next(), next(), next(), next())
        else {
            return Err(self.error("expected `arn:`, then partition, service, region, account and resource"));
        };
        if Some(service) != self.service {
            let expected = self.service.unwrap_or_default();
            return Err(self.error(format!("expected the service `{expected}`")));
        }
        let is_word = |text: &str| {
            text.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        for (value, name, is_expected) in [
            (partition, "partition", true),
            (region, "region", self.has_region),
            (account, "account", self.has_account),
        ] {
            if !is_word(value) {
                return Err(self.error(format!("the {name} has a character that it cannot have")));
            }
            if value.is_empty() == is_expected {
                let expected = if is_expected { "a" } else { "no" };
                return Err(self.error(format!("expected {expected} {name}")));
            }
        }
        (values.partition, values.region, values.account_id) = (partition.into(), region.into(), account.into());
        Ok(resource)
    }

    #[inline]
    fn labels(&self, resource: &str) -> Result<Vec<String>, ArnError> {
        let (mut rest, mut labels) = (resource, Vec::new());
        // The text before a label is a part of the values of some patterns: `ben-{BenefitId}`.
        let mut before = "";
        for (at, part) in self.parts.iter().enumerate() {
            match part {
                ArnPart::Text(text) => {
                    let after = rest.strip_prefix(text);
                    rest = after.ok_or_else(|| self.error(format!("expected `{text}` in the resource")))?;
                    before = text.rsplit(['/', ':']).next().unwrap_or_default();
                }
                ArnPart::Label(name, pattern) => {
                    let value = match self.parts.get(at + 1) {
                        None => rest,
                        Some(ArnPart::Text(next)) => rest.split_once(next).map_or(rest, |(value, _)| value),
                        Some(ArnPart::Label(..)) => rest.get(..1).unwrap_or(rest),
                    };
                    let matches = |pattern: Pattern| {
                        pattern.is_full_match(value) || pattern.is_full_match(&format!("{before}{value}"))
                    };
                    if value.is_empty() || !pattern.and_then(Pattern::parse).is_none_or(matches) {
                        return Err(self.error(format!("the value of `{name}` is not one of an identifier")));
                    }
                    labels.push(value.to_owned());
                    rest = rest.get(value.len()..).unwrap_or_default();
                }
            }
        }
        match rest.is_empty() {
            true => Ok(labels),
            false => Err(self.error("expected the end of the resource")),
        }
    }

    #[inline]
    fn error(&self, problem: impl Into<String>) -> ArnError {
        ArnError {
            name: self.name,
            template: self.template,
            problem: problem.into(),
        }
    }

    /// Writes an ARN.
    ///
    /// # Errors
    /// Errors of the formatter.
    #[inline]
    pub fn fmt(&self, values: [&str; 3], labels: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(service) = self.service {
            let [partition, region, account] = values;
            write!(f, "arn:{partition}:{service}:{region}:{account}:")?;
        }
        let mut labels = labels.iter();
        for part in self.parts {
            f.write_str(match part {
                ArnPart::Text(text) => text,
                ArnPart::Label(..) => labels.next().copied().unwrap_or_default(),
            })?;
        }
        Ok(())
    }
}
