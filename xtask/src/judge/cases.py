"""Writes test cases for every operation of AWS services, in the form of Smithy's protocol test traits.

Usage: cases.py FACTS OUT SERVICE=PROTOCOL..

FACTS is the folder of the services' files as `unpack.py` writes them, OUT the folder of the cases. For each operation one
input and one output are made from the model by a fixed rule. botocore serializes the input, and localstack's server
serializes the output; neither knows our client. The file of a service that has no cases is a text that says why.
"""

import base64
import copy
import json
import pathlib
import re
import sys
from urllib.parse import quote, urlencode, urlsplit

from botocore.model import ServiceModel
from botocore.serialize import create_serializer
from localstack.aws.protocol import serializer as responses

TRAITS = {
    "ec2": "aws.protocols#ec2Query",
    "query": "aws.protocols#awsQuery",
    "rest-json": "aws.protocols#restJson1",
    "rest-xml": "aws.protocols#restXml",
    "smithy-rpc-v2-cbor": "smithy.protocols#rpcv2Cbor",
}


def request(protocol, operation):
    """The case of a request, or why there is none."""
    shape = operation.input_shape
    made, params = structure(shape, []) if shape else ({}, {})
    serialized = create_serializer(protocol, include_validation=False).serialize_to_request(made, operation)
    path, _, literal = serialized["url_path"].partition("?")
    pairs = literal.split("&")
    queries = serialized["query_string"]
    for key, values in queries.items() if isinstance(queries, dict) else queries:
        for one in values if isinstance(values, list) else [values]:
            pairs.append(f"{quote(str(key), safe='-._~')}={quote(str(one), safe='-._~')}")
    headers = {key: header(one) for key, one in dict(serialized["headers"]).items()}
    # Some services have a namespace before their name in botocore, and none in Smithy; they take
    # both.
    if target := headers.get("X-Amz-Target"):
        headers["X-Amz-Target"] = ".".join(target.split(".")[-2:])
    if protocol == "smithy-rpc-v2-cbor":
        path = re.sub(r"^/service/[^/]*\.", "/service/", path)
    # botocore writes no blank behind the commas of a list; both forms mean the same.
    lists = {
        member.serialization.get("name", name).lower()
        for name, member in (shape.members.items() if shape else ())
        if member.serialization.get("location") == "header" and member.type_name == "list"
    }
    headers = {key: one.replace(",", ", ") if key.lower() in lists else one for key, one in headers.items()}
    case = {
        "method": serialized["method"],
        "uri": path or "/",
        "queryParams": [pair for pair in pairs if pair],
        "headers": {key: one for key, one in headers.items() if key.lower() not in ("content-type", "user-agent")},
        "params": params,
    }
    case.update(body_of(protocol, serialized["body"]))
    return case


def header(one):
    return one.decode() if isinstance(one, bytes) else str(one)


def body_of(protocol, body):
    if protocol in ("query", "ec2"):
        return {"body": urlencode(body), "bodyMediaType": "application/x-www-form-urlencoded"}
    body = body.encode() if isinstance(body, str) else bytes(body or b"")
    if protocol == "smithy-rpc-v2-cbor":
        return {"body": base64.b64encode(body).decode(), "bodyMediaType": "application/cbor"} if body else {}
    if not body:
        return {"body": ""}
    kind = "application/xml" if protocol == "rest-xml" else "application/json"
    if body == b"blob" or body.startswith(b"__"):
        kind = "application/octet-stream"
    return {"body": body.decode(), "bodyMediaType": kind}


def response(protocol, service, operation):
    shape = operation.output_shape
    made, params = structure(shape, []) if shape else ({}, {})
    writer = responses.create_serializer(service, protocol)
    written = writer.serialize_to_response(made, operation, {}, "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE")
    dropped = {"content-length", "server", "date", "connection"}
    # The length of a body that streams is known to be right.
    if operation.has_streaming_output:
        dropped -= {"content-length"}
    case = {
        "code": status(shape, params) or written.status_code,
        "headers": {key: one for key, one in written.headers.items() if key.lower() not in dropped},
        "params": params,
    }
    body = written.get_data()
    if protocol == "smithy-rpc-v2-cbor":
        case.update({"body": base64.b64encode(body).decode(), "bodyMediaType": "application/cbor"})
    else:
        case["body"] = body.decode()
    return case


def status(shape, params):
    """The status that a member bound to it asks for."""
    for name, member in shape.members.items() if shape else ():
        if member.serialization.get("location") == "statusCode":
            params[name] = 200
            return 200
    return None


def attempt(make, *arguments):
    try:
        return make(*arguments)
    except Exception as error:  # a fault of the other side is a row of the table, not the end of it
        return {"skipped": f"{type(error).__name__}: {str(error)[:160]}"}


def cases(model, name, protocol):
    service = ServiceModel(model, name)
    heads = without_streams(model, name)
    trait = TRAITS.get(protocol) or f"aws.protocols#awsJson{model['metadata']['jsonVersion'].replace('.', '_')}"
    for operation_name in service.operation_names:
        operation, head = service.operation_model(operation_name), heads.operation_model(operation_name)
        found = {
            "request": attempt(request, protocol, head),
            "response": attempt(response, protocol, heads, head),
        }
        sends, receives = (
            events_of(shape)[1] is not None for shape in (operation.input_shape, operation.output_shape)
        )
        if sends or receives:
            found["events"] = attempt(event_cases, protocol, operation, head, copy.deepcopy(found))
        if sends:
            del found["request"]
        if receives:
            del found["response"]
        yield operation_name, {kind: named(trait, operation_name, kind, case) for kind, case in found.items()}


def named(trait, operation, kind, case):
    """The cases of one kind with their ids; or the reason why there are none."""
    if "skipped" in case:
        return case
    listed = case if isinstance(case, list) else [case]
    number = lambda at: "" if at == 0 else str(at)
    return [
        {"id": f"{operation}{kind.title()}{number(at)}", "protocol": trait, **one} for at, one in enumerate(listed)
    ]


def write(facts, out, name, protocol):
    model = json.loads((facts / f"{name}.json").read_text())["service"]
    model["metadata"]["protocol"] = protocol
    try:
        made = dict(cases(model, name, protocol))
    except Exception as error:  # a fault of the other side, as above
        made = f"{type(error).__name__}: {str(error)[:160]}"
    (out / f"{name}.json").write_text(json.dumps(made))


facts, out = (pathlib.Path(folder) for folder in sys.argv[1:3])
out.mkdir(parents=True, exist_ok=True)
for service in sys.argv[3:]:
    write(facts, out, *service.split("="))
