"""Serves httpbin and pages behind Flask-HTTPAuth on a free port of loopback, and ends when its standard input does.

Prints the port when it is ready.
"""

import os
import sys
import threading

import httpbin
from flask import Flask, request
from flask_httpauth import HTTPDigestAuth
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

USERS = {"a user, \u00fc": "open: \u00e4 sesame"}


def page(algorithm):
    """Returns a page that only accepts nonces of its own, and counts the requests that it refuses."""
    app = Flask(__name__)
    app.secret_key = os.urandom(16)
    auth = HTTPDigestAuth(algorithm=algorithm, qop="auth")
    nonces, refused = set(), []

    @auth.get_password
    def password(user):
        return USERS.get(user)

    @auth.generate_nonce
    def new_nonce():
        nonces.add(os.urandom(16).hex())
        return next(iter(nonces))

    @auth.verify_nonce
    def is_own(nonce):
        return nonce in nonces

    auth.generate_opaque(lambda: "opaque")
    auth.verify_opaque(lambda opaque: opaque == "opaque")

    @app.after_request
    def count(response):
        if response.status_code == 401:
            refused.append(request.path)
        return response

    @app.post("/")
    @auth.login_required
    def note():
        text = request.get_json()["text"]
        if text == "forget the nonces":
            nonces.clear()
        return {"user": auth.current_user(), "text": text, "refused": len(refused)}

    return app


pages = {f"/notes/{algorithm}": page(algorithm) for algorithm in ["MD5", "MD5-Sess"]}


def with_slash(app):
    """Passes an empty path on as the root, which a page is mounted at."""

    def call(environ, start):
        environ["PATH_INFO"] = environ["PATH_INFO"] or "/"
        return app(environ, start)

    return call


apps = DispatcherMiddleware(httpbin.app, {path: with_slash(app) for path, app in pages.items()})
server = make_server("127.0.0.1", 0, apps, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
try:
    sys.stdin.read()
except KeyboardInterrupt:
    pass
os._exit(0)
