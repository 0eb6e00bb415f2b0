//! What endpoint rules decide by.

/// What a call brings to the endpoint rules: the built-in parameters, and what operation and input add.
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
    /// What operation and input add.
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

    /// A string parameter, if it is set.
    pub fn string(&self, name: &str) -> Option<&str> {
        match self.params.get(name)? {
            Value::String(value) => Some(value),
            Value::Boolean(_) | Value::Strings(_) => None,
        }
    }

    /// A boolean parameter, if it is set.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.params.get(name)? {
            Value::Boolean(value) => Some(*value),
            Value::String(_) | Value::Strings(_) => None,
        }
    }

    /// A parameter that is a list of strings, if it is set.
    pub fn strings(&self, name: &str) -> Option<&[String]> {
        match self.params.get(name)? {
            Value::Strings(value) => Some(value),
            Value::String(_) | Value::Boolean(_) => None,
        }
    }

    pub(crate) fn into_params(self) -> Params {
        self.params
    }
}

/// The parameters that operation and input add; few, so that a search is faster than a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(&'static str, Value)>);

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
    /// The value of this parameter, if it is set.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Sets a parameter.
    pub fn set(&mut self, name: &'static str, value: Value) {
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, place)) => *place = value,
            None => self.0.push((name, value)),
        }
    }
}
