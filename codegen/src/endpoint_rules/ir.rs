//! The endpoint rules of a service as data, with types and Rust names; every rule is a step of
//! straight-line code.

mod expr;
mod logic;

pub use self::expr::{
    Argument, Expr, Function, Home, Ownership, RuleField, RuleIndex, RuleType, RuleValueKind, RuleVariable,
    TemplatePart,
};
pub use self::logic::{
    Diagram, DiagramCondition, DiagramNode, DiagramResult, End, Endpoint, EndpointAuthScheme, Logic, Next, Property,
    RuleBlock, RuleFunction, Statement, Test, Tree,
};

/// The endpoint rules of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// The parameters of the rules, in the order of the model.
    pub parameters: Vec<Parameter>,
    /// The logic that resolves an endpoint.
    pub logic: Logic,
    /// The partitions for `aws.partition`; empty if the rules do not use it.
    pub partitions: Vec<Partition>,
    /// The test cases of the model.
    pub tests: Vec<TestCase>,
}

/// A parameter of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The parameter's name in the model.
    pub name: String,
    /// The name of its local variable or field.
    pub rust_name: String,
    /// The kind of the value.
    pub kind: ParameterKind,
    /// The source of its value.
    pub source: ParameterSource,
    /// Whether there is always a value.
    pub presence: ParameterPresence,
    /// Whether any rule reads it.
    pub read: bool,
}

/// The types of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// `boolean`
    Bool,
    /// `string`
    String,
    /// `stringArray`
    StringArray,
}

/// The source of a parameter's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterSource {
    /// `AWS::Region`
    Region,
    /// `AWS::UseFIPS`
    UseFips,
    /// `AWS::UseDualStack`
    UseDualStack,
    /// `SDK::Endpoint`
    Endpoint,
    /// `AWS::Auth::AccountId`
    AccountId,
    /// `AWS::Auth::AccountIdEndpointMode`
    AccountIdEndpointMode,
    /// The operation, its input or the client, under the parameter's name.
    Named,
}

/// Whether a parameter always has a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterPresence {
    /// The request has a field for it that always has a value.
    Always,
    /// It may be unset.
    Optional,
    /// It is required: without it there is no endpoint.
    Required,
    /// The default is this boolean.
    DefaultedBool(bool),
    /// The default is this string.
    DefaultedString(String),
    /// The default is this list, which a local variable of this name owns.
    DefaultedList(String, Vec<String>),
}

/// A value of a parameter in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// A boolean.
    Bool(bool),
    /// A string.
    String(String),
    /// A list of strings.
    Strings(Vec<String>),
}

/// A partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The `name` that rules read.
    pub name: String,
    /// `dnsSuffix`
    pub dns_suffix: String,
    /// `dualStackDnsSuffix`
    pub dual_stack_dns_suffix: String,
    /// `supportsFIPS`
    pub supports_fips: bool,
    /// `supportsDualStack`
    pub supports_dual_stack: bool,
    /// `implicitGlobalRegion`
    pub implicit_global_region: String,
    /// The names of the known regions.
    pub regions: Vec<String>,
    /// The pattern of the names of other regions of the partition.
    pub pattern: Vec<PatternPiece>,
}

/// A piece of a pattern of region names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPiece {
    /// One of these texts.
    OneOf(Vec<String>),
    /// This text.
    Literal(String),
    /// Letters, digits and underscores, at least one: `\w+`.
    Word,
    /// Digits, at least one: `\d+`.
    Digits,
}

/// A case of `smithy.rules#endpointTests`.
#[derive(Clone, Debug, PartialEq)]
pub struct TestCase {
    /// The name of the test.
    pub name: String,
    /// The values of the parameters.
    pub parameters: Vec<(TestParameter, ParameterValue)>,
    /// The expected result.
    pub expected: Expected,
}

/// A parameter that a test sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestParameter {
    /// The parameter's name in the model.
    pub name: String,
    /// The source that the rules read it from.
    pub source: ParameterSource,
}

/// The expectation of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This endpoint. Its strings are constant.
    Endpoint(Endpoint),
    /// An error with this message.
    Error(String),
}
