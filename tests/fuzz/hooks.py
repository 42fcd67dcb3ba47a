"""What the description can't say, for the fuzzer's requests to get past the door."""

import itertools
import json
import re
import uuid

import schemathesis

# By lobby code: the tokens its host and its players were given.
tokens = {}
turns = itertools.count()
# Joiners, variation selectors and tags: what a name may have only where something needs it.
needs_neighbours = re.compile("[\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")


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
    """What the schema can't express: names are trimmed first, and joiners need neighbours."""
    fields = body if isinstance(body, dict) else {}
    names = [fields.get("name"), fields.get("host_name")]
    return all(name == name.strip() and not needs_neighbours.search(name) for name in names if isinstance(name, str))


@schemathesis.hook
def before_call(context, case, kwargs):
    """A request that can be granted must be: no key goes with two bodies, and nobody waits long."""
    headers = case.headers or {}
    if 16 <= len(headers.get("Idempotency-Key", "")) <= 128:
        meant = json.dumps([case.body, case.path_parameters], default=str)
        headers["Idempotency-Key"] = str(uuid.uuid5(uuid.NAMESPACE_OID, headers["Idempotency-Key"] + meant))
    body = case.body
    if isinstance(body, dict) and body.get("score") is not None and body.get("add") is not None:
        del body["add"]  # one of the two, which a schema says badly
    if isinstance(body, dict) and body.get("action") in ("plus", "skip"):
        body.pop("then", None)  # only a wrong answer is followed otherwise
    query = case.query or {}
    if isinstance(query.get("wait"), int) and 1 < query["wait"] <= 25:
        query["wait"] = 1
