//! The protocol test cases of a service: lowered from the traits of its operations and exceptions.

mod events;
mod parts;
mod settings;

use std::collections::BTreeSet;

use crate::conformance::ir::{Error, ExpectedRequest, Request, Response, Suite};
use crate::diagnostics::Diagnostics;
use crate::ir::value::{StructurePath, StructureValue};
use crate::ir::{self, Operation};
use crate::lower::protocol::PROTOCOLS;
use crate::lower::traits;
use crate::lower::value::{MissingMembers, Values};
use crate::model::ast::{Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::select::Selection;
use crate::model::traits::{EVENT_STREAM_TESTS, HTTP_REQUEST_TESTS, HTTP_RESPONSE_TESTS};
use crate::names;

use self::parts::{compared, text};

/// Returns all cases of a service that apply to clients. `missing` selects the values of required
/// members that a case does not name.
pub(crate) fn lower_cases(
    selection: &Selection<'_, '_>,
    service: &ir::Service,
    missing: MissingMembers,
    diagnostics: &mut Diagnostics,
) -> Suite {
    let protocol = PROTOCOLS
        .iter()
        .find(|known| known.protocol == service.protocol)
        .map_or("", |known| known.id);
    let mut cases = Cases {
        service,
        protocol,
        missing,
        diagnostics,
        taken: BTreeSet::new(),
    };
    let mut suite = Suite::default();
    for shape in &selection.operations {
        let Some(operation) = service
            .operations
            .iter()
            .find(|operation| operation.shape == shape.id.name())
        else {
            continue;
        };
        for case in cases.of(shape, HTTP_REQUEST_TESTS) {
            suite.requests.extend(cases.request(operation, case));
        }
        for case in cases.of(shape, HTTP_RESPONSE_TESTS) {
            suite.responses.extend(cases.response(operation, case));
        }
        for case in cases.of(shape, EVENT_STREAM_TESTS) {
            suite.events.extend(cases.event_test(operation, case));
        }
    }
    for id in &selection.exceptions {
        let Some(shape) = selection.model.shape(id) else {
            continue;
        };
        for case in cases.of(shape, HTTP_RESPONSE_TESTS) {
            suite.errors.extend(cases.error(shape, case));
        }
    }
    suite
}

struct Cases<'s, 'd> {
    service: &'s ir::Service,
    protocol: &'static str,
    missing: MissingMembers,
    diagnostics: &'d mut Diagnostics,
    taken: BTreeSet<String>,
}

/// A case that applies: its id, the name of its function, its content, and the shape that has it.
struct ApplicableCase<'a> {
    id: String,
    test: String,
    node: Node<'a>,
    shape: String,
}

impl Cases<'_, '_> {
    /// Returns the cases of a shape that are for clients of this protocol.
    fn of<'a>(&mut self, shape: &Shape<'a>, trait_id: &str) -> Vec<ApplicableCase<'a>> {
        let Some(value) = shape.trait_value(trait_id) else {
            return Vec::new();
        };
        let Some(nodes) = value.elements() else {
            traits::wrong(shape, value, "must be an array of test cases", self.diagnostics);
            return Vec::new();
        };
        let mut cases = Vec::new();
        for node in nodes {
            let Some(protocol) = traits::required(shape, node, "protocol", self.diagnostics) else {
                continue;
            };
            let Some(id) = traits::required(shape, node, "id", self.diagnostics) else {
                continue;
            };
            let for_servers = text(node, "appliesTo").is_some_and(|side| side != "client");
            if protocol == self.protocol && !for_servers {
                let test = self.test_name(trait_id, shape, &id);
                cases.push(ApplicableCase {
                    id,
                    test,
                    node,
                    shape: shape.id.to_string(),
                });
            }
        }
        cases
    }

    /// Returns a name that no other case of the same module has.
    fn test_name(&mut self, trait_id: &str, shape: &Shape<'_>, id: &str) -> String {
        let stem = names::module(id);
        let kind = if matches!(shape.kind, ShapeKind::Operation(_)) {
            trait_id
        } else {
            "error"
        };
        let mut name = stem.clone();
        let mut number = 2;
        while !self.taken.insert(format!("{kind} {name}")) {
            name = format!("{stem}_{number}");
            number += 1;
        }
        name
    }

    fn expected_request(&mut self, case: &ApplicableCase<'_>) -> Option<ExpectedRequest> {
        let node = case.node;
        Some(ExpectedRequest {
            method: self.needed(case, "method")?,
            path: self.needed(case, "uri")?,
            host: text(node, "resolvedHost"),
            query: self.texts(case, "queryParams")?,
            forbid_query: self.texts(case, "forbidQueryParams")?,
            require_query: self.texts(case, "requireQueryParams")?,
            headers: self.headers(case)?,
            forbid_headers: self.texts(case, "forbidHeaders")?,
            require_headers: self.texts(case, "requireHeaders")?,
            body: text(node, "body").map(|body| compared(body, text(node, "bodyMediaType"))),
        })
    }

    fn request(&mut self, operation: &Operation, case: ApplicableCase<'_>) -> Option<Request> {
        let node = case.node;
        let expected = self.expected_request(&case)?;
        let (settings, call_params) = settings::of_case(node, self.service.endpoint.is_some());
        Some(Request {
            input: self.input(operation, MissingMembers::Unset, node.get("params"))?,
            id: case.id,
            test: case.test,
            method: operation.method.clone(),
            settings,
            call_params,
            expected,
        })
    }

    fn response(&mut self, operation: &Operation, case: ApplicableCase<'_>) -> Option<Response> {
        let path = StructurePath::Operation {
            module: operation.method.clone(),
            name: operation.output.name.clone(),
        };
        let output = self
            .values(self.missing)
            .structure(&operation.output, path, case.node.get("params"))?;
        Some(Response {
            input: self.input(operation, MissingMembers::Filled, None)?,
            reply: self.reply(&case)?,
            output,
            id: case.id,
            test: case.test,
            method: operation.method.clone(),
        })
    }

    fn error(&mut self, shape: &Shape<'_>, case: ApplicableCase<'_>) -> Option<Error> {
        let service = self.service;
        let exception = service
            .exceptions
            .iter()
            .find(|exception| exception.id == shape.id.as_str())?;
        let operation = service
            .operations
            .iter()
            .find(|operation| operation.errors.contains(&exception.name))?;
        let path = StructurePath::Exception(exception.name.clone());
        let value = self
            .values(self.missing)
            .structure(exception, path, case.node.get("params"))?;
        let vendor_code = case.node.get("vendorParams").and_then(|params| text(params, "code"));
        Some(Error {
            input: self.input(operation, MissingMembers::Filled, None)?,
            reply: self.reply(&case)?,
            variant: exception.name.clone(),
            exception: value,
            code: vendor_code.unwrap_or_else(|| shape.id.name().to_owned()),
            id: case.id,
            test: case.test,
            method: operation.method.clone(),
        })
    }

    fn values(&mut self, missing: MissingMembers) -> Values<'_, '_> {
        Values {
            service: self.service,
            missing,
            diagnostics: self.diagnostics,
        }
    }

    fn input(
        &mut self,
        operation: &Operation,
        missing: MissingMembers,
        node: Option<Node<'_>>,
    ) -> Option<StructureValue> {
        let path = StructurePath::Operation {
            module: operation.method.clone(),
            name: operation.input.name.clone(),
        };
        self.values(missing).structure(&operation.input, path, node)
    }
}
