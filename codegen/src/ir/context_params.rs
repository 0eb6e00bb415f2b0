//! The endpoint parameters of operations, inputs and the client, as data.

use crate::endpoint_rules::ir::{ParameterKind, ParameterValue, TestParameter};
use crate::paths::ir::ShapePath;

use super::Docs;
use super::value::StructureValue;

/// A parameter of the endpoint rules that an operation sets.
#[derive(Clone, Debug)]
pub struct EndpointParam {
    /// The parameter's name.
    pub name: String,
    /// The source of its value.
    pub value: EndpointParamValue,
}

/// The source of the value of an endpoint parameter.
#[derive(Clone, Debug)]
pub enum EndpointParamValue {
    /// `staticContextParams`: a boolean.
    Boolean(bool),
    /// `staticContextParams`: a string.
    String(String),
    /// `staticContextParams`: strings.
    Strings(Vec<String>),
    /// `contextParam` and `operationContextParams`: the values at the end of a path from the input.
    Path(ShapePath),
    /// `clientEndpointDiscoveryId`: the string at the end of a path. It is not a parameter of the
    /// endpoint rules.
    DiscoveryId(ShapePath),
}

/// A setting that only clients of this service have, which is a parameter of the endpoint rules
/// (`clientContextParams`).
#[derive(Clone, Debug)]
pub struct ClientParam {
    /// The parameter's name.
    pub name: String,
    /// The function that sets it.
    pub setter: String,
    /// The kind of its value.
    pub kind: ParameterKind,
    /// Its documentation.
    pub docs: Docs,
}

/// A call whose settings, operation and input result in the parameters of a test case
/// (`operationInputs`).
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointCall {
    /// The index of the test case among those of the rules.
    pub case: usize,
    /// The built-ins, and the settings of the service's clients.
    pub settings: Vec<(TestParameter, ParameterValue)>,
    /// The operation's input.
    pub input: StructureValue,
}
