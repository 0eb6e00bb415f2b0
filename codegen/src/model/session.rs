//! The operation that creates the sessions of buckets (the auth scheme `sigv4-s3express`).

use super::ast::{Model, Shape, ShapeKind};
use super::traits::STATIC_CONTEXT_PARAMS;

/// The endpoint parameter that asks for an endpoint without sessions.
const WITHOUT_SESSION: &str = "DisableS3ExpressSessionAuth";

/// The members of the credentials of a session.
const CREDENTIALS: [&str; 4] = ["AccessKeyId", "Expiration", "SecretAccessKey", "SessionToken"];

/// Returns whether an operation creates sessions: its own endpoint has no sessions, its input names
/// a bucket, and its output has the member `Credentials`.
pub(crate) fn creates_session(model: &Model<'_>, operation: &Shape<'_>) -> bool {
    let ShapeKind::Operation(props) = &operation.kind else {
        return false;
    };
    let params = operation.trait_value(STATIC_CONTEXT_PARAMS);
    let is_without_session = params
        .and_then(|params| params.get(WITHOUT_SESSION)?.get("value")?.as_bool())
        .unwrap_or_default();
    let shape = |reference: &Option<_>| {
        let reference: &super::ast::Reference = reference.as_ref()?;
        model.shape(&reference.id)
    };
    let (Some(input), Some(output)) = (shape(&props.input), shape(&props.output)) else {
        return false;
    };
    let mut members = output.members.iter();
    let credentials = members
        .find(|member| member.name == "Credentials")
        .and_then(|member| model.shape(&member.target.id));
    let has_credentials = credentials.is_some_and(|credentials| {
        let mut names = CREDENTIALS.iter();
        names.all(|name| credentials.members.iter().any(|member| member.name == *name))
    });
    is_without_session && has_credentials && input.members.iter().any(|member| member.name == "Bucket")
}
