"""Runs the functions of a module as cases, and reaches the simulator's admin path."""

import json
import os
import traceback
import urllib.request

URL = os.environ["HUBSPOT_URL"]
TOKEN = os.environ["HUBSPOT_TOKEN"]
ADMIN = os.environ["HUBSPOT_ADMIN"]


def admin(method, path, body=None):
    request = urllib.request.Request(
        ADMIN + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def later(seconds):
    admin("PUT", "/clock", {"advance": f"PT{seconds}S"})


def run(module):
    for name, case in list(vars(module).items()):
        if not getattr(case, "is_case", False):
            continue
        admin("POST", "/reset")
        admin("PUT", "/quota", {"perTenSeconds": 100000, "searchesPerSecond": 100000})
        admin("PUT", "/clock", {"stopped": True})
        outcome = {"case": name.replace("_", " ")}
        try:
            case()
        except Exception:
            outcome["failure"] = traceback.format_exc(limit=4)
        print(json.dumps(outcome), flush=True)


def case(function):
    function.is_case = True
    return function
