"""Serves rpcv2Cbor on a free port of loopback, in front of a server that does not speak it, until its standard input ends.

Usage: front.py SERVICE=PROTOCOL..

localstack's parser reads a request, boto3 calls the server of AWS_ENDPOINT_URL in the other protocol of the service, and
localstack's serializer writes the answer. The signature of each request is computed again by botocore, and one that differs
is an error. Prints the port when it is ready.
"""

import copy
import http.server
import os
import sys
import threading
import uuid

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.model import ServiceModel
from localstack.aws.api import CommonServiceException
from localstack.aws.protocol.parser import create_parser
from localstack.aws.protocol.serializer import create_serializer
from localstack.http import Request

CBOR = "smithy-rpc-v2-cbor"


class Service:
    """A service: how to read and write its CBOR, and a client of its other protocol."""

    def __init__(self, name, protocol):
        session = botocore.session.Session()
        loader = session.get_component("data_loader")
        facts = loader.load_service_model(name, "service-2")
        assert {CBOR, protocol} <= set(facts["metadata"]["protocols"]), f"{name} does not speak {CBOR} and {protocol}"
        self.model = ServiceModel(copy.deepcopy(facts), name)
        self.parser = create_parser(self.model, CBOR)
        self.serializer = create_serializer(self.model, CBOR)
        # The loader returns the same object again, so the client sees one protocol.
        facts["metadata"].update(protocol=protocol, protocols=[protocol])
        # The server validates; this client passes on what came.
        config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
        self.client = session.create_client(name, os.environ["AWS_REGION"], config=config)
        assert self.client.meta.service_model.resolved_protocol == protocol

    def answer(self, request):
        """The answer to a request. What the server reports as an error is an error of the service."""
        operation, parameters = self.parser.parse(request)
        identifier = str(uuid.uuid4())
        try:
            self.check_signature(request)
            output = self.client._make_api_call(operation.name, parameters)
            output.pop("ResponseMetadata", None)
        except ClientError as error:
            return self.serializer.serialize_error_to_response(exception(error), operation, request.headers, identifier)
        return self.serializer.serialize_to_response(output, operation, request.headers, identifier)

    def check_signature(self, request):
        scheme, fields = request.headers["Authorization"].split(" ", 1)
        fields = dict(field.strip().split("=", 1) for field in fields.split(","))
        _, _, region, name, _ = fields["Credential"].split("/")
        keys = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
        signer = SigV4Auth(keys, name, region)
        headers = {header: request.headers[header] for header in fields["SignedHeaders"].split(";")}
        signed = AWSRequest(request.method, request.url, headers=headers, data=request.data)
        signed.context["timestamp"] = request.headers["X-Amz-Date"]
        expected = signer.signature(signer.string_to_sign(signed, signer.canonical_request(signed)), signed)
        if (scheme, name, fields["Signature"]) != ("AWS4-HMAC-SHA256", self.model.signing_name, expected):
            text = f"expected the signature {expected} of {self.model.signing_name}"
            error = {"Code": "SignatureDoesNotMatch", "Message": text}
            raise ClientError({"Error": error, "ResponseMetadata": {"HTTPStatusCode": 403}}, "")


def exception(error):
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    details = error.response["Error"]
    return CommonServiceException(details["Code"], details.get("Message", ""), status, sender_fault=status < 500)


class Handler(http.server.BaseHTTPRequestHandler):
    """Takes `POST /service/NAME/operation/NAME`."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        service = SERVICES[self.path.split("/")[2]]
        assert self.headers["Smithy-Protocol"] == "rpc-v2-cbor", self.headers
        request = Request("POST", self.path, body=body, headers=dict(self.headers))
        response = service.answer(request)
        self.send_response(response.status_code)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.data)


services = [Service(*argument.split("=")) for argument in sys.argv[1:]]
SERVICES = {service.model.metadata["targetPrefix"]: service for service in services}
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
try:
    sys.stdin.read()
except KeyboardInterrupt:
    pass
os._exit(0)
