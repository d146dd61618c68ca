"""Runs the functions of a module as cases, and reaches the simulator's admin path."""

import json
import os
import ssl
import traceback
import urllib.request

URL = os.environ["SALESFORCE_URL"]
HOST = URL.split("//")[1]
TOKEN = os.environ["SALESFORCE_TOKEN"]
ADMIN = os.environ["SALESFORCE_ADMIN"]
CERTIFICATE = os.environ["SALESFORCE_CERTIFICATE"]
TRUST = ssl.create_default_context(cafile=CERTIFICATE)


def admin(method, path, body=None):
    request = urllib.request.Request(
        ADMIN + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, context=TRUST) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def run(module):
    for name, case in list(vars(module).items()):
        if not getattr(case, "is_case", False):
            continue
        admin("POST", "/reset")
        outcome = {"case": name.replace("_", " ")}
        try:
            case()
        except Exception:
            outcome["failure"] = traceback.format_exc(limit=4)
        print(json.dumps(outcome), flush=True)


def case(function):
    function.is_case = True
    return function
