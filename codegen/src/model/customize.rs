//! Changes of the models of single services that the AWS SDKs make before they generate clients,
//! each with its reason.

use super::ast::{Model, Reference, Shape, ShapeId, ShapeKind};
use super::traits::SERVICE;

/// Changes the model of each service that has a customization.
pub(super) fn customize(model: &mut Model<'_>) {
    let services = model.shapes.values().filter(|shape| sdk_id(shape) == "S3");
    let namespaces: Vec<_> = services.map(|shape| shape.id.namespace().to_owned()).collect();
    for namespace in namespaces {
        expires(model, &namespace);
    }
}

/// Makes `Expires` of S3 a timestamp, as in earlier models. An output also has the text of the
/// header, because that of an object may not be a date.
fn expires(model: &mut Model<'_>, namespace: &str) {
    let id = format!("{namespace}#Expires");
    let Some(shape) = model.shapes.get_mut(id.as_str()) else {
        return;
    };
    shape.kind = ShapeKind::Timestamp;
    let Some(text) = ShapeId::parse("smithy.api#String") else {
        return;
    };
    let outputs = output_ids(model);
    for output in outputs {
        let Some(shape) = model.shapes.get_mut(&output) else {
            continue;
        };
        let position = shape.members.iter().position(|member| member.target.id.as_str() == id);
        let Some(at) = position.filter(|_| shape.member("ExpiresString").is_none()) else {
            continue;
        };
        let mut member = shape.members[at].clone();
        member.name = "ExpiresString".to_owned();
        member.target = Reference {
            id: text.clone(),
            place: member.target.place,
        };
        shape.members.insert(at + 1, member);
    }
}

/// Returns the outputs of operations.
fn output_ids(model: &Model<'_>) -> Vec<ShapeId> {
    let outputs = model.shapes.values().filter_map(|shape| match &shape.kind {
        ShapeKind::Operation(operation) => Some(operation.output.as_ref()?.id.clone()),
        ShapeKind::Structure if shape.has_trait("smithy.api#output") => Some(shape.id.clone()),
        _ => None,
    });
    outputs.collect()
}

fn sdk_id(shape: &Shape<'_>) -> String {
    let value = shape.trait_value(SERVICE).and_then(|value| value.get("sdkId"));
    let text = value.and_then(|value| value.as_str().map(|text| text.into_owned()));
    text.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Diagnostics;
    use crate::model::Files;
    use crate::source::Source;

    #[test]
    fn expires_of_s3_is_a_timestamp_and_an_output_has_its_text() {
        let model = r#"$version: "2"
            namespace com.amazonaws.s3
            use aws.api#service
            @service(sdkId: "S3")
            service AmazonS3 { operations: [GetObject] }
            operation GetObject { input: GetObjectRequest, output: GetObjectOutput }
            structure GetObjectRequest { Expires: Expires }
            structure GetObjectOutput { @httpHeader("Expires") Expires: Expires, ETag: String }
            string Expires"#;
        let sources = [Source::new("s3.smithy", model)];
        let mut diagnostics = Diagnostics::default();
        let files = Files::read(&sources, &mut diagnostics);
        let model = super::super::load(&files, &mut diagnostics);
        let members = |shape: &str| {
            let members = model.shape(shape).map(|shape| &shape.members).into_iter().flatten();
            let kinds = members.map(|member| {
                let target = model.shape(&member.target.id).map(|shape| shape.kind.keyword());
                (member.name.clone(), target.unwrap_or_default())
            });
            kinds.collect::<Vec<_>>()
        };
        let timestamp = ("Expires".to_owned(), "timestamp");
        let text = ("ExpiresString".to_owned(), "string");
        let tag = ("ETag".to_owned(), "string");
        assert_eq!(
            members("com.amazonaws.s3#GetObjectRequest"),
            std::slice::from_ref(&timestamp)
        );
        assert_eq!(members("com.amazonaws.s3#GetObjectOutput"), [timestamp, text, tag]);
    }
}
