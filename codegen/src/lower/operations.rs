//! Operations: inputs and outputs under the operation's name, pagination, idempotency, endpoint
//! parameters.

use std::collections::BTreeSet;

use crate::ir::{
    Direction, ErrorType, HostPart, Idempotency, Operation, Payload, Permissions, Role, Structure, Trait, Type,
};
use crate::model::ast::{Reference, Shape, ShapeKind, Traits};
use crate::model::iam;
use crate::model::prelude;
use crate::model::traits::{
    ENDPOINT, HOST_LABEL, HTTP_CHECKSUM_REQUIRED, IDEMPOTENT, READONLY, REQUEST_COMPRESSION, S3_UNWRAPPED_XML_OUTPUT,
    UNSIGNED_PAYLOAD, WAITABLE,
};
use crate::names;
use crate::options::Compatibility;

use super::discovery::discovered_endpoint;
use super::{Lowering, auth, customizations, trait_summary, traits};

impl<'a> Lowering<'_, '_, 'a> {
    pub(super) fn operation(&mut self, shape: &Shape<'a>) -> Option<Operation> {
        let ShapeKind::Operation(props) = &shape.kind else {
            return None;
        };
        let stem = names::type_name(shape.id.name());
        let input = self.io(props.input.as_ref(), format!("{stem}Input"), Role::Input, false)?;
        let output = self.output(shape, props.output.as_ref(), format!("{stem}Output"))?;
        let streaming = self.streaming(&input, &output, props.input.as_ref());
        let (idempotency, pagination) = (idempotency(shape, &input), self.pagination(shape, &input));
        let mut endpoint_params = self.endpoint_params(shape, props.input.as_ref());
        endpoint_params.extend(self.discovery_ids(shape, props.input.as_ref()));
        Some(Operation {
            shape: shape.id.name().to_owned(),
            method: names::method(shape.id.name()),
            fluent_builder: format!("{}FluentBuilder", names::operation_type(shape.id.name())),
            error_name: format!("{}Error", names::operation_type(shape.id.name())),
            name: stem,
            docs: self.texts.of(&shape.traits, shape.id.as_str()),
            summary: self.texts.summary(&shape.traits),
            trait_summary: trait_summary::of_operation(
                self.selection.service,
                shape,
                idempotency,
                &input,
                pagination.is_some(),
            ),
            example: None,
            permissions: permissions(self.selection.service, shape, &input),
            idempotency,
            pagination,
            update: None,
            task: None,
            waiters: self.waiters(shape),
            endpoint_params,
            endpoint_field: endpoint_field(self.selection.service, shape, &input),
            host_prefix: self.host_prefix(shape, props.input.as_ref(), &input),
            http: self.http(shape, props.input.as_ref()),
            gzip: compresses(shape),
            checksum: shape.has_trait(HTTP_CHECKSUM_REQUIRED),
            http_checksum: self.http_checksum(shape, props.input.as_ref()),
            auth_schemes: auth::schemes(self.selection.service, Some(shape)),
            unsigned_payload: shape.has_trait(UNSIGNED_PAYLOAD),
            defaults: defaults(self.selection.service, &input),
            tree_hash: customizations::has_tree_hash(&traits::sdk_id(self.selection.service), shape.id.name()),
            discovered_endpoint: discovered_endpoint(self.selection.service, shape),
            streaming,
            input,
            output,
            errors: self.errors(shape),
            error_type: match self.compatibility {
                Compatibility::Own => ErrorType::OfService,
                Compatibility::AwsSdk => ErrorType::OfOperation,
            },
        })
    }

    fn output(&mut self, shape: &Shape<'a>, reference: Option<&Reference>, name: String) -> Option<Structure> {
        let mut output = self.io(reference, name, Role::Output, shape.has_trait(WAITABLE))?;
        if shape.has_trait(S3_UNWRAPPED_XML_OUTPUT) {
            // The root element is that of the single member.
            let payload = Trait::Payload(Payload::Encoded);
            output
                .fields
                .iter_mut()
                .for_each(|field| field.schema.traits.push(payload.clone()));
        }
        Some(output)
    }

    /// Returns the names of the exceptions that the model lists for an operation, in their order.
    fn errors(&self, shape: &Shape<'a>) -> Vec<String> {
        let errors = self.selection.errors_of(shape).into_iter();
        let errors = errors.filter_map(|error| self.model().shape(&error.id));
        let names: BTreeSet<_> = errors.map(|error| self.shape_name(error)).collect();
        names.into_iter().collect()
    }

