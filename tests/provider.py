"""A real OpenID provider on this machine, in a process of its own, for the tests of signing in through one."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

SECRET = "a secret of more than thirty-two characters"
# Who is known there → what the provider says about him.
PEOPLE = {
    "boss": {"email": "Boss@ZJ.cn", "email_verified": True},
    "zhang": {"email": "zhang@zj.cn", "email_verified": True},
    "stranger": {"email": "stranger@zj.cn", "email_verified": True},
    "look-alike": {"email": "ｚhang@zj.cn", "email_verified": True},
    "unverified": {"email": "zhang@zj.cn", "email_verified": False},
    "in words": {"email": "zhang@zj.cn", "email_verified": "true"},
    "unsaid": {"email": "zhang@zj.cn"},
    "no address": {"email_verified": True},
}


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def provider():
    """Its address; another host than 127.0.0.1 for a browser, so that what it sends there comes from another site."""
    port = free_port()
    people = [word for sub, says in PEOPLE.items() for word in ("--user-claims", json.dumps({"sub": sub} | says))]
    command = [sys.executable, "-m", "oidc_provider_mock", "-H", "localhost", "-p", str(port), *people, "-n"]
    environment = os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, f"http://localhost:{port}/jwks")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(server, address):
    for _ in range(240):
        try:
            urllib.request.urlopen(address).close()
            return
        except OSError:
            assert server.poll() is None, "the provider has ended"
            time.sleep(0.25)
    raise RuntimeError("the provider did not start")


def auth(address, house="http://127.0.0.1:{port}"):
    """The table ``[auth]`` for a provider."""
    return {
        "redirect_uri": f"{house}/oauth2callback",
        "cookie_secret": SECRET,
        "client_id": "zjrc",
        "client_secret": "between us",
        "server_metadata_url": f"{address}/.well-known/openid-configuration",
    }
