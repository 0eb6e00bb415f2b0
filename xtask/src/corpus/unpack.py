"""Writes what botocore knows of each service that speaks awsJson, one file a service: its model, paginators, endpoint rules."""

import json
import pathlib
import sys

import botocore
from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
loader = Loader(
    extra_search_paths=[str(pathlib.Path(botocore.__file__).parent / "data")],
    include_default_search_paths=False,
)


def load(name, kind):
    try:
        return loader.load_service_model(name, kind)
    except UnknownServiceError:
        return None


for name in loader.list_available_services("service-2"):
    service = load(name, "service-2")
    metadata = service["metadata"]
    if "json" in [metadata["protocol"], *metadata.get("protocols", [])]:
        facts = {
            "service": service,
            "paginators": load(name, "paginators-1"),
            "rules": load(name, "endpoint-rule-set-1"),
        }
        (folder / f"{name}.json").write_text(json.dumps(facts))
