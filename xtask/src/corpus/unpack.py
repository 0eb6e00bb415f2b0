"""Writes what botocore knows of each service, one file a service.

That is its model, its paginators, its endpoint rules, and endpoint tests: what botocore itself makes of the rules.
"""

import itertools
import json
import pathlib
import sys

import botocore
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError, UnknownServiceError
from botocore.loaders import Loader

REGIONS = ["us-east-1", "eu-west-3", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "aws-global", None]

# What the tests give to parameters that no setting fills.
ACCOUNT = "123456789012"
TABLE = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/chairs"
STREAM = f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/news"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders"
VALUES = {
    "AccountId": [None, ACCOUNT],
    "AccountIdEndpointMode": [None, "disabled", "required"],
    "ConsumerARN": [None, f"{STREAM}/consumer/reader:1"],
    "Endpoint": [None, "https://example.com"],
    "OperationType": [None, "control", "data"],
    "QueueARN": [None, QUEUE],
    "Region": REGIONS,
    "ResourceARN": [None, STREAM],
    "ResourceArn": [None, TABLE, "chairs"],
    "ResourceArnList": [None, (TABLE,)],
    "ResourceType": [None, "queue"],
    "ServiceType": ["ACM", "ACM-ACME"],
    "StreamARN": [None, STREAM],
    "UseDualStack": [False, True],
    "UseFIPS": [False, True],
}

# Parameters with many values multiply; so many cases are enough.
MOST_CASES = 96


def load(name, kind):
    try:
        return loader.load_service_model(name, kind)
    except UnknownServiceError:
        return None


def chosen(rules):
    """The values of the parameters of each case: spread evenly over all combinations."""
    known = [name for name in rules["parameters"] if name in VALUES]
    every = list(itertools.product(*(VALUES[name] for name in known)))
    step = max(1, len(every) // MOST_CASES) | 1
    for values in every[::step]:
        yield {name: value for name, value in zip(known, values) if value is not None}


def expectation(provider, parameters):
    """What botocore makes of the rules, in the form of the trait, or nothing where no rule fits."""
    try:
        endpoint = provider.resolve_endpoint(**parameters)
    except EndpointProviderError as error:
        text = str(error)
        return None if text.startswith(("No endpoint found", "Cannot find value")) else {"error": text}
    except KeyError:
        # Some rules name a region in a URL without having asked whether there is one.
        return None
    found = {"url": endpoint.url, "properties": endpoint.properties, "headers": endpoint.headers}
    return {"endpoint": {key: value for key, value in found.items() if value}}


def cases(rules):
    provider = EndpointProvider(rules, partitions)
    for parameters in chosen(rules):
        expect = expectation(provider, parameters)
        if expect:
            yield {"params": parameters, "expect": expect}


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
loader = Loader(
    extra_search_paths=[str(pathlib.Path(botocore.__file__).parent / "data")],
    include_default_search_paths=False,
)
partitions = loader.load_data("partitions")
for name in loader.list_available_services("service-2"):
    rules = load(name, "endpoint-rule-set-1")
    facts = {
        "service": load(name, "service-2"),
        "paginators": load(name, "paginators-1"),
        "waiters": load(name, "waiters-2"),
        "rules": rules,
        "tests": rules and list(cases(rules)),
    }
    (folder / f"{name}.json").write_text(json.dumps(facts))
