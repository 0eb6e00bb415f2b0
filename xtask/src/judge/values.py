"""Values for members of a model, by a fixed rule: as botocore takes them, and as the protocol test traits write them."""

import base64
import datetime
import hashlib
import json

# Structures below this depth have only their required members, and numbers and booleans.
DEPTH = 5

BLOB = b"blob"

WHEN = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)


def crc(polynomial, bits):
    """A reflected CRC of the blob, in base64."""
    state = every = (1 << bits) - 1
    for byte in BLOB:
        state ^= byte
        for _ in range(8):
            state = state >> 1 ^ (polynomial if state & 1 else 0)
    return base64.b64encode((state ^ every).to_bytes(bits // 8, "big")).decode()


def digest(name):
    return base64.b64encode(hashlib.new(name, BLOB).digest()).decode()


# The checksums of the blob, which clients verify.
CHECKSUMS = {
    "x-amz-checksum-crc32": crc(0xEDB88320, 32),
    "x-amz-checksum-crc32c": crc(0x82F63B78, 32),
    "x-amz-checksum-crc64nvme": crc(0x9A6C9329AC4BC9B5, 64),
    **{f"x-amz-checksum-{name}": digest(name) for name in ("md5", "sha1", "sha256", "sha512")},
}


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
    header = where.get("name", "").lower() if where.get("location") == "header" else ""
    if header in CHECKSUMS:
        return CHECKSUMS[header], CHECKSUMS[header]
    if header == "content-length":
        return len(BLOB), len(BLOB)
    if kind in ("string", "character"):
        return text(shape, name, where)
    if kind == "boolean":
        return True, True
    if kind in ("float", "double"):
        return 1.0, 1.0
    if kind == "timestamp":
        return WHEN, int(WHEN.timestamp())
    if kind == "blob":
        return BLOB, BLOB.decode()
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
        if member.serialization.get("eventstream"):
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


def events_of(shape):
    """The name and the shape of the member of a structure that is an event stream, if there is one."""
    members = shape.members.items() if shape is not None else ()
    found = [(name, member) for name, member in members if member.serialization.get("eventstream")]
    return found[0] if found else (None, None)
