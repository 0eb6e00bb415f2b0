//! The endpoint rules of S3, which address buckets. The models of the protocol test cases of S3
//! lack them.

use std::fmt::Write;

use crate::diagnostics::Diagnostics;
use crate::model::{self, ast::ShapeKind, select};
use crate::source::Source;

const S3: &str = "com.amazonaws.s3#AmazonS3";
const S3_RULES: &str = include_str!("../../templates/s3-addressing.smithy");

/// Returns the sources and the additional ones that the selected service needs.
pub(super) fn add(models: &[Source], filter: &select::Filter, diagnostics: &mut Diagnostics) -> Vec<Source> {
    let mut sources = models.to_vec();
    if filter.service.as_deref() != Some(S3) {
        return sources;
    }
    let files = model::Files::read(models, diagnostics);
    let model = model::load(&files, diagnostics);
    let has_rules = model
        .shape(S3)
        .is_some_and(|service| service.endpoint_rules().is_some());
    if has_rules {
        return sources;
    }
    let mut text = S3_RULES.to_owned();
    let inputs = model.shapes.values().filter_map(|shape| match &shape.kind {
        ShapeKind::Operation(operation) => model.shape(&operation.input.as_ref()?.id),
        _ => None,
    });
    let with_bucket = inputs.filter(|input| {
        input.id.as_str().starts_with("com.amazonaws.s3#") && input.members.iter().any(|member| member.name == "Bucket")
    });
    for input in with_bucket {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "\napply {}$Bucket @contextParam(name: \"Bucket\")",
            input.id.name()
        );
    }
    sources.push(Source::new("s3-addressing.smithy", text));
    sources
}
