"""Serves moto on a free port of loopback, and ends when its standard input does: with whoever started it.

Prints one line when it is ready: the port, an access key id and its secret. From then on moto recomputes the signature of
each request, with botocore, and refuses one that does not match. It is made to do so over the bytes that came: by itself it
signs forms as it would write them, and the headers in place of a body that is not there.
"""

import io
import json
import os
import sys

import boto3
from moto import settings
from moto.iam.access_control import IAMRequestBase
from moto.server import ThreadedMotoServer
from werkzeug.wrappers import Request

ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

load_form = Request._load_form_data
create_request = IAMRequestBase._create_aws_request


def load_form_and_keep_the_body(request):
    body = request.get_data()
    load_form(request)
    request.__dict__["stream"] = io.BytesIO(body)


def create_request_of_the_body(self):
    request = create_request(self)
    request.data = self._body
    return request


Request._load_form_data = load_form_and_keep_the_body
IAMRequestBase._create_aws_request = create_request_of_the_body

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
port = server.get_host_and_port()[1]
endpoint = f"http://127.0.0.1:{port}"

iam = boto3.client("iam", "us-east-1", endpoint_url=endpoint, aws_access_key_id="any", aws_secret_access_key="any")
iam.create_user(UserName="interop")
iam.put_user_policy(UserName="interop", PolicyName="all", PolicyDocument=json.dumps(ALL))
key = iam.create_access_key(UserName="interop")["AccessKey"]
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0.0

print(port, key["AccessKeyId"], key["SecretAccessKey"], flush=True)
try:
    sys.stdin.read()
except KeyboardInterrupt:
    pass
os._exit(0)
