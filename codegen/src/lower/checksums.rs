//! The checksums of requests and responses: `aws.protocols#httpChecksum`.

use crate::ir::HttpChecksum;
use crate::model::ast::{Reference, Shape};
use crate::model::node::Node;
use crate::model::traits::{HTTP_CHECKSUM, HTTP_HEADER};

use super::Lowering;

impl<'a> Lowering<'_, '_, 'a> {
    /// Returns the checksums of an operation, if the protocol has the headers for them.
    pub(super) fn http_checksum(&self, shape: &Shape<'a>, input: Option<&Reference>) -> Option<HttpChecksum> {
        let value = shape
            .trait_value(HTTP_CHECKSUM)
            .filter(|_| self.protocol.has_bindings())?;
        let header = |property: &str| self.header_of_member(input?, &value.get(property)?);
        let algorithms = value.get("responseAlgorithms").and_then(|list| list.elements());
        let algorithms = algorithms.unwrap_or_default();
        Some(HttpChecksum {
            algorithm_header: header("requestAlgorithmMember"),
            is_required: value
                .get("requestChecksumRequired")
                .is_some_and(|required| required.as_bool() == Some(true)),
            mode_header: header("requestValidationModeMember"),
            response_algorithms: algorithms
                .iter()
                .filter_map(|name| Some(name.as_str()?.into_owned()))
                .collect(),
        })
    }

    /// Returns the header that a member of an input is bound to, in lower case.
    fn header_of_member(&self, input: &Reference, name: &Node<'a>) -> Option<String> {
        let name = name.as_str()?;
        let input = self.model().shape(&input.id)?;
        let member = input.members.iter().find(|member| *member.name == *name)?;
        Some(member.trait_value(HTTP_HEADER)?.as_str()?.to_ascii_lowercase())
    }
}
