"""Cases of event streams: an event of each kind in both directions, and each exception of a response.

botocore serializes what the events hold. The frames around it have the layout of the specification, and count only
where botocore's own decoder and parser read the values from them.
"""

import base64
import binascii
import copy
import json
import struct
import xml.etree.ElementTree as ElementTree

from botocore import eventstream, parsers
from botocore.model import ServiceModel
from botocore.serialize import create_serializer

PARSERS = {
    "json": parsers.EventStreamJSONParser,
    "rest-json": parsers.EventStreamJSONParser,
    "rest-xml": parsers.EventStreamXMLParser,
    "smithy-rpc-v2-cbor": parsers.EventStreamCBORParser,
}

CONTENT_TYPE = "application/vnd.amazon.eventstream"

MEDIA_TYPES = {"rest-xml": "application/xml", "smithy-rpc-v2-cbor": "application/cbor"}

# The types of headers in a frame, by the types of members.
HEADERS = {
    "byte": (2, ">b"),
    "short": (3, ">h"),
    "integer": (4, ">i"),
    "long": (5, ">q"),
}


def without_streams(model, name):
    """The service with neither event streams in inputs nor in outputs, whose heads are then those of other requests."""
    model = copy.deepcopy(model)
    for shape in model["shapes"].values():
        of_member = {key: model["shapes"][member["shape"]] for key, member in shape.get("members", {}).items()}
        for key in [key for key, target in of_member.items() if target.get("eventstream")]:
            del shape["members"][key]
            shape["required"] = [other for other in shape.get("required", []) if other != key]
            if shape.get("payload") == key:
                del shape["payload"]
    return ServiceModel(model, name)


def frame(headers, payload):
    """A message of an event stream."""
    head = b"".join(header_of_frame(name, *one) for name, one in headers.items())
    prelude = struct.pack(">II", len(head) + len(payload) + 16, len(head))
    prelude += struct.pack(">I", binascii.crc32(prelude))
    message = prelude + head + payload
    return message + struct.pack(">I", binascii.crc32(message))


def header_of_frame(name, kind, one):
    if kind == "boolean":
        packed = bytes([0 if one else 1])
    elif kind == "timestamp":
        packed = struct.pack(">Bq", 8, int(one.timestamp() * 1000))
    elif kind in HEADERS:
        code, layout = HEADERS[kind]
        packed = bytes([code]) + struct.pack(layout, one)
    else:
        one = one.encode() if isinstance(one, str) else one
        packed = struct.pack(">BH", 6 if kind == "blob" else 7, len(one)) + one
    return bytes([len(name)]) + name.encode() + packed


def payload_of(protocol, shape, name, made):
    """The media type and the bytes that botocore writes for a structure."""
    writer = create_serializer(protocol, include_validation=False)
    media_type = MEDIA_TYPES.get(protocol, "application/json")
    if protocol == "rest-xml":
        root = ElementTree.Element("")
        writer._serialize(shape, made, root, shape.serialization.get("name", name))
        return media_type, ElementTree.tostring(root[0])
    if protocol == "smithy-rpc-v2-cbor":
        return media_type, bytes(writer._serialize_body_params(made, shape))
    body = {}
    writer._serialize(body, made, shape)
    return media_type, json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def message(protocol, stream, name):
    """The frame of one member of the stream, and its value as a parameter of the case."""
    member = stream.members[name]
    made, params = structure(member, [])
    is_exception = bool(member.metadata.get("exception"))
    kind = "exception" if is_exception else "event"
    headers = {":message-type": ("string", kind), f":{kind}-type": ("string", name)}
    rest, payload = dict(made), None
    for key, part in member.members.items():
        if part.serialization.get("eventheader"):
            headers[key] = (part.type_name, rest.pop(key))
        elif part.serialization.get("eventpayload"):
            one = rest.pop(key)
            payload = {
                "blob": lambda: ("application/octet-stream", one),
                "string": lambda: ("text/plain", one.encode()),
            }.get(part.type_name, lambda: payload_of(protocol, part, key, one))()
    # An event whose members are none, or all in headers, has no payload.
    if payload or rest:
        media_type, payload = payload or payload_of(protocol, member, name, rest)
        headers[":content-type"] = ("string", media_type)
    written = frame(headers, payload or b"")
    checked(protocol, stream, name, written, made, is_exception)
    return written, {name: params}


def checked(protocol, stream, name, written, made, is_exception):
    """Fails unless botocore reads from a frame the values that it was made of."""
    buffer = eventstream.EventStreamBuffer()
    buffer.add_data(written)
    read = PARSERS[protocol]().parse(next(iter(buffer)).to_response_dict(), stream)
    read.pop("ResponseMetadata", None)
    if is_exception:
        expected = {"Code": name, "Message": made.get("Message", made.get("message", ""))}
        read = {key: read["Error"][key] for key in expected}
    else:
        expected = {name: made}
    if read != expected:
        raise ValueError(f"botocore reads from the event {name}: {read}"[:160])


def event(protocol, stream, name, direction):
    written, params = message(protocol, stream, name)
    return {"type": direction, "params": params, "bytes": base64.b64encode(written).decode()}


def initial_response(protocol, operation):
    """The message that has the other members of the output, where the head of the response cannot have them."""
    if protocol not in ("json", "smithy-rpc-v2-cbor"):
        return []
    shape = operation.output_shape
    made, _ = structure(shape, [])
    media_type, payload = payload_of(protocol, shape, shape.name, made)
    headers = {":message-type": "event", ":event-type": "initial-response", ":content-type": media_type}
    written = frame({key: ("string", one) for key, one in headers.items()}, payload)
    return [{"type": "response", "bytes": base64.b64encode(written).decode()}]


def event_cases(protocol, operation, head, initial):
    """The cases of an operation that has events: all events, and one for each exception.

    `head` is the operation without its streams, and `initial` its request and its response.
    """
    _, sent = events_of(operation.input_shape)
    _, received = events_of(operation.output_shape)
    for one in initial.values():
        if "skipped" in one:
            raise ValueError(one["skipped"])
    case = {"events": []}
    if sent is not None:
        request = initial["request"]
        case["initialRequestParams"] = request.pop("params")
        request.pop("bodyMediaType", None)
        request.pop("body", None)
        case["initialRequest"] = request
        names = [name for name, member in sent.members.items() if not member.metadata.get("exception")]
        case["events"] += [event(protocol, sent, name, "request") for name in names]
    if received is None:
        return [case]
    response = initial["response"]
    params = response.pop("params")
    response.pop("body", None)
    headers = {key: one for key, one in response["headers"].items() if key.lower() != "content-type"}
    response["headers"] = {**headers, "content-type": CONTENT_TYPE}
    for key, member in head.output_shape.members.items() if head.output_shape else ():
        where = member.serialization
        if where.get("location") == "header" and where["name"].lower() == "content-type":
            params[key] = CONTENT_TYPE
    first = initial_response(protocol, head)
    exceptions = [name for name, member in received.members.items() if member.metadata.get("exception")]
    events = [event(protocol, received, name, "response") for name in received.members if name not in exceptions]
    whole = {"initialResponse": response, "initialResponseParams": params}
    whole["events"] = case.pop("events") + first + events
    made = [{**case, **whole}]
    for name in exceptions:
        failure = {"failure": {"errorId": received.members[name].name}}
        events = [*first, event(protocol, received, name, "response")]
        made.append({"initialResponse": response, "events": events, "expectation": failure})
    return made