    fn io(&mut self, reference: Option<&Reference>, name: String, role: Role, is_observed: bool) -> Option<Structure> {
        let direction = Direction {
            read: role == Role::Output,
            write: role == Role::Input || is_observed,
        };
        let target = reference.and_then(|reference| self.model().shape(&reference.id));
        let mut structure = match target {
            Some(shape) => self.structure(shape, name, role, direction),
            None => {
                let unit = self.model().shape(prelude::UNIT)?;
                self.structure(unit, name, role, direction)
            }
        };
        if role == Role::Input {
            structure.builder = crate::ir::Builder::Transparent;
        }
        Some(structure)
    }

    /// Reads `@endpoint`: text with the names of members in braces.
    fn host_prefix(&mut self, shape: &Shape<'a>, input_shape: Option<&Reference>, input: &Structure) -> Vec<HostPart> {
        let Some(value) = shape.trait_value(ENDPOINT) else {
            return Vec::new();
        };
        let Some(pattern) = value.get("hostPrefix").and_then(|prefix| prefix.as_str()) else {
            traits::wrong(shape, value, "needs a string `hostPrefix`", self.diagnostics);
            return Vec::new();
        };
        let members = input_shape
            .and_then(|reference| self.model().shape(&reference.id))
            .map(|shape| shape.members.as_slice());
        let mut parts = Vec::new();
        for piece in pattern.split_inclusive('}') {
            let (text, label) = piece
                .strip_suffix('}')
                .and_then(|piece| piece.split_once('{'))
                .map_or((piece, None), |(text, label)| (text, Some(label)));
            if !text.is_empty() {
                parts.push(HostPart::Text(text.to_owned()));
            }
            let Some(label) = label else { continue };
            let member = members
                .unwrap_or_default()
                .iter()
                .zip(&input.fields)
                .find(|(member, _)| member.name == label);
            match member.filter(|(member, field)| member.has_trait(HOST_LABEL) && field.ty == Type::String) {
                Some((member, field)) => parts.push(HostPart::Label {
                    member_name: member.name.clone(),
                    field: field.name.clone(),
                }),
                None => traits::wrong(
                    shape,
                    value,
                    &format!("`{label}` is not a string member of the input with `@hostLabel`"),
                    self.diagnostics,
                ),
            }
        }
        parts
    }
}

/// Returns the fields whose values the customizations name.
fn defaults(service: &Shape<'_>, input: &Structure) -> Vec<(String, String)> {
    let sdk_id = traits::sdk_id(service);
    let strings = input.fields.iter().filter(|field| field.ty == Type::String);
    let defaults = strings.filter_map(|field| {
        let value = customizations::default_of(&sdk_id, &field.member_name)?;
        Some((field.name.clone(), value.to_owned()))
    });
    defaults.collect()
}

/// Returns whether one of the encodings of `@requestCompression` is gzip.
fn compresses(shape: &Shape<'_>) -> bool {
    let encodings = shape
        .trait_value(REQUEST_COMPRESSION)
        .and_then(|value| value.get("encodings")?.elements());
    encodings.is_some_and(|encodings| {
        encodings
            .iter()
            .any(|encoding| encoding.as_str().as_deref() == Some("gzip"))
    })
}

/// Returns the field that the customizations name.
fn endpoint_field(service: &Shape<'_>, shape: &Shape<'_>, input: &Structure) -> Option<String> {
    let wire = customizations::endpoint_member(&traits::sdk_id(service), shape.id.name())?;
    let field = input
        .fields
        .iter()
        .find(|field| field.member_name == wire && field.ty == Type::String)?;
    Some(field.name.clone())
}

fn idempotency(shape: &Shape<'_>, input: &Structure) -> Idempotency {
    let has = |traits: &Traits<'_>, name: &str| traits.keys().any(|id| id.as_str() == name);
    if has(&shape.traits, READONLY) {
        Idempotency::ReadOnly
    } else if has(&shape.traits, IDEMPOTENT) || input.fields.iter().any(|field| field.idempotency_token) {
        Idempotency::Idempotent
    } else {
        Idempotency::NonIdempotent
    }
}

/// Returns the permissions of an operation that the model describes.
fn permissions(service: &Shape<'_>, operation: &Shape<'_>, input: &Structure) -> Option<Permissions> {
    let permission = iam::permission(service, operation).filter(|permission| permission.is_modeled)?;
    let mut permissions = Permissions {
        actions: vec![permission.action],
        ..Permissions::default()
    };
    permissions.actions.extend(permission.required_actions);
    for key in permission.condition_keys {
        // A key of the service with the name of a member has the member's value.
        let name = key.rsplit_once(':').map_or("", |(_, name)| name);
        let is_member = input.fields.iter().any(|field| field.member_name == name);
        if is_member && !key.starts_with("aws:") {
            permissions.member_keys.push(key);
        } else {
            permissions.other_keys.push(key);
        }
    }
    Some(permissions)
}
