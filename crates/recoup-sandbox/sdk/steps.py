"""What every script here shares: steps that are told one line each, an endpoint for webhooks, and the control calls.

A script prints `sdk NAME VERSION`, then `ok STEP` or `FAILED STEP: WHY` for each step, and ends with 1 if one failed.
"""

import http.server
import json
import os
import queue
import sys
import threading
import time
import urllib.request
from importlib.metadata import version

FACE = os.environ["FACE_URL"]
SECRET = os.environ["FACE_SECRET"]

_failed = []


def sdk(package):
    """Says which library is driven."""
    print(f"sdk {package} (Python) {version(package)}", flush=True)


def step(name):
    """Runs a function at once as one step; what it returns stands under its name afterwards.

    A later step may rest on an earlier one, so the first that fails is the one to look at.
    """

    def run(check):
        try:
            value = check()
        except Exception as error:  # Whatever went wrong is what is told.
            _failed.append(name)
            print(f"FAILED {name}: {type(error).__name__}: {error}", flush=True)
            return None
        print(f"ok {name}", flush=True)
        return value

    return run


def finish():
    """Ends the script."""
    sys.exit(1 if _failed else 0)


def equal(told, wanted):
    """Fails with both when they differ."""
    if told != wanted:
        raise AssertionError(f"{told!r}, wanted {wanted!r}")


def raises(kind, call):
    """The error of a kind that a call raises; any other, or none, fails."""
    try:
        value = call()
    except kind as error:
        return error
    raise AssertionError(f"{kind.__name__} was not raised, but there is {value!r}")


def control(method, path, body):
    """A call of whoever runs the sandbox, which no library knows."""
    data = json.dumps(body).encode()
    request = urllib.request.Request(FACE + path, data, {"content-type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=20) as reply:
        return json.load(reply)


def forward(secs):
    """Moves the clock of the bank."""
    control("POST", "/clock", {"advance_secs": secs})


class Endpoint:
    """An endpoint of a shop: takes every webhook that the face delivers and says 200."""

    def __init__(self, secret, path="/hooks"):
        self.got = queue.Queue()
        self.kept = []
        got = self.got

        class Take(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                got.put((dict((name.lower(), value) for name, value in self.headers.items()), body))
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Take)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}{path}"
        control("PUT", "/webhook_endpoint", {"url": self.url, "secret": secret})

    def next(self, wanted=lambda headers, body: True, secs=20):
        """Headers and body of the first delivery that is wanted. The others are kept: they come in any order."""
        for at, (headers, body) in enumerate(self.kept):
            if wanted(headers, body):
                return self.kept.pop(at)
        ends = time.monotonic() + secs
        while True:
            left = ends - time.monotonic()
            try:
                headers, body = self.got.get(timeout=max(left, 0.01))
            except queue.Empty:
                raise AssertionError(f"no such webhook came in {secs} s") from None
            if wanted(headers, body):
                return headers, body
            self.kept.append((headers, body))
