"""Prints the decisions of botocore's waiters on responses that are made from its models.

Each line of the output is a JSON object: the service, the waiter, the response (an output or the code of an error), and the
state that botocore gives it, or null if no condition matches.
"""

import json

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.waiter import WaiterModel
from jmespath.exceptions import JMESPathTypeError

DEPTH = 7
OTHER = "__other__"


def value(shape, string, flag, lengths, depth=0):
    """Returns a value with all members; lists have the given length, and strings in them alternate."""
    if depth > DEPTH:
        return None
    if shape.type_name == "structure":
        members = {name: value(member, string, flag, lengths, depth + 1) for name, member in shape.members.items()}
        # At the top, botocore takes a member of this name for an error of the service.
        return {name: member for name, member in members.items() if member is not None and (depth or name != "Error")}
    if shape.type_name == "list":
        elements = [value(shape.member, string if at == 0 else lengths[1], flag, lengths, depth + 1) for at in range(lengths[0])]
        return [element for element in elements if element is not None]
    if shape.type_name == "map":
        entry = value(shape.value, string, flag, lengths, depth + 1)
        return {} if entry is None else {"key": entry}
    if shape.type_name == "boolean":
        return flag
    if shape.type_name in ("integer", "long", "float", "double", "bigdecimal"):
        return lengths[0]
    return string


def responses(shape, waiter):
    """Returns the outputs and the codes of errors that a waiter is tried on."""
    expected = [acceptor.expected for acceptor in waiter.acceptors]
    strings = sorted({text for text in expected if isinstance(text, str)} | {OTHER})
    yield {"output": {}}
    for string in strings:
        yield {"error": string}
        if shape is None:
            continue
        for lengths in [(0, OTHER), (1, OTHER), (2, string), (2, OTHER)]:
            for flag in [True, False]:
                yield {"output": value(shape, string, flag, lengths)}
        for second in strings:
            yield {"output": value(shape, OTHER, True, (2, second))}


def decision(waiter, response):
    """Returns the state of the first condition that matches, as the loop of botocore does."""
    if "error" in response:
        parsed = {"Error": {"Code": response["error"]}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    else:
        parsed = {**response["output"], "ResponseMetadata": {"HTTPStatusCode": 200}}
    for acceptor in waiter.acceptors:
        try:
            if acceptor.matcher_func(parsed):
                return acceptor.state
        except JMESPathTypeError:
            # A function has no result for a value that is absent: the condition does not match.
            continue
    return None


loader = Loader()
for service in loader.list_available_services("waiters-2"):
    waiters = WaiterModel(loader.load_service_model(service, "waiters-2"))
    if not waiters.waiter_names:
        continue
    model = ServiceModel(loader.load_service_model(service, "service-2"), service)
    for name in waiters.waiter_names:
        waiter = waiters.get_waiter(name)
        shape = model.operation_model(waiter.operation).output_shape
        for response in responses(shape, waiter):
            state = decision(waiter, response)
            print(json.dumps({"service": service, "waiter": name, "response": response, "state": state}))
