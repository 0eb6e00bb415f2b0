//! awsQuery and ec2Query: requests are forms, and responses are XML.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Uri};

use super::ClientProtocol;
use super::absent_body::AbsentBody;
use super::xml_error;
use crate::codec;
use crate::codec::Read;
use crate::codec::form::{FormRules, FormSerializer};
use crate::codec::xml::XmlDeserializer;
use crate::codec::xml::tree::{ROOT, Tree};
use crate::error::ErrorMetadata;
use crate::http::{HttpRequest, HttpResponse};
use crate::operation::Operation;
use crate::schema::Member;
use crate::serde::{DeserializeError, SerializeError, SerializeShape};

/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
#[cfg(feature = "aws-query")]
pub static AWS_QUERY: QueryProtocol = QueryProtocol {
    rules: FormRules::AwsQuery,
};

/// <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html>
#[cfg(feature = "ec2-query")]
pub static EC2_QUERY: QueryProtocol = QueryProtocol {
    rules: FormRules::Ec2Query,
};

/// A protocol whose requests are forms and whose responses are XML.
#[derive(Debug)]
pub struct QueryProtocol {
    rules: FormRules,
}

impl QueryProtocol {
    /// Returns the element of a response that contains the output: a child of the root for
    /// awsQuery, the root itself for ec2Query.
    fn output(&self, operation: &Operation, tree: &Tree<'_>) -> Option<usize> {
        match self.rules {
            FormRules::Ec2Query => Some(ROOT),
            FormRules::AwsQuery => tree.child(ROOT, &format!("{}Result", operation.name)),
        }
    }
}

impl ClientProtocol for QueryProtocol {
    fn request(
        &self,
        operation: &'static Operation,
        input: &dyn SerializeShape,
    ) -> Result<HttpRequest, SerializeError> {
        let mut serializer = FormSerializer::new(self.rules, operation.name, operation.service.version);
        input.write(Member::root(), &mut serializer);
        let mut request = HttpRequest::new(codec::body(serializer.finish()?).into());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static("/");
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, form);
        Ok(request)
    }

    fn response(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        match response.body().bytes().unwrap_or_default() {
            body if body.trim_ascii().is_empty() => read(&mut AbsentBody),
            body => XmlDeserializer::read_body(body, |tree| self.output(operation, tree), read),
        }
    }

    fn error(
        &self,
        _operation: &Operation,
        response: &HttpResponse,
        read: &mut Read<'_>,
    ) -> Result<(), DeserializeError> {
        XmlDeserializer::read_body(response.body().bytes().unwrap_or_default(), xml_error::element, read)
    }

    fn error_metadata(&self, _operation: &Operation, response: &HttpResponse) -> (Option<String>, ErrorMetadata) {
        xml_error::metadata(response)
    }
}
