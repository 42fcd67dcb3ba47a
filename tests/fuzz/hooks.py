"""What the description can't say, for the fuzzer's requests to get past the door."""

import itertools
import json
import uuid

import schemathesis

# By lobby code: the tokens its host and its players were given.
tokens = {}
turns = itertools.count()


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code == 201:
        answer = response.json()
        tokens.setdefault(answer["lobby"]["code"], []).append(answer["token"])


@schemathesis.auth(refresh_interval=None)
class Bearer:
    """Now the host's token, now a player's."""

    def get(self, case, context):
        known = tokens.get(str((case.path_parameters or {}).get("code", "")).upper())
        return known[next(turns) % len(known)] if known else None

    def set(self, case, token, context):
        # A stream that is let in never ends: of these, the refusals are looked at.
        if case.operation.path.endswith("/events"):
            token = "0" * 43
        if token:
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}


@schemathesis.hook
def filter_body(context, body):
    """Names are trimmed first, which a schema can't express: here only those that are already."""
    fields = body if isinstance(body, dict) else {}
    names = [fields.get("name"), fields.get("host_name")]
    return all(name == name.strip() for name in names if isinstance(name, str))


@schemathesis.hook
def before_call(context, case, kwargs):
    """A request that can be granted must be: no key goes with two bodies, and nobody waits long."""
    headers = case.headers or {}
    if 0 < len(headers.get("Idempotency-Key", "")) <= 255:
        meant = json.dumps([case.body, case.path_parameters], default=str)
        headers["Idempotency-Key"] = str(uuid.uuid5(uuid.NAMESPACE_OID, headers["Idempotency-Key"] + meant))
    query = case.query or {}
    if isinstance(query.get("wait"), int) and 1 < query["wait"] <= 25:
        query["wait"] = 1
