//! Resources and their ARNs as data.

use super::Type;
use crate::patterns::ir::Pattern;

/// A handle of a resource: its identifiers, and the operations on it.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The shape's name.
    pub shape: String,
    /// The Rust type.
    pub name: String,
    /// The function of the client.
    pub method: String,
    /// The identifiers that callers pass, with their types.
    pub identifiers: Vec<(String, Type)>,
    /// The calls.
    pub calls: Vec<ResourceCall>,
}

/// A call of an operation on a resource.
#[derive(Clone, Debug)]
pub struct ResourceCall {
    /// The function of the handle.
    pub method: String,
    /// The module of the operation, which is also the client's function.
    pub operation: String,
    /// The fields of the input, with the identifier that each has.
    pub fields: Vec<(String, String)>,
}

/// The ARN of a resource (`aws.api#arn`).
#[derive(Clone, Debug)]
pub struct Arn {
    /// The resource's shape name.
    pub resource: String,
    /// The Rust type.
    pub name: String,
    /// The module that contains it.
    pub module: String,
    /// The template as the model has it.
    pub template: String,
    /// The service in the ARN, unless the template is the whole ARN.
    pub service: Option<String>,
    /// ARNs have a region.
    pub has_region: bool,
    /// ARNs have an account.
    pub has_account: bool,
    /// The parts of the template.
    pub parts: Vec<ArnPart>,
}

/// A part of the template of an ARN.
#[derive(Clone, Debug)]
pub enum ArnPart {
    /// Text.
    Text(String),
    /// An identifier of the resource.
    Label {
        /// The identifier in the model.
        identifier: String,
        /// The field.
        field: String,
        /// The pattern of its values.
        pattern: Option<Pattern>,
    },
}
