//! The traits of a shape or a member while it is converted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Object;

/// Trait values by trait id.
pub(super) struct Traits(Object);

impl Traits {
    /// Returns the traits that everything may have: documentation and deprecation.
    pub(super) fn of(facts: &Value) -> Self {
        let mut traits = Self(Object::new());
        traits.copy(facts, "documentation", "smithy.api#documentation");
        if facts["deprecated"] == true {
            let details = [("deprecatedMessage", "message"), ("deprecatedSince", "since")];
            let details = details
                .into_iter()
                .filter_map(|(from, to)| Some((to, facts.get(from)?)));
            traits.put("smithy.api#deprecated", json!(details.collect::<BTreeMap<_, _>>()));
        }
        traits
    }

    /// Adds a trait.
    pub(super) fn put(&mut self, id: &str, value: impl Into<Value>) {
        self.0.insert(id.to_owned(), value.into());
    }

    /// Adds a trait without a value if the condition holds.
    pub(super) fn flag(&mut self, is_set: bool, id: &str) {
        if is_set {
            self.put(id, json!({}));
        }
    }

    /// Adds a value of botocore as the trait that has the same form.
    pub(super) fn copy(&mut self, facts: &Value, key: &str, id: &str) {
        if let Some(value) = facts.get(key) {
            self.put(id, value.clone());
        }
    }

    /// Adds `@xmlNamespace`. botocore writes the URI alone if there is no prefix.
    pub(super) fn xml_namespace(&mut self, facts: Option<&Value>) {
        if let Some(facts) = facts {
            let value = match facts.as_str() {
                Some(uri) => json!({ "uri": uri }),
                None => facts.clone(),
            };
            self.put("smithy.api#xmlNamespace", value);
        }
    }

    /// Adds `@timestampFormat`.
    pub(super) fn timestamp_format(&mut self, facts: &Value) {
        let format = match facts["timestampFormat"].as_str() {
            Some("iso8601") => "date-time",
            Some("rfc822") => "http-date",
            Some("unixTimestamp") => "epoch-seconds",
            _ => return,
        };
        self.put("smithy.api#timestampFormat", format);
    }
}

impl From<Traits> for Value {
    fn from(traits: Traits) -> Self {
        traits.0.into()
    }
}
