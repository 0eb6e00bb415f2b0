"""Writes test cases for every operation of AWS services, in the form of Smithy's protocol test traits.

Usage: cases.py FACTS OUT SERVICE=PROTOCOL..

FACTS is the folder of the services' files as `unpack.py` writes them, OUT the folder of the cases. For each operation one
input and one output are made from the model by a fixed rule. botocore serializes the input, and localstack's server
serializes the output; neither knows our client. The file of a service that has no cases is a text that says why.
"""

import base64
import datetime
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

# Structures below this depth have only their required members, and numbers and booleans.
DEPTH = 5

WHEN = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)


class Absent(Exception):
    """A value that cannot be made: its shape holds itself."""


def value(shape, name, stack, where):
    """A value of a shape as botocore takes it, and as the protocol test traits write it."""
    kind = shape.type_name
    if kind == "structure" and getattr(shape, "is_document_type", False):
        return {"key": f"__{name}__"}, {"key": f"__{name}__"}
    if kind == "structure":
        return structure(shape, stack)
    if kind == "list":
        first, second = (value(shape.member, name, stack, where) for _ in range(2))
        return [first[0], second[0]], [first[1], second[1]]
    if kind == "map":
        key, _ = value(shape.key, "key", stack, where)
        inner = value(shape.value, name, stack, where)
        return {key: inner[0]}, {key: inner[1]}
    if kind in ("string", "character"):
        return text(shape, name, where)
    if kind == "boolean":
        return True, True
    if kind in ("float", "double"):
        return 1.0, 1.0
    if kind == "timestamp":
        return WHEN, int(WHEN.timestamp())
    if kind == "blob":
        return b"blob", "blob"
    return 1, 1


def text(shape, name, where):
    if getattr(shape, "enum", None):
        return shape.enum[0], shape.enum[0]
    # botocore encodes such a value in headers alone.
    if where.get("jsonvalue") and where.get("location") == "header":
        return f"__{name}__", json.dumps(f"__{name}__")
    made = "member" if where.get("hostLabel") else f"__{name}__"
    return made, made


def structure(shape, stack):
    if shape.name in stack:
        raise Absent
    stack = [*stack, shape.name]
    made, params = {}, {}
    for name, member in shape.members.items():
        if len(stack) > DEPTH and name not in shape.required_members and not is_plain(member) and not is_union(shape):
            continue
        if is_stream(member):
            continue
        try:
            made[name], params[name] = value(member, name, stack, member.serialization)
        except Absent:
            continue
        if is_union(shape):
            break
    if is_union(shape) and not made:
        raise Absent
    return made, params


def is_plain(shape):
    """Whether a member may have a default, which our client sends where nothing is set."""
    return shape.type_name in ("boolean", "byte", "short", "integer", "long", "float", "double")


def is_union(shape):
    # Only botocore does not know that the values of DynamoDB are one.
    is_dynamodb = shape.name == "AttributeValue" and {"NS", "BOOL"} <= set(shape.members)
    return is_dynamodb or getattr(shape, "is_tagged_union", False)


def is_stream(shape):
    return shape.serialization.get("streaming") or getattr(shape, "is_eventstream", False)


def streams(shape):
    return shape is not None and any(
        is_stream(member) or member.serialization.get("eventstream") for member in shape.members.values()
    )


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
    dropped = ("content-length", "server", "date", "connection")
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
    trait = TRAITS.get(protocol) or f"aws.protocols#awsJson{model['metadata']['jsonVersion'].replace('.', '_')}"
    for operation_name in service.operation_names:
        operation = service.operation_model(operation_name)
        if streams(operation.input_shape) or streams(operation.output_shape):
            yield operation_name, {"skipped": "streams"}
            continue
        found = {}
        for kind, case in (
            ("request", attempt(request, protocol, operation)),
            ("response", attempt(response, protocol, service, operation)),
        ):
            if "skipped" not in case:
                case = {"id": f"{operation_name}{kind.title()}", "protocol": trait, **case}
            found[kind] = case
        yield operation_name, found


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
