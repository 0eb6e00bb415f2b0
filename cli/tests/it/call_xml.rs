//! Responses of restXml services as servers of others write them.

use crate::place::{Place, Ran};
use crate::server::serve;

const STORE: &str = r#"
$version: "2"
namespace example.store

use aws.customizations#s3UnwrappedXmlOutput
use aws.protocols#restXml

@restXml
@xmlNamespace(uri: "http://store.example/")
service Store { version: "1", operations: [GetGrant, GetPlace] }

@readonly
@http(method: "GET", uri: "/grant")
operation GetGrant { output: Grant }

@output
structure Grant {
    @httpHeader("x-deleted")
    deleted: Boolean
    @httpHeader("x-count")
    count: Integer
    @httpPrefixHeaders("x-note-")
    notes: Notes
    grantee: Grantee
}

map Notes { key: String, value: String }

@xmlNamespace(uri: "http://www.w3.org/2001/XMLSchema-instance", prefix: "xsi")
structure Grantee {
    @xmlAttribute
    @xmlName("xsi:type")
    type: String
    id: String
}

@readonly
@s3UnwrappedXmlOutput
@http(method: "GET", uri: "/place")
operation GetPlace { output: Location, errors: [NoSuchPlace] }

@error("client")
structure NoSuchPlace { messages: Messages }

list Messages {
    @xmlName("Message")
    member: String
}

@output
structure Location { place: String }
"#;

fn call(operation: &str, head: &str, body: &str) -> Ran {
    let place = Place::with(&[("a.smithy", STORE)]);
    let (url, server) = serve(head, body.as_bytes());
    let ran = place.run(&[
        "call",
        "--model",
        "a.smithy",
        "--operation",
        operation,
        "--endpoint",
        &url,
    ]);
    server.join().unwrap();
    ran
}

#[test]
fn servers_choose_the_prefix_of_an_attribute() {
    let namespace = "http://www.w3.org/2001/XMLSchema-instance";
    for prefix in ["xsi", "XMLSchema-instance", "a"] {
        let body = format!(
            "<Grant><grantee xmlns:{prefix}=\"{namespace}\" {prefix}:type=\"Group\"><id>1</id></grantee></Grant>"
        );
        let ran = call("GetGrant", "200 OK\r\nx-deleted: True", &body);
        ran.ends_with_code(0)
            .prints(&["\"deleted\": true", "\"type\": \"Group\"", "\"id\": \"1\""]);
    }
}

#[test]
fn an_unwrapped_output_may_be_wrapped() {
    for body in [
        "<place xmlns=\"http://store.example/\">moon</place>",
        "<GetPlaceOutput xmlns=\"http://store.example/\"><place>moon</place></GetPlaceOutput>",
        "<place>\n  <place>moon</place>\n</place>",
    ] {
        call("GetPlace", "200 OK", body)
            .ends_with_code(0)
            .prints(&["\"place\": \"moon\""]);
    }
}

#[test]
fn an_error_without_a_code_has_a_status() {
    call("GetPlace", "400 Bad Request", "<html>no</html>")
        .ends_with_code(1)
        .reports(&["status 400"]);
}

#[test]
fn the_root_element_of_an_error_may_be_its_code() {
    let body = "<NoSuchPlace><messages><Message>1</Message><Message>2</Message></messages></NoSuchPlace>";
    let ran = call("GetPlace", "400 Bad Request", body);
    ran.ends_with_code(1)
        .reports(&["NoSuchPlace"])
        .prints(&["\"1\"", "\"2\""]);
    let body = "<InvalidChangeBatch><Messages><Message>one record</Message></Messages></InvalidChangeBatch>";
    let ran = call("GetPlace", "400 Bad Request", body);
    ran.ends_with_code(1).reports(&["InvalidChangeBatch: one record"]);
}

#[test]
fn an_empty_header_has_no_value() {
    let head = "200 OK\r\nx-count: \r\nx-deleted:\r\nx-note-a: 1";
    call("GetGrant", head, "<Grant/>")
        .ends_with_code(0)
        .prints(&["\"a\": \"1\""]);
}
