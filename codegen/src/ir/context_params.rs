//! What operations, inputs and the client tell the endpoint rules, as data.

use crate::endpoint_rules::ir::{ParameterKind, ParameterValue, TestParameter};

use super::Docs;
use super::value::Structure;

/// A parameter of the endpoint rules that an operation sets.
#[derive(Clone, Debug)]
pub struct EndpointParam {
    /// The parameter's name.
    pub name: String,
    /// Where its value comes from.
    pub value: EndpointParamValue,
}

/// Where the value of an endpoint parameter comes from.
#[derive(Clone, Debug)]
pub enum EndpointParamValue {
    /// `staticContextParams`: a boolean.
    Boolean(bool),
    /// `staticContextParams`: a string.
    String(String),
    /// `staticContextParams`: strings.
    Strings(Vec<String>),
    /// `contextParam` and `operationContextParams`: what a path leads to, from the input on.
    Found(Walk),
}

/// The way from a value to what an endpoint parameter takes of it.
#[derive(Clone, Debug)]
pub enum Walk {
    /// Through a member of a structure.
    Member {
        /// The field.
        field: String,
        /// Whether it is an `Option`.
        optional: bool,
        /// The way from there.
        then: Box<Walk>,
    },
    /// From here on the values of several ways are collected into a list.
    Collect(Box<Walk>),
    /// Through every element of a list.
    Elements {
        /// Whether elements are `Option`s.
        sparse: bool,
        /// The way from there.
        then: Box<Walk>,
    },
    /// Several ways, one after the other.
    All(Vec<Walk>),
    /// To the keys of a map.
    Keys {
        /// Whether they are values of an enum.
        of_enum: bool,
    },
    /// To this boolean.
    Boolean,
    /// To this string.
    String {
        /// Whether it is a value of an enum.
        of_enum: bool,
    },
    /// To this list of strings.
    Strings {
        /// Whether they are values of an enum.
        of_enum: bool,
        /// Whether they are `Option`s.
        sparse: bool,
    },
}

/// A setting of the service's clients alone, which the endpoint rules take (`clientContextParams`).
#[derive(Clone, Debug)]
pub struct ClientParam {
    /// The parameter's name.
    pub name: String,
    /// The function that sets it.
    pub setter: String,
    /// What kind of value it takes.
    pub kind: ParameterKind,
    /// Its documentation.
    pub docs: Docs,
}

/// A call whose settings, operation and input together make the parameters of a test case
/// (`operationInputs`).
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointCall {
    /// The index of the test case among those of the rules.
    pub case: usize,
    /// The built-ins, and the settings of the service's clients.
    pub settings: Vec<(TestParameter, ParameterValue)>,
    /// The operation's input.
    pub input: Structure,
}
