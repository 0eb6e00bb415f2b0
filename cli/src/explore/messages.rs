//! Examples of operations: the request and the response as they are sent, and the call in Rust.

use bytes::Bytes;
use serde_json::{Map, Value as Json, json};
use smithy_client_runtime::operation::{ClientProtocol, Operation};
use smithy_client_runtime::protocol;
use smithy_client_runtime::serde::SerializeShape;
use smithy_codegen::ir::{self, Protocol};

use crate::call::request;
use crate::dynamic::{Call, Shapes, Value, of_example, sample, to_json};

/// The id of the request in examples of responses that have it in their body.
const REQUEST_ID: &str = "8b5c7e1a-0f3d-4c62-9a7e-2d9f6b1c4e80";

/// Returns the examples of all operations by their names. The client is leaked.
pub(super) fn examples(client: ir::Service) -> Map<String, Json> {
    let service: &'static ir::Service = Box::leak(Box::new(client));
    let shapes = Shapes::new(service);
    let calls = Call::all(service, shapes).into_iter();
    let example = |call: Call| {
        let given = call.facts.example.as_ref();
        let input = given.and_then(|example| of_example(shapes, call.input, example));
        let input = input.unwrap_or_else(|| sample(shapes, call.input));
        let output = sample(shapes, call.output);
        let json = json!({
            "request": request_of(service, call, &input),
            "response": response_of(service, call, &output),
            "rust": rust(service, call.facts),
        });
        (call.facts.shape.clone(), json)
    };
    calls.map(example).collect()
}

fn rust(service: &ir::Service, operation: &ir::Operation) -> String {
    let lines = smithy_codegen::example_call(service, operation);
    if lines.is_empty() {
        return format!("client.{}().send().await?;", operation.method);
    }
    lines.join("\n")
}

fn request_of(service: &ir::Service, call: Call, input: &Value) -> Option<String> {
    let request = call.operation.service.protocol.request(call.operation, input).ok()?;
    let (parts, body) = request.into_parts();
    let bytes = body.try_into_bytes().ok()?;
    let request = http::Request::from_parts(parts, bytes);
    Some(shown(service.protocol, request::text(&request), input, request.body()))
}

/// Returns a response. The codec of requests writes it, because members have the same form in both
/// directions.
fn response_of(service: &ir::Service, call: Call, output: &Value) -> Option<String> {
    let is_query = matches!(service.protocol, Protocol::AwsQuery | Protocol::Ec2Query);
    let writer: &dyn ClientProtocol = match is_query {
        true => &protocol::REST_XML,
        false => call.operation.service.protocol,
    };
    let status = call.facts.http.as_ref().map_or(200, |http| http.code);
    let written = write(writer, call.operation, output)?;
    let (mut headers, body) = written;
    if is_query {
        headers
            .iter_mut()
            .filter(|(name, _)| name == "content-type")
            .for_each(|(_, value)| "text/xml".clone_into(value));
    }
    headers.retain(|(name, _)| !matches!(name.as_str(), "x-amz-target" | "accept" | "smithy-protocol"));
    let mut text = format!("HTTP/1.1 {status}\n");
    for (name, value) in &headers {
        text += &format!("{name}: {value}\n");
    }
    let content = request::body(&body);
    let content = match is_query {
        true => wrapped(service, call.facts, &content),
        false => content,
    };
    if !content.is_empty() {
        text += &format!("\n{content}\n");
    }
    Some(shown(service.protocol, text, output, &body))
}

/// Writes a structure as a message, and returns its headers and body.
fn write(
    writer: &dyn ClientProtocol,
    operation: &'static Operation,
    value: &dyn SerializeShape,
) -> Option<(Vec<(String, String)>, Bytes)> {
    let plain = Operation::new(operation.service, operation.name, operation.idempotency).http("POST", "/", 200);
    let message = writer.request(Box::leak(Box::new(plain)), value).ok()?;
    let headers = message.headers().iter();
    let headers =
        headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    let headers = headers.collect();
    Some((headers, message.into_body().try_into_bytes().ok()?))
}

/// Wraps the members of a result, which the codec has written, in the elements of the query
/// protocols.
fn wrapped(service: &ir::Service, operation: &ir::Operation, xml: &str) -> String {
    let start = xml.find('>').map_or(0, |end| end + 1);
    let end = xml.rfind("</").unwrap_or(xml.len());
    let members = xml.get(start..end).unwrap_or_default();
    let name = &operation.shape;
    let namespace = service.xml_namespace.as_ref().map(|namespace| {
        let colon = if namespace.prefix.is_some() { ":" } else { "" };
        let prefix = namespace.prefix.as_deref().unwrap_or_default();
        format!(" xmlns{colon}{prefix}=\"{}\"", namespace.uri)
    });
    let namespace = namespace.unwrap_or_default();
    let content = match service.protocol {
        Protocol::Ec2Query => format!("<requestId>{REQUEST_ID}</requestId>{members}"),
        _ => {
            let result = match operation.output.fields.is_empty() {
                true => String::new(),
                false => format!("<{name}Result>{members}</{name}Result>"),
            };
            format!("{result}<ResponseMetadata><RequestId>{REQUEST_ID}</RequestId></ResponseMetadata>")
        }
    };
    format!("<{name}Response{namespace}>{content}</{name}Response>")
}

/// Replaces a body that is not text by the JSON of its value.
fn shown(protocol: Protocol, text: String, value: &Value, body: &Bytes) -> String {
    if protocol != Protocol::RpcV2Cbor || body.is_empty() {
        return text;
    }
    let head = text.split("\n\n").next().unwrap_or_default();
    format!("{head}\n\nCBOR, as JSON:\n{:#}\n", to_json(value))
}
