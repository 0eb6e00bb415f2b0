//! The logic of rules: blocks of straight-line code, or the nodes of a diagram.

use super::{Expr, RuleVariable};

/// The two forms in which a model gives its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logic {
    /// `smithy.rules#endpointRuleSet`
    Tree(Tree),
    /// `smithy.rules#endpointBdd`
    Diagram(Diagram),
}

/// The rules as straight-line code, split into functions of limited length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The body of the resolving function.
    pub body: RuleBlock,
    /// Functions that the body calls, in the order of the rules.
    pub functions: Vec<RuleFunction>,
}

/// A function for a part of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFunction {
    /// Its name.
    pub name: String,
    /// The condition of the call, as the end of a sentence.
    pub condition: String,
    /// The variables that it reads.
    pub arguments: Vec<RuleVariable>,
    /// Its body.
    pub body: RuleBlock,
}

/// Some rules in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleBlock {
    /// Bindings and rules that have conditions.
    pub steps: Vec<Statement>,
    /// The end if no step has decided.
    pub end: End,
}

/// A step of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Names a value.
    Let(String, Expr),
    /// Runs a block if all tests hold.
    If(Vec<Test>, RuleBlock),
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The boolean is true.
    Is(Expr),
    /// The optional value is present and gets this name.
    Some(String, Expr),
}

/// The end of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// An endpoint.
    Endpoint(Endpoint),
    /// An error with this message.
    Error(Expr),
    /// The result of a function.
    Call(String, Vec<RuleVariable>),
    /// No rule matched.
    Exhausted,
    /// The rules after the block continue.
    FallThrough,
}

/// An endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// A string.
    pub url: Expr,
    /// The headers to send, by name; one with several values occurs several times.
    pub headers: Vec<(String, Expr)>,
    /// The property `authSchemes`.
    pub auth_schemes: Vec<EndpointAuthScheme>,
    /// The other properties, by name.
    pub properties: Vec<(String, Property)>,
}

/// The scheme that signs the requests to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointAuthScheme {
    /// `name`
    pub name: Expr,
    /// `signingName`
    pub signing_name: Option<Expr>,
    /// `signingRegion`
    pub signing_region: Option<Expr>,
    /// `disableDoubleEncoding`
    pub disable_double_encoding: bool,
    /// The other properties, by name.
    pub properties: Vec<(String, Property)>,
}

/// The value of an endpoint's property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A string.
    String(Expr),
    /// A list.
    List(Vec<Property>),
    /// Values by name.
    Map(Vec<(String, Property)>),
}

/// A decision diagram: a graph of nodes. Each node evaluates a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// The values that conditions assign, for later conditions and results. Each can be absent.
    pub found: Vec<RuleVariable>,
    /// The conditions that nodes evaluate.
    pub conditions: Vec<DiagramCondition>,
    /// The results that nodes lead to.
    pub results: Vec<DiagramResult>,
    /// The nodes, from the root on.
    pub nodes: Vec<DiagramNode>,
    /// The first node.
    pub root: Next,
}

/// A node: its condition and its two successors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiagramNode {
    /// The condition's index.
    pub condition: usize,
    /// The next node if it holds.
    pub holds: Next,
    /// The next node if it does not hold.
    pub fails: Next,
}

/// The successor of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another node.
    Node(usize),
    /// A result.
    Result(usize),
    /// No rule matches.
    NoMatch,
}

/// A condition of a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagramCondition {
    /// The optional variables that must be present; otherwise the condition does not hold.
    pub needs: Vec<RuleVariable>,
    /// The optional variables that must be present too, which the value does not read.
    pub checks: Vec<RuleVariable>,
    /// The value: optional, or a boolean.
    pub value: Expr,
    /// The variable that stores the value.
    pub keeps: Option<RuleVariable>,
}

/// A result of a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagramResult {
    /// The optional variables that must be present; otherwise no rule matches.
    pub needs: Vec<RuleVariable>,
    /// An endpoint or an error.
    pub end: End,
}
