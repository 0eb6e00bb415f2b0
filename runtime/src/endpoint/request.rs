//! The parameters of endpoint rules.

use std::fmt;

use super::is_valid_host_label;

/// The parameters of endpoint rules for a call: the built-in ones, and those from the operation and
/// its input.
#[derive(Clone, Debug, Default)]
pub struct EndpointRequest<'a> {
    /// `AWS::Region`.
    pub region: Option<&'a str>,
    /// `AWS::UseFIPS`.
    pub use_fips: bool,
    /// `AWS::UseDualStack`.
    pub use_dual_stack: bool,
    /// `SDK::Endpoint`: the URL that the config sets.
    pub endpoint: Option<&'a str>,
    /// `AWS::Auth::AccountId`: the account that the credentials belong to.
    pub account_id: Option<&'a str>,
    /// `AWS::Auth::AccountIdEndpointMode`: `preferred`, `disabled` or `required`.
    pub account_id_endpoint_mode: Option<&'a str>,
    /// The parameters from the operation and its input.
    pub params: Params,
}

impl EndpointRequest<'_> {
    /// Sets a string parameter.
    pub fn set_string(&mut self, name: &'static str, value: impl Into<String>) {
        self.params.set(name, Value::String(value.into()));
    }

    /// Sets a boolean parameter.
    pub fn set_boolean(&mut self, name: &'static str, value: bool) {
        self.params.set(name, Value::Boolean(value));
    }

    /// Sets a parameter that is a list of strings.
    pub fn set_strings(&mut self, name: &'static str, value: Vec<String>) {
        self.params.set(name, Value::Strings(value));
    }

    /// Returns a string parameter, if it is set.
    #[inline]
    pub fn string(&self, name: &str) -> Option<&str> {
        match self.params.get(name)? {
            Value::String(value) => Some(value),
            Value::Boolean(_) | Value::Strings(_) => None,
        }
    }

    /// Returns a boolean parameter, if it is set.
    #[inline]
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.params.get(name)? {
            Value::Boolean(value) => Some(*value),
            Value::String(_) | Value::Strings(_) => None,
        }
    }

    /// Returns a parameter that is a list of strings, if it is set.
    #[inline]
    pub fn strings(&self, name: &str) -> Option<&[String]> {
        match self.params.get(name)? {
            Value::Strings(value) => Some(value),
            Value::String(_) | Value::Boolean(_) => None,
        }
    }

    /// Sets the prefix of the host (`smithy.api#endpoint`): texts and members that are host labels.
    #[inline]
    pub fn set_host_prefix(&mut self, parts: &[HostPart<'_>]) {
        self.params.host_prefix = Some(parts.iter().map(HostPart::text).collect());
    }

    /// Sets the endpoint URL, which replaces that of the config or the rules.
    #[inline]
    pub fn set_endpoint(&mut self, url: &str) {
        self.params.endpoint = Some(url.to_owned());
    }

    /// Sets an identifier that the discovery of the endpoint needs
    /// (`aws.api#clientEndpointDiscoveryId`).
    #[cfg(feature = "endpoint-discovery")]
    pub fn set_discovery_id(&mut self, member: &'static str, value: impl Into<String>) {
        self.params.discovery_ids.push((member, value.into()));
    }

    pub(crate) fn into_params(self) -> Params {
        self.params
    }
}

/// A part of a host prefix.
#[derive(Clone, Copy, Debug)]
pub enum HostPart<'a> {
    /// Text of the model.
    Text(&'a str),
    /// A member of the input, by name and value (`smithy.api#hostLabel`).
    Label(&'static str, Option<&'a str>),
}

impl<'a> HostPart<'a> {
    #[inline]
    fn text(&self) -> Result<&'a str, InvalidLabel> {
        match *self {
            Self::Text(text) => Ok(text),
            Self::Label(member, value) => value
                .filter(|value| is_valid_host_label(value, false))
                .ok_or(InvalidLabel { member }),
        }
    }
}

/// The parameters from the operation and its input. They are few, so a linear search is faster than
/// a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params {
    values: Vec<(&'static str, Value)>,
    host_prefix: Option<Result<String, InvalidLabel>>,
    endpoint: Option<String>,
    /// The identifiers for endpoint discovery, which are not parameters of the rules.
    #[cfg(feature = "endpoint-discovery")]
    discovery_ids: Vec<(&'static str, String)>,
}

/// The error for a member that is not a host label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InvalidLabel {
    member: &'static str,
}

impl fmt::Display for InvalidLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let member = self.member;
        write!(
            f,
            "{member} becomes part of the host and must be a host label: 1 to 63 letters, digits and hyphens"
        )
    }
}

impl std::error::Error for InvalidLabel {}

/// The value of an endpoint parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string.
    String(String),
    /// A boolean.
    Boolean(bool),
    /// A list of strings.
    Strings(Vec<String>),
}

impl Params {
    /// Returns whether the operation and its input add nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.host_prefix.is_none() && self.endpoint.is_none()
    }

    /// Returns the value of this parameter, if it is set.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Returns the URL that the input asks for.
    pub(crate) fn endpoint(&self) -> Option<&str> {
        self.endpoint.as_deref()
    }

    /// Returns the identifiers for the discovery of the endpoint, by member.
    #[cfg(feature = "endpoint-discovery")]
    pub(crate) fn discovery_ids(&self) -> &[(&'static str, String)] {
        &self.discovery_ids
    }

    /// Returns the prefix of the host.
    pub(crate) fn host_prefix(&self) -> Result<&str, InvalidLabel> {
        match &self.host_prefix {
            Some(Ok(prefix)) => Ok(prefix),
            Some(Err(invalid)) => Err(invalid.clone()),
            None => Ok(""),
        }
    }

    /// Sets the parameters that are unset here to those of `others`.
    pub fn set_missing(&mut self, others: &Params) {
        for (name, value) in &others.values {
            if self.get(name).is_none() {
                self.values.push((name, value.clone()));
            }
        }
    }

    /// Clears a parameter.
    #[inline]
    pub fn unset(&mut self, name: &str) {
        self.values.retain(|(key, _)| *key != name);
    }

    /// Sets a parameter.
    pub fn set(&mut self, name: &'static str, value: Value) {
        match self.values.iter_mut().find(|(key, _)| *key == name) {
            Some((_, place)) => *place = value,
            None => self.values.push((name, value)),
        }
    }
}
